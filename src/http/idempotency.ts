import { hash } from "node:crypto";
import type { Exchange } from "./exchange.ts";

export type Idempotency = { readonly answerId: string; readonly bodyHash: string };

/** What makes two writes the same. */
export type Write = {
  readonly method: string;
  /** The route, with its parameters unnamed; for guests the whole path, since it may hold their secret. */
  readonly path: string;
  readonly caller: string;
  readonly params: unknown;
  readonly query: unknown;
  /** As it was parsed: amounts are still integers. */
  readonly body: unknown;
};

const KEY = /^[\x21-\x7e]{1,255}$/;

/** The key of an `Idempotency-Key` header, quoted or bare; undefined when malformed (attacks R9). */
export function keyOf(header: string): string | undefined {
  const quoted = header.startsWith('"') || header.endsWith('"');
  if (!quoted) return KEY.test(header) ? header : undefined;
  const inside = header.slice(1, -1);
  const whole = header.length > 2 && header.startsWith('"') && header.endsWith('"');
  return whole && KEY.test(inside) && !inside.includes('"') ? inside : undefined;
}

/** The write's own key: the header, else the request id the client chose itself; null when malformed. */
export function chosenKey(
  header: string | undefined,
  { requestId, requestIdChosen }: Exchange,
): string | null | undefined {
  if (header !== undefined) return keyOf(header) ?? null;
  return requestIdChosen ? requestId : undefined;
}

/**
 * The ids under which the first answer is kept. The key is part of the body's hash too: without it,
 * nobody who reads the stored hashes can guess what a body said.
 */
export function identify(write: Write, key: string): Idempotency {
  const scope = `${write.caller}|${write.method} ${write.path}|${key}`;
  return { answerId: sha256(scope), bodyHash: sha256(`${scope}|${contentOf(write)}`) };
}

const contentOf = ({ params, query, body }: Write): string =>
  `${canonical(params)}${canonical(query)}${canonical(body)}`;

const sha256 = (text: string): string => hash("sha256", text, "base64url");

/** JSON text that is the same for equal values: names in order, no white space. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const fields = value as Record<string, unknown>;
  const names = Object.keys(fields).toSorted();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(fields[name])}`).join(",")}}`;
}

/** Writes being answered now, by `answerId`: a second one of the same key is told to wait. */
export function writesInProgress() {
  const answerIds = new Set<string>();
  return {
    begin: (answerId: string): boolean => {
      if (answerIds.has(answerId)) return false;
      answerIds.add(answerId);
      return true;
    },
    end: (answerId: string): void => void answerIds.delete(answerId),
  };
}

const REPETITION_MS = 1_000;
const WRITES_MAX = 10_000;

/** Whether the same member made the same write within the last second (requirements §4.16). */
export function repetitions(monotonic: () => number) {
  const madeAt = new Map<string, number>();
  return (write: Write): boolean => {
    const now = monotonic();
    const id = sha256(`${write.caller}|${write.method} ${write.path}|${contentOf(write)}`);
    const last = madeAt.get(id);
    if (last !== undefined && now - last < REPETITION_MS) return true;
    madeAt.delete(id);
    madeAt.set(id, now);
    forgetEarlier(madeAt, now - REPETITION_MS);
    return false;
  };
}

/** Entries are in order of time: the first that is young enough ends the search. */
function forgetEarlier(madeAt: Map<string, number>, limit: number): void {
  for (const [id, at] of madeAt) {
    if (at > limit && madeAt.size <= WRITES_MAX) return;
    madeAt.delete(id);
  }
}
