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
  replicas: [itemPrices],
  reactions,
  // To itself: a claim is answered before it is recorded.
  sends: [recordIssue],
  routes,
  migrations: new URL("./migrations/", import.meta.url),
  invariants,
};
