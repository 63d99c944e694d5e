import type { Context } from "#http/context.ts";
import {
  itemNames,
  items,
  itemTexts,
  partners,
  reservations,
  stockMovements,
  stocks,
} from "./collections.ts";
import { invariants } from "./invariants.ts";
import { reactions } from "./reactions.ts";
import { routes } from "./routes.ts";

export const context: Context = {
  name: "catalog",
  collections: [items, itemTexts, itemNames, stocks, reservations, partners],
  ledgers: [stockMovements],
  reactions,
  sends: [],
  routes,
  migrations: new URL("./migrations/", import.meta.url),
  invariants,
};
