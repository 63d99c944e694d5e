import fc from "fast-check";
import { expect, test } from "vitest";
import { SLOTS, slotOf } from "./store.ts";

test("a key has the same slot for ever", () => {
  const keys = ["", "ord_0000000000000000", "ord_zZ9", "mem_A", "itm_1", "보자기", "a b"];
  expect(keys.map(slotOf)).toEqual([5, 5, 4, 6, 3, 3, 2]);
});

test("a slot is one of them", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (key) => {
      const slot = slotOf(key);
      expect(Number.isInteger(slot) && slot >= 0 && slot < SLOTS).toBe(true);
      expect(slotOf(key)).toBe(slot);
    }),
  );
});

test("keys that differ only at their end spread over all slots", () => {
  const counts = new Array<number>(SLOTS).fill(0);
  for (let index = 0; index < 8_000; index++) {
    const slot = slotOf(`ord_${String(index).padStart(16, "0")}`);
    counts[slot] = (counts[slot] ?? 0) + 1;
  }
  for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(300);
});
