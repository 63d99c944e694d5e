import { expect, test } from "vitest";
import { SLOTS, type Store } from "../store.ts";
import { shelf } from "./shelves.ts";
import { inserting, lane, rowOf, save } from "./steps.ts";

/** A watermark moves only from where it stands. */
export function marksSuite(current: () => Store): void {
  const mark = (slot: number, from: number, to: number) => ({
    consumer: "till",
    lane: lane(slot),
    from,
    to,
  });
  const marks = () => current().watermarks("till", "shop");

  test("a watermark starts at 0 and moves from where it stands", async () => {
    expect(await marks()).toEqual(new Array(SLOTS).fill(0));
    await save(current(), { marks: [mark(0, 0, 4), mark(3, 0, 2)] });
    await save(current(), { marks: [mark(0, 4, 9), mark(1, 0, 1)] });
    expect(await marks()).toEqual([9, 1, 0, 2, 0, 0, 0, 0]);
  });

  test.each([
    ["from behind", mark(0, 4, 12)],
    ["from ahead", mark(0, 11, 12)],
    ["from 0 where it has moved", mark(0, 0, 12)],
    ["from beyond 0 where it has not", mark(6, 5, 12)],
  ])("a watermark moved %s is refused with all that came with it", async (_, moved) => {
    const before = await marks();
    const changes = [inserting(shelf("fenced"))];
    await expect(save(current(), { changes, marks: [moved] })).rejects.toMatchObject({
      name: "Passing",
      kind: "conflict",
    });
    expect(await marks()).toEqual(before);
    expect(await rowOf(current(), "fenced")).toBeUndefined();
  });
}
