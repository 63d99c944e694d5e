import { expect, test } from "vitest";
import type { Collection, Ledger } from "../collection.ts";
import type { Outcome, Store } from "../store.ts";
import { AT, movements, shelf, type Shelf, shelves } from "./shelves.ts";
import {
  inserting,
  keeping,
  lane,
  load,
  outcome,
  removing,
  rowOf,
  save,
  segment,
  stale,
  updating,
} from "./steps.ts";

/** Rows come back as they were saved, or nothing of their transaction does. */
export function rowsSuite(current: () => Store): void {
  test.each(ROWS)("a row with %s comes back as it was saved", async (_, row) => {
    await save(current(), { changes: [inserting(row)] });
    expect(await rowOf(current(), row.shelfId)).toEqual({ row, version: 1 });
  });

  test("all of them at once come back, and a missing key is absent", async () => {
    const rows = ROWS.map(([, row]) => ({ ...row, shelfId: `again ${row.shelfId}` }));
    await save(current(), { changes: [inserting(...rows)] });
    const found = await load(current(), [...rows.map(({ shelfId }) => shelfId), "nobody"]);
    expect(new Map(found.map(({ row }) => [(row as Shelf).shelfId, row]))).toEqual(
      new Map(rows.map((row) => [row.shelfId, row])),
    );
  });

  test("a changed row has the next version, whatever is changed", async () => {
    await save(current(), { changes: [inserting(shelf("changed", { note: "old" }))] });
    const row = shelf("changed", { note: undefined, quantity: 0, closedAt: AT + 1, hidden: true });
    await save(current(), { changes: [updating({ row, version: 1 })] });
    expect(await rowOf(current(), "changed")).toEqual({ row, version: 2 });
  });

  test("a removed row is gone, and its key is free again", async () => {
    await save(current(), { changes: [inserting(shelf("removed"))] });
    await save(current(), { changes: [removing({ row: shelf("removed"), version: 1 })] });
    expect(await rowOf(current(), "removed")).toBeUndefined();
    await save(current(), { changes: [inserting(shelf("removed"))] });
    expect((await rowOf(current(), "removed"))?.version).toBe(1);
  });

  test("a row that is kept as it is stays so, and others are saved beside it", async () => {
    await save(current(), { changes: [inserting(shelf("kept"))] });
    const kept = keeping({ row: shelf("kept"), version: 1 });
    await save(current(), { changes: [kept, inserting(shelf("beside it"))] });
    expect(await rowOf(current(), "kept")).toEqual({ row: shelf("kept"), version: 1 });
    expect(await rowOf(current(), "beside it")).toEqual({ row: shelf("beside it"), version: 1 });
  });

  test("nothing wanted, nothing changed: the transaction ends well", async () => {
    const transaction = await current().begin();
    expect(await transaction.load([])).toEqual([]);
    expect(await transaction.load([{ collection: shelves as Collection, keys: [] }])).toEqual([
      { collection: shelves, rows: [] },
    ]);
    expect(await transaction.blockedKeys([])).toEqual(new Set());
    expect(await transaction.commit(outcome({}))).toEqual({ positions: [] });
  });

  test.each<[string, Partial<Outcome>]>([
    ["inserted under a key that exists", { changes: [inserting(shelf("taken"))] }],
    ["changed from a version it no longer has", { changes: [updating(stale("taken"))] }],
    ["removed at a version it no longer has", { changes: [removing(stale("taken"))] }],
    ["changed though it does not exist", { changes: [updating(stale("nobody"))] }],
    ["kept at a version it no longer has", { changes: [keeping(stale("taken"))] }],
    ["kept though it does not exist", { changes: [keeping(stale("nobody"))] }],
  ])("a row %s is refused as a conflict, and nothing is written", async (_, tried) => {
    const before = (await rowOf(current(), "taken")) ?? {
      row: shelf("taken", { note: "first" }),
      version: 1,
    };
    if ((await rowOf(current(), "taken")) === undefined) {
      await save(current(), { changes: [inserting(before.row as Shelf)] });
    }
    const others = { ...tried, segments: [segment(lane(7), "never")], changes: [] };
    const changes = [inserting(shelf("innocent")), ...(tried.changes ?? [])];
    const head = await current().heads("shop");
    await expect(save(current(), { ...others, changes })).rejects.toMatchObject({
      name: "Passing",
      kind: "conflict",
    });
    expect(await rowOf(current(), "taken")).toEqual(before);
    expect(await rowOf(current(), "innocent")).toBeUndefined();
    expect(await current().heads("shop")).toEqual(head);
  });

  test("what is rehearsed fails as its commit would, and leaves nothing", async () => {
    const rehearse = async (parts: Partial<Outcome>) =>
      (await current().begin()).rehearse(outcome(parts));
    await save(current(), { changes: [inserting(shelf("rehearsed"))] });
    await expect(rehearse({ changes: [inserting(shelf("rehearsed"))] })).rejects.toMatchObject({
      name: "Passing",
      kind: "conflict",
    });
    const additions = [
      { ledger: movements as Ledger, rows: [{ shelfId: "rehearsed", deltaMinor: 1n }] },
    ];
    await rehearse({ changes: [inserting(shelf("never"))], additions });
    expect(await rowOf(current(), "never")).toBeUndefined();
    await save(current(), { changes: [inserting(shelf("never"))] });
  });

  test("ledger rows are added with what is saved beside them", async () => {
    const rows = [
      { shelfId: "a", deltaMinor: -5n, reason: "sold, {one}" },
      { shelfId: "b", deltaMinor: 9_007_199_254_740_993n },
    ];
    await expect(
      save(current(), { additions: [{ ledger: movements as Ledger, rows }] }),
    ).resolves.toEqual({
      positions: [],
    });
  });

  test("what was rolled back, or never committed, is not there", async () => {
    const transaction = await current().begin();
    await transaction.load([{ collection: shelves as Collection, keys: ["nobody"] }]);
    await transaction.rollback();
    await transaction.rollback();
    await expect(transaction.commit(outcome({}))).rejects.toThrow("impossible");
    expect(await rowOf(current(), "nobody")).toBeUndefined();
  });
}

const AWKWARD = [
  "",
  "NULL",
  "null",
  "{}",
  "{a,b}",
  'a "quoted" one',
  "it's",
  "back\\slash \\",
  "two\nlines\r\n",
  "\ttab, comma; $1 ?",
  " spaces around ",
  "보자기 — 함께 싸는 선물",
  "👩‍👩‍👧 \u{1F381}",
  "\u0001\u007f",
  "a".repeat(100_000),
];

const ROWS: readonly (readonly [string, Shelf])[] = [
  ["nothing that may be absent", shelf("bare")],
  [
    "everything",
    shelf("full", {
      note: "메모",
      discountMinor: 0n,
      limitCount: 0,
      hidden: false,
      closedAt: 0,
      extra: { totalMinor: 0n, lines: [] },
    }),
  ],
  [
    "the largest amounts",
    shelf("large", { priceMinor: 2n ** 53n - 1n, discountMinor: 2n ** 53n + 1n }),
  ],
  [
    "the smallest amounts",
    shelf("small", { priceMinor: 1n - 2n ** 53n, discountMinor: -(2n ** 63n) }),
  ],
  [
    "amounts around 2^32",
    shelf("middle", { priceMinor: 2n ** 32n, discountMinor: -(2n ** 32n) - 1n }),
  ],
  ["the largest counts", shelf("counts", { quantity: 2 ** 31 - 1, limitCount: -(2 ** 31) })],
  ["flags turned", shelf("flags", { open: false, hidden: true })],
  ["an instant to the millisecond", shelf("instant", { listedAt: AT + 1, closedAt: AT + 990 })],
  ["an instant before 1970", shelf("before", { listedAt: -1, closedAt: Date.UTC(1900, 0, 1) })],
  [
    "an instant far away",
    shelf("far", { listedAt: Date.UTC(9999, 11, 31, 23, 59, 59, 999), closedAt: 8.64e15 }),
  ],
  [
    "money in json",
    shelf("money", {
      detail: {
        totalMinor: 9_007_199_254_740_991n,
        lines: [{ name: 'a "b" \\ {c}\n', priceMinor: 0n }],
        note: "여러 줄\n메모",
      },
    }),
  ],
  ["json text kept as it was written", shelf("raw", { raw: ' { "z":1,"a" : [ ] , "z": 2}\n' })],
  ...AWKWARD.map((text, index): readonly [string, Shelf] => [
    `the text ${JSON.stringify(text.slice(0, 40))}`,
    shelf(`awkward ${index} ${text.slice(0, 40)}`, {
      label: text,
      note: text,
      raw: JSON.stringify(text),
    }),
  ]),
];
