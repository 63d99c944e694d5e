import type { Context } from "#http/context.ts";
import { availabilities, carts, items } from "./collections.ts";
import { invariants } from "./invariants.ts";
import { reactions } from "./reactions.ts";
import { routes } from "./routes.ts";

export const context: Context = {
  name: "cart",
  collections: [carts, items, availabilities],
  replicas: [items, availabilities],
  ledgers: [],
  reactions,
  sends: [],
  routes,
  migrations: new URL("./migrations/", import.meta.url),
  invariants,
};
