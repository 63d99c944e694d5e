import { listOf, record, text } from "#kernel/schema.ts";
import { type Route, routesOf } from "#http/route.ts";
import type { SigningKeys } from "./keys.ts";
import { browserSessionRoutes } from "./routes/browserSessions.ts";
import { memberRoutes } from "./routes/members.ts";
import { partnerRoutes } from "./routes/partners.ts";
import { sessionRoutes } from "./routes/sessions.ts";

const route = routesOf("identity");

const publicKey = () =>
  record({
    kty: text(10),
    crv: text(20),
    x: text(100),
    kid: text(100),
    use: text(10),
    alg: text(10),
  });

export const routes = (keys: SigningKeys): readonly Route[] => [
  ...sessionRoutes(keys),
  ...browserSessionRoutes(keys),
  ...memberRoutes(keys),
  ...partnerRoutes,
  route({
    method: "GET",
    path: "/.well-known/jwks.json",
    summary: "The public keys that access tokens are signed with",
    access: "guest",
    answers: { 200: record({ keys: listOf(publicKey(), 10) }) },
    refusals: [],
    handle: () => Promise.resolve({ status: 200, body: keys.jwks }),
  }),
];
