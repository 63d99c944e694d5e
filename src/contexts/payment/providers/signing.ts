/** Signatures of callbacks: HMAC over the bytes as they came, with the time they were sent. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { refuse, type Refusal } from "#kernel/refusal.ts";

const TOLERANCE_MS = 5 * 60_000;
const SECONDS = /^\d{1,12}$/;

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** The headers of Standard Webhooks 1.0 for a body. The secret is `whsec_` and base64. */
export function signedHeaders(
  secret: string,
  sent: { readonly id: string; readonly at: number; readonly body: string },
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(sent.at / 1000));
  const signature = digest(keyOf(secret), `${sent.id}.${timestamp}.${sent.body}`).toString(
    "base64",
  );
  return {
    "webhook-id": sent.id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${signature}`,
  };
}

/**
 * Why a callback by Standard Webhooks is not taken; undefined when one of its signatures is right and
 * it was sent within five minutes of now.
 */
export function standardRefusal(
  secret: string,
  headers: Headers,
  body: Buffer,
  at: number,
): Refusal | undefined {
  const { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": given } = headers;
  if (typeof timestamp !== "string" || !SECONDS.test(timestamp) || typeof id !== "string")
    return refuse("COMMON_INVALID_PARAMETER", [
      { field: typeof id === "string" ? "webhook-timestamp" : "webhook-id", code: "WRONG_FORM" },
    ]);
  const signatures = (typeof given === "string" ? given : "")
    .split(" ")
    .filter((signature) => signature.startsWith("v1,"))
    .map((signature) => Buffer.from(signature.slice(3), "base64"));
  const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);
  return isSignedNow(digest(keyOf(secret), signed), signatures, timestamp, at);
}

function isSignedNow(
  right: Buffer,
  signatures: readonly Buffer[],
  timestamp: string,
  at: number,
): Refusal | undefined {
  const isRight = signatures.some((given) => isEqual(given, right));
  const isNow = Math.abs(Number(timestamp) * 1000 - at) <= TOLERANCE_MS;
  return isRight && isNow ? undefined : refuse("SIGNATURE_INVALID");
}

const isEqual = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);
const keyOf = (secret: string): Buffer => Buffer.from(secret.replace(/^whsec_/, ""), "base64");
const digest = (key: Buffer, signed: Buffer | string): Buffer =>
  createHmac("sha256", key).update(signed).digest();
