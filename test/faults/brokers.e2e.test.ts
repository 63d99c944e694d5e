/** A split town whose processes hear each other over a message broker only, and what may befall that. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Message } from "#kernel/message.ts";
import { BROKERS, over } from "../brokers/all.ts";
import type { TestBroker } from "../brokers/broker.ts";
import { listenTo } from "../brokers/listening.ts";
import { given } from "../town/gifts.ts";
import { allStated, statedOf } from "../town/logs.ts";
import { lagOf } from "../town/operations.ts";
import { openTown, type Town, WITHOUT_NOTICES } from "../town/town.ts";
import { disagreements } from "./books.ts";
import { settled } from "./crashing.ts";
import { print } from "./figures.ts";
import { insist, until } from "./insisting.ts";
import { deliverAndReceive, minasOrder, openShop, reaches, type Shop } from "./journey.ts";
import { onceOnly } from "../town/people.ts";
import { unread } from "./unread.ts";

const ORDERS = 100;
const TOGETHER = 10;
const WHOLE_MS = 300_000;

for (const { name, needs, isThere, isQuick, open } of BROKERS) {
  describe.skipIf(!isThere)(`in a split town over ${name} (needs ${needs})`, () => {
    let broker: TestBroker;
    let town: Town;
    let shop: Shop;
    beforeAll(async () => {
      broker = await open();
      town = await openTown("split", { ...WITHOUT_NOTICES, ...over(broker) });
      shop = await openShop(town);
    }, WHOLE_MS);
    afterEach(() => everythingAgrees(town), WHOLE_MS);
    afterAll(() => broker.close());
    afterAll(() => town.close());

    /** Places so many orders that pay for themselves, and answers with them. Each is answered 201. */
    const place = async (count: number, half?: () => Promise<void>): Promise<readonly string[]> => {
      const orderIds: string[] = [];
      let begun = 0;
      let fault: Promise<void> | undefined;
      const customer = async (): Promise<void> => {
        while (begun < count) {
          if (++begun === Math.ceil(count / 2)) fault = half?.();
          orderIds.push(await placeOne(shop));
        }
      };
      await Promise.all(Array.from({ length: TOGETHER }, customer));
      await fault;
      expect(new Set(orderIds).size).toBe(count);
      return orderIds;
    };
    const prepared = (orderIds: readonly string[]) =>
      until(`${orderIds.length} orders are prepared`, async () => {
        const sql = `select count(*)::int from "order".orders
                      where status = 'PREPARED' and order_id = any($1)`;
        const [row] = await town.sql<{ count: number }>("order", sql, [orderIds]);
        return row?.count === orderIds.length ? true : undefined;
      });

    test(
      "S1.35 a hundred orders placed while the broker is stopped all finish when it starts, none twice",
      async () => {
        await broker.kill();
        const orderIds = await place(ORDERS);
        const [waiting] = await town.sql<{ count: number }>(
          "order",
          `select count(*)::int from "order".orders where status = 'PLACED' and order_id = any($1)`,
          [orderIds],
        );
        expect(waiting?.count).toBe(ORDERS);
        const { away, lanes } = await lagOf(town, "order");
        expect(away).toContain("order");
        expect(lanes).toEqual([]);
        const startedAt = performance.now();
        await broker.start();
        await prepared(orderIds);
        print(`${ORDERS} orders finished ${Math.round(performance.now() - startedAt)} ms later`);
      },
      WHOLE_MS,
    );

    test(
      "S1.47 the facts of an order arrive in their order, at a late group too, from the very first on",
      async () => {
        const [orderId = ""] = await place(1);
        await reaches(town, orderId, "PREPARED");
        await deliverAndReceive(shop, orderId);
        await settled(town);
        const stated = await statedOf(town, "order", orderId);
        const { heard, close } = await listenTo(broker.url, ["order"]);
        const ofOrder = () => heard.filter(({ key }) => key === orderId);
        await until("the late group has heard it", async () =>
          ofOrder().length >= stated.length ? true : undefined,
        );
        await close();
        expect(ofOrder()).toEqual(stated);
        expect(stated.length).toBeGreaterThan(5);
      },
      WHOLE_MS,
    );

    test(
      "S0.32 another group hears every fact of payments, and takes the gifts by their serviceType",
      async () => {
        const { gift } = await given(town, shop.mina, [{ itemId: shop.cup }]);
        await prepared(await place(2));
        await settled(town);
        const stated = [
          ...(await allStated(town, "payment")),
          ...(await allStated(town, "order")),
        ].filter(isPayment);
        const { heard, close } = await listenTo(broker.url, ["payment", "order"]);
        await until("all are heard", async () =>
          heard.filter(isPayment).length >= stated.length ? true : undefined,
        );
        await close();
        expect(idsOf(heard.filter(isPayment)).toSorted()).toEqual(idsOf(stated).toSorted());
        const gifts = heard.filter(
          ({ type, body }) =>
            type === "order.paid" && (body as { serviceType?: string }).serviceType === "GIFT",
        );
        expect(gifts.map(({ key }) => key)).toEqual([gift.orderId]);
      },
      WHOLE_MS,
    );

    if (isQuick !== true) return;

    test(
      "S1.37 the only broker is killed twice under load: no accepted order is lost",
      async () => {
        const again = async () => {
          await broker.kill();
          await broker.start();
        };
        const orderIds = [...(await place(ORDERS / 2, again)), ...(await place(ORDERS / 2, again))];
        await prepared(orderIds);
      },
      WHOLE_MS,
    );

    test(
      "S1.37 a broker that lost everything under load is told again: no accepted order is lost",
      async () => {
        const orderIds = await place(ORDERS / 2, async () => {
          await broker.kill();
          await broker.wipe();
          await broker.start();
        });
        await prepared(orderIds);
        const { heard, close } = await listenTo(broker.url, ["order"]);
        const stated = await allStated(town, "order");
        await until("all is there again", async () => heard.length >= stated.length || undefined);
        await close();
        expect(idsOf(heard).toSorted()).toEqual(idsOf(stated).toSorted());
      },
      WHOLE_MS,
    );
  });
}

const idsOf = (messages: readonly Message[]): string[] => messages.map(({ id }) => id);

/** Whatever payment states, and the order's own word that it is paid. */
const isPayment = ({ type }: Message): boolean =>
  type.startsWith("payment.") || type === "order.paid";

async function everythingAgrees(town: Town): Promise<void> {
  await settled(town);
  expect(await town.brokenPromises()).toEqual([]);
  expect(await disagreements(town.sql)).toEqual([]);
  expect(await unread(town.sql)).toEqual([]);
}

async function placeOne(shop: Shop): Promise<string> {
  const body = { ...minasOrder(shop, ""), autoPay: true };
  const lines = body.lines.map((line) => ({ ...line, memberCouponIds: [] }));
  const { status, body: placed } = await insist(shop.town, "POST", "/api/orders", {
    body: { ...body, lines },
    token: shop.mina.token,
    headers: onceOnly(),
  });
  expect(status).toBe(201);
  return (placed as { readonly orderId: string }).orderId;
}
