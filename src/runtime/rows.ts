import { impossible } from "#kernel/refusal.ts";
import type { Addition, Collection, Ledger } from "#store/collection.ts";
import type {
  Changes,
  LedgerRows,
  LoadedRows,
  Transaction,
  VersionedRow,
  Wanted,
} from "#store/store.ts";

/** One row as the batch sees it. `version` 0 and `stored` undefined: not in the database. */
type Entry = {
  readonly key: string;
  readonly version: number;
  readonly stored: unknown;
  /** Loaded by this batch, and so locked until its end. */
  readonly locked: boolean;
  row: unknown;
};
type Table = Map<string, Entry>;

/** A row as a batch leaves it, while its commit is on its way; undefined where it knew nothing of it. */
export type RowsLeft = (collection: Collection, key: string) => VersionedRow | undefined;

/**
 * The rows of a batch: loaded once, decided on in memory, saved once. What was changed since a mark
 * can be taken back, so that a story that is refused leaves nothing.
 */
export type Rows = {
  readonly has: (collection: Collection, key: string) => boolean;
  readonly get: (collection: Collection, key: string) => unknown;
  /** Replaces a row; undefined removes it. The row must be known. */
  readonly put: (collection: Collection, key: string, row: unknown) => void;
  readonly add: (addition: Addition) => void;
  /** A new row under a key nothing can stand under yet: the insert proves it. */
  readonly presumeAbsent: (collection: Collection, key: string) => void;
  /** Fetches and locks what is not known yet, in one round trip. */
  readonly fetch: (wanted: Want) => Promise<void>;
  readonly mark: () => RowsMark;
  readonly takeBack: (mark: RowsMark) => void;
  readonly changes: () => readonly Changes[];
  readonly additions: () => readonly LedgerRows[];
  /** For the batch behind this one. Nothing is decided any more. */
  readonly left: () => RowsLeft;
};

export type Want = Map<Collection, Set<string>>;
export type RowsMark = { readonly journal: number; readonly additions: number };

/** `ahead`: the rows that the batch ahead leaves, to be decided on before its commit is answered. */
export function rowsOf(transaction: Transaction, ahead?: RowsLeft): Rows {
  const { tables, tableOf, has, left } = tablesBehind(ahead);
  const journal: { readonly entry: Entry; readonly row: unknown }[] = [];
  const added: Addition[] = [];

  const entryOf = (collection: Collection, key: string): Entry =>
    tables.get(collection)?.get(key) ?? impossible(`${collection.table} ${key} is not loaded`);

  const put = (collection: Collection, key: string, row: unknown): void => {
    const entry = entryOf(collection, key);
    journal.push({ entry, row: entry.row });
    entry.row = row;
  };

  const keep = ({ collection, rows }: LoadedRows, keys: Iterable<string>): void => {
    const table = tableOf(collection);
    for (const { row, version } of rows) {
      const key = collection.keyOf(row);
      table.set(key, { key, version, stored: row, locked: true, row });
    }
    for (const key of keys) if (!table.has(key)) table.set(key, absent(key));
  };

  return {
    has,
    get: (collection, key) => entryOf(collection, key).row,
    put,
    add: (addition) => void added.push(addition),
    presumeAbsent: (collection, key) => {
      const table = tableOf(collection);
      if (!table.has(key)) table.set(key, absent(key));
    },
    fetch: async (want) => {
      const wanted = inOrder(want, has);
      if (wanted.length === 0) return;
      const loaded = await transaction.load(wanted);
      loaded.forEach((rows, index) => keep(rows, (wanted[index] as Wanted).keys));
    },
    mark: () => ({ journal: journal.length, additions: added.length }),
    takeBack: (mark) => {
      while (journal.length > mark.journal) {
        const undo = journal.pop();
        if (undo !== undefined) undo.entry.row = undo.row;
      }
      added.length = mark.additions;
    },
    changes: () => changesIn(tables),
    additions: () => byLedger(added),
    left,
  };
}

/** The rows known so far. One that the batch ahead leaves is taken over when it is first asked for. */
function tablesBehind(ahead: RowsLeft | undefined) {
  const tables = new Map<Collection, Table>();
  let handedOver = ahead;

  const tableOf = (collection: Collection): Table => {
    let table = tables.get(collection);
    if (table === undefined) tables.set(collection, (table = new Map<string, Entry>()));
    return table;
  };
  const takeOver = (collection: Collection, key: string): boolean => {
    const found = handedOver?.(collection, key);
    if (found === undefined) return false;
    const { row, version } = found;
    tableOf(collection).set(key, { key, version, stored: row, locked: false, row });
    return true;
  };
  return {
    tables,
    tableOf,
    has: (collection: Collection, key: string): boolean =>
      tables.get(collection)?.has(key) === true || takeOver(collection, key),
    left: (): RowsLeft => {
      // What the batch ahead of this one left is not kept alive by those behind.
      handedOver = undefined;
      return (collection, key) => leftOf(tables.get(collection)?.get(key));
    },
  };
}

/** What is not known yet, in one order for all processes. */
function inOrder(want: Want, has: Rows["has"]): Wanted[] {
  const wanted: Wanted[] = [];
  for (const [collection, keys] of want) {
    const unknown = [...keys].filter((key) => !has(collection, key));
    if (unknown.length > 0) wanted.push({ collection, keys: unknown.sort() });
  }
  return wanted.sort((a, b) => (a.collection.sqlName < b.collection.sqlName ? -1 : 1));
}

const changesIn = (tables: ReadonlyMap<Collection, Table>): readonly Changes[] =>
  [...tables]
    .sort(([a], [b]) => (a.sqlName < b.sqlName ? -1 : 1))
    .flatMap(([collection, table]) => changesOf(collection, table));

const absent = (key: string): Entry => ({
  key,
  version: 0,
  stored: undefined,
  locked: false,
  row: undefined,
});

/** The row and its version once the batch is committed. */
function leftOf(entry: Entry | undefined): VersionedRow | undefined {
  if (entry === undefined) return undefined;
  const { row, stored, version } = entry;
  if (row === undefined) return { row, version: 0 };
  return { row, version: row === stored ? version : version + 1 };
}

/** What differs from the database, and what must not: a row set and taken away again is no change. */
function changesOf(collection: Collection, table: Table): readonly Changes[] {
  const inserted: unknown[] = [];
  const updated: VersionedRow[] = [];
  const removed: VersionedRow[] = [];
  const kept: VersionedRow[] = [];
  for (const { stored, row, version, locked } of table.values()) {
    if (row === stored) {
      if (!locked && row !== undefined) kept.push({ row, version });
    } else if (stored === undefined) inserted.push(row);
    else if (row === undefined) removed.push({ row: stored, version });
    else updated.push({ row, version });
  }
  if (inserted.length + updated.length + removed.length + kept.length === 0) return [];
  // Rows that are locked only now are locked in the order in which others load them.
  if (kept.length > 1) {
    const { keyOf } = collection;
    kept.sort((a, b) => (keyOf(a.row) < keyOf(b.row) ? -1 : 1));
  }
  return [{ collection, inserted, updated, removed, kept }];
}

function byLedger(added: readonly Addition[]): readonly LedgerRows[] {
  const rows = new Map<Ledger, unknown[]>();
  for (const { ledger, row } of added) {
    const sofar = rows.get(ledger);
    if (sofar === undefined) rows.set(ledger, [row]);
    else sofar.push(row);
  }
  return [...rows].map(([ledger, of]) => ({ ledger, rows: of }));
}
