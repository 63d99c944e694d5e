/** Chance from a seed: the same seed draws the same, on every machine and for ever. */
export type Draw = {
  /** A whole number from 0 to 2³² − 1. */
  readonly next: () => number;
  /** A whole number from 0 up to, not including, `limit`. */
  readonly below: (limit: number) => number;
  /** A whole number, both ends included. */
  readonly between: (least: number, most: number) => number;
  /** True in that share of cases. */
  readonly chance: (share: number) => boolean;
  readonly pick: <T>(from: readonly T[]) => T;
  readonly shuffled: <T>(list: readonly T[]) => T[];
  readonly bytes: (length: number) => Uint8Array;
  /** From `least` to `most`, each order of magnitude equally likely. */
  readonly logUniform: (least: number, most: number) => number;
};

const TWO_32 = 4_294_967_296;

/** xoshiro128**, seeded by splitmix32. */
export function drawOf(seed: number): Draw {
  const state = seeded(seed);
  let [a, b, c, d] = [state(), state(), state(), state()];
  const next = (): number => {
    const result = Math.imul(rotated(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotated(d, 11);
    return result;
  };
  const share = () => next() / TWO_32;
  const below = (limit: number) => Math.floor(share() * limit);
  const pick = <T>(from: readonly T[]): T => {
    if (from.length === 0) throw new Error("nothing to pick from");
    return from[below(from.length)] as T;
  };
  return {
    next,
    below,
    between: (least, most) => least + below(most - least + 1),
    chance: (likely) => likely > 0 && share() < likely,
    pick,
    shuffled: (list) => {
      const cards = [...list];
      for (let last = cards.length - 1; last > 0; last--) {
        const other = below(last + 1);
        [cards[last], cards[other]] = [cards[other] as never, cards[last] as never];
      }
      return cards;
    },
    bytes: (length) => {
      const bytes = new Uint8Array(length);
      for (let at = 0; at < length; at++) bytes[at] = next() >>> 24;
      return bytes;
    },
    logUniform: (least, most) => least * (most / least) ** share(),
  };
}

const rotated = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
}
