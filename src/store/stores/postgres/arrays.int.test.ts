import fc from "fast-check";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type FreshDatabase, freshDatabase } from "#test/postgres.ts";
import { type Column, maybeColumn } from "../../collection.ts";
import { fieldArray } from "./arrays.ts";
import { cellReader } from "./cells.ts";

let database: FreshDatabase;
let client: Client;
beforeAll(async () => {
  database = await freshDatabase();
  const asItIs = { getTypeParser: () => ((text: string) => text) as never };
  client = new Client({ connectionString: database.url, types: asItIs });
  await client.connect();
  await client.query("set timezone = 'UTC'");
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

const column = (sql: Column<unknown>["sql"]): Column<unknown> =>
  maybeColumn({ sql, nullable: false, toSql: (value) => value, fromSql: (stored) => stored });

const MOST = 8.64e15;
const KINDS: readonly (readonly [Column<unknown>["sql"], fc.Arbitrary<unknown>])[] = [
  ["text", fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\0"))],
  [
    "text",
    fc
      .string({ unit: "binary-ascii", minLength: 30, maxLength: 50 })
      .map((text) => text.replaceAll("\0", "x")),
  ],
  ["bigint", fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })],
  ["bigint", fc.bigInt({ min: -(2n ** 33n), max: 2n ** 33n })],
  ["integer", fc.integer()],
  ["boolean", fc.boolean()],
  ["timestamptz", fc.integer({ min: Date.UTC(100, 0, 1), max: MOST })],
  ["json", fc.json()],
];

test.each(KINDS)("arrays of %s arrive as they were, with and without nulls", async (sql, value) => {
  const named = { field: "it", name: "it", column: column(sql) };
  const read = cellReader(named.column);
  const values = fc.array(fc.option(value, { nil: undefined }), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(values, async (given) => {
      const { rows } = await client.query<{ it: string | null }>(
        `select it from unnest($1::${sql}[]) with ordinality as u (it, nth) order by nth`,
        [
          fieldArray(
            named,
            given.map((it) => ({ it })),
          ),
        ],
      );
      expect(rows.map(({ it }) => read(it))).toEqual(given);
    }),
    { numRuns: 60 },
  );
});

test("what does not fit its type is refused before it is sent", () => {
  const write = (sql: Column<unknown>["sql"], it: unknown) => () =>
    fieldArray({ field: "it", name: "it", column: column(sql) }, [{ it }]);
  expect(write("integer", 0.5)).toThrow(RangeError);
  expect(write("integer", 2 ** 31)).toThrow(RangeError);
  expect(write("bigint", 2n ** 63n)).toThrow(RangeError);
  expect(write("timestamptz", Number.NaN)).toThrow(RangeError);
  expect(write("timestamptz", 8.64e15 + 1)).toThrow(RangeError);
});

test("an array larger than all before it is written whole", async () => {
  const texts = Array.from({ length: 3 }, (_, index) => "보".repeat(2_000_000 + index));
  const named = { field: "it", name: "it", column: column("text") };
  const { rows } = await client.query<{ length: string }>(
    "select length(it) as length from unnest($1::text[]) as u (it)",
    [
      fieldArray(
        named,
        texts.map((it) => ({ it })),
      ),
    ],
  );
  expect(rows.map(({ length }) => Number(length))).toEqual(texts.map(({ length }) => length));
});
