import type { Collection } from "../collection.ts";
import type { Committed, Lane, Outcome, Store, VersionedRow } from "../store.ts";
import { AT, shelf, type Shelf, shelves } from "./shelves.ts";

/** A database of the store under test, with the contexts of the suite, empty. */
export type SuiteDatabase = {
  /** The store of another process. */
  readonly open: () => Promise<Store>;
  readonly drop: () => Promise<void>;
};

type Changed = Outcome["changes"][number];

/** A lane of the shop's log, and one of the till's. */
export const lane = (slot: number): Lane => ({ stream: "shop", slot });
export const tillLane = (slot: number): Lane => ({ stream: "till", slot });

export const segment = (of: Lane, text: string, count = 1) => ({
  lane: of,
  count,
  messages: JSON.stringify(new Array(count).fill(text)),
  appliedBy: ["shop"],
});

export const insertingInto = <Row>(into: Collection<Row>, ...inserted: Row[]): Changed => ({
  collection: into as Collection,
  inserted,
  updated: [],
  removed: [],
  kept: [],
});
export const inserting = (...inserted: Shelf[]): Changed => insertingInto(shelves, ...inserted);

export const updating = (...updated: VersionedRow[]): Changed => ({
  ...inserting(),
  updated,
});
export const removing = (...removed: VersionedRow[]): Changed => ({
  ...inserting(),
  removed,
});
export const keeping = (...kept: VersionedRow[]): Changed => ({
  ...inserting(),
  kept,
});
/** A row at a version it does not have. */
export const stale = (key: string): VersionedRow => ({ row: shelf(key), version: 5 });

export const outcome = (parts: Partial<Outcome>): Outcome => ({
  at: AT,
  changes: [],
  additions: [],
  segments: [],
  marks: [],
  ...parts,
});

/** One transaction that loads nothing. */
export async function save(store: Store, parts: Partial<Outcome>): Promise<Committed> {
  const transaction = await store.begin();
  return transaction.commit(outcome(parts));
}

export async function load(
  store: Store,
  keys: readonly string[],
): Promise<readonly VersionedRow[]> {
  const transaction = await store.begin();
  const [loaded] = await transaction.load([{ collection: shelves as Collection, keys }]);
  await transaction.rollback();
  return loaded?.rows ?? [];
}

export const rowOf = async (store: Store, key: string): Promise<VersionedRow | undefined> =>
  (await load(store, [key]))[0];
