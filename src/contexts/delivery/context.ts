import type { Context } from "#http/context.ts";
import { carrierEvents, orderShipments, shipments } from "./collections.ts";
import { invariants } from "./invariants.ts";
import { reactions } from "./reactions.ts";
import { routes } from "./routes.ts";

export const context: Context = {
  name: "delivery",
  collections: [orderShipments, shipments],
  ledgers: [carrierEvents],
  reactions,
  sends: [],
  routes,
  migrations: new URL("./migrations/", import.meta.url),
  invariants,
};
