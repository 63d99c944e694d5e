import type { Context } from "#http/context.ts";
import { impossible } from "#kernel/refusal.ts";
import { destinationsBut } from "#http/destinations.ts";
import { deliveries, subscribers, toldOrders, webhooks } from "./collections.ts";
import { enqueue } from "./contract.ts";
import { invariants } from "./invariants.ts";
import { type Posting, postingOf } from "./posting.ts";
import { reactions } from "./reactions.ts";
import { POST } from "./reactions/delivering.ts";
import { type Made, routes } from "./routes.ts";

/** A platform that only shows itself has no secrets to give out. */
const NOTHING_MADE: Made = {
  secrets: { secretOf: () => impossible("there is no key for webhooks") },
  destinations: destinationsBut(),
};

/** Webhook tells the systems of shops, with the secrets of this installation. */
export const webhookContext = (posting?: Posting): Context => ({
  name: "webhook",
  collections: [webhooks, subscribers, toldOrders, deliveries] as never,
  ledgers: [],
  reactions,
  // To itself: each webhook is told apart from the others.
  sends: [enqueue],
  routes: routes(posting ?? NOTHING_MADE),
  ...(posting === undefined ? {} : { runners: { [POST]: postingOf(posting) } }),
  migrations: new URL("./migrations/", import.meta.url),
  invariants,
});
