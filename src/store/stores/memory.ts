import { impossible } from "#kernel/refusal.ts";
import type { Collection, Ledger } from "../collection.ts";
import {
  blockedKey,
  type Committed,
  type Lane,
  type LoadedRows,
  type Mark,
  type Outcome,
  Passing,
  SLOTS,
  type Store,
  type StoredSegment,
  type Transaction,
  type VersionedRow,
  type Wanted,
} from "../store.ts";
import { type ParkedMessage, systemTables } from "../system.ts";

/**
 * What outlives the processes: rows, ledgers, logs and watermarks. Rows are shared and must never be
 * changed; a changed row is another row.
 */
export type MemoryDatabase = {
  /** Rows by `sqlName` and key. */
  readonly tables: Map<string, Map<string, VersionedRow>>;
  /** Rows by `sqlName`, in the order they were added. */
  readonly ledgers: Map<string, unknown[]>;
  /** Segments by stream and slot. */
  readonly logs: Map<string, StoredSegment[][]>;
  /** Watermarks by consumer, stream and slot. */
  readonly marks: Map<string, number>;
};

export const memoryDatabase = (): MemoryDatabase => ({
  tables: new Map(),
  ledgers: new Map(),
  logs: new Map(),
  marks: new Map(),
});

export type MemoryHooks = {
  /**
   * What becomes of a commit that would succeed: it does; it does not, and may when tried again; or it
   * does and its answer is lost, so that the caller learns only that it was done.
   */
  readonly beforeCommit?: () => "go" | "refuse" | "lose-reply";
};

/**
 * The store in memory, for tests and the simulation. Several on one database are several processes.
 * A transaction locks nothing: its commit is refused when a row it loaded, or found missing, changed.
 */
export function memoryStore(
  database: MemoryDatabase = memoryDatabase(),
  { beforeCommit = () => "go" }: MemoryHooks = {},
): Store {
  let closed = false;
  const open = (): void => {
    if (closed) throw new Passing("unavailable", new Error("the store is closed"));
  };
  return {
    begin: async () => {
      open();
      return new MemoryTransaction(database, beforeCommit, open);
    },
    readLog: async (lane, after, limit) => {
      const segments = segmentsOf(database, lane);
      const first = firstAfter(segments, after);
      return segments.slice(first, first + limit);
    },
    heads: async (context) => eachSlot((slot) => headOf(database, { stream: context, slot })),
    watermarks: async (consumer, stream) =>
      eachSlot((slot) => markOf(database, consumer, { stream, slot })),
    appliedThrough: async (consumer, stream) =>
      eachSlot((slot) => appliedThrough(database, consumer, { stream, slot })),
    due: async (collection, before, limit) => dueRows(database, collection, before, limit),
    close: async () => {
      closed = true;
    },
  };
}

/** What a load found under a key. */
type Seen = {
  readonly table: ReadonlyMap<string, VersionedRow>;
  readonly key: string;
  readonly found: VersionedRow | undefined;
};

/** A class: the simulation begins hundreds of thousands of them a second. */
class MemoryTransaction implements Transaction {
  readonly #database: MemoryDatabase;
  readonly #beforeCommit: NonNullable<MemoryHooks["beforeCommit"]>;
  readonly #open: () => void;
  readonly #seen: Seen[] = [];
  #over = false;

  constructor(
    database: MemoryDatabase,
    beforeCommit: NonNullable<MemoryHooks["beforeCommit"]>,
    open: () => void,
  ) {
    this.#database = database;
    this.#beforeCommit = beforeCommit;
    this.#open = open;
  }

  load = async (wanted: readonly Wanted[]): Promise<readonly LoadedRows[]> => {
    this.#use();
    return wanted.map(({ collection, keys }) => {
      const table = tableOf(this.#database, collection);
      const rows: VersionedRow[] = [];
      for (const key of keys.length > 1 ? keys.toSorted() : keys) {
        const found = table.get(key);
        this.#seen.push({ table, key, found });
        if (found !== undefined) rows.push(found);
      }
      return { collection, rows };
    });
  };

  blockedKeys = async (consumers: readonly string[]): Promise<ReadonlySet<string>> => {
    this.#use();
    const blocked = new Set<string>();
    for (const name of consumers) {
      for (const { row } of tableOf(this.#database, systemTables(name).parked).values()) {
        const { consumer, key } = row as ParkedMessage;
        blocked.add(blockedKey(consumer, key));
      }
    }
    return blocked;
  };

  commit = async (outcome: Outcome): Promise<Committed> => {
    this.#use();
    this.#over = true;
    for (const { table, key, found } of this.#seen) {
      if (table.get(key) !== found) throw conflict("a loaded row was changed");
    }
    check(this.#database, outcome);
    const fate = this.#beforeCommit();
    if (fate === "refuse") throw new Passing("unavailable", new Error("the commit was refused"));
    const committed = apply(this.#database, outcome);
    return fate === "lose-reply" ? { positions: undefined } : committed;
  };

  rehearse = async ({ changes }: Pick<Outcome, "changes">): Promise<void> => {
    this.#use();
    this.#over = true;
    check(this.#database, { changes, marks: [] });
  };

  rollback = async (): Promise<void> => {
    this.#over = true;
  };

  #use(): void {
    if (this.#over) impossible("a transaction was used after its end");
    this.#open();
  }
}

const conflict = (what: string): Passing => new Passing("conflict", new Error(what));

/** Throws `Passing` where the outcome no longer fits. Nothing is written before all of it fits. */
function check(
  database: MemoryDatabase,
  { changes, marks }: Pick<Outcome, "changes" | "marks">,
): void {
  for (const { collection, inserted, updated, removed, kept } of changes) {
    const table = tableOf(database, collection);
    for (const rows of [updated, removed, kept]) {
      for (const { row, version } of rows) {
        if (table.get(collection.keyOf(row))?.version === version) continue;
        throw conflict(`a row of ${collection.sqlName} was changed`);
      }
    }
    const taken = new Set<string>();
    for (const row of inserted) {
      const key = collection.keyOf(row);
      if (taken.has(key) || (table.has(key) && !isAmong(collection, removed, key))) {
        throw conflict(`a row of ${collection.sqlName} was inserted`);
      }
      taken.add(key);
    }
  }
  for (const { consumer, lane, from } of marks) {
    if (markOf(database, consumer, lane) !== from) throw conflict("a watermark was moved");
  }
}

const isAmong = ({ keyOf }: Collection, rows: readonly VersionedRow[], key: string): boolean =>
  rows.some(({ row }) => keyOf(row) === key);

function apply(database: MemoryDatabase, outcome: Outcome): Committed {
  for (const { collection, inserted, updated, removed } of outcome.changes) {
    const table = tableOf(database, collection);
    for (const { row } of removed) table.delete(collection.keyOf(row));
    for (const { row, version } of updated) {
      table.set(collection.keyOf(row), { row, version: version + 1 });
    }
    for (const row of inserted) table.set(collection.keyOf(row), { row, version: 1 });
  }
  for (const { ledger, rows } of outcome.additions) addedTo(database, ledger).push(...rows);
  for (const mark of outcome.marks) database.marks.set(markName(mark), mark.to);
  const positions = outcome.segments.map(({ lane, count, messages, appliedBy }) => {
    const position = headOf(database, lane) + count;
    segmentsOf(database, lane).push({ position, count, messages, appliedBy });
    return position;
  });
  return { positions };
}

/** The table of a collection, by key. */
export function tableOf<Row>(
  { tables }: MemoryDatabase,
  { sqlName }: Collection<Row>,
): Map<string, VersionedRow> {
  const table = tables.get(sqlName);
  if (table !== undefined) return table;
  const made = new Map<string, VersionedRow>();
  tables.set(sqlName, made);
  return made;
}

/** The rows of a ledger, oldest first. */
export function addedTo<Row>({ ledgers }: MemoryDatabase, { sqlName }: Ledger<Row>): unknown[] {
  const rows = ledgers.get(sqlName);
  if (rows !== undefined) return rows;
  const made: unknown[] = [];
  ledgers.set(sqlName, made);
  return made;
}

/** The segments of a lane, oldest first. */
export function segmentsOf({ logs }: MemoryDatabase, { stream, slot }: Lane): StoredSegment[] {
  const slots = logs.get(stream);
  if (slots !== undefined) return slots[slot] ?? impossible(`slot ${slot}`);
  const made = eachSlot((): StoredSegment[] => []);
  logs.set(stream, made);
  return made[slot] ?? impossible(`slot ${slot}`);
}

const eachSlot = <T>(make: (slot: number) => T): T[] =>
  Array.from({ length: SLOTS }, (_, slot) => make(slot));

const headOf = (database: MemoryDatabase, lane: Lane): number =>
  segmentsOf(database, lane).at(-1)?.position ?? 0;

const markName = ({ consumer, lane }: Pick<Mark, "consumer" | "lane">): string =>
  `${consumer} ${lane.stream} ${lane.slot}`;

const markOf = ({ marks }: MemoryDatabase, consumer: string, lane: Lane): number =>
  marks.get(markName({ consumer, lane })) ?? 0;

/** The index of the first segment that reaches beyond the position. */
function firstAfter(segments: readonly StoredSegment[], position: number): number {
  let low = 0;
  let high = segments.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((segments[middle]?.position ?? 0) > position) high = middle;
    else low = middle + 1;
  }
  return low;
}

function appliedThrough(database: MemoryDatabase, consumer: string, lane: Lane): number {
  const segments = segmentsOf(database, lane);
  const mark = markOf(database, consumer, lane);
  for (let index = firstAfter(segments, mark); index < segments.length; index++) {
    const { position, count, appliedBy } = segments[index] as StoredSegment;
    if (!appliedBy.includes(consumer)) return Math.max(mark, position - count);
  }
  return Math.max(mark, segments.at(-1)?.position ?? 0);
}

function dueRows<Row>(
  database: MemoryDatabase,
  collection: Collection<Row>,
  before: number,
  limit: number,
): Row[] {
  const instant = collection.columns.find(({ column }) => column.sql === "timestamptz")?.field;
  if (instant === undefined) return impossible(`${collection.sqlName} has no instant`);
  const due: Record<string, unknown>[] = [];
  for (const { row } of tableOf(database, collection).values()) {
    const fields = row as Record<string, unknown>;
    if ((fields[instant] as number) <= before && fields["deadReason"] === undefined)
      due.push(fields);
  }
  const key = collection.keyField;
  due.sort(
    (a, b) =>
      (a[instant] as number) - (b[instant] as number) ||
      ((a[key] as string) < (b[key] as string) ? -1 : 1),
  );
  return due.slice(0, limit) as Row[];
}
