import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Client } from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { freshDatabase, type FreshDatabase } from "#test/postgres.ts";
import { migrate } from "./migrate.ts";

let database: FreshDatabase;
let folder: string;
let client: Client;
beforeEach(async () => {
  database = await freshDatabase();
  folder = await mkdtemp(join(tmpdir(), "bojagi-migrate-"));
  client = new Client(database.url);
  await client.connect();
  await write("0001_tables", 'create table teas (tea_id text collate "C" primary key);');
});
afterEach(async () => {
  await client.end();
  await database.drop();
  await rm(folder, { recursive: true });
});

const write = (name: string, sql: string) =>
  writeFile(join(folder, `${name}.sql`), `-- Up Migration\n${sql}\n`);

const run = (...names: string[]) =>
  migrate({
    url: database.url,
    contexts: names.map((name) => ({ name, migrations: pathToFileURL(`${folder}/`) })),
  });

async function tablesOf(schema: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = $1 order by 1",
    [schema],
  );
  return rows.map(({ name }) => name);
}

async function recorded(schema: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select name from "${schema}".migrations order by 1`,
  );
  return rows.map(({ name }) => name);
}

const SYSTEM = [
  "answers",
  "deadlines",
  "dropped",
  "inbox",
  "log",
  "parked",
  "redriven",
  "tasks",
  "writers",
];
const TABLES = [...SYSTEM, "migrations", "store_migrations", "teas"].toSorted();

test("each context gets its schema, the runtime's tables and its own", async () => {
  await run("order", "wallet");
  expect(await tablesOf("order")).toEqual(TABLES);
  expect(await tablesOf("wallet")).toEqual(TABLES);
  expect(await tablesOf("public")).toEqual([]);
});

test("several processes that start at once, again and again, do it once", async () => {
  await Promise.all([run("order", "wallet"), run("wallet", "order"), run("order")]);
  await run("order", "wallet");
  expect(await tablesOf("order")).toEqual(TABLES);
  expect(await recorded("order")).toEqual(["0001_tables"]);
  expect(await recorded("wallet")).toEqual(["0001_tables"]);
});

test("a new file runs where it has not run", async () => {
  await run("order");
  await write("0002_sizes", "alter table teas add size text;");
  await run("order", "wallet");
  expect(await recorded("order")).toEqual(["0001_tables", "0002_sizes"]);
  expect(await recorded("wallet")).toEqual(["0001_tables", "0002_sizes"]);
});

test("the previous build starts on a schema that is ahead of it", async () => {
  await write("0002_sizes", "alter table teas add size text;");
  await run("order");
  await rm(join(folder, "0002_sizes.sql"));
  await run("order");
  expect(await recorded("order")).toEqual(["0001_tables", "0002_sizes"]);
});

test("a migration that fails leaves nothing of its file, and is named", async () => {
  await run("order");
  await write("0002_broken", "alter table teas add size text; select 1 / 0;");
  await expect(run("order")).rejects.toThrow('the schema "order" could not be brought up');
  expect(await recorded("order")).toEqual(["0001_tables"]);
  await write("0002_broken", "alter table teas add size text;");
  await run("order");
  expect(await recorded("order")).toEqual(["0001_tables", "0002_broken"]);
});

test("P21 a migration behind a long read gives up soon instead of blocking everybody", async () => {
  await run("order");
  await client.query("begin");
  await client.query('select * from "order".teas');
  await write("0002_sizes", "alter table teas add size text;");
  await expect(run("order")).rejects.toMatchObject({ cause: { code: "55P03" } });
  await client.query("rollback");
  await run("order");
  expect(await recorded("order")).toEqual(["0001_tables", "0002_sizes"]);
});
