import type { Policies } from "#kernel/policies.ts";
import type { World } from "#kernel/world.ts";
import type { Context } from "#http/context.ts";
import { groupOf } from "#runtime/group.ts";
import { silent } from "#runtime/log.ts";
import { type Party, routingOf } from "#runtime/routing.ts";
import type { Collection } from "#store/collection.ts";
import { type Changes, SLOTS, type Store, type StoredSegment } from "#store/store.ts";
import { type MemoryDatabase, memoryDatabase, memoryStore } from "#store/stores/memory.ts";

const SEGMENTS_AT_ONCE = 100;
const KEYS_AT_ONCE = 500;

export type Rebuilt = {
  /** Messages replayed. */
  readonly replayed: number;
  /** Rows that differed from what the replay says, and were put right. */
  readonly repaired: number;
  readonly rows: number;
};

export type Rebuilding = {
  readonly store: Store;
  readonly world: World;
  readonly policies: Policies;
  readonly parties: readonly Party[];
  /** Reads a stream's log, here or in another process's database. */
  readonly readLog: Store["readLog"];
  /** Runs while nothing is committed by this process. */
  readonly pauseFor: <T>(alone: () => Promise<T>) => Promise<T>;
};

/**
 * Replays the logs through the context's own reactions into memory, beside the live rows, and puts
 * right in one transaction whatever differs. The replicas may be empty, damaged or complete.
 */
export async function rebuild(context: Context, rebuilding: Rebuilding): Promise<Rebuilt> {
  const { world, policies, parties, pauseFor } = rebuilding;
  const database = memoryDatabase();
  const shadow = groupOf({
    world,
    policies,
    routing: routingOf([context.name], parties),
    store: memoryStore(database),
    log: silent,
  });
  const streams = shadow.routing.outsideStreams;
  let replayed = 0;
  const replay = async () => {
    for (const stream of streams) {
      for (let slot = 0; slot < SLOTS; slot++) {
        replayed += await replayLane({ stream, slot }, rebuilding, shadow);
      }
    }
  };
  await replay();
  return pauseFor(async () => {
    // What was committed while the first pass ran.
    await replay();
    let repaired = 0;
    let rows = 0;
    for (const collection of (context.replicas ?? []) as readonly Collection[]) {
      const told = rowsIn(database, collection);
      rows += told.size;
      repaired += await putRight(collection, told, rebuilding);
    }
    return { replayed, repaired, rows };
  });
}

const rowsIn = ({ tables }: MemoryDatabase, { sqlName }: Collection) =>
  new Map([...(tables.get(sqlName) ?? [])].map(([key, { row }]) => [key, row]));

async function replayLane(
  lane: { readonly stream: string; readonly slot: number },
  { readLog }: Rebuilding,
  shadow: ReturnType<typeof groupOf>,
): Promise<number> {
  let replayed = 0;
  for (;;) {
    const from = (await shadow.readFrom(lane.stream))[lane.slot] ?? 0;
    const segments = await readLog(lane, from, SEGMENTS_AT_ONCE);
    if (segments.length === 0) return replayed;
    await shadow.deliver(lane, segments.map(forEverybody));
    replayed += segments.reduce((sum, { count }) => sum + count, 0);
  }
}

/** What was applied where it was stated is applied again here. */
const forEverybody = (segment: StoredSegment): StoredSegment => ({ ...segment, appliedBy: [] });

async function putRight(
  collection: Collection,
  told: ReadonlyMap<string, unknown>,
  { store, world }: Rebuilding,
): Promise<number> {
  let repaired = 0;
  const keys = [...told.keys()];
  for (let start = 0; start < keys.length; start += KEYS_AT_ONCE) {
    const some = keys.slice(start, start + KEYS_AT_ONCE);
    const transaction = await store.begin();
    try {
      const [loaded] = await transaction.load([{ collection, keys: some.toSorted() }]);
      const changes = differences(collection, some, told, loaded?.rows ?? []);
      const count = changes.inserted.length + changes.updated.length;
      if (count === 0) await transaction.rollback();
      else {
        const nothing = { additions: [], segments: [], marks: [] };
        await transaction.commit({ at: world.now(), changes: [changes], ...nothing });
      }
      repaired += count;
    } catch (error) {
      await transaction.rollback().catch(() => undefined);
      throw error;
    }
  }
  return repaired;
}

function differences(
  collection: Collection,
  keys: readonly string[],
  told: ReadonlyMap<string, unknown>,
  loaded: readonly { readonly row: unknown; readonly version: number }[],
): Changes {
  const live = new Map(loaded.map((row) => [collection.keyOf(row.row), row]));
  const inserted: unknown[] = [];
  const updated: { row: unknown; version: number }[] = [];
  for (const key of keys) {
    const row = told.get(key);
    const before = live.get(key);
    if (before === undefined) inserted.push(row);
    else if (!isSame(collection, before.row, row)) updated.push({ row, version: before.version });
  }
  return { collection, inserted, updated, removed: [], kept: [] };
}

/** Compared as they are stored. */
const isSame = ({ columns }: Collection, a: unknown, b: unknown): boolean =>
  columns.every(({ field, column }) => {
    const stored = (row: unknown) => column.toSql((row as Record<string, unknown>)[field]);
    return stored(a) === stored(b);
  });
