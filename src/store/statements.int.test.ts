import { afterAll, beforeAll, expect, test } from "vitest";
import { contextsWith } from "#contexts/all.ts";
import { type FreshDatabase, freshDatabase } from "#test/postgres.ts";
import { checkCollections } from "./conformity.ts";
import { migrate } from "./migrate.ts";
import { systemTables } from "./system.ts";

/** Nothing is signed here. */
const contexts = contextsWith({ jwks: { keys: [] }, sign: async () => "", seal: () => "" });

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await migrate({ url: database.url, contexts });
});
afterAll(() => database.drop());

test.each(contexts.map((context) => [context.name, context] as const))(
  "the tables of %s are as the code believes, and every statement can be prepared",
  async (name, { collections, replicas = [], ledgers }) => {
    const system = Object.values(systemTables(name));
    const all = [...new Set([...collections, ...replicas, ...system])];
    expect(await checkCollections(database.url, all, ledgers)).toEqual([]);
  },
);
