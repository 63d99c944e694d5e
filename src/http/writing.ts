import type { FastifyRequest } from "fastify";
import { type Refusal, refuse } from "#kernel/refusal.ts";
import type { Front } from "./front.ts";
import { chosenKey, type Idempotency, identify } from "./idempotency.ts";
import { invalid } from "./refused.ts";
import type { Route } from "./route.ts";

export type NamedWrite = { readonly idempotency?: Idempotency };

/**
 * Names a write for repetition (attacks R9), or says why it is not taken. What guests do is only
 * named where the route demands a key: else a login would be kept, with its tokens. A signed body may come
 * as often as its sender likes.
 */
export function nameWrite(
  { isRepetition }: Pick<Front, "isRepetition">,
  route: Route,
  { headers, exchange, params, query, body, url }: FastifyRequest,
): NamedWrite | Refusal {
  if (route.rawBody === true) return {};
  const key = chosenKey(headers["idempotency-key"] as string | undefined, exchange);
  if (key === null) return invalid("Idempotency-Key", "WRONG_FORM");
  const isRequired = route.idempotency === "required";
  if (key === undefined && isRequired) return refuse("IDEMPOTENCY_KEY_REQUIRED");

  const memberId = exchange.caller?.memberId;
  if (memberId === undefined && !isRequired) return {};
  const path = memberId === undefined ? url : route.path;
  const caller = memberId ?? "guest";
  const write = { method: route.method, path, caller, params, query, body };
  if (key !== undefined) return { idempotency: identify(write, key) };
  return isRepetition(write) ? refuse("DUPLICATE_REQUEST") : {};
}
