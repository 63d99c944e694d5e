import type { Context } from "#http/context.ts";
import { accounts, charges, entries, orderBookings, walletTransactions } from "./collections.ts";
import { invariants } from "./invariants.ts";
import { reactions } from "./reactions.ts";
import { routes } from "./routes.ts";

export const context: Context = {
  name: "wallet",
  collections: [accounts, orderBookings, charges],
  ledgers: [walletTransactions, entries],
  reactions,
  sends: [],
  routes,
  migrations: new URL("./migrations/", import.meta.url),
  invariants,
};
