/** An owner subscribes, changes a webhook, and takes it away. */
import type { BodyOf } from "#kernel/message.ts";
import { isRefusal, refuse } from "#kernel/refusal.ts";
import { type Decision, type Moment, refused, type StateOf } from "#runtime/reaction.ts";
import { subscribers, webhooks } from "../collections.ts";
import type { change, register } from "../contract.ts";
import { changed, registered, rotated, type Webhook, withWebhook } from "../rules.ts";

type OfOwner = { readonly webhookId: string; readonly ownerId: string };
export const ofOwner = ({ webhookId, ownerId }: OfOwner) => ({
  webhook: webhooks.one(webhookId),
  subscriber: subscribers.one(ownerId),
});
type OwnerNeeds = ReturnType<typeof ofOwner>;
type OwnerState = StateOf<OwnerNeeds>;

const NOT_FOUND = refused(refuse("COMMON_ENTITY_NOT_FOUND"));

const kept = (webhook: Webhook, { subscriber }: OwnerState): Decision<OwnerNeeds> => ({
  changed: { webhook, subscriber: withWebhook(subscriber, webhook) },
  answer: { settled: true, value: webhook },
});

export function registerWebhook(
  ask: BodyOf<typeof register>,
  state: OwnerState,
  { at }: Moment,
): Decision<OwnerNeeds> {
  if (state.webhook !== undefined) return { answer: { settled: true, value: state.webhook } };
  const webhook = registered(ask, state.subscriber, at);
  return isRefusal(webhook) ? refused(webhook) : kept(webhook, state);
}

/** The webhook of whoever asks; another's is not there. */
const ownOf = ({ ownerId }: OfOwner, { webhook }: OwnerState): Webhook | undefined =>
  webhook?.ownerId === ownerId ? webhook : undefined;

export function changeWebhook(ask: BodyOf<typeof change>, state: OwnerState): Decision<OwnerNeeds> {
  const webhook = ownOf(ask, state);
  return webhook === undefined ? NOT_FOUND : kept(changed(webhook, ask), state);
}

export function rotate(ask: OfOwner, state: OwnerState, { at }: Moment): Decision<OwnerNeeds> {
  const webhook = ownOf(ask, state);
  return webhook === undefined ? NOT_FOUND : kept(rotated(webhook, at), state);
}

/** What still waits for it is given up when its time comes. */
export function removeWebhook(ask: OfOwner, state: OwnerState): Decision<OwnerNeeds> {
  const webhook = ownOf(ask, state);
  if (webhook === undefined) return NOT_FOUND;
  return {
    changed: { webhook: null, subscriber: withWebhook(state.subscriber, webhook, true) },
    answer: { settled: true, value: {} },
  };
}
