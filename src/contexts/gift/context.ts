import type { Context } from "#http/context.ts";
import { gifts } from "./collections.ts";
import { invariants } from "./invariants.ts";
import type { GiftLinks } from "./links.ts";
import { reactions, sends } from "./reactions.ts";
import { routes } from "./routes.ts";

/** Gift gives out links, so it is made with the secrets of this installation. */
export const giftContext = (links: GiftLinks): Context => ({
  name: "gift",
  collections: [gifts],
  ledgers: [],
  reactions,
  sends,
  routes: routes(links),
  migrations: new URL("./migrations/", import.meta.url),
  invariants,
});
