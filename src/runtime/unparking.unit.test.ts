import { afterEach, beforeEach, expect, test } from "vitest";
import { command, fact } from "#kernel/message.ts";
import { DEFAULT_POLICIES } from "#kernel/policies.ts";
import { text } from "#kernel/schema.ts";
import { realWorld } from "#kernel/world.ts";
import { collection, countColumn, textColumn } from "#store/collection.ts";
import type { ParkedMessage, RedrivenMessage } from "#store/system.ts";
import { type MemoryDatabase, memoryDatabase, memoryStore } from "#store/stores/memory.ts";
import { type Group, groupOf } from "./group.ts";
import { silent } from "./log.ts";
import { reactionsOf } from "./reaction.ts";
import { type Party, routingOf } from "./routing.ts";

/** A clerk says what was sold; a book beside it, whose ink may be dry, writes it down. */
const sell = command("clerk.sell", "sale", { sale: text() });
const sold = fact("clerk.sold", "sale", { sale: text() });
const written = fact("book.written", "sale", { sale: text() });
const pages = collection<{ readonly sale: string; readonly times: number }>("book.pages", "sale", {
  sale: textColumn(),
  times: countColumn(),
});
let inkIsDry = false;

const clerk: Party = {
  name: "clerk",
  sends: [],
  reactions: [
    reactionsOf("clerk")(sell, {
      decide: ({ sale }) => ({
        emitted: [sold({ sale })],
        answer: { settled: true, value: { sale } },
      }),
    }),
  ],
};
const book: Party = {
  name: "book",
  sends: [],
  reactions: [
    reactionsOf("book")(sold, {
      needs: ({ sale }) => ({ page: pages.one(sale) }),
      decide: ({ sale }, { page }) => {
        if (inkIsDry) throw new Error("the ink is dry");
        return {
          changed: { page: { sale, times: (page?.times ?? 0) + 1 } },
          emitted: [written({ sale })],
        };
      },
    }),
  ],
};

let database: MemoryDatabase;
let group: Group;
beforeEach(async () => {
  database = memoryDatabase();
  group = groupOf({
    world: realWorld(),
    policies: DEFAULT_POLICIES,
    routing: routingOf(["clerk", "book"], [clerk, book]),
    store: memoryStore(database),
    log: silent,
  });
  await group.start();
});
afterEach(() => group.drain());

const rowsIn = (table: string) =>
  [...(database.tables.get(table)?.values() ?? [])].map(({ row }) => row);
const parked = () => rowsIn('"book".parked') as ParkedMessage[];
const redriven = () => rowsIn('"book".redriven') as RedrivenMessage[];

async function parkEach(...sales: readonly string[]): Promise<void> {
  inkIsDry = true;
  for (const sale of sales) {
    await group.send(sell({ sale }), { actor: { role: "member" }, requestId: "test" });
  }
  inkIsDry = false;
}

test("S1.38 a parked message is tried without a trace: what it would change and state, or why it stays", async () => {
  await parkEach("mina", "mina");
  const [first] = parked();
  if (first === undefined) throw new Error("nothing was parked");
  const rows = () => [...database.tables].filter(([, table]) => table.size > 0);
  const before = structuredClone(rows());
  const inVain = { changed: [], stated: [], calls: [] };

  inkIsDry = true;
  const reason = "the ink is dry";
  expect(await group.rehearse(first)).toEqual({ becomes: "parked", reason, ...inVain });
  inkIsDry = false;
  expect(await group.rehearse(first)).toEqual({
    becomes: "applied",
    changed: [{ table: "book.pages", key: "mina", change: "added" }],
    stated: [{ type: "book.written", key: "mina" }],
    calls: [],
  });
  const unknown = { ...first, message: first.message.replace('"version":1', '"version":99') };
  expect(await group.rehearse(unknown)).toEqual({
    becomes: "unreadable",
    reason: "version 99 of clerk.sold is not known here",
    ...inVain,
  });
  expect(rows()).toEqual(before);

  await group.redrive(parked(), "mem_operator");
  expect(await group.rehearse(first)).toBeUndefined();
});

test("S1.38 messages are driven again so many a second, and it is kept who did so", async () => {
  await parkEach("mina", "jun", "haneul");
  const began = performance.now();
  expect(await group.redrive(parked(), "mem_operator", 2)).toEqual(["tried", "tried", "tried"]);
  expect(performance.now() - began).toBeGreaterThan(990);
  expect(parked()).toEqual([]);
  expect(redriven()).toMatchObject([
    { key: "mina", applied: true, redrivenBy: "mem_operator" },
    { key: "jun", applied: true },
    { key: "haneul", applied: true },
  ]);
  expect(new Set(redriven().map(({ redriveId }) => redriveId)).size).toBe(1);
});

test("S1.38 what was driven again in vain is kept as that, each time", async () => {
  await parkEach("mina", "mina");
  inkIsDry = true;
  await group.redrive(parked(), "mem_operator");
  await group.redrive(parked().slice(0, 1), "mem_another");
  inkIsDry = false;
  expect(parked()).toHaveLength(2);
  expect(redriven().map(({ applied, redrivenBy }) => [applied, redrivenBy])).toEqual([
    [false, "mem_operator"],
    [false, "mem_operator"],
    [false, "mem_another"],
  ]);
});
