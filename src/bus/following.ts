import type { StoredSegment } from "#store/store.ts";
import type { Broker, From } from "./broker.ts";
import { type Carried, carriedBy, segmentsOf } from "./packs.ts";

export type Followed = { readonly slot: number; readonly segments: readonly StoredSegment[] };

/**
 * The lanes named in `from`, each dense and in order from there on, whatever repetitions a broker
 * holds. Where something is missing it begins once more at the very beginning of the stream, and
 * then skips what does not follow on: the publisher will publish it again behind what is missing.
 */
export async function* following(
  broker: Broker,
  stream: string,
  from: From,
  signal: AbortSignal,
  torn: (slot: number, expected: number, found: number) => void,
): AsyncGenerator<Followed> {
  const reached = new Map(from);
  let isWhole = false;
  for (let again = true; again;) {
    again = false;
    for await (const text of broker.tail(stream, isWhole ? undefined : reached, signal)) {
      const { next, hole } = whatFollows(carriedBy(text), reached);
      if (hole !== undefined) {
        if (isWhole) torn(hole.slot, (reached.get(hole.slot) ?? 0) + 1, hole.position);
        else {
          isWhole = true;
          again = true;
          break;
        }
      }
      const last = next.at(-1);
      if (last === undefined) continue;
      reached.set(last.slot, last.position);
      yield { slot: last.slot, segments: segmentsOf(next) };
    }
  }
}

/** Of one pack, what is new on its lane; and what cannot be taken yet. */
function whatFollows(
  carried: readonly Carried[],
  reached: From,
): { readonly next: readonly Carried[]; readonly hole?: Carried } {
  const [first] = carried;
  const last = first === undefined ? undefined : reached.get(first.slot);
  if (last === undefined) return { next: [] };
  const next = carried.filter(({ position }) => position > last);
  const [hole] = next;
  return hole === undefined || hole.position === last + 1 ? { next } : { next: [], hole };
}
