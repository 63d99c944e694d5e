import type { World } from "#kernel/world.ts";
import { type Lane, Passing, SLOTS, type Store, type StoredSegment } from "#store/store.ts";
import type { Routing } from "./routing.ts";
import type { Watermarks } from "./watermarks.ts";

/** Segments read at once from the process's own logs. */
const CATCH_UP_SEGMENTS = 50;

export type Fusing = {
  readonly store: Store;
  readonly routing: Routing;
  readonly watermarks: Watermarks;
  readonly world: World;
  readonly deliver: (lane: Lane, segments: readonly StoredSegment[]) => Promise<void>;
};

/** The positions from which a stream must be read here: where its slowest consumer stands. */
export async function readFrom(
  { routing, watermarks }: Pick<Fusing, "routing" | "watermarks">,
  stream: string,
): Promise<readonly number[]> {
  const consumers = routing.consumersOf(stream);
  await watermarks.reload(consumers, stream);
  return slots((slot) => Math.min(...consumers.map((name) => watermarks.seen(name, stream, slot))));
}

/**
 * Reads every lane between this process's own contexts to its end. Only then may what is stated be
 * decided at once: nothing of a key can be overtaken any more.
 */
export async function catchUp(fusing: Fusing): Promise<void> {
  const streams = fusing.routing.contexts.filter(
    (stream) => fusing.routing.consumersOf(stream).length > 0,
  );
  for (let moved = true; moved;) {
    // Another instance of this group may be at work: what it applies where it states it is none of ours.
    await checkpoint(fusing);
    moved = false;
    for (const stream of streams) moved = (await readStream(fusing, stream)) || moved;
  }
}

async function readStream(fusing: Fusing, stream: string): Promise<boolean> {
  let moved = false;
  for (const [slot, position] of (await readFrom(fusing, stream)).entries()) {
    const lane = { stream, slot };
    const segments = await fusing.store.readLog(lane, position, CATCH_UP_SEGMENTS);
    if (!segments.some((segment) => isOpen(fusing, stream, segment))) {
      moved ||= segments.length === CATCH_UP_SEGMENTS;
      continue;
    }
    moved = true;
    await fusing.deliver(lane, segments);
  }
  return moved;
}

const isOpen = ({ routing }: Fusing, stream: string, { appliedBy }: StoredSegment): boolean =>
  routing.consumersOf(stream).some((consumer) => !appliedBy.includes(consumer));

/**
 * Brings the watermarks between this process's own contexts up to what was applied where it was
 * stated. Nothing depends on it but the time that the next start, or another partition, takes.
 */
export async function checkpoint(fusing: Omit<Fusing, "deliver">): Promise<void> {
  const { routing } = fusing;
  for (const stream of routing.contexts) {
    for (const consumer of routing.consumersOf(stream)) await moveOver(fusing, consumer, stream);
  }
}

async function moveOver(
  { store, watermarks, world }: Omit<Fusing, "deliver">,
  consumer: string,
  stream: string,
): Promise<void> {
  await watermarks.reload([consumer], stream);
  const through = await store.appliedThrough(consumer, stream);
  const marks = slots((slot) => ({
    consumer,
    lane: { stream, slot },
    from: watermarks.of(consumer, stream, slot),
    to: through[slot] ?? 0,
  })).filter(({ from, to }) => to > from);
  if (marks.length === 0) return;
  const transaction = await store.begin();
  const nothing = { changes: [], additions: [], segments: [] };
  try {
    await transaction.commit({ at: world.now(), ...nothing, marks });
    watermarks.moved(marks);
  } catch (error) {
    if (!(error instanceof Passing) || error.kind !== "conflict") throw error;
    // Another process of this group moved them first: they stand where they should.
    await watermarks.reload([consumer], stream);
  }
}

const slots = <T>(of: (slot: number) => T): readonly T[] =>
  Array.from({ length: SLOTS }, (_, slot) => of(slot));
