/** Cancelling lines: exactly the plan goes back, once, whoever else acts on the order meanwhile. */
import { describe, expect, it } from "vitest";
import { booked, booksAgree, payBy } from "#test/town/cards.ts";
import { couponsFor, couponStatus } from "#test/town/coupons.ts";
import { ordered as transferred } from "#test/town/deposits.ts";
import { given } from "#test/town/gifts.ts";
import { cancelLines, planOf } from "#test/town/lines.ts";
import { rebuild } from "#test/town/operations.ts";
import { carrierSays, handOver, pack, ship } from "#test/town/parcels.ts";
import {
  newGoods,
  newRange,
  newSeller,
  operatorOf,
  orderShown,
  type Person,
  placed,
  prepared,
} from "#test/town/people.ts";
import { ask, balanceOf, read, sellerOf, stockOf, stranger } from "#test/town/shop.ts";
import type { Town } from "#test/town/town.ts";
import { until } from "#test/town/waiting.ts";

const notCancellable = { status: 409, body: { code: "ORDER_NOT_CANCELLABLE" } };
const FUNDS = 1_000_000;

export function cancellingLines(town: () => Town): void {
  const range = async (...prices: readonly number[]) =>
    (
      await newRange(
        town(),
        await sellerOf(town()),
        prices.map((price) => ({ price, stock: 1_000 })),
      )
    ).map(({ itemId }) => itemId);
  const cancel = (asker: Person, orderId: string) =>
    ask(town(), asker, "POST", `/api/orders/${orderId}/cancellation`, {});
  /** Two lines of 31,000 twice and of 10,000, and a coupon of 5,000 on both: F1 with F11. */
  const f13 = async (more: Readonly<Record<string, unknown>> = {}) => {
    const mina = await stranger(town(), FUNDS);
    const [coat = "", cup = ""] = await range(31_000, 10_000);
    const [coupon = ""] = await couponsFor(town(), mina, {
      type: "FIXED",
      value: 5_000,
      scope: "ORDER",
    });
    const lines = [{ itemId: coat, quantity: 2 }, { itemId: cup }];
    const order = await prepared(town(), mina, lines, { orderCouponId: coupon, ...more });
    return { mina, coat, cup, coupon, orderId: order.orderId, order };
  };

  describe("cancelling lines", () => {
    it("S2.26 S3.11 F13 one line after the other for exactly the plan: the last one is the order, and all that was paid is back", async () => {
      const { mina, coat, cup, coupon, orderId } = await f13();
      const [first, second, both] = await Promise.all(
        [[1], [2], [1, 2]].map((lineNos) => planOf(town(), mina, orderId, lineNos)),
      );
      expect(first?.body).toMatchObject({
        refund: 57_694,
        remainingAmount: 9_306,
        cancelsOrder: false,
        restoredCouponIds: [],
      });
      expect(second?.body).toMatchObject({ refund: 9_306, remainingAmount: 57_694 });
      expect(both?.body).toMatchObject({
        refund: 67_000,
        remainingAmount: 0,
        cancelsOrder: true,
        restoredCouponIds: [coupon],
      });

      const one = await cancelLines(town(), mina, orderId, [1], 57_694);
      expect(one).toMatchObject({ status: 200, body: { cancelledLineNos: [1] } });
      expect(await orderShown(town(), mina, orderId)).toMatchObject({
        status: "PREPARED",
        payableAmount: 67_000,
        refundedAmount: 57_694,
        lines: [{ deliveryLabel: "배송취소" }, { deliveryStatus: "BEFORE" }],
      });
      expect(await balanceOf(town(), mina)).toBe(FUNDS - 9_306);
      expect(await couponStatus(town(), mina, coupon)).toBe("USED");
      expect(await stockOf(town(), coat)).toMatchObject({ soldQuantity: 0 });
      expect(await stockOf(town(), cup)).toMatchObject({ soldQuantity: 1 });
      expect((await planOf(town(), mina, orderId, [2])).body).toMatchObject({
        refund: 9_306,
        cancelsOrder: true,
      });

      expect((await cancelLines(town(), mina, orderId, [2], 9_306)).status).toBe(200);
      expect(await orderShown(town(), mina, orderId)).toMatchObject({
        status: "REFUNDED",
        label: "환불",
        refundedAmount: 67_000,
      });
      expect(await balanceOf(town(), mina)).toBe(FUNDS);
      expect(await couponStatus(town(), mina, coupon)).toBe("AVAILABLE");
      expect(await stockOf(town(), cup)).toMatchObject({
        soldQuantity: 0,
        availableQuantity: 1_000,
      });
    });

    it("P7 another refund than the plan's is refused with the plan, and more than was paid never goes back", async () => {
      const { mina, orderId } = await f13();
      expect(await cancelLines(town(), mina, orderId, [1], 57_693)).toMatchObject({
        status: 422,
        body: { code: "REFUND_AMOUNT_MISMATCH", instead: { refund: 57_694 } },
      });
      expect(await cancelLines(town(), mina, orderId, [1], 67_001)).toMatchObject({
        status: 409,
        body: { code: "REFUND_EXCEEDS_PAYMENT" },
      });
      expect(await cancelLines(town(), mina, orderId, [3], 1)).toMatchObject({
        status: 400,
        body: { code: "COMMON_INVALID_PARAMETER" },
      });
      expect(await balanceOf(town(), mina)).toBe(FUNDS - 67_000);
      expect((await cancelLines(town(), mina, orderId, [2], 9_306)).status).toBe(200);
      await town().quiet();
      // Said again by another request it is answered as it was, and nothing moves.
      expect(await cancelLines(town(), mina, orderId, [2], 9_306)).toMatchObject({
        status: 200,
        body: { cancelledLineNos: [2], refundedAmount: 9_306 },
      });
      expect(await balanceOf(town(), mina)).toBe(FUNDS - 57_694);
    });

    it("S1.31 a line's coupon returns with its line, and serves another order", async () => {
      const mina = await stranger(town(), FUNDS);
      const [tea = "", pot = ""] = await range(30_000, 20_000);
      const [coupon = "", kept = ""] = await couponsFor(
        town(),
        mina,
        { type: "FIXED", value: 3_000 },
        { type: "FIXED", value: 1_000 },
      );
      const lines = [
        { itemId: tea, memberCouponIds: [coupon] },
        { itemId: pot, memberCouponIds: [kept] },
      ];
      const { orderId } = await prepared(town(), mina, lines);
      expect((await planOf(town(), mina, orderId, [1])).body).toMatchObject({
        refund: 27_000,
        restoredCouponIds: [coupon],
      });
      expect((await cancelLines(town(), mina, orderId, [1], 27_000)).status).toBe(200);
      await town().quiet();
      expect(await couponStatus(town(), mina, coupon)).toBe("AVAILABLE");
      expect(await couponStatus(town(), mina, kept)).toBe("USED");

      const next = await prepared(town(), mina, [{ itemId: tea, memberCouponIds: [coupon] }]);
      expect(next.payableAmount).toBe(27_000);
      // The rest of the first order goes back without the coupon that another order has by now.
      expect((await cancel(mina, orderId)).status).toBeLessThan(300);
      expect(await orderShown(town(), mina, orderId)).toMatchObject({
        status: "REFUNDED",
        refundedAmount: 46_000,
      });
      expect(await couponStatus(town(), mina, coupon)).toBe("USED");
      expect(await couponStatus(town(), mina, kept)).toBe("AVAILABLE");
      expect(await balanceOf(town(), mina)).toBe(FUNDS - 27_000);
    });

    it("S0.26 a line that left is not cancelled; the others are, also while the order is on its way", async () => {
      const mina = await stranger(town(), FUNDS);
      const seller = await sellerOf(town());
      const goods = (await range(1_000, 2_000, 3_000)).map((itemId) => ({ itemId }));
      const { orderId, shipments } = await prepared(town(), mina, goods);
      const parcel = shipments[0]?.shipmentId ?? "";
      expect((await cancelLines(town(), mina, orderId, [3], 3_000)).status).toBe(200);
      await pack(town(), seller, parcel);
      expect((await handOver(town(), seller, parcel, [1])).status).toBe(200);
      await town().quiet();

      expect(await planOf(town(), mina, orderId, [1])).toMatchObject(notCancellable);
      expect(await cancelLines(town(), mina, orderId, [1, 2], 3_000)).toMatchObject(notCancellable);
      expect((await carrierSays(town(), parcel, "DELIVERED", [1])).status).toBe(200);
      expect(await orderShown(town(), mina, orderId)).toMatchObject({ status: "SHIPPING" });
      // With the second line gone, what is left of the order has arrived.
      expect((await cancelLines(town(), mina, orderId, [2], 2_000)).status).toBe(200);
      expect(await orderShown(town(), mina, orderId)).toMatchObject({
        status: "DELIVERED",
        refundedAmount: 5_000,
        lines: [
          { deliveryStatus: "DELIVERED" },
          { deliveryStatus: "CANCELLED" },
          { deliveryStatus: "CANCELLED" },
        ],
      });
      expect(await handOver(town(), seller, parcel, [2])).toMatchObject({ status: 409 });
      expect(await balanceOf(town(), mina)).toBe(FUNDS - 1_000);
      expect(await ask(town(), mina, "POST", `/api/orders/${orderId}/receipt`)).toMatchObject({
        body: { status: "CLOSED" },
      });
    });

    it("S0.26 of two sellers one has nothing left to send: that parcel is cancelled, the other goes", async () => {
      const mina = await stranger(town(), FUNDS);
      const [haneul, dalbit] = [await sellerOf(town()), await newSeller(town(), "Dalbit")];
      const [tea, lamp] = await Promise.all([
        newGoods(town(), haneul, { price: 1_000, stock: 9 }),
        newGoods(town(), dalbit, { price: 2_000, stock: 9 }),
      ]);
      const { orderId } = await prepared(town(), mina, [
        { itemId: tea.itemId },
        { itemId: lamp.itemId },
      ]);
      const operator = await operatorOf(town());
      expect((await cancelLines(town(), operator, orderId, [2], 2_000)).status).toBe(400);
      expect(
        await cancelLines(town(), operator, orderId, [2], 2_000, { reason: "broken in the shop" }),
      ).toMatchObject({ status: 200 });
      await town().quiet();
      const parcels = await town().sql<{ partner: string; id: string; status: string }>(
        "delivery",
        `select partner_id as partner, shipment_id as id, status from delivery.shipments
          where order_id = $1`,
        [orderId],
      );
      const of = (partnerId: string) => parcels.find(({ partner }) => partner === partnerId);
      expect(of(dalbit.partnerId)?.status).toBe("CANCELLED");
      const seen = await orderShown(town(), mina, orderId);
      expect(seen.shipments.find(({ partnerId }) => partnerId === dalbit.partnerId)).toMatchObject({
        status: "CANCELLED",
        label: "배송취소",
      });
      expect(await pack(town(), dalbit, of(dalbit.partnerId)?.id ?? "")).toMatchObject({
        status: 409,
      });
      const parcel = of(haneul.partnerId)?.id ?? "";
      await ship(town(), haneul, parcel);
      await carrierSays(town(), parcel, "DELIVERED");
      expect(await orderShown(town(), mina, orderId)).toMatchObject({ status: "DELIVERED" });
    });

    it("S3.17 a cancelled line is taken from the sales of its day, and a rebuilt page says the same", async () => {
      const mina = await stranger(town(), FUNDS);
      const seller = await newSeller(town(), "Dal Pottery");
      const goods = [1_000, 2_000].map((price) => ({ price, stock: 50 }));
      const [cup = "", pot = ""] = (await newRange(town(), seller, goods)).map(
        ({ itemId }) => itemId,
      );
      const lines = [{ itemId: cup, quantity: 3 }, { itemId: cup }, { itemId: pot }];
      const { orderId } = await prepared(town(), mina, lines);
      const soldOf = async (itemId: string) => {
        type Sales = { readonly sales: readonly { quantity: number; orders: number }[] };
        const path = `/api/daily-sales?range=LAST_WEEK&itemId=${itemId}`;
        return (await read<Sales>(town(), seller, path)).sales
          .map(({ quantity, orders }) => [quantity, orders])
          .filter(([quantity]) => quantity !== 0);
      };
      expect([await soldOf(cup), await soldOf(pot)]).toEqual([[[4, 1]], [[1, 1]]]);
      expect((await cancelLines(town(), mina, orderId, [1, 3], 5_000)).status).toBe(200);
      await town().quiet();
      expect([await soldOf(cup), await soldOf(pot)]).toEqual([[[1, 1]], []]);

      const shown = await orderShown(town(), mina, orderId);
      await town().sql("query", `delete from query.order_views where order_id = $1`, [orderId]);
      expect((await rebuild(town(), "query")).repaired).toBeGreaterThan(0);
      expect(await orderShown(town(), mina, orderId)).toEqual(shown);
      expect([await soldOf(cup), await soldOf(pot)]).toEqual([[[1, 1]], []]);
    });

    it("S1.43 parts of a card payment go back at its company, each once, though its answers are lost", async () => {
      const mina = await stranger(town());
      const goods = (await range(1_000, 2_000, 4_000)).map((itemId) => ({ itemId }));
      const order = await placed(town(), mina, goods, { payMethod: "CARD" });
      const { orderId } = order;
      expect((await payBy(town(), mina, "CARD", order)).status).toBe(200);
      const isPrepared = ({ status }: { status: string }) => status === "PREPARED";
      await until(() => orderShown(town(), mina, orderId), isPrepared, 30_000);
      town().simulator.set({ faults: [{ on: "refund", fault: "act-then-time-out", times: 1 }] });

      expect((await cancelLines(town(), mina, orderId, [1], 1_000)).status).toBe(200);
      expect((await cancelLines(town(), mina, orderId, [2], 2_000)).status).toBe(200);
      const back = async (refundedAmount: number) =>
        until(
          () => orderShown(town(), mina, orderId),
          (shown) => shown.refundedAmount === refundedAmount,
          40_000,
        );
      expect(await back(3_000)).toMatchObject({ status: "PREPARED", refundedAmount: 3_000 });
      const amounts = () =>
        booked(town(), orderId).flatMap(({ refunds }) => refunds.map(({ amount }) => amount));
      expect(amounts()).toEqual([1_000, 2_000]);
      expect((await cancel(mina, orderId)).status).toBeLessThan(300);
      expect(await back(7_000)).toMatchObject({ refundedAmount: 7_000 });
      expect(amounts()).toEqual([1_000, 2_000, 4_000]);
      expect(await booksAgree(town())).toEqual([]);
    });

    it("S2.12 each refund of lines is told once, with its amount", async () => {
      const { mina, orderId } = await f13();
      await cancelLines(town(), mina, orderId, [1], 57_694);
      await town().quiet();
      type Notice = { readonly template: string; readonly status: string };
      const path = `/api/notices?orderId=${orderId}`;
      const operator = await operatorOf(town());
      const told = async () =>
        (await read<{ notices: readonly Notice[] }>(town(), operator, path)).notices.filter(
          ({ template, status }) => template === "LINES_REFUNDED" && status === "SENT",
        );
      expect(await until(told, ({ length }) => length > 0, 30_000)).toHaveLength(1);
      const letters = town()
        .channels.delivered()
        .filter(({ text }) => text.includes("57,694원"));
      expect(letters.length).toBeGreaterThan(0);
    });

    it("T24 only paid, prepaid orders for oneself lose lines, and only at their owner's wish", async () => {
      const [mina, jun] = [await stranger(town(), FUNDS), await stranger(town(), FUNDS)];
      const lines = (await range(1_000, 2_000)).map((itemId) => ({ itemId }));
      const unpaid = await placed(town(), mina, lines);
      const transfer = await transferred(town(), mina, lines);
      const gift = await given(town(), mina, lines);
      for (const orderId of [unpaid.orderId, transfer.orderId, gift.gift.orderId]) {
        expect(await planOf(town(), mina, orderId, [1])).toMatchObject(notCancellable);
        expect(await cancelLines(town(), mina, orderId, [1], 1_000)).toMatchObject(notCancellable);
      }
      const paid = await prepared(town(), mina, lines);
      expect((await planOf(town(), jun, paid.orderId, [1])).status).toBe(404);
      expect((await cancelLines(town(), jun, paid.orderId, [1], 1_000)).status).toBe(404);
    });
  });
}
