import type { Route } from "#http/route.ts";
import type { GiftLinks } from "./links.ts";
import { giverRoutes } from "./routes/giver.ts";
import { linkRoutes } from "./routes/link.ts";

export const routes = (links: GiftLinks): readonly Route[] => [
  ...giverRoutes(links),
  ...linkRoutes,
];
