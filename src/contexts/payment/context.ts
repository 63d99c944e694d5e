import { credit, debit } from "#contexts/wallet/contract.ts";
import type { Context } from "#http/context.ts";
import { payments, refunds } from "./collections.ts";
import { invariants } from "./invariants.ts";
import { reactions } from "./reactions.ts";
import { routes } from "./routes.ts";

export const context: Context = {
  name: "payment",
  collections: [payments],
  ledgers: [refunds],
  reactions,
  sends: [debit, credit],
  routes,
  migrations: new URL("./migrations/", import.meta.url),
  invariants,
};
