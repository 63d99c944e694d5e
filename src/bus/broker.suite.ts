import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { silent } from "#runtime/log.ts";
import type { StoredSegment } from "#store/store.ts";
import { type TestBroker, throughPort } from "#test/brokers/broker.ts";
import { openProxy } from "#test/brokers/proxy.ts";
import { postgresBus } from "./adapters/postgres.ts";
import { type Bench, benchOf, type Place } from "./bench.fixture.ts";
import { brokerBus } from "./brokerBus.ts";
import { brokerAddress, openBroker } from "./brokers.ts";
import type { Bus } from "./bus.ts";
import { busSuite, LANE, OTHER, reader, STREAM, until } from "./bus.suite.ts";
import { claimsOn } from "./claims.ts";
import { packsOf, placeOf } from "./packs.ts";
import { relay } from "./relay.ts";

/** How a broker of a test's own is come by. */
export type Brokerage = {
  readonly needs: string;
  readonly isThere: boolean;
  readonly open: () => Promise<TestBroker>;
};

/** What it takes until a broker that was killed serves again, and all have found it. */
const OUTAGE_MS = 60_000;

/** The promise of `broker.ts`, for every adapter, against the real broker. */
export function brokerSuite(name: string, { needs, isThere, open }: Brokerage): void {
  describe.skipIf(!isThere)(`over ${name} (needs ${needs})`, () => {
    let broker: TestBroker;
    let benches = 0;
    const opened: Bench[] = [];
    beforeAll(async () => {
      broker = await open();
    });
    afterEach(async () => {
      for (const bench of opened.splice(0)) await bench.close();
    });
    afterAll(() => broker.close());
    /** Each with streams of its own. */
    const urlOf = (base = broker.url): string => `${base}?prefix=bench${++benches}`;
    const keep = async (made: Promise<Bench>): Promise<Bench> => {
      const bench = await made;
      opened.push(bench);
      return bench;
    };

    busSuite(name, () => {
      const url = urlOf();
      return benchOf((place) => busAt(url, place));
    });

    const lives = async (url: string) => {
      const bench = await keep(benchOf((place) => relayedAt(url, place)));
      const bus = await bench.open();
      let stated = 0;
      /** States so many messages more, each in a segment of its own. */
      const state = async (count: number): Promise<void> => {
        for (let n = 0; n < count; n++) await bench.state(LANE, [String(++stated)]);
        await bus.publish(LANE, []);
      };
      const all = () => Array.from({ length: stated }, (_, index) => String(index + 1));
      const reading = reader();
      const hearsAll = () => until(() => reading.heard.length >= stated, OUTAGE_MS);
      return { bench, bus, state, all, reading, hearsAll };
    };

    test(
      "a broker that is killed in the middle loses nothing and doubles nothing",
      async () => {
        const { bus, state, all, reading, hearsAll } = await lives(urlOf());
        await reading.subscribe(bus);
        await state(20);
        await broker.kill();
        await state(20);
        await broker.start();
        await state(20);
        await hearsAll();
        expect(reading.heard).toEqual(all());
      },
      OUTAGE_MS * 2,
    );

    test(
      "a broker that lost everything is told again, from the first message on",
      async () => {
        const { bus, state, all, reading, hearsAll } = await lives(urlOf());
        await reading.subscribe(bus);
        await state(30);
        await hearsAll();
        await broker.kill();
        await broker.wipe();
        await broker.start();
        // Nothing new is stated: that what was lost is missing has to be found out.
        const late = reader();
        await late.subscribe(bus, "late readers");
        await until(() => late.heard.length >= 30, OUTAGE_MS);
        await state(10);
        await hearsAll();
        expect(reading.heard).toEqual(all());
        await until(() => late.heard.length >= 40, OUTAGE_MS);
        expect(late.heard).toEqual(all());
      },
      OUTAGE_MS * 2,
    );

    test(
      "a wire that is cut, dead, slow, or breaks in the middle of a message loses nothing",
      async () => {
        const proxy = await openProxy(broker.wire?.target ?? broker.port, broker.wire?.port);
        try {
          const { bus, state, all, reading, hearsAll } = await lives(
            urlOf(throughPort(broker.url, proxy.port)),
          );
          await reading.subscribe(bus);
          await state(5);
          await hearsAll();
          for (const trouble of [
            proxy.cut,
            () => proxy.slow(20),
            () => proxy.slow(0),
            ...[300, 700, 1_100, 1_500].map((bytes) => () => proxy.resetAfter(bytes)),
            proxy.stall,
          ]) {
            trouble();
            await state(10);
            if (trouble === proxy.stall) {
              await expect(bus.health()).rejects.toBeInstanceOf(Error);
              proxy.resume();
            }
            await hearsAll();
          }
          expect(proxy.resets()).toBeGreaterThanOrEqual(2);
          expect(reading.heard).toEqual(all());
        } finally {
          await proxy.close();
        }
      },
      OUTAGE_MS * 2,
    );

    test("a long stream is searched for where a group stopped, not read from its beginning", async () => {
      const direct = await openBroker(addressAt(urlOf()));
      const packs = 600;
      await direct.resume(STREAM);
      const segments = (from: number, count: number): readonly StoredSegment[] =>
        Array.from({ length: count }, (_, index) => {
          const position = from + index;
          return { position, count: 1, messages: `["${position}"]`, appliedBy: [] };
        });
      for (const lane of [LANE, OTHER]) {
        const each = segments(1, packs).flatMap((segment) =>
          packsOf(lane, [segment], segment.position - 1),
        );
        await direct.append(lane, each);
      }
      expect((await direct.heads(STREAM))[LANE.slot]).toBe(packs);

      const leaving = new AbortController();
      const from = new Map([
        [LANE.slot, 550],
        [OTHER.slot, 400],
      ]);
      const seen: Record<number, number[]> = { [LANE.slot]: [], [OTHER.slot]: [] };
      for await (const text of direct.tail(STREAM, from, leaving.signal)) {
        const place = placeOf(text);
        if (place !== undefined) seen[place.slot]?.push(place.first);
        if (Object.values(seen).every((firsts) => firsts.at(-1) === packs)) break;
      }
      leaving.abort();
      await direct.close();
      const firstOf = ({ slot }: typeof LANE) => seen[slot]?.[0] ?? 0;
      expect(firstOf(LANE)).toBeLessThanOrEqual(551);
      expect([firstOf(OTHER) > 100, firstOf(OTHER) <= 401]).toEqual([true, true]);
    });
  });
}

function addressAt(url: string) {
  const address = brokerAddress(url);
  if (address === undefined) throw new Error(`${url} is no broker`);
  return address;
}

async function busAt(url: string, { world, claims }: Place): Promise<Bus> {
  const broker = await openBroker(addressAt(url));
  return brokerBus({ broker, world, log: silent, claims });
}

/** A process that publishes the log, and one that hears it, in one. `publish` says there is more. */
async function relayedAt(url: string, { world, claims, logUrl }: Place): Promise<Bus> {
  const relaying = await claimsOn(logUrl);
  const logs = postgresBus({ world, log: silent, claims: relaying, urlOf: () => logUrl });
  const broker = await openBroker(addressAt(url));
  const bus = brokerBus({ broker, world, log: silent, claims });
  const relayed = await relay({ logs, bus, streams: [STREAM], world, log: silent });
  return {
    ...bus,
    publish: logs.publish,
    close: async () => {
      await relayed.close();
      await bus.close();
      await logs.close();
      await relaying.close();
    },
  };
}
