/** The journeys of the ranking once more, with the sales ranked in Redis. */
import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Sink, startSink } from "#contexts/query/feeds/simulator.fixture.ts";
import { hasRedis, openRedis, type TestRedis } from "#test/redis.ts";
import { newGoods, newSeller, prepared } from "#test/town/people.ts";
import { ask, read, stranger } from "#test/town/shop.ts";
import { openTown, type Town } from "#test/town/town.ts";
import { until } from "#test/town/waiting.ts";
import { ranking } from "./ranking.suite.ts";

const HERE = "S4.23 in a fused town that ranks in Redis (needs redis-server)";

describe.skipIf(!hasRedis)(HERE, () => {
  let redis: TestRedis;
  let sink: Sink;
  let opened: Town | undefined;
  const town = (): Town => {
    if (opened === undefined) throw new Error("the town is not open");
    return opened;
  };
  beforeAll(async () => {
    redis = await openRedis();
    sink = await startSink();
    opened = await openTown("fused", {
      BOJAGI_FEED: JSON.stringify({ url: sink.url }),
      BOJAGI_RANKING: redis.url,
    });
  });
  afterEach(async () => {
    await town().quiet();
    const broken = await town().brokenPromises();
    if (broken.length > 0) throw new Error(broken.join("\n"));
  });
  afterAll(async () => {
    await opened?.close();
    await sink.close();
    await redis.close();
  });

  ranking(town, () => sink);

  it("S4.23 the lists of these journeys came from Redis", async () => {
    const admin = new Redis(redis.url);
    const commands = await admin.info("commandstats");
    admin.disconnect();
    const [, asked] = /cmdstat_zunionstore:calls=(\d+)/.exec(commands) ?? [];
    expect(Number(asked)).toBeGreaterThan(1);
  });

  describe("S4.23 a Redis that is lost", () => {
    const told = () =>
      until(
        () => town().sql("query", "select 1 from query.tasks where kind = 'query.ranking'"),
        ({ length }) => length === 0,
        60_000,
      );

    it("S4.23 orders go on, the list is there, and Redis is told what it missed", async () => {
      const seller = await newSeller(town(), "Haneul Tea");
      const { itemId } = await newGoods(town(), seller, { price: 1_000, stock: 99 });
      const mina = await stranger(town(), 50_000);
      await redis.stop();
      await town().sql("query", "delete from query.popular_lists");
      const before = await ask<{ items: readonly unknown[] }>(
        town(),
        undefined,
        "GET",
        "/api/items/popular",
      );
      expect([before.status, before.body.items.length > 0]).toEqual([200, true]);
      const order = await prepared(town(), mina, [{ itemId, quantity: 3 }]);
      expect(order.status).toBe("PREPARED");

      await redis.start();
      await town().setClock(town().now() - Date.now() + 60_000);
      await told();
      const list = () =>
        read<{ items: readonly unknown[] }>(town(), undefined, "/api/items/popular");
      expect((await list()).items).toEqual(before.body.items);
    });
  });
});
