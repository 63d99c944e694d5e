/** When a neighbour is too slow to be asked: the last calls decide, and a few probes decide anew. */

/** A breaker as it stands. Each call has a number; what is awaited too long is slow already. */
export type Breaker = {
  readonly callsMade: number;
  readonly awaited: readonly AwaitedCall[];
  /** Of the last calls, oldest first: whether each was slow. */
  readonly slow: readonly boolean[];
  /** Since when nobody is let through; absent while it is closed. */
  readonly openedAt?: number;
  /** Calls let through to see whether it is well again, and how many of them were quick. */
  readonly probes: number;
  readonly quickProbes: number;
};
type AwaitedCall = { readonly no: number; readonly at: number };

export type Entered = { readonly breaker: Breaker; readonly no: number };
export type Held = { readonly breaker: Breaker; readonly retryAfterMs: number };
/** NONE: the neighbour was not asked after all. */
export type Verdict = "QUICK" | "SLOW" | "NONE";

const LAST = 20;
const SLOW_MAX = LAST / 2;
export const OPEN_FOR_MS = 5_000;
const PROBES = 3;

export const closedBreaker: Breaker = {
  callsMade: 0,
  awaited: [],
  slow: [],
  probes: 0,
  quickProbes: 0,
};

/** Lets a call through, or says when it is worth asking again. */
export function enter(breaker: Breaker, now: number, limitMs: number): Entered | Held {
  const known = judged(breaker, now, limitMs);
  const { openedAt, probes } = known;
  if (openedAt === undefined) return admitted(known, now);
  const leftMs = OPEN_FOR_MS - Math.abs(now - openedAt);
  if (leftMs > 0) return { breaker: known, retryAfterMs: leftMs };
  if (probes >= PROBES) return { breaker: known, retryAfterMs: limitMs };
  return admitted({ ...known, probes: probes + 1 }, now);
}

const admitted = (breaker: Breaker, at: number): Entered => {
  const no = breaker.callsMade + 1;
  return { no, breaker: { ...breaker, callsMade: no, awaited: [...breaker.awaited, { no, at }] } };
};

/** A call ended. One that was counted as slow meanwhile is not counted again. */
export function leave(breaker: Breaker, no: number, verdict: Verdict, now: number): Breaker {
  if (!breaker.awaited.some((call) => call.no === no)) return breaker;
  const rest = { ...breaker, awaited: breaker.awaited.filter((call) => call.no !== no) };
  if (verdict !== "NONE") return counted(rest, verdict === "SLOW", now);
  return rest.openedAt === undefined ? rest : { ...rest, probes: Math.max(0, rest.probes - 1) };
}

/**
 * Who waits longer than the limit need not wait to the end before others are spared. It was slow from
 * the limit on, whoever notices when.
 */
function judged(breaker: Breaker, now: number, limitMs: number): Breaker {
  const late = breaker.awaited.filter(({ at }) => now - at > limitMs);
  return late.reduce((before, { no, at }) => leave(before, no, "SLOW", at + limitMs), breaker);
}

function counted(breaker: Breaker, isSlow: boolean, now: number): Breaker {
  if (breaker.openedAt !== undefined) return probed(breaker, isSlow, now);
  const slow = [...breaker.slow, isSlow].slice(-LAST);
  const isOpen = slow.filter(Boolean).length >= SLOW_MAX;
  return isOpen ? opened(breaker, now) : { ...breaker, slow };
}

/** Calls that were let through before it opened say nothing of how it is now. */
function probed(breaker: Breaker, isSlow: boolean, now: number): Breaker {
  if (breaker.probes === 0) return breaker;
  if (isSlow) return opened(breaker, now);
  const quickProbes = breaker.quickProbes + 1;
  if (quickProbes < PROBES) return { ...breaker, quickProbes };
  const { openedAt: _, ...closed } = breaker;
  return { ...closed, slow: [], probes: 0, quickProbes: 0 };
}

/** Whom it does not know any more it does not hear: those that are awaited are forgotten. */
const opened = (breaker: Breaker, openedAt: number): Breaker => ({
  ...breaker,
  awaited: [],
  slow: [],
  openedAt,
  probes: 0,
  quickProbes: 0,
});
