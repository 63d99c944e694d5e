import type { Client, Connection } from "pg";

/**
 * Carries the rows of a schema into the schema of the same name in another database, in place of
 * whatever it holds there: all of them, or none. The tables must be there, and nobody may write.
 */
export async function carrySchema(schema: string, from: Client, to: Client): Promise<void> {
  await from.query("begin isolation level repeatable read read only");
  await to.query("begin");
  const { rows: tables } = await from.query<Table>(TABLES, [schema]);
  await to.query(`truncate ${tables.map(({ name }) => name).join(", ")}`);
  for (const table of tables) await pour(table, from, to);
  const { rows: sequences } = await from.query<Sequence>(SEQUENCES, [schema]);
  for (const { name, last } of sequences) {
    await to.query("select setval($1::regclass, $2::bigint)", [name, last]);
  }
  await to.query("commit");
  await from.query("commit");
}

type Table = { readonly name: string; readonly columns: string };
/** What a table computes by itself is computed there again. */
const TABLES = `
select format('%I.%I', schemas.nspname, tables.relname) as name,
       (select string_agg(format('%I', attname), ', ' order by attnum) from pg_attribute
         where attrelid = tables.oid and attnum > 0 and not attisdropped and attgenerated = '')
         as columns
  from pg_class tables join pg_namespace schemas on schemas.oid = tables.relnamespace
 where schemas.nspname = $1 and tables.relkind = 'r'
 order by tables.relname`;

type Sequence = { readonly name: string; readonly last: string };
const SEQUENCES = `
select format('%I.%I', schemaname, sequencename) as name, last_value::text as last
  from pg_sequences where schemaname = $1 and last_value is not null`;

/** What the driver can do with a copy that is on its way, and does not say in its types. */
type Sink = Connection & {
  readonly sendCopyFromChunk: (chunk: Buffer) => void;
  readonly endCopyFrom: () => void;
};

/** Pours a table over, no faster than it is taken. */
function pour({ name, columns }: Table, from: Client, to: Client): Promise<void> {
  return new Promise((resolve, reject) => {
    const give = (sink: Sink): void => {
      const giving = {
        submit: (source: Connection) => source.query(`copy ${name} (${columns}) to stdout`),
        handleCopyData: ({ chunk }: { readonly chunk: Buffer }, { stream }: Connection) => {
          sink.sendCopyFromChunk(chunk);
          if (!sink.stream.writableNeedDrain || stream.isPaused()) return;
          stream.pause();
          sink.stream.once("drain", () => stream.resume());
        },
        handleCommandComplete: () => undefined,
        handleReadyForQuery: () => sink.endCopyFrom(),
        handleError: reject,
      };
      from.query(giving);
    };
    const taking = {
      submit: (target: Connection) => target.query(`copy ${name} (${columns}) from stdin`),
      handleCopyInResponse: give,
      handleCommandComplete: () => undefined,
      handleReadyForQuery: () => resolve(),
      handleError: reject,
    };
    to.query(taking);
  });
}
