import { expect, test } from "vitest";
import { movements, shelf, shelves } from "../store.suite/shelves.ts";
import { inserting, lane, rowOf, save, segment, updating } from "../store.suite/steps.ts";
import { storeSuite } from "../store.suite.ts";
import { addedTo, memoryDatabase, memoryStore, tableOf } from "./memory.ts";

storeSuite("memory", async () => {
  const database = memoryDatabase();
  return { open: async () => memoryStore(database), drop: async () => undefined };
});

test("a refused commit leaves nothing behind, and may succeed when tried again", async () => {
  let fate: "go" | "refuse" = "refuse";
  const store = memoryStore(memoryDatabase(), { beforeCommit: () => fate });
  const changes = [inserting(shelf("tea"))];
  await expect(save(store, { changes })).rejects.toMatchObject({ kind: "unavailable" });
  expect(await rowOf(store, "tea")).toBeUndefined();
  fate = "go";
  await save(store, { changes });
  expect(await rowOf(store, "tea")).toEqual({ row: shelf("tea"), version: 1 });
});

test("a commit whose answer is lost is done, and gives no positions", async () => {
  const store = memoryStore(memoryDatabase(), { beforeCommit: () => "lose-reply" });
  const parts = { changes: [inserting(shelf("tea"))], segments: [segment(lane(2), "a", 3)] };
  expect(await save(store, parts)).toEqual({ positions: undefined });
  expect((await rowOf(store, "tea"))?.version).toBe(1);
  expect((await store.heads("shop"))[2]).toBe(3);
});

test("a commit that does not fit is a conflict, whatever would become of it", async () => {
  const store = memoryStore(memoryDatabase(), { beforeCommit: () => "lose-reply" });
  const changes = [updating({ row: shelf("tea"), version: 1 })];
  await expect(save(store, { changes })).rejects.toMatchObject({ kind: "conflict" });
});

test("a row found missing and then inserted by another refuses the commit", async () => {
  const database = memoryDatabase();
  const [mine, other] = [memoryStore(database), memoryStore(database)];
  const transaction = await mine.begin();
  await transaction.load([{ collection: shelves as never, keys: ["tea"] }]);
  await save(other, { changes: [inserting(shelf("tea"))] });
  const nothing = { at: 0, changes: [], additions: [], segments: [], marks: [] };
  await expect(transaction.commit(nothing)).rejects.toMatchObject({ kind: "conflict" });
});

test("the database outlives its stores, and can be looked into", async () => {
  const database = memoryDatabase();
  const first = memoryStore(database);
  const rows = [{ shelfId: "tea", deltaMinor: -1n }];
  await save(first, {
    changes: [inserting(shelf("tea"))],
    additions: [{ ledger: movements as never, rows }],
  });
  const begun = await first.begin();
  await first.close();
  const nothing = { at: 0, changes: [], additions: [], segments: [], marks: [] };
  await expect(begun.commit(nothing)).rejects.toMatchObject({ kind: "unavailable" });
  expect(await rowOf(memoryStore(database), "tea")).toBeDefined();
  expect([...tableOf(database, shelves).keys()]).toEqual(["tea"]);
  expect(addedTo(database, movements)).toEqual(rows);
});
