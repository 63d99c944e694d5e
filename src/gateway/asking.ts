/** One request put to a context: to whom, how often, and what it is when nobody answers. */
import {
  BrokenCircuitError,
  circuitBreaker,
  type CircuitBreakerPolicy,
  handleType,
  SamplingBreaker,
} from "cockatiel";
import type { Dispatcher } from "undici";
import { type Instance, type Instances, isUnsent } from "./instances.ts";

export type Asked = {
  readonly context: string;
  readonly path: string;
  readonly method: Dispatcher.HttpMethod;
  readonly headers: Record<string, string | string[]>;
  readonly body: Buffer | undefined;
  /** It may be put twice: it changes nothing, or bears a key by which a repetition is known. */
  readonly isRepeatable: boolean;
  readonly signal: AbortSignal;
};
type AnswerHeaders = Readonly<Record<string, string | string[] | undefined>>;
export type Answered = {
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly body: Buffer;
};
export type Streamed = {
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly events: Dispatcher.ResponseData["body"];
};

/** No instance of the context answered in the tries it was given. */
export class Unanswered extends Error {}
/** There is nobody to ask. */
export class NobodyThere extends Error {}

export type Ask = (asked: Asked) => Promise<Answered | Streamed>;

const TRIES = 3;
/** Longer than a client may ask to wait (`Prefer: wait=30`). */
const ANSWER_WITHIN_MS = 40_000;
const HALF_OPEN_AFTER_MS = 2_000;
const BREAKING = { threshold: 0.5, duration: 10_000, minimumRps: 1 };

/**
 * Puts requests to the instances of their contexts. A context that mostly fails to answer is given a
 * rest: requests are then refused at once with `BrokenCircuitError`, until one of them succeeds.
 */
export function askingOf(instances: Instances, dispatcher: Dispatcher): Ask {
  const breakers = new Map<string, CircuitBreakerPolicy>();
  const breakerOf = (context: string): CircuitBreakerPolicy => {
    const known = breakers.get(context);
    if (known !== undefined) return known;
    const made = circuitBreaker(handleType(Unanswered), {
      halfOpenAfter: HALF_OPEN_AFTER_MS,
      breaker: new SamplingBreaker(BREAKING),
    });
    breakers.set(context, made);
    return made;
  };
  return (asked) =>
    breakerOf(asked.context).execute(() => askUntilAnswered(asked, instances, dispatcher));
}

/** Whether the context itself, and not the request, is the reason why there is no answer. */
export const isAway = (error: unknown): boolean =>
  error instanceof Unanswered ||
  error instanceof NobodyThere ||
  error instanceof BrokenCircuitError;

async function askUntilAnswered(
  asked: Asked,
  instances: Instances,
  dispatcher: Dispatcher,
): Promise<Answered | Streamed> {
  const tried = new Set<Instance>();
  let last: Answered | Streamed | undefined;
  for (let left = TRIES; left > 0; left--) {
    await instances.back(asked.context);
    const instance = instances.choose(asked.context, tried);
    if (instance === undefined) break;
    const isLast = left === 1 || (last !== undefined && tried.has(instance));
    if (isLast && last !== undefined) return last;
    tried.add(instance);
    try {
      last = await putTo(instance, asked, dispatcher);
      instances.answered(instance);
      if (last.status !== 503 || !asked.isRepeatable) return last;
    } catch (error) {
      if (asked.signal.aborted) throw error;
      const wasSent = !isUnsent(error);
      instances.failed(instance, !wasSent);
      if (wasSent && !asked.isRepeatable) throw new Unanswered("no answer", { cause: error });
    }
  }
  if (last !== undefined) return last;
  throw tried.size === 0 ? new NobodyThere(asked.context) : new Unanswered(asked.context);
}

/** One try with one instance; rejects when it does not answer. */
export async function putTo(
  instance: Instance,
  { path, method, headers, body, signal }: Asked,
  dispatcher: Dispatcher,
): Promise<Answered | Streamed> {
  instance.inFlight++;
  try {
    const answer = await dispatcher.request({
      origin: instance.url,
      path,
      method,
      headers,
      body: body ?? null,
      signal,
      headersTimeout: ANSWER_WITHIN_MS,
      // Of a stream of events: its heartbeats come more often.
      bodyTimeout: ANSWER_WITHIN_MS,
    });
    const { statusCode: status, headers: said, body: rest } = answer;
    if (String(said["content-type"]).startsWith("text/event-stream")) {
      return { status, headers: said, events: rest };
    }
    return { status, headers: said, body: Buffer.from(await rest.arrayBuffer()) };
  } finally {
    instance.inFlight--;
  }
}
