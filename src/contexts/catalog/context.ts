import type { Context } from "#http/context.ts";
import { tellReceipt } from "#contexts/order/contract.ts";
import {
  itemNames,
  items,
  itemTexts,
  layouts,
  partners,
  ratings,
  reservations,
  reviews,
  stockMovements,
  stocks,
} from "./collections.ts";
import { invariants } from "./invariants.ts";
import { reactions } from "./reactions.ts";
import { routes } from "./routes.ts";

export const context: Context = {
  name: "catalog",
  collections: [
    items,
    itemTexts,
    itemNames,
    stocks,
    reservations,
    partners,
    layouts,
    reviews,
    ratings,
  ],
  ledgers: [stockMovements],
  reactions,
  sends: [tellReceipt],
  routes,
  migrations: new URL("./migrations/", import.meta.url),
  invariants,
};
