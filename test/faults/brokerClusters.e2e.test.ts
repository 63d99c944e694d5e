/** Orders over a cluster of three brokers of which one dies, in a town of two processes. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openNatsCluster, openRabbitMqCluster, type TestCluster } from "../brokers/clusters.ts";
import { hasNats } from "../brokers/nats.ts";
import { hasRabbitMq } from "../brokers/rabbitmq.ts";
import { openTown, type Town, WITHOUT_NOTICES } from "../town/town.ts";
import { disagreements } from "./books.ts";
import { settled } from "./crashing.ts";
import { print } from "./figures.ts";
import { until } from "./insisting.ts";
import { answeredWith, minasOrder, openShop, type Shop } from "./journey.ts";

const ORDERS = 60;
const TOGETHER = 6;
const WHOLE_MS = 240_000;

const CLUSTERS = [
  { name: "NATS", needs: "nats-server", isThere: hasNats, open: openNatsCluster },
  { name: "RabbitMQ", needs: "rabbitmq-server", isThere: hasRabbitMq, open: openRabbitMqCluster },
];

for (const { name, needs, isThere, open } of CLUSTERS) {
  describe.skipIf(!isThere)(`over three nodes of ${name} (needs ${needs})`, () => {
    let cluster: TestCluster;
    let town: Town;
    let shop: Shop;
    beforeAll(async () => {
      cluster = await open();
      const over = { BOJAGI_BUS: cluster.url, BOJAGI_STREAMS: "{}" };
      town = await openTown("mixed", { ...WITHOUT_NOTICES, ...over });
      shop = await openShop(town);
    }, WHOLE_MS);
    afterAll(() => cluster.close());
    afterAll(() => town.close());

    const place = async (): Promise<string> => {
      const { lines, ...rest } = minasOrder(shop, "");
      const placed = await answeredWith<{ orderId: string }>(town, "/api/orders", {
        body: {
          ...rest,
          autoPay: true,
          lines: lines.map((line) => ({ ...line, memberCouponIds: [] })),
        },
        token: shop.mina.token,
      });
      return placed.orderId;
    };
    const arePrepared = (orderIds: readonly string[]) =>
      until(`${orderIds.length} orders are prepared`, async () => {
        const sql = `select count(*)::int from "order".orders
                      where status = 'PREPARED' and order_id = any($1)`;
        const [row] = await town.sql<{ count: number }>("order", sql, [orderIds]);
        return row?.count === orderIds.length || undefined;
      });

    test(
      "S1.37 one node of three is killed under load: all orders finish without it, none is lost or done twice",
      async () => {
        await arePrepared([await place()]);
        const orderIds: string[] = [];
        let begun = 0;
        let killing: Promise<void> | undefined;
        const customer = async (): Promise<void> => {
          while (begun < ORDERS) {
            if (++begun === ORDERS / 2) killing = cluster.nodes[0]?.kill();
            orderIds.push(await place());
          }
        };
        await Promise.all(Array.from({ length: TOGETHER }, customer));
        await killing;
        const startedAt = performance.now();
        await arePrepared(orderIds);
        const tookMs = Math.round(performance.now() - startedAt);
        print(
          `${name}, a node less: ${ORDERS} orders finished ${tookMs} ms after the last was taken`,
        );
        await settled(town);
        expect(new Set(orderIds).size).toBe(ORDERS);
        expect(await town.brokenPromises()).toEqual([]);
        expect(await disagreements(town.sql)).toEqual([]);
      },
      WHOLE_MS,
    );
  });
}
