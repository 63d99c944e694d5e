import { ask, read, type Asker, type Told } from "./shop.ts";
import type { Town } from "./town.ts";

export type Hook = {
  readonly webhookId: string;
  readonly url: string;
  readonly status: string;
  readonly disabledReason?: string;
  readonly secret: string;
};
export type Sent = {
  readonly deliveryId: string;
  readonly eventType: string;
  readonly status: string;
  readonly attempts: number;
  readonly answeredStatus?: number;
  readonly nextAttemptAt?: string;
};

/** Registers a webhook, and answers with whatever came. */
export const hook = (
  town: Town,
  owner: Asker,
  url: string,
  eventTypes: readonly string[] = ["order.placed", "order.paid"],
): Promise<Told<Hook>> => ask(town, owner, "POST", "/api/webhooks", { url, eventTypes });

/** What was sent to a webhook, newest first. */
export const sentTo = async (
  town: Town,
  owner: Asker,
  webhookId: string,
): Promise<readonly Sent[]> => {
  const path = `/api/webhooks/${webhookId}/deliveries?limit=100`;
  return (await read<{ readonly deliveries: readonly Sent[] }>(town, owner, path)).deliveries;
};
