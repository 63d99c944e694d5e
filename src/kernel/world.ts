import { randomFillSync } from "node:crypto";
import { uuidv7 } from "./uuid.ts";

/**
 * All that the code knows of the outside: the time, chance, timers. The real one is below; the
 * simulation gives a seeded one, and then any day can be replayed.
 */
export type World = {
  /** Milliseconds since 1970, for what is stored. May jump. */
  readonly now: () => number;
  /** Milliseconds that never jump, for durations. */
  readonly monotonic: () => number;
  readonly random: (length: number) => Uint8Array;
  /** A new internal id, ordered by time. Never leaves the platform. */
  readonly id: () => string;
  /** Calls back once, later. The answer cancels it. */
  readonly after: (waitMs: number, call: () => void) => () => void;
  /** True when a rare path is to be forced. Always false in production. */
  readonly maybe: (name: string) => boolean;
  /** A place where a process may die in a test: the dead never continue. Undefined in production. */
  readonly point: (name: string) => Promise<never> | undefined;
};

const POOL_BYTES = 8192;

export type RealWorldOptions = {
  /** Faults forced by name, for tests of the running system. */
  readonly faults?: (name: string) => boolean;
  /** Called at each crash point. */
  readonly point?: World["point"];
  /** Added to the clock, for tests that move days. */
  readonly offsetMs?: () => number;
};

export function realWorld(options: RealWorldOptions = {}): World {
  const { faults = () => false, point = () => undefined, offsetMs = () => 0 } = options;
  const pool = new Uint8Array(POOL_BYTES);
  let used = POOL_BYTES;
  const random = (length: number): Uint8Array => {
    if (length > POOL_BYTES) return randomFillSync(new Uint8Array(length));
    if (used + length > POOL_BYTES) {
      randomFillSync(pool);
      used = 0;
    }
    used += length;
    return pool.slice(used - length, used);
  };
  const now = () => Date.now() + offsetMs();
  return {
    now,
    monotonic: () => performance.now(),
    random,
    id: () => uuidv7(now(), random),
    after: (waitMs, call) => {
      const timer = setTimeout(call, waitMs);
      return () => clearTimeout(timer);
    },
    maybe: faults,
    point,
  };
}
