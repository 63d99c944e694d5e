import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { collection, countColumn, ledger, maybeColumn, textColumn } from "./collection.ts";
import { checkCollections } from "./conformity.ts";
import { suiteDatabase } from "./store.suite/database.ts";
import { movements, shelves } from "./store.suite/shelves.ts";
import { systemTables } from "./system.ts";

let database: Awaited<ReturnType<typeof suiteDatabase>>;
beforeAll(async () => {
  database = await suiteDatabase();
});
afterAll(() => database.drop());

test("the suite's tables and the runtime's own are as the code believes", async () => {
  const system = Object.values(systemTables("shop"));
  expect(await checkCollections(database.url, [shelves, ...system], [movements])).toEqual([]);
});

test("every difference is named", async () => {
  const client = new Client(database.url);
  await client.connect();
  await client.query(`create table shop.bad (
    bad_id text, label text, size bigint not null, owner text not null,
    version integer not null, created_at timestamptz not null)`);
  await client.end();
  const bad = collection<{ badId: string; label: string; size: number; lost?: string | undefined }>(
    "shop.bad",
    "badId",
    {
      badId: textColumn(),
      label: textColumn(),
      size: countColumn(),
      lost: maybeColumn(textColumn()),
    },
  );
  const missing = ledger<{ what: string }>("shop.missing", { what: textColumn() });
  const found = await checkCollections(database.url, [bad], [missing]);
  const sentences = found.filter((difference) => !difference.includes(": "));
  expect(sentences.toSorted()).toEqual([
    '"shop".bad.bad_id is not collated "C"',
    '"shop".bad.bad_id is not the primary key',
    '"shop".bad.bad_id may be null, and must not in the code',
    '"shop".bad.label may be null, and must not in the code',
    '"shop".bad.lost is missing',
    '"shop".bad.owner must be given, and the code does not know it',
    '"shop".bad.size is bigint, and integer in the code',
    '"shop".bad.updated_at is missing',
    '"shop".missing is no table',
  ]);
  expect(found.some((difference) => difference.includes('column "lost"'))).toBe(true);
  expect(found.some((difference) => difference.includes('relation "shop.missing"'))).toBe(true);
});
