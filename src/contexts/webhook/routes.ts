import { flag, listOf, optional, record, token } from "#kernel/schema.ts";
import { refuse } from "#kernel/refusal.ts";
import type { Destinations } from "#http/destinations.ts";
import { type Identity, type Route, type RouteAnswer, routesOf, type Tools } from "#http/route.ts";
import type { Sent } from "#runtime/sending.ts";
import { webhooks } from "./collections.ts";
import { change, eventTypes, register, remove, rotateSecret, sendTest, url } from "./contract.ts";
import { deliveryRoutes } from "./routes/deliveries.ts";
import {
  deliveryShown,
  present,
  shownDelivery,
  shownWebhook,
  shownWithSecret,
  timeOf,
  webhookShown,
} from "./routes/shapes.ts";
import { OPERATOR, type Webhook } from "./rules.ts";
import type { Delivery } from "./rules/delivering.ts";
import type { WebhookSecrets } from "./secrets.ts";

const route = routesOf("webhook");
const access = ["seller", "operator"] as const;
const params = record({ webhookId: token("whk") });
const path = "/api/webhooks/:webhookId";

export type Made = { readonly secrets: WebhookSecrets; readonly destinations: Destinations };

export const routes = (made: Made): readonly Route[] => [
  listWebhooks,
  registering(made),
  changing(made),
  removing,
  rotating(made),
  testing,
  ...deliveryRoutes(ownerOf),
];

/** Sellers have those of their partner, operators their own. */
const ownerOf = ({ role, partnerId }: Identity): string =>
  role === "operator" ? OPERATOR : (partnerId ?? "");

const listWebhooks = route({
  method: "GET",
  path: "/api/webhooks",
  summary: "The caller's webhooks, oldest first",
  access,
  answers: { 200: record({ webhooks: listOf(shownWebhook(), 100) }) },
  refusals: [],
  handle: async (_, { read, identity }) => {
    const rows = await read<Parameters<typeof webhookShown>[0]>(
      `select webhook_id as "webhookId", owner_id as "ownerId", url, event_types as "eventTypes",
              status, disabled_reason as "disabledReason", failing_since as "failingSince",
              registered_at as "registeredAt"
         from ${webhooks.sqlName} where owner_id = $1 order by registered_at, webhook_id`,
      [ownerOf(identity)],
    );
    return { status: 200, body: { webhooks: rows.map(webhookShown) } };
  },
});

const registering = ({ secrets, destinations }: Made): Route =>
  route({
    method: "POST",
    path: "/api/webhooks",
    summary: "Register a webhook by Standard Webhooks; the answer alone shows its secret",
    access,
    body: record({ url: url(), eventTypes: eventTypes() }),
    answers: { 201: shownWithSecret() },
    refusals: ["COMMON_INVALID_PARAMETER", "COMMON_ILLEGAL_STATUS", "URL_NOT_ALLOWED"],
    handle: async ({ body }, tools) => {
      if (!(await isAllowed(body.url, destinations))) return refuse("URL_NOT_ALLOWED");
      const webhookId = tools.token("webhook");
      const ownerId = ownerOf(tools.identity);
      const sent = await tools.send(register({ webhookId, ownerId, ...body }), {
        fresh: webhookId,
      });
      return withSecret(sent, 201, secrets);
    },
  });

const changing = ({ destinations }: Made): Route =>
  route({
    method: "PATCH",
    path,
    summary: "Change where a webhook is, what it hears of, or whether it is sent anything",
    access,
    params,
    body: record({
      url: optional(url()),
      eventTypes: optional(eventTypes()),
      enabled: optional(flag()),
    }),
    answers: { 200: shownWebhook() },
    refusals: ["COMMON_INVALID_PARAMETER", "COMMON_ENTITY_NOT_FOUND", "URL_NOT_ALLOWED"],
    handle: async ({ params: { webhookId }, body }, tools) => {
      const owned = await ownWebhook(webhookId, tools);
      if (owned === undefined) return refuse("COMMON_ENTITY_NOT_FOUND");
      if (body.url !== undefined && !(await isAllowed(body.url, destinations)))
        return refuse("URL_NOT_ALLOWED");
      const { answer, position } = await tools.send(change({ ...owned, ...body }));
      if ("refusal" in answer) return answer.refusal;
      return { status: 200, body: webhookShown(answer.value as Webhook), position };
    },
  });

const removing = route({
  method: "DELETE",
  path,
  summary: "Remove a webhook",
  access,
  params,
  answers: { 204: null },
  refusals: ["COMMON_ENTITY_NOT_FOUND"],
  handle: async ({ params: { webhookId } }, { identity, send }) => {
    const { answer, position } = await send(remove({ webhookId, ownerId: ownerOf(identity) }));
    return "refusal" in answer ? answer.refusal : { status: 204, position };
  },
});

const rotating = ({ secrets }: Made): Route =>
  route({
    method: "POST",
    path: `${path}/secret-rotations`,
    summary: "Give a webhook a new secret; for a day what is sent is signed with both",
    access,
    params,
    answers: { 200: shownWithSecret() },
    refusals: ["COMMON_ENTITY_NOT_FOUND"],
    handle: async ({ params: { webhookId } }, { identity, send }) =>
      withSecret(await send(rotateSecret({ webhookId, ownerId: ownerOf(identity) })), 200, secrets),
  });

const testing = route({
  method: "POST",
  path: `${path}/test-events`,
  summary: "Send a webhook an event that means nothing",
  access,
  params,
  answers: { 202: shownDelivery() },
  refusals: ["COMMON_ENTITY_NOT_FOUND", "COMMON_ILLEGAL_STATUS"],
  handle: async ({ params: { webhookId } }, tools) => {
    const deliveryKey = `${webhookId}/test/${tools.token("webhookDelivery")}`;
    const ownerId = ownerOf(tools.identity);
    const { answer, position } = await tools.send(sendTest({ webhookId, ownerId, deliveryKey }));
    if ("refusal" in answer) return answer.refusal;
    return { status: 202, body: deliveryShown(answer.value as Delivery), position };
  },
});

function withSecret(
  { answer, position }: Sent,
  status: number,
  secrets: WebhookSecrets,
): RouteAnswer {
  if ("refusal" in answer) return answer.refusal;
  const webhook = answer.value as Webhook;
  const secret = secrets.secretOf(webhook.webhookId, webhook.secretNo);
  const until = present("previousSecretUntil", timeOf(webhook.previousUntil));
  return { status, body: { ...webhookShown(webhook), secret, ...until }, position };
}

const isAllowed = async (address: string, { allows }: Destinations): Promise<boolean> =>
  URL.canParse(address) && (await allows(address));

async function ownWebhook(webhookId: string, { read, identity }: Tools) {
  const ownerId = ownerOf(identity);
  const found = await read(
    `select 1 from ${webhooks.sqlName} where webhook_id = $1 and owner_id = $2`,
    [webhookId, ownerId],
  );
  return found.length === 0 ? undefined : { webhookId, ownerId };
}
