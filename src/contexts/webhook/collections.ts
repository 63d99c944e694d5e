import { count, flag, listOf, oneOf, record, text, token } from "#kernel/schema.ts";
import {
  collection,
  countColumn,
  instantColumn,
  jsonColumn,
  jsonTextColumn,
  maybeColumn,
  textColumn,
} from "#store/collection.ts";
import { type DisabledReason, EVENT_TYPES, type EventType } from "./contract.ts";
import type { Subscriber, Subscription, Webhook } from "./rules.ts";
import type { Delivery } from "./rules/delivering.ts";
import type { ToldOrder } from "./rules/telling.ts";

const types = () => listOf(oneOf(...EVENT_TYPES), EVENT_TYPES.length);

export const webhooks = collection<Webhook>("webhook.webhooks", "webhookId", {
  webhookId: textColumn(),
  ownerId: textColumn(),
  url: textColumn(),
  eventTypes: jsonColumn<readonly EventType[]>(types()),
  status: textColumn<Webhook["status"]>(),
  disabledReason: maybeColumn(textColumn<DisabledReason>()),
  secretNo: countColumn(),
  previousUntil: maybeColumn(instantColumn()),
  failingSince: maybeColumn(instantColumn()),
  registeredAt: instantColumn(),
});

/** What is read with every order: who wants to know of it. */
export const subscribers = collection<Subscriber>("webhook.subscribers", "ownerId", {
  ownerId: textColumn(),
  webhooks: jsonColumn<readonly Subscription[]>(
    listOf(record({ webhookId: token("whk"), eventTypes: types(), isActive: flag() })),
  ),
});

/** Orders of which somebody wants to know, and what they were told. */
export const toldOrders = collection<ToldOrder>("webhook.told_orders", "orderId", {
  orderId: textColumn(),
  lines: jsonColumn<ToldOrder["lines"]>(
    listOf(
      record({
        lineNo: count(1),
        itemId: token("itm"),
        partnerId: token("ptn"),
        quantity: count(1),
      }),
    ),
  ),
  told: jsonColumn<readonly string[]>(listOf(text(40))),
});

export const deliveries = collection<Delivery>("webhook.deliveries", "deliveryKey", {
  deliveryKey: textColumn(),
  deliveryId: textColumn(),
  webhookId: textColumn(),
  eventType: textColumn(),
  body: jsonTextColumn(),
  status: textColumn<Delivery["status"]>(),
  attempts: countColumn(),
  tries: countColumn(),
  answeredStatus: maybeColumn(countColumn()),
  nextAt: maybeColumn(instantColumn()),
  deliveredAt: maybeColumn(instantColumn()),
  queuedAt: instantColumn(),
});
