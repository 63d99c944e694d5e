import type { Collection, Ledger, NamedColumn } from "../../collection.ts";
import { cellReader, type ReadCell } from "./cells.ts";

/** SQL text with the name it is prepared under, the same for as long as the process lives. */
export type Statement = { readonly name: string; readonly text: string };

let prepared = 0;
export const statement = (text: string): Statement => ({ name: `s${++prepared}`, text });

/** The statements of a collection, made once. */
export type CollectionStatements = {
  /** $1 keys. Gives the columns, then the version; rows are locked in key order. */
  readonly load: Statement;
  /** $1 at, then one array a column. */
  readonly insert: Statement;
  /** $1 how many, $2 at, $3 versions, then one array a column. */
  readonly update: Statement;
  /** $1 how many, $2 versions, $3 keys. */
  readonly remove: Statement;
  /** $1 how many, $2 versions, $3 keys. Locks them. */
  readonly keep: Statement;
  /** $1 instant, $2 limit. Undefined where the collection has no instant. */
  readonly due: Statement | undefined;
  readonly key: NamedColumn;
  readonly readers: readonly ReadCell[];
};

const known = new WeakMap<Collection, CollectionStatements>();

export function statementsOf(collection: Collection): CollectionStatements {
  const made = known.get(collection) ?? collectionStatements(collection);
  known.set(collection, made);
  return made;
}

function collectionStatements(collection: Collection): CollectionStatements {
  const key = collection.columns.find(({ field }) => field === collection.keyField) as NamedColumn;
  return {
    load: loadOf(collection, key),
    insert: insertOf(collection),
    update: updateOf(collection, key),
    remove: removeOf(collection, key),
    keep: keepOf(collection, key),
    due: dueOf(collection, key),
    key,
    readers: collection.columns.map(({ column }) => cellReader(column)),
  };
}

const names = (columns: readonly NamedColumn[]): string =>
  columns.map(({ name }) => `"${name}"`).join(", ");

/** `unnest($3::text[], $4::bigint[])`: one row for each place in the arrays. */
const rowsFrom = (first: number, types: readonly string[]): string =>
  `unnest(${types.map((type, index) => `$${first + index}::${type}[]`).join(", ")})`;

const typesOf = (columns: readonly NamedColumn[]): string[] =>
  columns.map(({ column }) => column.sql);

const expecting = (context: string, change: string): Statement =>
  statement(
    `with changed as (${change} returning 1) ` +
      `select "${context}".expect_rows(count(*), $1::bigint) from changed`,
  );

const loadOf = ({ sqlName, columns }: Collection, key: NamedColumn): Statement =>
  statement(
    `select ${names(columns)}, version from ${sqlName} ` +
      `where "${key.name}" = any($1::text[]) order by "${key.name}" for update`,
  );

/** Another's row under the same key raises unique_violation: the same answer as a stale version. */
const insertOf = ({ sqlName, columns }: Collection): Statement =>
  statement(
    `insert into ${sqlName} (${names(columns)}, version, created_at, updated_at) ` +
      `select added.*, 1, $1::timestamptz, $1::timestamptz from ${rowsFrom(2, typesOf(columns))} as added`,
  );

function updateOf({ context, sqlName, columns }: Collection, key: NamedColumn): Statement {
  const set = columns
    .filter((column) => column !== key)
    .map(({ name }) => `"${name}" = loaded."${name}", `)
    .join("");
  return expecting(
    context,
    `update ${sqlName} as stored set ${set}version = stored.version + 1, updated_at = $2::timestamptz ` +
      `from ${rowsFrom(3, ["integer", ...typesOf(columns)])} as loaded (loaded_version, ${names(columns)}) ` +
      `where stored."${key.name}" = loaded."${key.name}" and stored.version = loaded.loaded_version`,
  );
}

const removeOf = ({ context, sqlName }: Collection, key: NamedColumn): Statement =>
  expecting(
    context,
    `delete from ${sqlName} as stored using ${rowsFrom(2, ["integer", "text"])} as loaded (version, key) ` +
      `where stored."${key.name}" = loaded.key and stored.version = loaded.version`,
  );

const keepOf = ({ context, sqlName }: Collection, key: NamedColumn): Statement =>
  statement(
    `with kept as (select 1 from ${sqlName} as stored join ${rowsFrom(2, ["integer", "text"])} ` +
      `as loaded (version, key) on stored."${key.name}" = loaded.key ` +
      "where stored.version = loaded.version for update of stored) " +
      `select "${context}".expect_rows(count(*), $1::bigint) from kept`,
  );

/** By the collection's first instant. A task that is dead is not due. */
function dueOf({ sqlName, columns }: Collection, key: NamedColumn): Statement | undefined {
  const instant = columns.find(({ column }) => column.sql === "timestamptz");
  if (instant === undefined) return undefined;
  const dead = columns.find(({ field }) => field === "deadReason");
  return statement(
    `select ${names(columns)} from ${sqlName} where "${instant.name}" <= $1::timestamptz` +
      `${dead === undefined ? "" : ` and "${dead.name}" is null`} ` +
      `order by "${instant.name}", "${key.name}" limit $2::integer`,
  );
}

const additions = new WeakMap<Ledger, Statement>();

/** $1 at, then one array a column. */
export function additionOf(ledger: Ledger): Statement {
  const made =
    additions.get(ledger) ??
    statement(
      `insert into ${ledger.sqlName} (${names(ledger.columns)}, created_at) ` +
        `select added.*, $1::timestamptz from ${rowsFrom(2, typesOf(ledger.columns))} as added`,
    );
  additions.set(ledger, made);
  return made;
}
