/** Calls to a provider over HTTP: bounded in time and size, no redirect followed, cut off while it is sick. */
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { circuitBreaker, ConsecutiveBreaker, handleAll } from "cockatiel";
import { callOut, type Incoming, type Timers } from "#http/outgoing.ts";

export type Call = {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};
export type Answer = {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
};
/** Rejects for a silence, for 5xx and 429, and for what is not a JSON object: then nothing is known. */
export type Calling = (call: Call, signal: AbortSignal) => Promise<Answer>;

export type Target = {
  readonly url: string;
  readonly connectWithinMs?: number;
  readonly answerWithinMs?: number;
};

const BROKEN_AFTER_FAILURES = 5;
const BROKEN_FOR_MS = 5_000;

/** Who calls one provider: with its connections, its limits and its circuit breaker. */
export function callingOf(target: Target, timers: Timers): Calling {
  const isSecure = target.url.startsWith("https:");
  const agent = isSecure ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
  const breaker = circuitBreaker(handleAll, {
    halfOpenAfter: BROKEN_FOR_MS,
    breaker: new ConsecutiveBreaker(BROKEN_AFTER_FAILURES),
  });
  const limits = { ...target, agent };
  return ({ path, ...call }, signal) =>
    breaker.execute(async () => {
      const url = new URL(path, target.url).href;
      return readAnswer(await callOut({ ...call, url }, limits, timers, signal));
    });
}

function readAnswer({ status, text }: Incoming): Answer {
  if (status === 429 || status >= 500) throw new Error(`the provider answers ${status}`);
  const body: unknown = JSON.parse(text);
  if (typeof body !== "object" || body === null || Array.isArray(body))
    throw new Error(`the provider answers ${status} with something else than an object`);
  return { status, body: body as Answer["body"] };
}

/** An amount as a provider writes it; undefined for a text, a fraction or a negative number. */
export const amountIn = (value: unknown): bigint | undefined =>
  Number.isSafeInteger(value) && (value as number) >= 0 ? BigInt(value as number) : undefined;

/** Where a payer is sent: nowhere but to a web page. */
export function addressIn(value: unknown): string {
  const url = typeof value === "string" && value.length <= 2_000 ? URL.parse(value) : null;
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new Error("the provider names no address for the payer");
  return url.href;
}

export const textIn = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" && value.length <= 200 ? value : undefined;
