import { Client } from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { roleOf, urlAs } from "#src/fleet/databases.ts";
import { carry, leave } from "#src/fleet/moving.ts";
import type { Move } from "#src/fleet/plan.ts";
import { withClient } from "#store/embedded/connection.ts";
import { type FreshDatabase, freshDatabase } from "./postgres.ts";

const password = "of-the-group";
let from: FreshDatabase;
let to: FreshDatabase;
let move: Move;
let groups: string;

const nameOf = ({ url }: FreshDatabase): string => new URL(url).pathname.slice(1);
const told = (url: string, sql: string) => withClient(url, (client) => client.query(sql));
const SHELF = `create schema wallet; create table wallet.entries (name text);`;

beforeEach(async () => {
  [from, to] = [await freshDatabase(), await freshDatabase()];
  move = { context: "wallet", from: nameOf(from), to: nameOf(to), isCarried: false };
  const role = roleOf(move.from);
  groups = urlAs(from.url, move.from, { role, password });
  await told(to.url, SHELF);
  await told(
    from.url,
    `${SHELF} create role ${role} login password '${password}';
     grant usage on schema wallet to ${role}; grant all on wallet.entries to ${role}`,
  );
});
afterEach(async () => {
  await told(from.url, `drop owned by ${roleOf(move.from)}; drop role ${roleOf(move.from)}`);
  await from.drop();
  await to.drop();
});

test("who outlived a killed supervisor writes nothing any more once rows are carried, and is let in when they have gone", async () => {
  const survivor = new Client({ connectionString: groups });
  survivor.on("error", () => undefined);
  await survivor.connect();
  await survivor.query("insert into wallet.entries values ('kept')");
  await survivor.query("begin");
  await survivor.query("insert into wallet.entries values ('never confirmed')");

  await carry(from.url, move);
  await expect(survivor.query("commit")).rejects.toThrow(/terminat|connection error/);
  await expect(told(groups, "select 1")).rejects.toThrow("not permitted to log in");
  const rows = async () => (await told(to.url, "select name from wallet.entries")).rows;
  expect(await rows()).toEqual([{ name: "kept" }]);

  await carry(from.url, move);
  await leave(from.url, move);
  await leave(from.url, move);
  expect(await rows()).toEqual([{ name: "kept" }]);
  await expect(told(groups, "select from wallet.entries")).rejects.toThrow("does not exist");
});
