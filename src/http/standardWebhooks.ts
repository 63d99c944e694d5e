/** Standard Webhooks 1.0: what is sent is signed with the time, and what comes is checked by our clock. */
import { timingSafeEqual } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { refuse, type Refusal } from "#kernel/refusal.ts";
import { invalid } from "./refused.ts";

const TOLERANCE_MS = 5 * 60_000;
const SECONDS = /^\d{1,12}$/;

type Headers = Readonly<Record<string, string | string[] | undefined>>;
export type SignedHeaders = {
  readonly "webhook-id": string;
  readonly "webhook-timestamp": string;
  readonly "webhook-signature": string;
};

/** The headers for a body. Several secrets, each `whsec_` and base64, give as many signatures. */
export function signedHeaders(
  secrets: readonly string[],
  { id, at, body }: { readonly id: string; readonly at: number; readonly body: string },
): SignedHeaders {
  const signatures = secrets.map((secret) => new Webhook(secret).sign(id, new Date(at), body));
  return {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at / 1000)),
    "webhook-signature": signatures.join(" "),
  };
}

/**
 * Why a call is not taken: SIGNATURE_INVALID unless one of its signatures is right and it was sent
 * within five minutes of now. Undefined for one that is.
 */
export function signatureRefusal(
  secret: string,
  headers: Headers,
  body: Buffer,
  at: number,
): Refusal | undefined {
  const { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": given } = headers;
  if (typeof id !== "string") return invalid("webhook-id", "WRONG_FORM");
  if (typeof timestamp !== "string" || !SECONDS.test(timestamp))
    return invalid("webhook-timestamp", "WRONG_FORM");
  const sentAt = Number(timestamp) * 1000;
  const right = Buffer.from(new Webhook(secret).sign(id, new Date(sentAt), body));
  const signatures = (typeof given === "string" ? given : "").split(" ");
  const isRight = signatures.some((one) => isEqual(Buffer.from(one), right));
  const isNow = Math.abs(sentAt - at) <= TOLERANCE_MS;
  return isRight && isNow ? undefined : refuse("SIGNATURE_INVALID");
}

const isEqual = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);
