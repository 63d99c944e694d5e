import type { DisabledReason, EventType } from "./contract.ts";
import { type Refusal, refuse } from "#kernel/refusal.ts";

export type Webhook = {
  readonly webhookId: string;
  /** The partner of a seller, or `operator`. */
  readonly ownerId: string;
  readonly url: string;
  readonly eventTypes: readonly EventType[];
  readonly status: "ACTIVE" | "DISABLED";
  readonly disabledReason?: DisabledReason | undefined;
  /** Secrets are numbered, and kept nowhere. */
  readonly secretNo: number;
  /** Until then the secret before is valid too. */
  readonly previousUntil?: number | undefined;
  /** Since when nothing has arrived. */
  readonly failingSince?: number | undefined;
  readonly registeredAt: number;
};

export const OPERATOR = "operator";
/** What an owner has subscribed to, where it is still sent. */
export type Subscriber = {
  readonly ownerId: string;
  readonly webhooks: readonly Subscription[];
};
export type Subscription = Pick<Webhook, "webhookId" | "eventTypes"> & {
  readonly isActive: boolean;
};

const WEBHOOKS_MAX = 20;
const DAY_MS = 86_400_000;
/** Both secrets are valid for so long, that receivers may change theirs at their own time. */
const ROTATION_MS = DAY_MS;

type Registration = Pick<Webhook, "webhookId" | "ownerId" | "url" | "eventTypes">;

/** A new webhook. An owner has at most twenty. */
export function registered(
  { webhookId, ownerId, url, eventTypes }: Registration,
  subscriber: Subscriber | undefined,
  registeredAt: number,
): Webhook | Refusal {
  if ((subscriber?.webhooks.length ?? 0) >= WEBHOOKS_MAX) return refuse("COMMON_ILLEGAL_STATUS");
  const types = [...new Set(eventTypes)];
  return {
    webhookId,
    ownerId,
    url,
    eventTypes: types,
    status: "ACTIVE",
    secretNo: 1,
    registeredAt,
  };
}

export type Change = {
  readonly url?: string | undefined;
  readonly eventTypes?: readonly EventType[] | undefined;
  readonly enabled?: boolean | undefined;
};

/** Changes what is given. Enabled again, it begins without its failures. */
export function changed(webhook: Webhook, { url, eventTypes, enabled }: Change): Webhook {
  const next = {
    ...webhook,
    url: url ?? webhook.url,
    eventTypes: eventTypes === undefined ? webhook.eventTypes : [...new Set(eventTypes)],
  };
  if (enabled === undefined || enabled === (webhook.status === "ACTIVE")) return next;
  return enabled
    ? { ...next, status: "ACTIVE", disabledReason: undefined, failingSince: undefined }
    : disabled(next, "BY_OWNER");
}

export const disabled = (webhook: Webhook, disabledReason: DisabledReason): Webhook => ({
  ...webhook,
  status: "DISABLED",
  disabledReason,
});

export const rotated = (webhook: Webhook, at: number): Webhook => ({
  ...webhook,
  secretNo: webhook.secretNo + 1,
  previousUntil: at + ROTATION_MS,
});

/** The numbers of the secrets that are valid, the newest first. */
export const secretNosOf = ({ secretNo, previousUntil = 0 }: Webhook, at: number): number[] =>
  at < previousUntil ? [secretNo, secretNo - 1] : [secretNo];

/** The owner's subscriptions with this webhook as it is now, or without it. */
export function withWebhook(
  subscriber: Subscriber | undefined,
  { webhookId, ownerId, eventTypes, status }: Webhook,
  isRemoved = false,
): Subscriber {
  const others = (subscriber?.webhooks ?? []).filter((one) => one.webhookId !== webhookId);
  const mine = { webhookId, eventTypes, isActive: status === "ACTIVE" };
  return { ownerId, webhooks: isRemoved ? others : [...others, mine] };
}

/** Those who want to know of such an event. */
export const listenersIn = (
  subscribers: Iterable<Subscriber>,
  eventType: EventType,
): readonly { readonly ownerId: string; readonly webhookId: string }[] =>
  [...subscribers].flatMap(({ ownerId, webhooks }) =>
    webhooks
      .filter(({ isActive, eventTypes }) => isActive && eventTypes.includes(eventType))
      .map(({ webhookId }) => ({ ownerId, webhookId })),
  );
