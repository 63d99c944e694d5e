import type { Context } from "#http/context.ts";
import {
  memberOrders,
  members,
  partners,
  refreshTokens,
  takenEmails,
  tokenFamilies,
} from "./collections.ts";
import { invariants } from "./invariants.ts";
import type { SigningKeys } from "./keys.ts";
import { reactions } from "./reactions.ts";
import { routes } from "./routes.ts";

/** Identity signs, so it is made with the keys of this installation. */
export const identityContext = (keys: SigningKeys): Context => ({
  name: "identity",
  collections: [
    members,
    takenEmails,
    partners,
    refreshTokens,
    tokenFamilies,
    memberOrders,
  ] as never,
  ledgers: [],
  replicas: [memberOrders],
  reactions,
  sends: [],
  routes: routes(keys),
  migrations: new URL("migrations/", import.meta.url),
  invariants,
});
