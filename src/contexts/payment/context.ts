import { credit, debit } from "#contexts/wallet/contract.ts";
import type { Context } from "#http/context.ts";
import { payments, refunds, strays } from "./collections.ts";
import { invariants } from "./invariants.ts";
import { reactions } from "./reactions.ts";
import { type Providers, runnersOf } from "./provider.ts";
import { routes } from "./routes.ts";

/** Payment calls the companies it is made with; made with none, it moves only what the wallet moves. */
export const paymentContext = (providers?: Providers): Context => ({
  name: "payment",
  collections: [payments, strays] as never,
  ledgers: [refunds],
  reactions,
  sends: [debit, credit],
  routes: routes(providers),
  ...(providers === undefined ? {} : { runners: runnersOf(providers) }),
  migrations: new URL("./migrations/", import.meta.url),
  invariants,
});
