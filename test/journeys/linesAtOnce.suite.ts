/** Lines that are cancelled by several at once, or while they leave: each goes back once, or goes. */
import { describe, expect, it } from "vitest";
import { cancelLines } from "#test/town/lines.ts";
import { handOver, pack } from "#test/town/parcels.ts";
import { newRange, type Person, place } from "#test/town/people.ts";
import { ask, balanceOf, sellerOf, stockOf, stranger } from "#test/town/shop.ts";
import type { Town } from "#test/town/town.ts";

const RACES = 200;

export function linesAtOnce(town: () => Town): void {
  const cancel = (asker: Person, orderId: string) =>
    ask(town(), asker, "POST", `/api/orders/${orderId}/cancellation`, {});

  describe("cancelling lines in a race", () => {
    /** Orders of two lines, paid by one person each with just enough. */
    const paidOrders = async (count: number) => {
      const goods = [1_000, 2_000].map((price) => ({ price, stock: 1_000 }));
      const [tea = "", pot = ""] = (await newRange(town(), await sellerOf(town()), goods)).map(
        ({ itemId }) => itemId,
      );
      const shoppers = await Promise.all(
        Array.from({ length: count }, () => stranger(town(), 3_000)),
      );
      const orders = await Promise.all(
        shoppers.map(async (mina) => {
          const lines = [{ itemId: tea }, { itemId: pot }];
          const { body } = await place(town(), mina, lines, { autoPay: true });
          return { mina, orderId: body.orderId };
        }),
      );
      await town().quiet();
      return { tea, pot, orders };
    };
    const rowsOf = async (orders: readonly { readonly orderId: string }[]) => {
      await town().quiet();
      return town().sql<{ orderId: string; status: string; refunded: number; gone: number }>(
        "order",
        `select order_id as "orderId", status, refunded_amount_minor::float8 as refunded,
                (select count(*)::int from json_array_elements(lines) line
                  where line->>'cancelledAt' is not null) as gone
           from "order".orders where order_id = any($1)`,
        [orders.map(({ orderId }) => orderId)],
      );
    };

    it("S1.39 S2.23 refund against refund: each line goes back once, and the sum is exact", async () => {
      const { tea, pot, orders } = await paidOrders(RACES);
      const rivals = [
        (mina: Person, orderId: string) => cancelLines(town(), mina, orderId, [1], 1_000),
        (mina: Person, orderId: string) => cancelLines(town(), mina, orderId, [2], 2_000),
        (mina: Person, orderId: string) => cancelLines(town(), mina, orderId, [1, 2], 3_000),
        cancel,
      ];
      const answers = await Promise.all(
        orders.flatMap(({ mina, orderId }, index) => [
          cancelLines(town(), mina, orderId, [1], 1_000),
          (rivals[index % rivals.length] ?? cancel)(mina, orderId),
        ]),
      );
      for (const answer of answers) expect([200, 202, 409, 422]).toContain(answer.status);
      const rows = await rowsOf(orders);
      let back = 0;
      for (const { status, refunded, gone } of rows) {
        back += refunded;
        if (status === "REFUNDED") expect(refunded).toBe(3_000);
        else expect([status, refunded, gone]).toEqual(["PREPARED", 1_000, 1]);
      }
      const half = rows.filter(({ status }) => status === "PREPARED").length;
      expect(half).toBeGreaterThanOrEqual(RACES / rivals.length);
      const balances = await Promise.all(orders.map(({ mina }) => balanceOf(town(), mina)));
      expect(balances.reduce((sum, balance) => sum + balance, 0)).toBe(back);
      expect(await stockOf(town(), tea)).toMatchObject({ soldQuantity: 0 });
      expect(await stockOf(town(), pot)).toMatchObject({ soldQuantity: half });
    });

    it("S1.39 a line is handed over while it is cancelled, or all is: either it goes, or its money comes back", async () => {
      const seller = await sellerOf(town());
      const { tea, orders } = await paidOrders(RACES);
      const parcels = await town().sql<{ orderId: string; id: string }>(
        "delivery",
        `select order_id as "orderId", shipment_id as id from delivery.shipments
          where order_id = any($1)`,
        [orders.map(({ orderId }) => orderId)],
      );
      const parcelOf = (of: string) => parcels.find(({ orderId }) => orderId === of)?.id ?? "";
      await Promise.all(orders.map(({ orderId }) => pack(town(), seller, parcelOf(orderId))));
      await town().quiet();
      const isAllCancelled = (index: number) => index % 3 === 0;
      await Promise.all(
        orders.flatMap(({ mina, orderId }, index) => [
          handOver(town(), seller, parcelOf(orderId), [1]),
          cancelLines(town(), mina, orderId, [1], 1_000),
          ...(isAllCancelled(index) ? [cancel(mina, orderId)] : []),
        ]),
      );
      const rows = new Map((await rowsOf(orders)).map((row) => [row.orderId, row]));
      for (const [index, { orderId, mina }] of orders.entries()) {
        const { status, refunded, gone } = rows.get(orderId) ?? {};
        if (status === "SHIPPING") expect([refunded, gone]).toEqual([0, 0]);
        else if (isAllCancelled(index)) expect([status, refunded]).toEqual(["REFUNDED", 3_000]);
        else expect([status, refunded, gone]).toEqual(["PREPARED", 1_000, 1]);
        expect(await balanceOf(town(), mina)).toBe(refunded);
      }
      const left = [...rows.values()].filter(({ status }) => status === "SHIPPING").length;
      expect(await stockOf(town(), tea)).toMatchObject({ soldQuantity: left });
    });
  });
}
