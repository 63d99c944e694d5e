/** The rows of webhooks: each is its owner's alone, and what is sent to them too. */
import { ask } from "#test/town/shop.ts";
import { until } from "#test/town/waiting.ts";
import { type Row, row, SELLERS, type Six } from "./row.ts";
import type { Cast } from "../stage.ts";

type Hooked = { readonly webhookId: string };
/** A webhook of the seller's that nothing but a test is sent to. */
async function newWebhook({ town, seller }: Cast): Promise<string> {
  const body = { url: town.receiver.urlOf("matrix"), eventTypes: ["order.payment-cancelled"] };
  return (await ask<Hooked>(town, seller, "POST", "/api/webhooks", body)).body.webhookId;
}
const webhooksOf = new WeakMap<Cast, Promise<string>>();
const webhookPath = async (cast: Cast, below = "") => {
  const known = webhooksOf.get(cast) ?? newWebhook(cast);
  webhooksOf.set(cast, known);
  return { path: `/api/webhooks/${await known}${below}` };
};
/** Something that was sent to the webhook, and arrived. */
async function deliveryPath(cast: Cast) {
  const { path } = await webhookPath(cast);
  const sent = await ask<Delivered>(cast.town, cast.seller, "POST", `${path}/test-events`);
  const { deliveryId } = sent.body;
  await until(
    () => ask<Delivered>(cast.town, cast.seller, "GET", `${path}/deliveries?status=DELIVERED`),
    ({ body }) => JSON.stringify(body).includes(deliveryId),
  );
  return { path: `${path}/deliveries/${deliveryId}/redeliveries` };
}
type Delivered = { readonly deliveryId: string };
const OWN_WEBHOOK: Six = [401, 403, 403, "allow", 404, 404];

export const hooks: readonly Row[] = [
  row("GET /api/webhooks", SELLERS),
  row("POST /api/webhooks", SELLERS, ({ town }) => ({
    body: { url: town.receiver.urlOf("matrix"), eventTypes: ["order.payment-cancelled"] },
  })),
  row("PATCH /api/webhooks/{webhookId}", OWN_WEBHOOK, async (cast) => ({
    ...(await webhookPath(cast)),
    body: { url: cast.town.receiver.urlOf("matrix"), enabled: true },
  })),
  row("DELETE /api/webhooks/{webhookId}", OWN_WEBHOOK, async (cast) => ({
    path: `/api/webhooks/${await newWebhook(cast)}`,
  })),
  row("POST /api/webhooks/{webhookId}/secret-rotations", OWN_WEBHOOK, (cast) =>
    webhookPath(cast, "/secret-rotations"),
  ),
  row("POST /api/webhooks/{webhookId}/test-events", OWN_WEBHOOK, (cast) =>
    webhookPath(cast, "/test-events"),
  ),
  row("GET /api/webhooks/{webhookId}/deliveries", OWN_WEBHOOK, (cast) =>
    webhookPath(cast, "/deliveries"),
  ),
  row(
    "POST /api/webhooks/{webhookId}/deliveries/{deliveryId}/redeliveries",
    OWN_WEBHOOK,
    deliveryPath,
  ),
];
