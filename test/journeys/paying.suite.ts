/** Paying from the wallet: the amount, the balance, and who is told. */
import { describe, expect, it } from "vitest";
import {
  newGoods,
  onceOnly,
  orderShown,
  pay,
  type Person,
  placed,
  prepared,
} from "#test/town/people.ts";
import { statedOf, typesOf } from "#test/town/logs.ts";
import { ask, balanceOf, read, sellerOf, stockOf, stranger, topUp } from "#test/town/shop.ts";
import { couponsFor, couponStatus } from "#test/town/coupons.ts";
import { firstEvents } from "#test/town/streams.ts";
import type { Town } from "#test/town/town.ts";

const AWAITED = { prefer: "wait=20" };

export function paying(town: () => Town): void {
  const tea = async (price: number, stock = 100) =>
    (await newGoods(town(), await sellerOf(town()), { price, stock })).itemId;
  const entriesOf = async (asker: Person) => {
    const path = "/api/wallet/entries";
    const { entries } = await read<{ entries: { cause: string; amount: number }[] }>(
      town(),
      asker,
      path,
    );
    return entries.map(({ cause, amount }) => [cause, amount]);
  };

  describe("paying", () => {
    it("S3.1 a wallet is charged with more than nothing, and shows what is in it", async () => {
      const mina = await stranger(town());
      const charge = (amount: unknown) =>
        ask(town(), mina, "POST", "/api/wallet/charges", { amount });

      for (const amount of [0, -1, 1.5, "1000", 2 ** 53]) {
        expect(await charge(amount), String(amount)).toMatchObject({
          status: 400,
          body: { code: "COMMON_INVALID_PARAMETER", errors: [{ field: "amount" }] },
        });
      }
      expect(await balanceOf(town(), mina)).toBe(0);
      expect(await charge(1_000)).toMatchObject({ status: 201, body: { balance: 1_000 } });
      expect(await charge(500)).toMatchObject({ status: 201, body: { balance: 1_500 } });
      expect(await balanceOf(town(), mina)).toBe(1_500);
      expect(await entriesOf(mina)).toEqual([
        ["CHARGE", 500],
        ["CHARGE", 1_000],
      ]);
    });

    it("S3.20 an amount or a method that is not the order's is refused, and no money is asked for", async () => {
      const mina = await stranger(town(), 100_000);
      const { orderId } = await placed(town(), mina, [{ itemId: await tea(72_000) }]);
      const path = `/api/orders/${orderId}/payment`;
      const byCard = { payMethod: "CARD", amount: 72_000 };

      for (const amount of [1, 71_999, 72_001]) {
        expect(await pay(town(), mina, orderId, amount)).toMatchObject({
          status: 422,
          body: { code: "PAYMENT_AMOUNT_MISMATCH" },
        });
      }
      expect(await ask(town(), mina, "POST", path, byCard)).toMatchObject({
        status: 422,
        body: { code: "PAYMENT_METHOD_MISMATCH" },
      });
      expect((await ask(town(), mina, "POST", path, { ...byCard, payMethod: "GOLD" })).status).toBe(
        400,
      );
      expect(await orderShown(town(), mina, orderId)).toMatchObject({ status: "AWAITING_PAYMENT" });
      expect(await typesOf(town(), "order", orderId)).not.toContain("payment.charge");
      expect(await balanceOf(town(), mina)).toBe(100_000);
    });

    it("S3.12 too little in the wallet: refused with 409, the order ends, and stock and coupon are back", async () => {
      const mina = await stranger(town(), 1_000);
      const [itemId, [coupon = ""]] = await Promise.all([
        tea(3_000, 5),
        couponsFor(town(), mina, { type: "FIXED", value: 1_000 }),
      ]);
      const { orderId, payableAmount } = await placed(town(), mina, [
        { itemId, memberCouponIds: [coupon] },
      ]);
      expect(payableAmount).toBe(2_000);

      expect(await pay(town(), mina, orderId, 2_000, { ...onceOnly(), ...AWAITED })).toMatchObject({
        status: 409,
        body: { code: "WALLET_BALANCE_INSUFFICIENT" },
      });
      expect(await orderShown(town(), mina, orderId)).toMatchObject({
        status: "CANCELLED",
        label: "주문취소",
        cancelReason: "WALLET_BALANCE_INSUFFICIENT",
      });
      expect(await balanceOf(town(), mina)).toBe(1_000);
      expect(await stockOf(town(), itemId)).toMatchObject({
        availableQuantity: 5,
        reservedQuantity: 0,
      });
      expect(await couponStatus(town(), mina, coupon)).toBe("AVAILABLE");
    });

    it("S2.12 S2.10 a paid order says so as a fact and as an event, and stock and delivery follow", async () => {
      const mina = await stranger(town(), 50_000);
      const itemId = await tea(10_000, 5);
      const { orderId } = await placed(town(), mina, [{ itemId, quantity: 2 }]);
      const events = firstEvents(town(), mina, `/api/orders/${orderId}/events`, ({ data }) =>
        data.includes("PREPARED"),
      );
      const paid = await pay(town(), mina, orderId, 20_000, { ...onceOnly(), ...AWAITED });

      expect(paid.status).toBe(200);
      expect(["PAID", "PREPARED"]).toContain(paid.body.status);
      const told = (await events).map(({ data }) => JSON.parse(data) as { history: object[] });
      expect(told.at(-1)).toMatchObject({ status: "PREPARED", orderId });
      expect(told.at(-1)?.history).toContainEqual(
        expect.objectContaining({ status: "PAID", label: "결제완료" }),
      );
      await town().quiet();
      const stated = await statedOf(town(), "order", orderId);
      const facts = stated.filter(({ type }) => type === "order.paid");
      expect(facts).toMatchObject([{ body: { orderStatus: "PAID", payableAmountMinor: 20_000 } }]);
      expect(await stockOf(town(), itemId)).toMatchObject({ soldQuantity: 2, reservedQuantity: 0 });
      expect((await orderShown(town(), mina, orderId)).shipments).toHaveLength(1);
    });

    it("S3.22 of three payments at once with funds for one, one is taken; an order is charged once", async () => {
      const mina = await stranger(town(), 1_000);
      const itemId = await tea(1_000, 10);
      const orders = await Promise.all([1, 2, 3].map(() => placed(town(), mina, [{ itemId }])));
      const answers = await Promise.all(
        orders.map(({ orderId }) =>
          pay(town(), mina, orderId, 1_000, { ...onceOnly(), ...AWAITED }),
        ),
      );
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
      expect(await balanceOf(town(), mina)).toBe(0);

      await topUp(town(), mina, 50_000);
      const { orderId } = await placed(town(), mina, [{ itemId }]);
      const twenty = await Promise.all(
        Array.from({ length: 20 }, () => pay(town(), mina, orderId, 1_000)),
      );
      expect(twenty.filter(({ status }) => status < 300)).toHaveLength(1);
      await town().quiet();
      expect(await pay(town(), mina, orderId, 1_000)).toMatchObject({
        status: 409,
        body: { code: "PAYMENT_ALREADY_DONE" },
      });
      expect(await balanceOf(town(), mina)).toBe(49_000);
      expect(
        (await typesOf(town(), "order", orderId)).filter((type) => type === "payment.charge"),
      ).toHaveLength(1);
    });

    it("S2.26 S3.30 S2.23 a paid order that is cancelled gives everything back: money, stock and coupon", async () => {
      const mina = await stranger(town(), 50_000);
      const [itemId, [coupon = ""]] = await Promise.all([
        tea(10_000, 5),
        couponsFor(town(), mina, { type: "FIXED", value: 1_000 }),
      ]);
      const { orderId } = await prepared(town(), mina, [{ itemId, memberCouponIds: [coupon] }]);
      expect(await balanceOf(town(), mina)).toBe(41_000);
      const path = `/api/orders/${orderId}/cancellation`;

      expect((await ask(town(), mina, "POST", path, {}, AWAITED)).status).toBe(200);
      const { history, ...order } = await orderShown(town(), mina, orderId);
      expect(order).toMatchObject({
        status: "REFUNDED",
        label: "환불",
        refundedAmount: 9_000,
        cancelReason: "CANCELLED_BY_MEMBER",
      });
      expect(history.map(({ label }) => label).slice(-2)).toEqual(["취소 처리중", "환불"]);
      expect(await balanceOf(town(), mina)).toBe(50_000);
      expect(await entriesOf(mina)).toEqual([
        ["REFUND", 9_000],
        ["PAYMENT", -9_000],
        ["CHARGE", 50_000],
      ]);
      expect(await stockOf(town(), itemId)).toMatchObject({
        availableQuantity: 5,
        soldQuantity: 0,
      });
      expect(await couponStatus(town(), mina, coupon)).toBe("AVAILABLE");
      expect((await ask(town(), mina, "POST", path, {}, AWAITED)).body).toMatchObject({
        status: "REFUNDED",
      });
    });
  });
}
