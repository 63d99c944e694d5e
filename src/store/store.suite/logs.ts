import { expect, test } from "vitest";
import type { Store, StoredSegment } from "../store.ts";
import { lane, save, segment, tillLane } from "./steps.ts";

/** Segments are stated, placed and read. */
export function logSuite(current: () => Store): void {
  test("segments are read as they were stated, from any position on", async () => {
    const [head = 0] = await current().heads("till");
    const messages = '[{"id":"1","body":"\\"값\\" \\\\ {,}\\n"},{"id":"2"}]';
    const first = { lane: tillLane(0), count: 2, messages, appliedBy: ["till", "shop"] };
    const second = { lane: tillLane(0), count: 1, messages: "[3]", appliedBy: [] };
    const { positions } = await save(current(), { segments: [first, second] });
    expect(positions).toEqual([head + 2, head + 3]);
    const stored: StoredSegment[] = [
      { position: head + 2, count: 2, messages, appliedBy: ["till", "shop"] },
      { position: head + 3, count: 1, messages: "[3]", appliedBy: [] },
    ];
    const read = (after: number, limit = 10) => current().readLog(tillLane(0), after, limit);
    expect(await read(head)).toEqual(stored);
    expect(await read(head, 1)).toEqual(stored.slice(0, 1));
    expect(await read(head + 1)).toEqual(stored);
    expect(await read(head + 2)).toEqual(stored.slice(1));
    expect(await read(head + 3)).toEqual([]);
    expect((await current().heads("till"))[0]).toBe(head + 3);
  });

  test("positions are given in the order of the segments, over lanes and contexts", async () => {
    const before = [await current().heads("shop"), await current().heads("till")] as const;
    const { positions } = await save(current(), {
      segments: [
        segment(lane(5), "a", 2),
        segment(tillLane(2), "b"),
        segment(lane(1), "c"),
        segment(lane(5), "d", 3),
        segment(tillLane(2), "e"),
      ],
    });
    const [shop, till] = before;
    expect(positions).toEqual([
      (shop[5] ?? 0) + 2,
      (till[2] ?? 0) + 1,
      (shop[1] ?? 0) + 1,
      (shop[5] ?? 0) + 5,
      (till[2] ?? 0) + 2,
    ]);
  });

  test("applied through is the watermark, moved on over what was applied at once", async () => {
    const through = async () => (await current().appliedThrough("shop", "till"))[6];
    const stated = (appliedBy: string[], count = 1) =>
      save(current(), { segments: [{ ...segment(tillLane(6), "x", count), appliedBy }] });
    expect(await through()).toBe(0);
    await stated(["shop"], 2);
    await stated(["till", "shop"]);
    expect(await through()).toBe(3);
    await stated([], 2);
    await stated(["shop"]);
    expect(await through()).toBe(3);
    const mark = { consumer: "shop", lane: tillLane(6), from: 0, to: 4 };
    await save(current(), { marks: [mark] });
    expect(await through()).toBe(4);
    await save(current(), { marks: [{ ...mark, from: 4, to: 5 }] });
    expect(await through()).toBe(6);
  });
}
