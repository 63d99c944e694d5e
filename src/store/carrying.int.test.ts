import { Client } from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type FreshDatabase, freshDatabase } from "#test/postgres.ts";
import { carrySchema } from "./carrying.ts";

const SHELF = `
create schema "order";
create table "order".things (
  id bigint generated always as identity primary key,
  name text, bytes bytea, names text[], at timestamptz,
  shown text generated always as (upper(name)) stored
);
create table "order".empty (name text);`;
const THINGS = `
insert into "order".things (name, bytes, names, at)
select e'tab\\t back\\\\ line\\n \u1100\u1161' || nth, '\\x00ff0a', array[null, 'a', ''], 'epoch'
  from generate_series(1, 20000) as nth;
delete from "order".things where id > 19990;`;
const ALL = `select md5(string_agg(things::text, '|' order by id)) as all from "order".things`;

let databases: readonly FreshDatabase[];
let from: Client;
let to: Client;

beforeEach(async () => {
  databases = [await freshDatabase(), await freshDatabase()];
  [from, to] = databases.map(({ url }) => new Client({ connectionString: url })) as [
    Client,
    Client,
  ];
  for (const client of [from, to]) {
    await client.connect();
    await client.query(SHELF);
  }
  await from.query(THINGS);
});
afterEach(async () => {
  await from.end();
  await to.end();
  await Promise.all(databases.map(({ drop }) => drop()));
});

test("rows are carried as they are, in place of what was there, and numbers go on where they were", async () => {
  await to.query(`insert into "order".things (name) values ('of a try before')`);
  await carrySchema("order", from, to);
  await carrySchema("order", from, to);
  expect((await to.query(ALL)).rows).toEqual((await from.query(ALL)).rows);
  const next = `insert into "order".things (name) values ('next') returning id, shown`;
  expect((await to.query(next)).rows).toEqual([{ id: "20001", shown: "NEXT" }]);
});

test("what cannot be carried leaves everything as it was", async () => {
  await to.query(`insert into "order".things (name) values ('mine')`);
  await to.query(`alter table "order".things add check (name not like '%19990')`);
  await expect(carrySchema("order", from, to)).rejects.toThrow("violates check constraint");
  await to.query("rollback");
  expect((await to.query(`select name from "order".things`)).rows).toEqual([{ name: "mine" }]);
  await from.query("rollback");
});
