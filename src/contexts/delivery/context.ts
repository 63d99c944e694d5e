import type { Context } from "#http/context.ts";
import { type Carriers, runnersOf } from "./carrier.ts";
import { carrierEvents, consignments, orderShipments, shipments } from "./collections.ts";
import { invariants } from "./invariants.ts";
import { reactionsWith } from "./reactions.ts";
import { routes } from "./routes.ts";

/** Delivery calls the carriers it is made with; any other is written on a parcel by hand. */
export const deliveryContext = (carriers: Carriers = {}): Context => ({
  name: "delivery",
  collections: [orderShipments, shipments, consignments] as never,
  ledgers: [carrierEvents] as never,
  reactions: reactionsWith((name) => name in carriers),
  sends: [],
  routes: routes(carriers),
  ...(Object.keys(carriers).length === 0 ? {} : { runners: runnersOf(carriers) }),
  migrations: new URL("./migrations/", import.meta.url),
  invariants,
});
