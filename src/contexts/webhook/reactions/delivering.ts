/** Getting one piece of news to one webhook, however long it takes. */
import type { BodyOf, Draft } from "#kernel/message.ts";
import { rfc3339 } from "#kernel/calendar.ts";
import { isRefusal, refuse } from "#kernel/refusal.ts";
import {
  type DeadlineChange,
  type Decision,
  type Moment,
  type NewTask,
  refused,
  type StateOf,
  unchanged,
} from "#runtime/reaction.ts";
import { deliveries, subscribers, webhooks } from "../collections.ts";
import {
  deliveryDue,
  enqueue,
  type noteAttempt,
  post,
  type redeliver,
  type sendTest,
  TEST_EVENT,
  webhookDisabled,
} from "../contract.ts";
import {
  listenersIn,
  OPERATOR,
  secretNosOf,
  type Subscriber,
  type Webhook,
  withWebhook,
} from "../rules.ts";
import { attempted, concluded, type Delivery, givenUp, sentAgain } from "../rules/delivering.ts";

export const POST = "webhook.post";

type OfDelivery = { readonly webhookId: string; readonly deliveryKey: string };
export const ofDelivery = ({ webhookId, deliveryKey }: OfDelivery) => ({
  webhook: webhooks.one(webhookId),
  delivery: deliveries.one(deliveryKey),
});
type DeliveryNeeds = ReturnType<typeof ofDelivery>;
type DeliveryState = StateOf<DeliveryNeeds>;
export const withListeners = (_: OfDelivery, { webhook }: DeliveryState) => ({
  listeners: subscribers.many(webhook === undefined ? [] : [webhook.ownerId, OPERATOR]),
});
type NoteNeeds = DeliveryNeeds & ReturnType<typeof withListeners>;

/** News for a webhook, once for its key. It answers nobody: the story is the order's. */
export function queue(
  event: BodyOf<typeof enqueue>,
  { webhook, delivery }: DeliveryState,
  moment: Moment,
): Decision<DeliveryNeeds> {
  if (delivery !== undefined || webhook?.status !== "ACTIVE") return unchanged;
  const queued = queuedOf(event, moment);
  return { changed: { delivery: queued }, tasks: [taskOf(queued, webhook, moment)] };
}

/** An event that its owner asked for. */
export function tryOut(
  { ownerId, webhookId, deliveryKey }: BodyOf<typeof sendTest>,
  { webhook, delivery }: DeliveryState,
  moment: Moment,
): Decision<DeliveryNeeds> {
  if (webhook?.ownerId !== ownerId) return refused(refuse("COMMON_ENTITY_NOT_FOUND"));
  if (delivery !== undefined) return { answer: { settled: true, value: delivery } };
  if (webhook.status !== "ACTIVE") return refused(refuse("COMMON_ILLEGAL_STATUS"));
  const data = JSON.stringify({ webhookId });
  const event = { webhookId, deliveryKey, eventType: TEST_EVENT, at: moment.at, data };
  const queued = queuedOf(event, moment);
  const answer = { settled: true, value: queued };
  return { changed: { delivery: queued }, tasks: [taskOf(queued, webhook, moment)], answer };
}

const queuedOf = (
  { webhookId, deliveryKey, eventType, at, data }: BodyOf<typeof enqueue>,
  moment: Moment,
): Delivery =>
  attempted({
    deliveryKey,
    deliveryId: moment.token("webhookDelivery"),
    webhookId,
    eventType,
    body: `{"type":"${eventType}","timestamp":"${rfc3339(at)}","data":${data}}`,
    status: "PENDING",
    attempts: 0,
    tries: 0,
    queuedAt: moment.at,
  });

const taskOf = (
  { deliveryKey, deliveryId, attempts, body }: Delivery,
  webhook: Webhook,
  { at }: Moment,
): NewTask => ({
  kind: POST,
  id: `${deliveryKey} ${attempts}`,
  command: post({
    webhookId: webhook.webhookId,
    deliveryKey,
    deliveryId,
    attempt: attempts,
    url: webhook.url,
    secretNos: secretNosOf(webhook, at),
    body,
  }),
});

/** By hand, once more. */
export function sendAgain(
  { ownerId }: BodyOf<typeof redeliver>,
  { webhook, delivery }: DeliveryState,
  moment: Moment,
): Decision<DeliveryNeeds> {
  if (webhook?.ownerId !== ownerId || delivery?.webhookId !== webhook.webhookId)
    return refused(refuse("COMMON_ENTITY_NOT_FOUND"));
  if (webhook.status !== "ACTIVE") return refused(refuse("COMMON_ILLEGAL_STATUS"));
  const next = sentAgain(delivery);
  if (isRefusal(next)) return refused(next);
  const answer = { settled: true, value: next };
  return { changed: { delivery: next }, tasks: [taskOf(next, webhook, moment)], answer };
}

/** The pause is over. */
export function due(
  _: OfDelivery,
  { webhook, delivery }: DeliveryState,
  moment: Moment,
): Decision<DeliveryNeeds> {
  if (delivery?.nextAt === undefined) return unchanged;
  if (webhook?.status !== "ACTIVE") return { changed: { delivery: givenUp(delivery) } };
  const next = attempted(delivery);
  return { changed: { delivery: next }, tasks: [taskOf(next, webhook, moment)] };
}

/** What came of an attempt. One that is gone, or has failed for days, is told no more. */
export function note(
  { attempt, ...said }: BodyOf<typeof noteAttempt>,
  { webhook: before, delivery, listeners }: StateOf<NoteNeeds>,
  moment: Moment,
): Decision<NoteNeeds> {
  if (delivery?.status !== "PENDING" || delivery.nextAt !== undefined) return unchanged;
  if (delivery.attempts !== attempt) return unchanged;
  const chance = chanceOf(moment);
  const { delivery: after, webhook } = concluded(delivery, before, said, {
    at: moment.at,
    chance,
  });
  const isDisabled = before?.status === "ACTIVE" && webhook?.status === "DISABLED";
  return {
    changed: {
      delivery: after,
      ...(webhook === undefined || isLike(webhook, before) ? {} : { webhook }),
      ...(isDisabled ? { listeners: [withWebhook(listeners.get(webhook.ownerId), webhook)] } : {}),
    },
    deadlines: retryOf(after),
    emitted: isDisabled ? disablingOf(webhook, listeners, moment) : [],
  };
}

const isLike = (webhook: Webhook, before: Webhook | undefined): boolean =>
  webhook.status === before?.status && webhook.failingSince === before.failingSince;

const retryOf = ({ webhookId, deliveryKey, nextAt }: Delivery): readonly DeadlineChange[] =>
  nextAt === undefined
    ? []
    : [
        {
          name: "retry",
          key: deliveryKey,
          at: nextAt,
          command: deliveryDue({ webhookId, deliveryKey }),
        },
      ];

/** Its owner hears of it by another webhook, and operators by theirs. */
function disablingOf(
  { webhookId, ownerId, disabledReason: reason = "FAILING" }: Webhook,
  listeners: ReadonlyMap<string, Subscriber>,
  { at }: Moment,
): readonly Draft[] {
  const others = listenersIn(listeners.values(), "webhook.disabled").filter(
    (listener) => listener.webhookId !== webhookId,
  );
  const data = JSON.stringify({ webhookId, reason });
  return [
    webhookDisabled({ webhookId, ownerId, reason }),
    ...others.map((listener) =>
      enqueue({
        webhookId: listener.webhookId,
        deliveryKey: `${listener.webhookId}/${webhookId}/${at}`,
        eventType: "webhook.disabled",
        at,
        data,
      }),
    ),
  ];
}

const FIRST_LETTER = "0".charCodeAt(0);
const LETTERS_SPAN = "z".charCodeAt(0) - FIRST_LETTER;
const chanceOf = ({ secret }: Moment): number =>
  (secret(1).charCodeAt(0) - FIRST_LETTER) / LETTERS_SPAN;
