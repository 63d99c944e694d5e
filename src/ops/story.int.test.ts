import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { postgresReads } from "#http/reads.ts";
import { slotOf } from "#store/store.ts";
import { type FreshDatabase, freshDatabase } from "#test/postgres.ts";
import { messagesOfOrder } from "./story.ts";

const BEGAN = Date.parse("2026-03-02T12:00:00+09:00");
const ORDER = "ord_0000000000000001";
const HOUR_MS = 3_600_000;
/** One message each tenth of a second: what is written of others in ten hours. */
const OTHERS = 360_000;
const EVERY_MS = 100;

describe("an order in a long log", () => {
  let database: FreshDatabase;
  let reads: ReturnType<typeof postgresReads>;
  beforeAll(async () => {
    database = await freshDatabase();
    await write(database.url, [60_000, 60_001, 300_000]);
    reads = postgresReads({ connectionString: database.url });
  });
  afterAll(async () => {
    await reads.close();
    await database.drop();
  });

  const atOf = (position: number): number => BEGAN + position * EVERY_MS;
  const places = async (instants: readonly number[]) => {
    const { messages, isComplete } = await messagesOfOrder("shop", ORDER, instants, reads.query);
    return { places: messages.map(({ position }) => position), isComplete };
  };

  it("is found whole where few others lie between its first and its last message", async () => {
    expect(await places([atOf(60_000), atOf(60_001)])).toEqual({
      places: [60_000, 60_001],
      isComplete: true,
    });
  });

  it("is found around the times that are known of it where many do, and the answer says so", async () => {
    expect(await places([atOf(60_000), atOf(300_000)])).toEqual({
      places: [60_000, 60_001, 300_000],
      isComplete: false,
    });
    expect(await places([atOf(60_000), atOf(60_000) + 5 * HOUR_MS])).toEqual({
      places: [60_000, 60_001],
      isComplete: false,
    });
  });

  it("is not looked for where nothing is known of it, before the log or behind its end", async () => {
    const nothing = { places: [], isComplete: true };
    expect(await places([])).toEqual(nothing);
    expect(await places([BEGAN - HOUR_MS])).toEqual(nothing);
    expect(await places([BEGAN + 20 * HOUR_MS])).toEqual(nothing);
  });
});

async function write(url: string, ours: readonly number[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`create schema shop`);
  await client.query(`create table shop.log (slot smallint, position bigint, count integer,
    applied_by text[], messages text, at timestamptz, primary key (slot, position))`);
  await client.query(
    `insert into shop.log
     select $1, n, 1, '{}', json_build_array(json_build_object('id', n::text, 'key',
              case when n = any($2) then $3 else 'ord_of_others' end))::text,
            to_timestamp(($4::float8 + n * ${EVERY_MS}) / 1000)
       from generate_series(1, ${OTHERS}) n`,
    [slotOf(ORDER), ours, ORDER, BEGAN],
  );
  await client.query("analyze shop.log");
  await client.end();
}
