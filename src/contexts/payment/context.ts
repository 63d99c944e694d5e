import { credit, debit } from "#contexts/wallet/contract.ts";
import type { Context } from "#http/context.ts";
import { payments, refunds, strays } from "./collections.ts";
import { invariants } from "./invariants.ts";
import { reactions } from "./reactions.ts";
import { routes } from "./routes.ts";

export const context: Context = {
  name: "payment",
  collections: [payments, strays] as never,
  ledgers: [refunds],
  reactions,
  sends: [debit, credit],
  routes,
  migrations: new URL("./migrations/", import.meta.url),
  invariants,
};
