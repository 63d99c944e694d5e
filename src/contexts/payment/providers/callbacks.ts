import { refuse, type Refusal } from "#kernel/refusal.ts";
import type { Hint } from "../provider.ts";

const CHARGE_KEY = /^((?:ord|wtx)_[0-9A-Za-z]{16})-([1-9]\d{0,2})$/;

/** What a charge key names: an order's attempt, or a top-up; undefined for what is no key of ours. */
export function hintIn(chargeKey: unknown): Hint | undefined {
  const [, id, attempt] = CHARGE_KEY.exec(String(chargeKey)) ?? [];
  if (id === undefined) return undefined;
  return id.startsWith("wtx_") ? { transactionId: id } : { orderId: id, attempt: Number(attempt) };
}

/** A callback's body as an object, or the refusal of what cannot be read. */
export function objectIn(body: Buffer): Readonly<Record<string, unknown>> | Refusal {
  try {
    const parsed: unknown = JSON.parse(body.toString("utf8"));
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed))
      return parsed as Readonly<Record<string, unknown>>;
  } catch {
    // Said below, in the same words as for a number or a list.
  }
  return refuse("COMMON_INVALID_PARAMETER", [{ field: "body", code: "NOT_JSON" }]);
}

/** A field of an object that is an object itself; empty when it is not. */
export const within = (
  object: Readonly<Record<string, unknown>>,
  name: string,
): Readonly<Record<string, unknown>> => {
  const value = object[name];
  return typeof value === "object" && value !== null
    ? (value as Readonly<Record<string, unknown>>)
    : {};
};
