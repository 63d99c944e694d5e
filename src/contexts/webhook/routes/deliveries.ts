/** The log of what was sent to a webhook, and sending it once more. */
import { count, listOf, oneOf, optional, record, token } from "#kernel/schema.ts";
import { refuse } from "#kernel/refusal.ts";
import { type Identity, type Route, routesOf, type Tools } from "#http/route.ts";
import { deliveries, webhooks } from "../collections.ts";
import { redeliver } from "../contract.ts";
import type { Delivery } from "../rules/delivering.ts";
import { deliveryShown, shownDelivery } from "./shapes.ts";

const route = routesOf("webhook");
const access = ["seller", "operator"] as const;
const path = "/api/webhooks/:webhookId/deliveries";
const PAGE_SIZE = 20;
const status = () => oneOf("PENDING", "DELIVERED", "FAILED");

type OwnerOf = (identity: Identity) => string;

export const deliveryRoutes = (ownerOf: OwnerOf): readonly Route[] => [
  listing(ownerOf),
  redelivering(ownerOf),
];

const listing = (ownerOf: OwnerOf): Route =>
  route({
    method: "GET",
    path,
    summary: "What was sent to a webhook, newest first; the cursor is the last of a page",
    access,
    params: record({ webhookId: token("whk") }),
    query: record({
      status: optional(status()),
      cursor: optional(token("whd")),
      limit: optional(count(1, 100)),
    }),
    answers: {
      200: record({
        deliveries: listOf(shownDelivery(), 100),
        nextCursor: optional(token("whd")),
      }),
    },
    refusals: ["COMMON_INVALID_PARAMETER", "COMMON_ENTITY_NOT_FOUND"],
    handle: async ({ params: { webhookId }, query }, tools) => {
      const { cursor, limit = PAGE_SIZE, status: of = null } = query;
      if (!(await isOwn(webhookId, ownerOf, tools))) return refuse("COMMON_ENTITY_NOT_FOUND");
      if (cursor !== undefined && (await keyOf(webhookId, cursor, tools)) === undefined)
        return refuse("COMMON_INVALID_PARAMETER", [{ field: "cursor", code: "unknown" }]);
      const found = await deliveriesBefore(webhookId, of, cursor, limit + 1, tools);
      const page = found.slice(0, limit);
      const last = found.length > limit ? page.at(-1) : undefined;
      return {
        status: 200,
        body: {
          deliveries: page.map(deliveryShown),
          ...(last === undefined ? {} : { nextCursor: last.deliveryId }),
        },
      };
    },
  });

const redelivering = (ownerOf: OwnerOf): Route =>
  route({
    method: "POST",
    path: `${path}/:deliveryId/redeliveries`,
    summary: "Send once more what arrived or was given up",
    access,
    params: record({ webhookId: token("whk"), deliveryId: token("whd") }),
    answers: { 202: shownDelivery() },
    refusals: ["COMMON_ENTITY_NOT_FOUND", "COMMON_ILLEGAL_STATUS"],
    handle: async ({ params: { webhookId, deliveryId } }, tools) => {
      const deliveryKey = await keyOf(webhookId, deliveryId, tools);
      if (deliveryKey === undefined) return refuse("COMMON_ENTITY_NOT_FOUND");
      const ownerId = ownerOf(tools.identity);
      const { answer, position } = await tools.send(redeliver({ webhookId, deliveryKey, ownerId }));
      if ("refusal" in answer) return answer.refusal;
      return { status: 202, body: deliveryShown(answer.value as Delivery), position };
    },
  });

async function isOwn(webhookId: string, ownerOf: OwnerOf, { read, identity }: Tools) {
  const found = await read(
    `select 1 from ${webhooks.sqlName} where webhook_id = $1 and owner_id = $2`,
    [webhookId, ownerOf(identity)],
  );
  return found.length > 0;
}

async function keyOf(
  webhookId: string,
  deliveryId: string,
  { read }: Tools,
): Promise<string | undefined> {
  const [row] = await read<{ readonly key: string }>(
    `select delivery_key as key from ${deliveries.sqlName}
      where delivery_id = $2 and webhook_id = $1`,
    [webhookId, deliveryId],
  );
  return row?.key;
}

const deliveriesBefore = (
  webhookId: string,
  of: string | null,
  cursor: string | undefined,
  limit: number,
  { read }: Tools,
) =>
  read<Parameters<typeof deliveryShown>[0]>(
    `select delivery_key as "deliveryKey", delivery_id as "deliveryId", webhook_id as "webhookId",
            event_type as "eventType", status, attempts, tries,
            answered_status as "answeredStatus", next_at as "nextAt",
            delivered_at as "deliveredAt", queued_at as "queuedAt"
       from ${deliveries.sqlName}
      where webhook_id = $1 and ($2::text is null or status = $2)
        and ($3::text is null or (queued_at, delivery_id) <
             (select queued_at, delivery_id from ${deliveries.sqlName} where delivery_id = $3))
      order by queued_at desc, delivery_id desc limit $4`,
    [webhookId, of, cursor ?? null, limit],
  );
