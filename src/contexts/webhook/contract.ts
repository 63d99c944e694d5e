/** Webhook: tells shops' own systems of their orders, by Standard Webhooks. Nobody waits for it. */
import { command, fact } from "#kernel/message.ts";
import {
  count,
  flag,
  instant,
  listOf,
  matching,
  oneOf,
  optional,
  text,
  token,
} from "#kernel/schema.ts";

/** What can be subscribed to: what becomes of orders, and of the subscriptions themselves. */
export const EVENT_TYPES = [
  "order.placed",
  "order.paid",
  "order.prepared",
  "order.shipped",
  "order.delivered",
  "order.lines-cancelled",
  "order.closed",
  "order.payment-cancelled",
  "order.cancelled",
  "order.refunded",
  "webhook.disabled",
] as const;
export type EventType = (typeof EVENT_TYPES)[number];
export const eventTypes = () => listOf(oneOf(...EVENT_TYPES), EVENT_TYPES.length, 1);
/** What is sent on request, whatever is subscribed to. */
export const TEST_EVENT = "webhook.test";

export const url = () => matching("^https?://[0-9A-Za-z.:\\[\\]-]+(/[!-~]*)?$", 500);
export const DISABLED_REASONS = ["GONE", "FAILING", "BY_OWNER"] as const;
export type DisabledReason = (typeof DISABLED_REASONS)[number];

/** A seller's partner token, or `operator`. */
const ownerId = () => text(20);
const ofWebhook = { webhookId: token("whk"), ownerId: ownerId() };
/** It answered that it is gone, or has failed for days: nothing is sent there any more. */
export const webhookDisabled = fact("webhook.disabled", "webhookId", {
  ...ofWebhook,
  reason: oneOf(...DISABLED_REASONS),
});

export const register = command("webhook.register", "webhookId", {
  ...ofWebhook,
  url: url(),
  eventTypes: eventTypes(),
});
/** Changes what is given. Enabled again, what waits goes out; what was missed is sent by hand. */
export const change = command("webhook.change", "webhookId", {
  ...ofWebhook,
  url: optional(url()),
  eventTypes: optional(eventTypes()),
  enabled: optional(flag()),
});
export const remove = command("webhook.remove", "webhookId", ofWebhook);
/** A new secret; the one before stays valid for a day. */
export const rotateSecret = command("webhook.rotate-secret", "webhookId", ofWebhook);

/** One piece of news for one webhook: the key is the same however often it is told. */
const ofDelivery = { webhookId: token("whk"), deliveryKey: text(100) };
/** To itself, for each webhook that wants to know. */
export const enqueue = command("webhook.enqueue", "webhookId", {
  ...ofDelivery,
  eventType: text(40),
  at: instant(),
  /** The data of the event, as JSON text. */
  data: text(40_000),
});
/** Sends an event that means nothing, to try the webhook out. */
export const sendTest = command("webhook.send-test", "webhookId", {
  ...ofDelivery,
  ownerId: ownerId(),
});
/** Sends once more what arrived or was given up. */
export const redeliver = command("webhook.redeliver", "webhookId", {
  ...ofDelivery,
  ownerId: ownerId(),
});
/** The pause after a failure is over. */
export const deliveryDue = command("webhook.delivery-due", "webhookId", ofDelivery);
/** Sends it, after the commit, signed with each secret that is valid. */
export const post = command("webhook.post", "webhookId", {
  ...ofDelivery,
  deliveryId: token("whd"),
  attempt: count(1),
  url: url(),
  secretNos: listOf(count(1), 2, 1),
  body: text(50_000),
});
/** What came of one attempt: the answer's status, or none. */
export const noteAttempt = command("webhook.note-attempt", "webhookId", {
  ...ofDelivery,
  attempt: count(1),
  status: optional(count(100, 999)),
  /** How long the answer asks to be left alone. */
  retryAfterMs: optional(count(0, 86_400_000)),
});
