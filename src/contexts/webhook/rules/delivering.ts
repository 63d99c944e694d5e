/** One piece of news on its way to one webhook: tried over days, then given up. */
import { type Refusal, refuse } from "#kernel/refusal.ts";
import { disabled, type Webhook } from "../rules.ts";

export type Delivery = {
  /** The webhook and what it is told: there is one of each. */
  readonly deliveryKey: string;
  /** What its receiver knows it by, the same for every attempt. */
  readonly deliveryId: string;
  readonly webhookId: string;
  readonly eventType: string;
  /** The event as JSON text. */
  readonly body: string;
  readonly status: "PENDING" | "DELIVERED" | "FAILED";
  readonly attempts: number;
  /** Attempts since it was queued, or sent again by hand. */
  readonly tries: number;
  /** What the last answer was; absent where there was none. */
  readonly answeredStatus?: number | undefined;
  readonly nextAt?: number | undefined;
  readonly deliveredAt?: number | undefined;
  readonly queuedAt: number;
};

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** The pauses after each failure: together a little more than three days. */
const PAUSES_MS: readonly number[] = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
];
/** Less than the pauses together, whatever chance makes of them. */
const DISABLED_AFTER_MS = 2.5 * DAY_MS;
/** Answers of a receiver that is there and has too much to do. */
const BUSY: ReadonlySet<number> = new Set([429, 502, 504]);

/** The next attempt begins. */
export const attempted = (delivery: Delivery): Delivery => ({
  ...delivery,
  status: "PENDING",
  attempts: delivery.attempts + 1,
  tries: delivery.tries + 1,
  nextAt: undefined,
});

/** Once more, by hand: as if it had just been queued. Only for what arrived or was given up. */
export const sentAgain = (delivery: Delivery): Delivery | Refusal =>
  delivery.status === "PENDING"
    ? refuse("COMMON_ILLEGAL_STATUS")
    : attempted({ ...delivery, tries: 0, deliveredAt: undefined });

export type Attempt = {
  readonly status?: number | undefined;
  readonly retryAfterMs?: number | undefined;
};
export type Outcome = { readonly delivery: Delivery; readonly webhook: Webhook | undefined };

/**
 * What came of an attempt, for the delivery and its webhook. `chance` is from 0 to 1, so that those
 * who failed together do not all come back together.
 */
export function concluded(
  before: Delivery,
  webhook: Webhook | undefined,
  { status, retryAfterMs = 0 }: Attempt,
  { at, chance }: { readonly at: number; readonly chance: number },
): Outcome {
  const delivery = { ...before, answeredStatus: status };
  if (status !== undefined && status >= 200 && status < 300) {
    const well = webhook && { ...webhook, failingSince: undefined };
    return { delivery: { ...delivery, status: "DELIVERED", deliveredAt: at }, webhook: well };
  }
  const failed: Delivery = { ...delivery, status: "FAILED" };
  if (webhook?.status !== "ACTIVE") return { delivery: failed, webhook };
  if (status === 410) return { delivery: failed, webhook: disabled(webhook, "GONE") };
  const failing = { ...webhook, failingSince: webhook.failingSince ?? at };
  const pauseMs = PAUSES_MS[delivery.tries - 1];
  if (pauseMs === undefined) {
    const isLong = at - failing.failingSince >= DISABLED_AFTER_MS;
    return { delivery: failed, webhook: isLong ? disabled(failing, "FAILING") : failing };
  }
  const slowed = status !== undefined && BUSY.has(status) ? pauseMs * 2 : pauseMs;
  const waitMs = Math.max(Math.round(slowed * (0.9 + chance * 0.2)), retryAfterMs);
  return { delivery: { ...delivery, nextAt: at + waitMs }, webhook: failing };
}

/** Nobody is there to be told. */
export const givenUp = (delivery: Delivery): Delivery => ({
  ...delivery,
  status: "FAILED",
  nextAt: undefined,
});
