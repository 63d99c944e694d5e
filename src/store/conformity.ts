import { Client } from "pg";
import type { Collection, Ledger, NamedColumn } from "./collection.ts";
import { additionOf, statementsOf } from "./stores/postgres/statements.ts";

/**
 * Compares migrated schemas with what the code believes of them: tables, columns, types, nullability,
 * keys; and prepares every statement the store will say. Gives a sentence for each difference.
 */
export async function checkCollections(
  url: string,
  collections: readonly Collection<never>[],
  ledgers: readonly Ledger<never>[],
): Promise<string[]> {
  const client = new Client({ connectionString: url, application_name: "bojagi conformity" });
  await client.connect();
  try {
    const differences: string[] = [];
    for (const collection of collections as readonly Collection[]) {
      const found = await columnsOf(client, collection);
      differences.push(
        ...different(collection, found, KEPT_FOR_COLLECTIONS),
        ...keyDifferences(collection, found),
        ...(await unprepared(client, collection.sqlName, textsOf(collection))),
      );
    }
    for (const ledger of ledgers as readonly Ledger[]) {
      const found = await columnsOf(client, ledger);
      differences.push(
        ...different(ledger, found, KEPT_FOR_LEDGERS),
        ...(await unprepared(client, ledger.sqlName, [additionOf(ledger).text])),
      );
    }
    return differences;
  } finally {
    await client.end();
  }
}

type Table = {
  readonly context: string;
  readonly table: string;
  readonly sqlName: string;
  readonly columns: readonly NamedColumn[];
};

type FoundColumn = {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly filled: boolean;
  readonly collation: string | null;
  /** This column alone is the primary key. */
  readonly key: boolean;
};

type Kept = Readonly<Record<string, string>>;

const KEPT_FOR_COLLECTIONS: Kept = {
  version: "integer",
  created_at: "timestamp with time zone",
  updated_at: "timestamp with time zone",
};
const KEPT_FOR_LEDGERS: Kept = { id: "bigint", created_at: "timestamp with time zone" };

async function columnsOf(client: Client, { context, table }: Table): Promise<FoundColumn[]> {
  const { rows } = await client.query<FoundColumn>(
    `select attname as name, format_type(atttypid, atttypmod) as type, not attnotnull as nullable,
       (atthasdef or attidentity <> '' or attgenerated <> '') as filled, collname as collation,
       exists (select from pg_index where indrelid = pg_class.oid and indisprimary
         and indnkeyatts = 1 and indkey[0] = attnum) as key
     from pg_attribute
     join pg_class on pg_class.oid = attrelid
     left join pg_collation on pg_collation.oid = attcollation
     where relnamespace = to_regnamespace(quote_ident($1)) and relname = $2
       and attnum > 0 and not attisdropped`,
    [context, table],
  );
  return rows;
}

function* different(
  { sqlName, columns }: Table,
  found: readonly FoundColumn[],
  kept: Kept,
): Iterable<string> {
  if (found.length === 0) return yield `${sqlName} is no table`;
  const byName = new Map(found.map((column) => [column.name, column]));
  for (const { name, column } of columns) {
    const type = column.sql === "timestamptz" ? "timestamp with time zone" : column.sql;
    yield* columnDifferences(`${sqlName}.${name}`, byName.get(name), type, column.nullable);
    byName.delete(name);
  }
  for (const [name, type] of Object.entries(kept)) {
    yield* columnDifferences(`${sqlName}.${name}`, byName.get(name), type, false);
    byName.delete(name);
  }
  for (const { name, nullable, filled } of byName.values()) {
    if (!nullable && !filled)
      yield `${sqlName}.${name} must be given, and the code does not know it`;
  }
}

function* columnDifferences(
  name: string,
  found: FoundColumn | undefined,
  type: string,
  nullable: boolean,
): Iterable<string> {
  if (found === undefined) return yield `${name} is missing`;
  if (found.type !== type) yield `${name} is ${found.type}, and ${type} in the code`;
  if (found.nullable !== nullable) {
    yield `${name} ${found.nullable ? "may" : "must not"} be null, and ${nullable ? "may" : "must not"} in the code`;
  }
}

function* keyDifferences(
  { sqlName, columns, keyField }: Collection,
  found: readonly FoundColumn[],
): Iterable<string> {
  const name = columns.find(({ field }) => field === keyField)?.name;
  const key = found.find((column) => column.name === name);
  if (key === undefined) return;
  if (!key.key) yield `${sqlName}.${key.name} is not the primary key`;
  if (key.collation !== "C") yield `${sqlName}.${key.name} is not collated "C"`;
}

function textsOf(collection: Collection): string[] {
  const { load, insert, update, remove, due } = statementsOf(collection);
  return [load, insert, update, remove, ...(due === undefined ? [] : [due])].map(
    ({ text }) => text,
  );
}

async function unprepared(
  client: Client,
  sqlName: string,
  texts: readonly string[],
): Promise<string[]> {
  const differences: string[] = [];
  for (const text of texts) {
    await client.query(`prepare conformity as ${text}`).then(
      () => client.query("deallocate conformity"),
      (error: Error) => differences.push(`${sqlName}: ${error.message} in ${text}`),
    );
  }
  return differences;
}
