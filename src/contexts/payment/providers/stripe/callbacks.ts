/** Stripe's callbacks: signed over their bytes and their time, and taken as hints like all others. */
import type Stripe from "stripe";
import { isRefusal, type Refusal, refuse } from "#kernel/refusal.ts";
import type { Hint, RawCallback } from "../../provider.ts";
import { hintIn, objectIn, within } from "../callbacks.ts";

const TOLERANCE_SECONDS = 300;
const SENT_AT = /(?:^|,)t=(\d{1,12})(?:,|$)/;

/** The charge that an event speaks of; nothing for an event of something else. */
export function readSigned(
  stripe: Stripe,
  secret: string,
  { headers, body, at }: RawCallback,
): Hint | Refusal | undefined {
  const given = headers["stripe-signature"];
  const sentAt = Number(SENT_AT.exec(String(given))?.[1]) * 1_000;
  // The SDK refuses what is old; a time to come is refused as well.
  if (!(sentAt <= at + TOLERANCE_SECONDS * 1_000)) return refuse("SIGNATURE_INVALID");
  try {
    const { webhooks } = stripe;
    webhooks.constructEvent(body, String(given), secret, TOLERANCE_SECONDS, undefined, at);
  } catch {
    return refuse("SIGNATURE_INVALID");
  }
  const told = objectIn(body);
  if (isRefusal(told)) return told;
  return hintIn(within(within(within(told, "data"), "object"), "metadata")["charge_key"]);
}
