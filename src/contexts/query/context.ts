import type { Context } from "#http/context.ts";
import { orderViews } from "./collections.ts";
import { invariants } from "./invariants.ts";
import { reactions } from "./reactions.ts";
import { routes } from "./routes.ts";

export const context: Context = {
  name: "query",
  collections: [orderViews],
  ledgers: [],
  replicas: [orderViews],
  reactions,
  sends: [],
  routes,
  migrations: new URL("migrations/", import.meta.url),
  invariants,
};
