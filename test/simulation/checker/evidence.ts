import type { MemoryDatabase } from "#store/stores/memory.ts";

/**
 * What lies in the databases of a run, as plain data. The checker imports no rule, collection or
 * contract of the product: it knows tables and fields by name, as an auditor would.
 */
export type Evidence = {
  readonly now: number;
  /** The rows of a table, `order.orders`. */
  readonly rows: <Row>(table: string) => readonly Row[];
  readonly row: <Row>(table: string, key: string) => Row | undefined;
  readonly ledger: <Row>(table: string) => readonly Row[];
  /** Segments of every slot of a context's log. */
  readonly log: (stream: string) => readonly (readonly Segment[])[];
  /** Every message of a log, slot by slot, in order. */
  readonly messages: (stream: string) => readonly Logged[];
  readonly mark: (consumer: string, stream: string, slot: number) => number;
  readonly streams: readonly string[];
};

export type Segment = {
  readonly position: number;
  readonly count: number;
  readonly messages: string;
  readonly appliedBy: readonly string[];
};

export type Logged = {
  readonly id: string;
  readonly type: string;
  readonly key: string;
  readonly at: number;
  readonly correlation: string;
  readonly requestId?: string;
  readonly body: Readonly<Record<string, unknown>>;
};

/** A promise of faults.md §1, and the place where it is broken. */
export type Promised = {
  readonly name: string;
  readonly broken: (evidence: Evidence) => string | undefined;
};

export const promised = (name: string, broken: Promised["broken"]): Promised => ({ name, broken });

export function evidenceOf(
  databases: readonly { readonly contexts: readonly string[]; readonly database: MemoryDatabase }[],
  now: number,
): Evidence {
  const owner = new Map<string, MemoryDatabase>();
  for (const { contexts, database } of databases) {
    for (const context of contexts) owner.set(context, database);
  }
  const named = (table: string) => {
    const dot = table.indexOf(".");
    const context = table.slice(0, dot);
    return { database: owner.get(context), name: `"${context}".${table.slice(dot + 1)}` };
  };
  const tableOf = (table: string) => {
    const { database, name } = named(table);
    return database?.tables.get(name);
  };
  const log = (stream: string): readonly (readonly Segment[])[] =>
    owner.get(stream)?.logs.get(stream) ?? [];
  const parsed = new Map<string, readonly Logged[]>();
  return {
    now,
    streams: [...owner.keys()],
    rows: <Row>(table: string) => {
      const rows: Row[] = [];
      for (const { row } of tableOf(table)?.values() ?? []) rows.push(row as Row);
      return rows;
    },
    row: <Row>(table: string, key: string) => tableOf(table)?.get(key)?.row as Row | undefined,
    ledger: <Row>(table: string) => {
      const { database, name } = named(table);
      return (database?.ledgers.get(name) ?? []) as Row[];
    },
    log,
    messages: (stream) => {
      const known = parsed.get(stream) ?? log(stream).flatMap((segments) => segments.flatMap(read));
      parsed.set(stream, known);
      return known;
    },
    mark: (consumer, stream, slot) =>
      owner.get(consumer)?.marks.get(`${consumer} ${stream} ${slot}`) ?? 0,
  };
}

const read = ({ messages }: Segment): readonly Logged[] => JSON.parse(messages) as Logged[];

/** The first place where a check of single rows finds something. */
export function firstOf<Row>(
  rows: readonly Row[],
  broken: (row: Row) => string | undefined,
): string | undefined {
  for (const row of rows) {
    const place = broken(row);
    if (place !== undefined) return place;
  }
  return undefined;
}

export const sumBy = <Row>(rows: readonly Row[], of: (row: Row) => bigint): bigint => {
  let sum = 0n;
  for (const row of rows) sum += of(row);
  return sum;
};

export function grouped<Row>(
  rows: readonly Row[],
  by: (row: Row) => string | undefined,
): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = by(row);
    if (key === undefined) continue;
    const sofar = groups.get(key);
    if (sofar === undefined) groups.set(key, [row]);
    else sofar.push(row);
  }
  return groups;
}
