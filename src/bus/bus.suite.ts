import { afterEach, describe, expect, test } from "vitest";
import { type Lane, slotOf, type StoredSegment } from "#store/store.ts";
import type { Bus, Subscribed } from "./bus.ts";

/** What an adapter's tests give the suite. */
export type BusUnderTest = {
  /** A bus as one process holds it. Several on one bench are several processes. */
  readonly open: () => Promise<Bus>;
  /** Commits messages to a lane of the publisher's log; answers with the segment that lies there. */
  readonly state: (lane: Lane, messages: readonly string[]) => Promise<StoredSegment>;
  readonly close: () => Promise<void>;
};

export const STREAM = "order";
export const LANE: Lane = { stream: STREAM, slot: slotOf("tea") };
export const OTHER: Lane = { stream: STREAM, slot: slotOf("coffee") };

/** Reads a stream into a list, and remembers how far, as a group's database would. */
export function reader() {
  const positions = Array.from({ length: 8 }, () => 0);
  const heard: string[] = [];
  const batches: { readonly lane: Lane; readonly first: number }[] = [];
  let refuse = 0;
  let hold: Promise<void> | undefined;
  return {
    heard,
    batches,
    positions,
    refuseNext: (times: number) => (refuse = times),
    hold: (until: Promise<void> | undefined) => (hold = until),
    subscribe: (bus: Bus, group = "readers"): Promise<Subscribed> =>
      bus.subscribe({
        group,
        streams: [STREAM],
        from: () => Promise.resolve([...positions]),
        handler: async (lane, segments) => {
          await hold;
          if (refuse > 0) {
            refuse--;
            throw new Error("refused by the test");
          }
          for (const segment of segments) {
            batches.push({ lane, first: segment.position - segment.count + 1 });
            // A repetition is known by its position, as everywhere.
            if (segment.position <= (positions[lane.slot] ?? 0)) continue;
            heard.push(...(JSON.parse(segment.messages) as string[]));
            positions[lane.slot] = segment.position;
          }
        },
      }),
  };
}

export async function until(holds: () => boolean, withinMs = 8_000): Promise<void> {
  await expect.poll(holds, { timeout: withinMs }).toBe(true);
}

/** The promise of `bus.ts`, for every adapter. */
export function busSuite(name: string, make: () => Promise<BusUnderTest>): void {
  describe(`the ${name} bus`, () => {
    const opened: BusUnderTest[] = [];
    const bench = async () => {
      const made = await make();
      opened.push(made);
      return made;
    };
    afterEach(async () => {
      for (const made of opened.splice(0)) await made.close();
    });

    test("a lane arrives whole and in the order it was stated", async () => {
      const { open, state } = await bench();
      const bus = await open();
      const reading = reader();
      await reading.subscribe(bus);
      const stated: string[] = [];
      for (let n = 0; n < 60; n++) {
        stated.push(`${n}a`, `${n}b`);
        await bus.publish(LANE, [await state(LANE, [`${n}a`, `${n}b`])]);
      }
      await until(() => reading.heard.length >= stated.length);
      expect(reading.heard).toEqual(stated);
    });

    test("what is stated while nobody reads is there for whoever comes later", async () => {
      const { open, state } = await bench();
      const bus = await open();
      await bus.publish(LANE, [await state(LANE, ["early"])]);
      const reading = reader();
      await reading.subscribe(bus);
      await until(() => reading.heard.includes("early"));
      expect(reading.heard).toEqual(["early"]);
    });

    test("a batch that was refused comes again, whole and in order", async () => {
      const { open, state } = await bench();
      const bus = await open();
      const reading = reader();
      reading.refuseNext(2);
      await reading.subscribe(bus);
      await bus.publish(LANE, [await state(LANE, ["one"]), await state(LANE, ["two"])]);
      await until(() => reading.heard.length === 2);
      expect(reading.heard).toEqual(["one", "two"]);
    });

    test("reading again from an earlier position brings the same segments at the same positions", async () => {
      const { open, state } = await bench();
      const bus = await open();
      const reading = reader();
      const first = await reading.subscribe(bus);
      await bus.publish(LANE, [await state(LANE, ["one"]), await state(LANE, ["two"])]);
      await until(() => reading.heard.length === 2);
      await first.close();
      reading.positions[LANE.slot] = 0;
      const again = await reading.subscribe(await open());
      await until(() => reading.heard.length === 4);
      expect(reading.heard).toEqual(["one", "two", "one", "two"]);
      await again.close();
    });

    test("the same segments published twice do not come in another order", async () => {
      const { open, state } = await bench();
      const bus = await open();
      const reading = reader();
      await reading.subscribe(bus);
      const segment = await state(LANE, ["once"]);
      await bus.publish(LANE, [segment]);
      await bus.publish(LANE, [segment]);
      await bus.publish(LANE, [await state(LANE, ["after"])]);
      await until(() => reading.heard.includes("after"));
      expect(reading.heard).toEqual(["once", "after"]);
    });

    test("a slow consumer gets one batch at a time, and everything in the end", async () => {
      const { open, state } = await bench();
      const bus = await open();
      const reading = reader();
      let release: () => void = () => {};
      void reading.hold(new Promise((resolve) => (release = resolve)));
      await reading.subscribe(bus);
      for (let n = 0; n < 30; n++) await bus.publish(LANE, [await state(LANE, [`${n}`])]);
      expect(reading.heard).toEqual([]);
      void reading.hold(undefined);
      release();
      await until(() => reading.heard.length === 30);
      expect(reading.heard).toEqual(Array.from({ length: 30 }, (_, n) => `${n}`));
    });

    test("two processes of one group share the lanes, and the one left takes them all", async () => {
      const { open, state } = await bench();
      const [one, two] = [await open(), await open()];
      const reading = reader();
      const first = await reading.subscribe(one);
      await reading.subscribe(two);
      await one.publish(LANE, [await state(LANE, ["a"])]);
      await one.publish(OTHER, [await state(OTHER, ["b"])]);
      await until(() => reading.heard.length === 2);
      expect(reading.batches).toHaveLength(2);
      await first.close();
      await one.close();
      await two.publish(LANE, [await state(LANE, ["c"])]);
      await until(() => reading.heard.includes("c"));
    });

    test("closing waits for what is in flight, and nothing is handed out afterwards", async () => {
      const { open, state } = await bench();
      const bus = await open();
      const reading = reader();
      await reading.subscribe(bus);
      await bus.publish(LANE, [await state(LANE, ["before"])]);
      await until(() => reading.heard.length === 1);
      await bus.close();
      await state(LANE, ["after"]);
      expect(reading.heard).toEqual(["before"]);
    });

    test("lag counts the messages that were not handed out yet", async () => {
      const { open, state } = await bench();
      const bus = await open();
      await bus.publish(LANE, [await state(LANE, ["one", "two"])]);
      await bus.publish(OTHER, [await state(OTHER, ["three"])]);
      const nothing = Array.from({ length: 8 }, () => 0);
      expect(await bus.lag(STREAM, nothing)).toBe(3);
      await expect(bus.health()).resolves.toBeUndefined();
    });
  });
}
