import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Client } from "pg";

export type MigratedContext = {
  readonly name: string;
  /** The folder of its own .sql migrations. */
  readonly migrations: URL;
};

const STORE_MIGRATIONS = new URL("migrations/", import.meta.url);

/** The well-known lock of node-pg-migrate: its own runs and ours exclude each other. */
const LOCK = "7241865325823964";

/**
 * Brings the schema of each context up to date: the runtime's own tables, then the context's. Safe to
 * call again, and from several processes at once. A database that is ahead of these files is left as
 * it is, so that the previous build can still start on it.
 */
export async function migrate(options: {
  readonly url: string;
  readonly contexts: readonly MigratedContext[];
}): Promise<void> {
  const client = new Client({
    connectionString: options.url,
    application_name: "bojagi migrate",
  });
  await client.connect();
  try {
    const runs = await runsOf(options.contexts);
    if ((await missing(client, runs)).length > 0) await runMissing(client, runs);
  } finally {
    await client.end();
  }
}

/** One folder in one schema. */
type Run = {
  readonly schema: string;
  readonly table: string;
  readonly folder: string;
  readonly names: readonly string[];
};

async function runsOf(contexts: readonly MigratedContext[]): Promise<Run[]> {
  const storeNames = await migrationNames(STORE_MIGRATIONS);
  const runs = await Promise.all(
    contexts.map(async ({ name, migrations }): Promise<Run[]> => [
      {
        schema: name,
        table: "store_migrations",
        folder: fileURLToPath(STORE_MIGRATIONS),
        names: storeNames,
      },
      {
        schema: name,
        table: "migrations",
        folder: fileURLToPath(migrations),
        names: await migrationNames(migrations),
      },
    ]),
  );
  return runs.flat();
}

async function migrationNames(folder: URL): Promise<string[]> {
  const files = await readdir(folder);
  return files.filter((file) => file.endsWith(".sql")).map((file) => file.slice(0, -".sql".length));
}

/** Looked up in two statements for all schemas, so that a start on a current database costs nothing. */
async function missing(client: Client, runs: readonly Run[]): Promise<Run[]> {
  const { rows: tables } = await client.query<{ schema: string; table: string }>(
    `select schemaname as schema, tablename as table from pg_tables
     where schemaname = any($1) and tablename in ('store_migrations', 'migrations')`,
    [[...new Set(runs.map(({ schema }) => schema))]],
  );
  if (tables.length === 0) return [...runs];
  const { rows: recorded } = await client.query<{ place: string }>(
    tables
      .map(
        ({ schema, table }) =>
          `select '${schema}.${table}/' || name as place from "${schema}".${table}`,
      )
      .join(" union all "),
  );
  const done = new Set(recorded.map(({ place }) => place));
  return runs.filter(({ schema, table, names }) =>
    names.some((name) => !done.has(`${schema}.${table}/${name}`)),
  );
}

async function runMissing(client: Client, runs: readonly Run[]): Promise<void> {
  // Waited for without a limit: lock_timeout would end the wait for a neighbour's longer migration.
  await client.query(`select pg_advisory_lock(${LOCK})`);
  await client.query("set lock_timeout = '2s'");
  const due = await missing(client, runs);
  if (due.length === 0) return;
  const schemas = [...new Set(due.map(({ schema }) => schema))];
  await client.query(schemas.map((name) => `create schema if not exists "${name}";`).join("\n"));
  // Loading it takes longer than all the rest of a start, so only a start that needs it pays.
  const { runner } = await import("node-pg-migrate");
  for (const { schema, table, folder } of due) {
    await runner({
      dbClient: client,
      dir: folder,
      ignorePattern: "(?!.*\\.sql$).*",
      schema,
      migrationsTable: table,
      direction: "up",
      singleTransaction: true,
      advisoryLockMode: "wait",
      log: () => {},
    }).catch((cause: unknown) => {
      throw new Error(`the schema "${schema}" could not be brought up to ${folder}`, { cause });
    });
  }
}
