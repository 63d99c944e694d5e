import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Passing } from "#store/store.ts";
import { type FreshDatabase, freshDatabase } from "#test/postgres.ts";
import { postgresReads } from "./reads.ts";

let database: FreshDatabase;
let reads: ReturnType<typeof postgresReads>;
const broken: Error[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  reads = postgresReads({
    connectionString: database.url,
    connections: 2,
    statementTimeoutMs: 300,
    onBroken: (error) => broken.push(error),
  });
});
afterAll(async () => {
  await reads.close();
  await database.drop();
});

test("amounts come as bigint, instants as milliseconds, JSON parsed, the rest as the driver reads it", async () => {
  const [row] = await reads.query(
    `select 9007199254740993::bigint as price, sum(x) as total, 1.50::numeric as share,
       '2026-03-01T12:00:00.123+09:00'::timestamptz as at, '{"a":[1]}'::json as kept,
       null::bigint as none, 7::integer as count, $1::text as name
     from (values (2::bigint), (3::bigint)) as amounts (x)`,
    ["미나"],
  );
  expect(row).toEqual({
    price: 9_007_199_254_740_993n,
    total: 5n,
    share: "1.50",
    at: Date.parse("2026-03-01T03:00:00.123Z"),
    kept: { a: [1] },
    none: null,
    count: 7,
    name: "미나",
  });
});

test("the same statement is asked again with other values", async () => {
  const sum = (a: number, b: number) =>
    reads.query<{ sum: number }>("select $1::integer + $2::integer as sum", [a, b]);
  expect(await Promise.all([sum(1, 2), sum(3, 4), sum(5, 6)])).toEqual([
    [{ sum: 3 }],
    [{ sum: 7 }],
    [{ sum: 11 }],
  ]);
});

test("a read cannot write", async () => {
  await expect(reads.query("create table taken (id integer)")).rejects.toThrow(/read-only/);
});

test("a statement that takes too long is a passing failure", async () => {
  await expect(reads.query("select pg_sleep(30)")).rejects.toBeInstanceOf(Passing);
});

test("a wrong statement is a bug, not a passing failure", async () => {
  await expect(reads.query("select nothing from nowhere")).rejects.not.toBeInstanceOf(Passing);
});

test("connections that the database ends are replaced", async () => {
  const ended = postgresReads({
    connectionString: database.url,
    onBroken: (error) => broken.push(error),
  });
  const [own] = await ended.query<{ pid: number }>("select pg_backend_pid() as pid");
  await reads.query("select pg_terminate_backend($1)", [own?.pid]);
  await expect.poll(() => broken.length).toBeGreaterThan(0);
  expect(await ended.query("select 1 as one")).toEqual([{ one: 1 }]);
  await ended.close();
});

test("a database that is not there is a passing failure", async () => {
  const nowhere = postgresReads({ connectionString: "postgres://127.0.0.1:9/none" });
  await expect(nowhere.query("select 1")).rejects.toBeInstanceOf(Passing);
  await nowhere.close();
});

test("a database that lets nobody in is a passing failure", async () => {
  const closed = await freshDatabase();
  const name = new URL(closed.url).pathname.slice(1);
  const shut = postgresReads({ connectionString: closed.url });
  try {
    await alter(`alter database "${name}" allow_connections false`);
    await expect(shut.query("select 1")).rejects.toBeInstanceOf(Passing);
    await alter(`alter database "${name}" allow_connections true`);
    expect(await shut.query<{ one: number }>("select 1 as one")).toEqual([{ one: 1 }]);
  } finally {
    await shut.close();
    await closed.drop();
  }
});

async function alter(statement: string): Promise<void> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query(statement);
  await client.end();
}
