/** Which faults a run tries. The seed is in the test's name: the same seed tries the same faults. */
const DAY_MS = 86_400_000;

/** BOJAGI_FAULT_SEED, or another one each day. */
export const SEED = Number(process.env["BOJAGI_FAULT_SEED"] ?? Math.floor(Date.now() / DAY_MS));
/** Tries every place, for as long as it takes. */
export const TRIES_ALL = process.env["BOJAGI_FAULTS_ALL"] === "1";

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function chanceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One of 1 to `most`. */
export const drawn = (chance: () => number, most: number): number =>
  1 + Math.floor(chance() * most);
