import { Redis } from "ioredis";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { postgresReads } from "#http/reads.ts";
import { migrate } from "#store/migrate.ts";
import { type FreshDatabase, freshDatabase } from "#test/postgres.ts";
import { hasRedis, openRedis, type TestRedis } from "#test/redis.ts";
import { until } from "#test/town/waiting.ts";
import { queryContext } from "./context.ts";
import { type RankedSale, type Ranking, rankingElse } from "./ranking.ts";
import { rankingSuite } from "./ranking.suite.ts";
import { postgresRanking } from "./rankings/postgres.ts";
import { type OpenRankings, openRedisRankings } from "./rankings/redis.ts";
import { saleIdOf } from "./rules/counting.ts";

let database: FreshDatabase;
let client: Client;
let reads: ReturnType<typeof postgresReads>;

beforeAll(async () => {
  database = await freshDatabase();
  await migrate({ url: database.url, contexts: [queryContext()] });
  client = new Client({ connectionString: database.url });
  await client.connect();
  reads = postgresReads({ connectionString: database.url });
});
afterAll(async () => {
  await Promise.all([client.end(), reads.close()]);
  await database.drop();
});

const PARTNER = "ptn_0000000000000001";

/** What the facts of an order write to PostgreSQL: what it counted for before, it counts for no more. */
async function counted({ orderId, linesGone, day, items }: RankedSale): Promise<void> {
  await client.query(
    `update query.daily_sales sold
        set quantity = sold.quantity - (line->>'quantity')::integer, orders = orders - 1
       from query.order_views, json_array_elements(lines) line
      where order_id = $1 and sale_id = counted_on || ' ' || (line->>'itemId')`,
    [orderId],
  );
  for (const { itemId, quantity } of items) {
    await client.query(
      `insert into query.daily_sales as sold values ($1, $2, $3, $4, $5, 1, 1, now(), now())
       on conflict (sale_id) do update set quantity = sold.quantity + $5, orders = sold.orders + 1`,
      [saleIdOf(day, itemId), day, itemId, PARTNER, quantity],
    );
  }
  const lines = items.map((item, index) => ({ lineNo: index + 1, partnerId: PARTNER, ...item }));
  await client.query(
    `insert into query.order_views
       (order_id, order_number, member_id, service_type, pay_method, status, failed, order_version,
        lines, total_amount_minor, order_discount_minor, payable_amount_minor,
        refunded_amount_minor, shipments, line_deliveries, history, counted_on, version,
        created_at, updated_at)
     values ($1, '-', '-', 'STANDARD', 'WALLET', 'PAID', false, 3, $2, 0, 0, 0, 0, '[]', '[]',
             '[]', $3, 1, now(), now())
     on conflict (order_id) do update set counted_on = $3, lines = $2`,
    [orderId, JSON.stringify(lines), items.length === 0 && linesGone > 0 ? null : day],
  );
}
const emptied = async (): Promise<void> => {
  await client.query("truncate query.daily_sales, query.order_views");
};

describe("a ranking in PostgreSQL", () => {
  rankingSuite({
    ranking: () => postgresRanking(reads.query),
    told: counted,
    forget: emptied,
  });
});

describe.skipIf(!hasRedis)("S4.23 a ranking in Redis (needs redis-server)", () => {
  let redis: TestRedis;
  let open: OpenRankings;
  let admin: Redis;
  const KEEP_DAYS = 3;
  const SPAN = { from: "2026-03-01", to: "2026-03-05" };

  beforeAll(async () => {
    redis = await openRedis();
    open = await openRedisRankings(redis.url);
    admin = new Redis(redis.url, { retryStrategy: () => 20 });
    admin.on("error", () => {});
  });
  afterAll(async () => {
    admin.disconnect();
    await open.close();
    await redis.close();
  });

  const own = () => open.rankings(reads.query);
  const told = async (sale: RankedSale): Promise<void> => {
    await counted(sale);
    await own().tell(sale, KEEP_DAYS);
  };
  /** Answers once the ranking answers by itself. */
  const isBack = () =>
    until(
      () =>
        own()
          .best(SPAN, 5)
          .catch(() => undefined),
      (entries) => entries !== undefined,
    );
  const forget = async (): Promise<void> => {
    await emptied();
    await admin.flushall();
    await isBack();
  };

  rankingSuite({ ranking: own, told, forget });

  const sale: RankedSale = {
    orderId: "ord_aaaaaaaaaaaaaaaa",
    linesGone: 0,
    day: "2026-03-02",
    items: [{ itemId: "itm_0000000000000001", quantity: 4 }],
  };
  const gone: RankedSale = { ...sale, linesGone: 1, items: [] };
  const listOf = async (ranking: Ranking) =>
    (await ranking.best(SPAN, 5)).map(({ quantity, orders }) => [quantity, orders]);

  test.each([
    ["counted twice", [sale, sale], [[4, 1]]],
    ["taken back twice", [sale, gone, gone], []],
    ["taken back before it was counted", [gone, sale], []],
    ["counted again after it was taken back", [sale, gone, sale], []],
  ] as const)("an order that is %s counts as it should", async (_, sales, expected) => {
    await forget();
    for (const one of sales) await own().tell(one, KEEP_DAYS);
    expect(await listOf(own())).toEqual(expected);
  });

  test("emptied, it is added up again from the orders, and sales meanwhile count once", async () => {
    await forget();
    const before = { ...sale, orderId: "ord_bbbbbbbbbbbbbbbb" };
    await told(before);
    await told(sale);
    await admin.flushall();
    await expect(own().best(SPAN, 5)).rejects.toThrow("added up again");
    await Promise.all([own().tell(sale, KEEP_DAYS), own().tell(before, KEEP_DAYS)]);
    await isBack();
    expect(await listOf(own())).toEqual([[8, 2]]);
  });

  test("down, it says so at once, the list comes from PostgreSQL, and it comes back by itself", async () => {
    await forget();
    await told(sale);
    await redis.stop();
    await expect(own().best(SPAN, 5)).rejects.toBeInstanceOf(Error);
    await expect(own().tell(sale, KEEP_DAYS)).rejects.toBeInstanceOf(Error);
    const both = rankingElse(own(), postgresRanking(reads.query));
    expect(await listOf(both)).toEqual([[4, 1]]);
    await redis.start();
    await isBack();
    expect(await listOf(own())).toEqual([[4, 1]]);
  });

  test("keeps a day no longer than the list needs it", async () => {
    await forget();
    await own().tell(sale, KEEP_DAYS);
    const seconds = await admin.ttl("bojagi:sales:2026-03-02");
    expect(seconds).toBeGreaterThan(KEEP_DAYS * 86_400);
    expect(seconds).toBeLessThanOrEqual((KEEP_DAYS + 2) * 86_400);
  });
});
