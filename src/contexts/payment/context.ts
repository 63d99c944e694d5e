import { claimStock } from "#contexts/catalog/contract.ts";
import { credit, creditPart, debit, payIn } from "#contexts/wallet/contract.ts";
import type { Context } from "#http/context.ts";
import {
  closedCases,
  confirmations,
  deposits,
  payments,
  refunds,
  statedMoney,
  strays,
  topUps,
} from "./collections.ts";
import { invariants } from "./invariants.ts";
import { reactions } from "./reactions.ts";
import { type Providers, runnersOf } from "./provider.ts";
import { routes } from "./routes.ts";

/** Payment calls the companies it is made with; made with none, it moves only what the wallet moves. */
export const paymentContext = (providers?: Providers): Context => ({
  name: "payment",
  collections: [payments, strays, deposits, topUps, statedMoney, closedCases] as never,
  ledgers: [refunds, confirmations] as never,
  reactions,
  sends: [debit, credit, creditPart, payIn, claimStock],
  routes: routes(providers),
  ...(providers === undefined ? {} : { runners: runnersOf(providers) }),
  migrations: new URL("./migrations/", import.meta.url),
  invariants,
});
