import { describe, expect, test } from "vitest";
import type { Message } from "#kernel/message.ts";
import type { Lane, StoredSegment } from "#store/store.ts";
import { carriedBy, packsOf, placeOf, segmentsOf } from "./packs.ts";

const LANE: Lane = { stream: "order", slot: 3 };

const message = (n: number, body: unknown = { n }): Message => ({
  id: `0198-${n}`,
  type: "order.placed",
  version: 1,
  at: Date.parse("2026-11-21T09:30:00.123Z"),
  key: "ord_1",
  correlation: "c",
  cause: "d",
  traceparent: "00-1-2-01",
  actor: { role: "member", memberId: "mbr_1" },
  body,
});
const segment = (
  position: number,
  messages: readonly unknown[],
  appliedBy: readonly string[] = [],
): StoredSegment => ({
  position,
  count: messages.length,
  messages: JSON.stringify(messages),
  appliedBy,
});

const arrived = (packs: ReturnType<typeof packsOf>) =>
  segmentsOf(packs.flatMap(({ text }) => carriedBy(text)));

describe("packs", () => {
  test("bring back every message as it was, and who applied it", () => {
    const segments = [
      segment(2, [message(1), message(2)], ["order", "catalog"]),
      segment(3, [message(3)]),
    ];
    expect(arrived(packsOf(LANE, segments, 0))).toEqual(segments);
  });

  test("are arrays of CloudEvents 1.0", () => {
    const [pack] = packsOf(LANE, [segment(7, [message(1)])], 6);
    expect(JSON.parse(pack?.text ?? "")).toEqual([
      {
        specversion: "1.0",
        id: "0198-1",
        source: "/bojagi/order",
        type: "order.placed",
        time: "2026-11-21T18:30:00.123+09:00",
        datacontenttype: "application/json",
        typeversion: 1,
        slot: 3,
        sequence: "0000000000000007",
        partitionkey: "ord_1",
        correlationid: "c",
        causationid: "d",
        traceparent: "00-1-2-01",
        actorrole: "member",
        actormemberid: "mbr_1",
        data: { n: 1 },
      },
    ]);
  });

  test("leave out what lies on the broker already", () => {
    const packs = packsOf(
      LANE,
      [
        segment(
          4,
          [1, 2, 3, 4].map((n) => message(n)),
        ),
      ],
      2,
    );
    expect(packs.map(({ first, last }) => [first, last])).toEqual([[3, 4]]);
    expect(arrived(packs)).toEqual([segment(4, [message(3), message(4)])]);
  });

  test("stay small, however much was stated at once", () => {
    const large = Array.from({ length: 30 }, (_, n) => message(n, { text: "x".repeat(20_000) }));
    const packs = packsOf(LANE, [segment(30, large)], 0);
    expect(packs.length).toBeGreaterThan(2);
    expect(Math.max(...packs.map(({ text }) => text.length))).toBeLessThan(250_000);
    expect(packs.map(({ text }) => placeOf(text)?.last)).toEqual(packs.map(({ last }) => last));
    expect(arrived(packs)).toEqual([segment(30, large)]);
  });

  test.each([
    ["a message that is none", segment(1, ["rubbish"])],
    ["one among others", segment(3, [message(1), { id: 5 }, message(2)])],
  ])("carry %s to the consumer, who parks it", (_, stated) => {
    expect(arrived(packsOf(LANE, [stated], 0))).toEqual([stated]);
  });

  test("carry a text that is no list as so many unreadable messages", () => {
    const torn = { position: 2, count: 2, messages: "[1,", appliedBy: [] };
    expect(arrived(packsOf(LANE, [torn], 0))).toEqual([segment(2, ["[1,", "[1,"])]);
  });

  test.each(["", "{}", "[1]", '[{"slot":"x"}]', "not json"])("%j is none of ours", (text) => {
    expect([carriedBy(text), placeOf(text)]).toEqual([[], undefined]);
  });
});
