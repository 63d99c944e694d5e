import { expect, test } from "vitest";
import { SLOTS } from "../../store.ts";
import { contextNumber, lockOf, positionsOf } from "./log.ts";

/** All contexts and their numbers, which no build may change: old and new run side by side. */
const NUMBERS = {
  identity: 354_985_616,
  catalog: 247_386_531,
  cart: 319_090_262,
  coupon: 348_283_694,
  order: 241_533_461,
  payment: 376_718_383,
  wallet: 300_283_825,
  delivery: 523_806_543,
  gift: 290_350_234,
  notification: 491_234_830,
  query: 521_785_023,
} as const;

test("P6 each context has its fixed number, and no two share one", () => {
  const names = Object.keys(NUMBERS);
  expect(Object.fromEntries(names.map((name) => [name, contextNumber(name)]))).toEqual(NUMBERS);
  expect(new Set(Object.values(NUMBERS)).size).toBe(names.length);
});

test("P6 every lane of every context has a lock of its own, a positive bigint of PostgreSQL", () => {
  const names = Object.keys(NUMBERS);
  const locks = names.flatMap((name) =>
    Array.from({ length: SLOTS }, (_, slot) => lockOf(name, slot)),
  );
  expect(new Set(locks).size).toBe(names.length * SLOTS);
  for (const lock of locks) expect(lock > 0n && lock < 2n ** 63n).toBe(true);
});

test("positions go to the segments of their lane in the order given, however they come back", () => {
  const segment = (stream: string, slot: number) => ({
    lane: { stream, slot },
    count: 1,
    messages: "[]",
    appliedBy: [],
  });
  const segments = [segment("a", 1), segment("b", 1), segment("a", 0), segment("a", 1)];
  const appended = new Map([
    [
      "a",
      [
        ["1", "12"],
        ["0", "7"],
        ["1", "11"],
      ],
    ],
    ["b", [["1", "3"]]],
  ]);
  expect(positionsOf(segments, appended)).toEqual([11, 3, 7, 12]);
});
