import type { From } from "./broker.ts";

/** Places of a stream on a broker, and the first pack of a slot at a place or after it. */
export type Places = {
  readonly first: number;
  readonly last: number;
  /** The last position of each slot. */
  readonly heads: readonly number[];
  readonly packAt: (slot: number, place: number) => Promise<Found | undefined>;
};
export type Found = { readonly place: number; readonly last: number };

/** So few packs are sooner read than searched. */
const READ_RATHER = 200;

/**
 * The place from where on reading misses nothing after `from`. Brokers number what they hold in their
 * own way, so it is searched by halving. Repetitions can lead it astray: whoever then finds a hole
 * begins at the very beginning.
 */
export async function startOf(from: From, places: Places): Promise<number> {
  const { first, last, heads } = places;
  if (last - first < READ_RATHER) return first;
  const behind = [...from].filter(([slot, position]) => position < (heads[slot] ?? 0));
  const starts = behind.map(([slot, position]) => startOfLane(slot, position, places));
  return Math.min(last + 1, ...(await Promise.all(starts)));
}

async function startOfLane(slot: number, position: number, places: Places): Promise<number> {
  let [low, high] = [places.first, places.last + 1];
  if (position === 0) return low;
  while (high - low > READ_RATHER) {
    const middle = Math.floor((low + high) / 2);
    const found = await places.packAt(slot, middle);
    if (found !== undefined && found.last <= position) low = found.place + 1;
    else high = middle;
  }
  return low;
}
