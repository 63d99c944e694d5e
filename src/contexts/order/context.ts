import type { Context } from "#http/context.ts";
import { items, orderNumbers, orders } from "./collections.ts";
import { invariants } from "./invariants.ts";
import { reactions, sends } from "./reactions.ts";
import { routes } from "./routes.ts";

export const context: Context = {
  name: "order",
  collections: [orders, orderNumbers, items],
  replicas: [items],
  ledgers: [],
  reactions,
  sends,
  routes,
  migrations: new URL("./migrations/", import.meta.url),
  invariants,
};
