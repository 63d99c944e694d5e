/** Webhooks and what was sent to them, as their owners see it. */
import { rfc3339 } from "#kernel/calendar.ts";
import { count, oneOf, optional, record, text, token } from "#kernel/schema.ts";
import { DISABLED_REASONS, eventTypes, url } from "../contract.ts";
import type { Webhook } from "../rules.ts";
import type { Delivery } from "../rules/delivering.ts";

const time = () => text(40);
const fields = () => ({
  webhookId: token("whk"),
  url: url(),
  eventTypes: eventTypes(),
  status: oneOf("ACTIVE", "DISABLED"),
  disabledReason: optional(oneOf(...DISABLED_REASONS)),
  /** Since when nothing has arrived. */
  failingSince: optional(time()),
  registeredAt: time(),
});
export const shownWebhook = () => record(fields());
/** The secret is shown when it is made, and never again. */
export const shownWithSecret = () =>
  record({ ...fields(), secret: text(100), previousSecretUntil: optional(time()) });

export const shownDelivery = () =>
  record({
    deliveryId: token("whd"),
    eventType: text(40),
    status: oneOf("PENDING", "DELIVERED", "FAILED"),
    attempts: count(1),
    /** What was answered last; absent where nothing was. */
    answeredStatus: optional(count(100, 999)),
    nextAttemptAt: optional(time()),
    deliveredAt: optional(time()),
    queuedAt: time(),
  });

/** What is not so is undefined where it was decided, and null where it was read. */
type Seen<Row> = { readonly [Field in keyof Row]: Row[Field] | null };

export const webhookShown = (webhook: Seen<Webhook>) => ({
  webhookId: webhook.webhookId,
  url: webhook.url,
  eventTypes: webhook.eventTypes,
  status: webhook.status,
  registeredAt: timeOf(webhook.registeredAt),
  ...present("disabledReason", webhook.disabledReason),
  ...present("failingSince", timeOf(webhook.failingSince)),
});

export const deliveryShown = (delivery: Seen<Omit<Delivery, "body">>) => ({
  deliveryId: delivery.deliveryId,
  eventType: delivery.eventType,
  status: delivery.status,
  attempts: delivery.attempts,
  queuedAt: timeOf(delivery.queuedAt),
  ...present("answeredStatus", delivery.answeredStatus),
  ...present("nextAttemptAt", timeOf(delivery.nextAt)),
  ...present("deliveredAt", timeOf(delivery.deliveredAt)),
});

export const timeOf = (at: number | null | undefined): string | undefined =>
  at === null || at === undefined ? undefined : rfc3339(at);
export const present = <T>(name: string, value: T | null | undefined) =>
  value === null || value === undefined ? {} : { [name]: value };
