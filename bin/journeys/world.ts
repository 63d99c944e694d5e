import type { World } from "#kernel/world.ts";

/** Monday noon in Seoul: when every journey begins. */
const BEGINNING = Date.parse("2026-03-02T12:00:00+09:00");

export type StillWorld = World & { readonly pass: (waitMs: number) => void };

/**
 * A world in which time stands until it is told to pass, and the same ids and bytes come every time.
 * Timers never ring: whoever tells a journey says what happens next.
 */
export function stillWorld(): StillWorld {
  let now = BEGINNING;
  let ids = 0;
  let drawn = 1;
  const byte = () => (drawn = (drawn * 1_103_515_245 + 12_345) % 2_147_483_648) >> 16;
  return {
    now: () => now,
    monotonic: () => now,
    random: (length) => Uint8Array.from({ length }, byte),
    id: () => `m${String(++ids).padStart(6, "0")}`,
    after: () => () => {},
    maybe: () => false,
    point: () => undefined,
    pass: (waitMs) => void (now += waitMs),
  };
}
