import type { Context } from "#http/context.ts";
import { heldCoupons, items, orderNumbers, orders } from "./collections.ts";
import { invariants } from "./invariants.ts";
import { reactions } from "./reactions.ts";
import { sends } from "./reactions/asking.ts";
import { routes } from "./routes.ts";
import type { Seal } from "./rules/sheet.ts";

/** Order seals its sheets, so it is made with the seal of this installation. */
export const orderContext = (seal: Seal): Context => ({
  name: "order",
  collections: [orders, orderNumbers, items, heldCoupons] as never,
  replicas: [items, heldCoupons],
  ledgers: [],
  reactions,
  sends,
  routes: routes(seal),
  migrations: new URL("./migrations/", import.meta.url),
  invariants,
});
