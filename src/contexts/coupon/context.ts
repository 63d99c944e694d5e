import type { Definition } from "#kernel/message.ts";
import type { Context } from "#http/context.ts";
import { claims, coupons, itemPrices, memberCoupons, redemptions } from "./collections.ts";
import { recordIssue } from "./contract.ts";
import { invariants } from "./invariants.ts";
import { reactions } from "./reactions.ts";
import { routes } from "./routes.ts";

export const context: Context = {
  name: "coupon",
  collections: [coupons, claims, memberCoupons, redemptions, itemPrices],
  ledgers: [],
  reactions,
  // To itself: a claim is answered before it is recorded.
  sends: [recordIssue as unknown as Definition],
  routes,
  migrations: new URL("./migrations/", import.meta.url),
  invariants,
};
