/** What sells best, day by day, and who hears of it outside. It moves the clock: it comes after the others. */
import { describe, expect, it } from "vitest";
import type { Sink } from "#contexts/query/feeds/simulator.fixture.ts";
import { addDays, dayOf, startOfDay } from "#kernel/calendar.ts";
import {
  newRange,
  newSeller,
  operatorOf,
  type OrderLine,
  type Person,
  prepared,
} from "#test/town/people.ts";
import { rebuild } from "#test/town/operations.ts";
import { ask, read, stranger } from "#test/town/shop.ts";
import type { Town } from "#test/town/town.ts";
import { until } from "#test/town/waiting.ts";

const MINUTE_MS = 60_000;
const NOON_MS = 12 * 60 * MINUTE_MS;

type Sold = { readonly day: string; readonly quantity: number; readonly orders: number };
type Popular = {
  readonly from: string;
  readonly to: string;
  readonly items: readonly { readonly itemId: string; readonly quantity: number }[];
};

export function ranking(town: () => Town, sink: () => Sink): void {
  const passes = (at: number) => town().setClock(at - Date.now());
  /** Somebody new buys, now. */
  const buys = async (...lines: readonly OrderLine[]) => {
    const mina = await stranger(town(), 1_000_000);
    return { mina, ...(await prepared(town(), mina, lines)) };
  };
  /** The same person with a token of now. */
  const again = async ({ memberId, email }: Person): Promise<Person> => {
    const { token } = await town().tokenOf({ memberId });
    return { memberId, email, token, client: town().client(token) };
  };
  const cancels = async ({
    mina,
    orderId,
  }: {
    readonly mina: Person;
    readonly orderId: string;
  }) => {
    const path = `/api/orders/${orderId}/cancellation`;
    const { status } = await ask(town(), await again(mina), "POST", path, {});
    expect(status).toBeLessThan(300);
    await town().quiet();
  };
  /** Items of a seller of their own, by token, so that a tie is foreseen. */
  const range = async (count: number) => {
    const seller = await newSeller(town(), "Dal Pottery");
    const goods = Array.from({ length: count }, () => ({ price: 1_000, stock: 500 }));
    const items = (await newRange(town(), seller, goods)).map(({ itemId }) => itemId);
    return { seller, items: items.toSorted() };
  };
  const soldOf = async (asker: Person, itemId: string) => {
    type Sales = { readonly sales: readonly Sold[] };
    const path = `/api/daily-sales?range=LAST_WEEK&itemId=${itemId}`;
    return (await read<Sales>(town(), asker, path)).sales.map(({ quantity, orders }) => [
      quantity,
      orders,
    ]);
  };
  const popular = () => read<Popular>(town(), undefined, "/api/items/popular");
  const best = async (of: readonly string[]) =>
    (await popular()).items.map(({ itemId, quantity }) => [of.indexOf(itemId) + 1, quantity]);
  const listIsMade = (day: string) =>
    until(
      () => town().sql("query", "select 1 from query.popular_lists where as_of_day = $1", [day]),
      ({ length }) => length === 1,
    );
  /** A ranking of its own store hears of sales after their commit. */
  const isRanked = () =>
    until(
      () => town().sql("query", "select 1 from query.tasks"),
      ({ length }) => length === 0,
    );
  const newsOf = (orderId: string) =>
    sink()
      .inEffect(orderId)
      .map(({ type }) => type);
  const isTold = (orderId: string, ...types: readonly string[]) =>
    until(
      () => newsOf(orderId),
      (news) => news.join() === types.join(),
      60_000,
    );
  const TOLD = { completed: "bojagi.order.completed", takenBack: "bojagi.order.taken-back" };

  describe("ranking", () => {
    it("S3.17 orders of 3 and 5 pieces count 3 and 5 once they are paid; one taken back counts no more", async () => {
      const { seller, items } = await range(2);
      const [tea = "", pot = ""] = items;
      const other = await newSeller(town(), "Haneul Tea");
      await buys({ itemId: tea, quantity: 3 });
      await buys({ itemId: pot, quantity: 5 });
      const spare = await buys({ itemId: tea, quantity: 7 }, { itemId: pot, quantity: 1 });
      expect([await soldOf(seller, tea), await soldOf(seller, pot)]).toEqual([[[10, 2]], [[6, 2]]]);
      await cancels(spare);
      const operator = await operatorOf(town());
      for (const asker of [seller, operator]) {
        expect([await soldOf(asker, tea), await soldOf(asker, pot)]).toEqual([[[3, 1]], [[5, 1]]]);
      }
      expect(await soldOf(other, tea)).toEqual([]);
    });

    it("S3.18 S3.19 the best five of the last three whole days, the same from midnight to midnight", async () => {
      const dayA = addDays(dayOf(town().now()), 5);
      const dayD = addDays(dayA, 3);
      await passes(startOfDay(dayA) + NOON_MS);
      const { items } = await range(7);
      const of = (n: number, quantity: number) => ({ itemId: items[n - 1] ?? "", quantity });
      const nine = await buys(of(1, 9));
      await buys(of(2, 4), of(3, 4));
      await passes(startOfDay(addDays(dayA, 1)) + NOON_MS);
      await buys(of(2, 2));
      await buys(of(4, 6), of(5, 6));
      await cancels(await buys(of(6, 50)));
      await passes(startOfDay(dayD) - MINUTE_MS);
      await buys(of(6, 1), of(7, 2));

      await passes(startOfDay(dayD) + MINUTE_MS);
      await listIsMade(dayD);
      await buys(of(7, 90));
      expect(await popular()).toMatchObject({ from: dayA, to: addDays(dayA, 2) });
      // Six pieces in two orders before six in one, and of these the lesser token.
      const list = [
        [1, 9],
        [2, 6],
        [4, 6],
        [5, 6],
        [3, 4],
      ];
      expect(await best(items)).toEqual(list);
      await cancels(nine);
      expect(await best(items)).toEqual(list);

      // Without its list the same question is answered from the sums, as they are now.
      await town().sql("query", "delete from query.popular_lists where as_of_day = $1", [dayD]);
      await isRanked();
      await expect.poll(() => best(items), { timeout: 5_000 }).toEqual([...list.slice(1), [7, 2]]);

      await passes(startOfDay(addDays(dayD, 1)) + MINUTE_MS);
      await listIsMade(addDays(dayD, 1));
      expect(await best(items)).toEqual([
        [7, 92],
        [4, 6],
        [5, 6],
        [2, 2],
        [6, 1],
      ]);
    });

    it("S4.15 lost or damaged, the sums of the days are added up again from the facts", async () => {
      const sums = () =>
        town().sql(
          "query",
          "select sale_id, partner_id, quantity, orders from query.daily_sales order by sale_id",
        );
      const before = await sums();
      expect(before.length).toBeGreaterThan(5);
      await town().sql("query", "delete from query.daily_sales where orders < 2");
      await town().sql("query", "update query.daily_sales set quantity = quantity + 1");
      expect((await rebuild(town(), "query")).repaired).toBe(before.length);
      expect(await sums()).toEqual(before);
    });
  });

  describe("the data platform", () => {
    it("S3.16 hears of a completed order once in effect, and after that of its end", async () => {
      const { items } = await range(1);
      const [itemId = ""] = items;
      sink().set("take-and-hang-up");
      const order = await buys({ itemId, quantity: 2 });
      const arrived = () =>
        sink()
          .arrived()
          .filter(({ subject }) => subject === order.orderId);
      await until(arrived, ({ length }) => length > 1);
      sink().set(undefined);
      await isTold(order.orderId, TOLD.completed);
      expect(new Set(arrived().map(({ id }) => id)).size).toBe(1);
      expect(arrived()[0]).toMatchObject({
        specversion: "1.0",
        source: "/bojagi/orders",
        subject: order.orderId,
        data: {
          orderNumber: order.orderNumber,
          currency: "KRW",
          payableAmount: 2_000,
          lines: [{ itemId, quantity: 2, lineAmount: 2_000 }],
        },
      });
      expect(JSON.stringify(arrived())).not.toMatch(/010-|people\.example|세종대로/);
      await cancels(order);
      await isTold(order.orderId, TOLD.completed, TOLD.takenBack);
    });

    it("S3.16 is down for a minute: orders are paid all the same, and it hears of them later", async () => {
      const { items } = await range(1);
      const [itemId = ""] = items;
      sink().set("down");
      const refused = sink().asked();
      const kept = await buys({ itemId });
      const gone = await buys({ itemId });
      expect([kept.status, gone.status]).toEqual(["PREPARED", "PREPARED"]);
      await cancels(gone);
      await until(sink().asked, (asked) => asked > refused + 1);
      await town().processOf("query").kill();
      await town().processOf("query").start();
      await passes(town().now() + MINUTE_MS);
      expect(newsOf(kept.orderId)).toEqual([]);

      sink().set(undefined);
      await passes(town().now() + MINUTE_MS);
      await isTold(kept.orderId, TOLD.completed);
      await isTold(gone.orderId, TOLD.completed, TOLD.takenBack);
    });
  });
}
