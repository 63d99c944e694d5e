/** Calls to a provider over HTTP: bounded in time and size, no redirect followed, cut off while it is sick. */
import {
  Agent as HttpAgent,
  type ClientRequest,
  type IncomingMessage,
  request as http,
} from "node:http";
import { Agent as HttpsAgent, request as https } from "node:https";
import type { World } from "#kernel/world.ts";
import { circuitBreaker, ConsecutiveBreaker, handleAll } from "cockatiel";

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
/** What a provider is called with: durations that a jump of the clock does not change. */
export type Timers = Pick<World, "after">;
/** Rejects for a silence, for 5xx and 429, and for what is not a JSON object: then nothing is known. */
export type Calling = (call: Call, signal: AbortSignal) => Promise<Answer>;

export type Target = {
  readonly url: string;
  readonly connectWithinMs?: number;
  readonly answerWithinMs?: number;
};

const ANSWER_BYTES_MAX = 1_048_576;
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
  const send = isSecure ? https : http;
  return (call, signal) =>
    breaker.execute(async () => {
      const url = new URL(call.path, target.url);
      const options = { agent, method: call.method, headers: headersOf(call) };
      return readAnswer(await answered(send(url, options), call, { ...target, ...timers }, signal));
    });
}

const headersOf = ({ headers = {}, body }: Call): Record<string, string> => ({
  accept: "application/json",
  ...(body === undefined
    ? {}
    : {
        "content-type": "application/json",
        "content-length": String(Buffer.byteLength(body)),
      }),
  ...headers,
});

type Received = { readonly status: number; readonly text: string };

function answered(
  request: ClientRequest,
  { body }: Call,
  { connectWithinMs = 3_000, answerWithinMs = 10_000, after }: Target & Timers,
  signal: AbortSignal,
): Promise<Received> {
  return new Promise((resolve, reject) => {
    const end = (reason: Error): void => void request.destroy(reason);
    const answerCame = after(answerWithinMs, () => end(new Error("no answer in time")));
    const connected = after(connectWithinMs, () => end(new Error("no connection in time")));
    const given = () => end(new Error("given up"));
    signal.addEventListener("abort", given, { once: true });
    request.once("socket", (socket) => {
      if (socket.connecting) socket.once("connect", connected);
      else connected();
    });
    request.once("error", reject);
    request.once("response", (response) => read(response, resolve, reject));
    request.once("close", () => {
      answerCame();
      connected();
      signal.removeEventListener("abort", given);
      reject(new Error("the connection was closed"));
    });
    request.end(body);
  });
}

function read(
  response: IncomingMessage,
  resolve: (received: Received) => void,
  reject: (error: Error) => void,
): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  response.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > ANSWER_BYTES_MAX) response.destroy(new Error("the answer is too large"));
    else chunks.push(chunk);
  });
  response.once("error", reject);
  response.once("end", () =>
    resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString("utf8") }),
  );
}

function readAnswer({ status, text }: Received): Answer {
  if (status === 429 || status >= 500) throw new Error(`the provider answers ${status}`);
  const body: unknown = JSON.parse(text);
  if (typeof body !== "object" || body === null || Array.isArray(body))
    throw new Error(`the provider answers ${status} with something else than an object`);
  return { status, body: body as Answer["body"] };
}

/** An amount as a provider writes it; undefined for a text, a fraction or a negative number. */
export const amountIn = (value: unknown): bigint | undefined =>
  Number.isSafeInteger(value) && (value as number) >= 0 ? BigInt(value as number) : undefined;

export const textIn = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" && value.length <= 200 ? value : undefined;
