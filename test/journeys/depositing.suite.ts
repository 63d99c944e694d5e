/** Bank transfers: nothing is held until somebody sees the money, and then the stock decides. */
import { describe, expect, it } from "vitest";
import {
  ADDRESS,
  newGoods,
  newRange,
  newSeller,
  operatorOf,
  orderShown,
  type Person,
  place,
} from "#test/town/people.ts";
import {
  BY_TRANSFER,
  confirm,
  DEPOSITOR,
  deskOf,
  ordered,
  payBack,
  refundDueOf,
} from "#test/town/deposits.ts";
import { couponsFor, couponStatus } from "#test/town/coupons.ts";
import { ask, balanceOf, sellerOf, stockOf, stranger, strangers } from "#test/town/shop.ts";
import { PRICE, SHORT, transfersIn } from "#test/town/transfers.ts";
import type { Town } from "#test/town/town.ts";
import { until } from "#test/town/waiting.ts";

const HOUR_MS = 3_600_000;

export function depositing(town: () => Town): void {
  const { shelf, stock, cancel, labelsOf, shipmentsOf, manyOrdered, statusesOf } =
    transfersIn(town);

  describe("depositing", () => {
    it("S4.1 S4.2 a product and a quantity are ordered, and the page shows where the money goes", async () => {
      const mina = await stranger(town());
      const itemId = await shelf(10_000);
      const nothing = await place(town(), mina, [{ itemId, quantity: 0 }], BY_TRANSFER);
      expect(nothing).toMatchObject({ status: 400, body: { code: "COMMON_INVALID_PARAMETER" } });
      const nameless = await place(town(), mina, [{ itemId }], { payMethod: "BANK_TRANSFER" });
      expect(nameless).toMatchObject({
        status: 400,
        body: { errors: [{ field: "depositorName" }] },
      });

      const order = await ordered(town(), mina, [{ itemId, quantity: 3 }]);
      expect(labelsOf(order)).toEqual(["주문접수", "입금확인대기"]);
      expect(order.deposit).toMatchObject({
        bank: "보자기은행",
        accountHolder: "보자기",
        amount: 3 * PRICE,
        depositorName: DEPOSITOR,
      });
      const [first, awaiting] = order.history;
      const limit = Date.parse(order.deposit?.dueAt ?? "") - Date.parse(awaiting?.at ?? "");
      expect(first?.label).toBe("주문접수");
      expect(limit).toBeGreaterThan(72 * HOUR_MS - 60_000);
      expect(limit).toBeLessThan(72 * HOUR_MS + 60_000);
      expect(order.payment).toMatchObject({ status: "WAITING_DEPOSIT", amount: 3 * PRICE });
      // Nobody pays it by a click, and what is not for sale is not for sale by transfer either.
      const byClick = { payMethod: "BANK_TRANSFER", amount: 3 * PRICE };
      expect(
        await ask(town(), mina, "POST", `/api/orders/${order.orderId}/payment`, byClick),
      ).toMatchObject({ status: 409, body: { code: "COMMON_ILLEGAL_STATUS" } });
      const told = () =>
        town()
          .channels.delivered()
          .filter(({ title }) => title === "입금 안내");
      await until(told, (notices) => notices.length > 0);
    });

    it("S4.3 F14 ordering holds nothing, confirming 3 leaves 9,997, and nobody else's partner may", async () => {
      const mina = await stranger(town());
      const [seller, other] = [await sellerOf(town()), await newSeller(town(), "Dalbit")];
      const itemId = await shelf(10_000);
      const { orderId } = await ordered(town(), mina, [{ itemId, quantity: 3 }]);
      expect(await stockOf(town(), itemId)).toMatchObject({
        availableQuantity: 10_000,
        reservedQuantity: 0,
      });

      const forbidden = { status: 403, body: { code: "AUTH_FORBIDDEN" } };
      expect(await confirm(town(), other, orderId)).toMatchObject(forbidden);
      expect(await confirm(town(), mina, orderId)).toMatchObject(forbidden);
      expect(await confirm(town(), seller, "ord_0000000000000000")).toMatchObject({ status: 404 });
      const less = await confirm(town(), seller, orderId, { depositedAmount: PRICE });
      expect(less).toMatchObject({ status: 422, body: { code: "DEPOSIT_AMOUNT_MISMATCH" } });
      expect(await stock(itemId)).toBe(10_000);

      expect(await confirm(town(), seller, orderId, { depositedAmount: 3 * PRICE })).toMatchObject({
        status: 200,
        body: { status: "DEPOSIT_CONFIRMED", amount: 3 * PRICE },
      });
      await town().quiet();
      expect(await stockOf(town(), itemId)).toMatchObject({
        availableQuantity: 9_997,
        reservedQuantity: 0,
        soldQuantity: 3,
      });
    });

    it("S4.3 the desk finds a deposit by its name and amount, each seller's own, and an operator's all", async () => {
      const mina = await stranger(town());
      const [seller, other] = [await sellerOf(town()), await newSeller(town(), "Byeol")];
      const [tea, lamp] = await Promise.all([
        newGoods(town(), seller, { price: 7_700, stock: 5 }),
        newGoods(town(), other, { price: 1_100, stock: 5 }),
      ]);
      const own = await ordered(town(), mina, [{ itemId: tea.itemId }], { depositorName: "박준" });
      const both = await ordered(
        town(),
        mina,
        [tea, lamp].map(({ itemId }) => ({ itemId })),
        { depositorName: "박준" },
      );
      const named = `depositorName=${encodeURIComponent("박준")}`;
      const seenBy = async (asker: Person, query: string) =>
        (await deskOf(town(), asker, query)).map(({ orderId }) => orderId);

      expect(await seenBy(seller, named)).toEqual([own.orderId]);
      expect(await seenBy(seller, `${named}&amount=8800`)).toEqual([]);
      expect(await seenBy(other, named)).toEqual([]);
      const operator = await operatorOf(town());
      expect(await seenBy(operator, named)).toEqual([own.orderId, both.orderId]);
      expect(await seenBy(operator, `${named}&amount=8800`)).toEqual([both.orderId]);
      // Of several sellers none speaks for the others.
      expect(await confirm(town(), seller, both.orderId)).toMatchObject({ status: 403 });
      expect(await confirm(town(), operator, both.orderId)).toMatchObject({ status: 200 });
    });

    it("S4.4 too little stock: the confirmation says so at once, the payment is cancelled, and the money is owed", async () => {
      const mina = await stranger(town());
      const seller = await sellerOf(town());
      const [tea, cup] = await newRange(town(), seller, [
        { price: PRICE, stock: 2 },
        { price: 1_000, stock: 9 },
      ]);
      if (tea === undefined || cup === undefined) throw new Error("no goods");
      const [coupon = ""] = await couponsFor(town(), mina, { type: "FIXED", value: 500 });
      const lines = [
        { itemId: tea.itemId, quantity: 3 },
        { itemId: cup.itemId, memberCouponIds: [coupon] },
      ];
      const { orderId, payableAmount } = await ordered(town(), mina, lines);
      const refused = await confirm(town(), seller, orderId);

      expect(refused).toMatchObject(SHORT);
      expect(refused.body.errors).toMatchObject([
        { line: 1, values: { itemId: tea.itemId, wanted: 3, available: 2 } },
      ]);
      const order = await orderShown(town(), mina, orderId);
      expect(order).toMatchObject({ label: "결제취소", payment: { status: "REFUND_DUE" } });
      expect(labelsOf(order)).toEqual(["주문접수", "입금확인대기", "결제취소"]);
      expect(await shipmentsOf(orderId)).toEqual([]);
      expect([await stock(tea.itemId), await stock(cup.itemId)]).toEqual([2, 9]);
      expect(await couponStatus(town(), mina, coupon)).toBe("AVAILABLE");
      expect(await refundDueOf(town(), orderId)).toMatchObject({
        amount: payableAmount,
        cause: "STOCK_INSUFFICIENT",
      });

      // Paid back into the wallet, once; the label stays.
      for (const status of [200, 200]) {
        expect(await payBack(town(), orderId, "WALLET")).toMatchObject({ status });
      }
      await town().quiet();
      expect(await payBack(town(), orderId, "BANK")).toMatchObject({ status: 409 });
      expect(await refundDueOf(town(), orderId)).toBeUndefined();
      expect(await balanceOf(town(), mina)).toBe(payableAmount);
      expect(await orderShown(town(), mina, orderId)).toMatchObject({
        label: "결제취소",
        payment: { status: "REFUNDED" },
      });
    });

    it("S4.5 two confirmations, stock for one: exactly one wins", async () => {
      const seller = await sellerOf(town());
      const itemId = await shelf(1);
      const orders = await manyOrdered(await strangers(town(), 2), itemId);
      const answers = await Promise.all(
        orders.map(({ orderId }) => confirm(town(), seller, orderId)),
      );

      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
      const pages = await Promise.all(
        orders.map(({ orderId, shopper }) => orderShown(town(), shopper, orderId)),
      );
      const labels = pages.map(labelsOf);
      expect(labels.filter((of) => of.includes("상품준비완료"))).toHaveLength(1);
      expect(labels.filter((of) => of.at(-1) === "결제취소")).toHaveLength(1);
      expect(await stock(itemId)).toBe(0);
    });

    it("S4.27 20 orders of one at a stock of five, all confirmed at once: 5 are prepared, 15 are cancelled", async () => {
      const seller = await sellerOf(town());
      const itemId = await shelf(5);
      const orders = await manyOrdered(await strangers(town(), 20), itemId);
      const answers = await Promise.all(
        orders.map(({ orderId }) => confirm(town(), seller, orderId)),
      );
      await town().quiet();

      const ok = answers.filter(({ status }) => status === 200);
      expect(ok).toHaveLength(5);
      for (const refused of answers.filter(({ status }) => status !== 200)) {
        expect(refused).toMatchObject(SHORT);
      }
      const ends = [...(await statusesOf(orders)).values()];
      expect(ends.filter((status) => status === "SHIPPING")).toHaveLength(5);
      expect(ends.filter((status) => status === "PAYMENT_CANCELLED")).toHaveLength(15);
      expect(await stockOf(town(), itemId)).toMatchObject({
        availableQuantity: 0,
        soldQuantity: 5,
      });
      for (const { orderId } of orders) {
        if (await refundDueOf(town(), orderId)) await payBack(town(), orderId, "BANK");
      }
    });

    it("S4.6 X.3 with stock the delivery starts by itself, to the order's address, and all eight labels are spelled so", async () => {
      const mina = await stranger(town());
      const seller = await sellerOf(town());
      const itemId = await shelf(1);
      const [kept, short, dropped] = [
        await ordered(town(), mina, [{ itemId }]),
        await ordered(town(), mina, [{ itemId }]),
        await ordered(town(), mina, [{ itemId }]),
      ];
      expect((await confirm(town(), seller, kept.orderId)).status).toBe(200);
      expect((await confirm(town(), seller, short.orderId)).status).toBe(409);
      expect((await cancel(mina, dropped.orderId)).status).toBe(200);
      const shipping = await orderShown(town(), mina, kept.orderId);
      expect(shipping).toMatchObject({ status: "SHIPPING", label: "배송중" });
      expect(shipping.shipments).toHaveLength(1);
      expect(await shipmentsOf(kept.orderId)).toEqual([{ address: ADDRESS, status: "SHIPPING" }]);
      const receipt = `/api/orders/${kept.orderId}/receipt`;
      expect((await ask(town(), mina, "POST", receipt)).status).toBe(200);

      const pages = await Promise.all(
        [kept, short, dropped].map(({ orderId }) => orderShown(town(), mina, orderId)),
      );
      expect(
        pages.map((page) => labelsOf(page).filter((label) => label !== "취소 처리중")),
      ).toEqual([
        ["주문접수", "입금확인대기", "입금확인완료", "상품준비완료", "배송중", "수령확인"],
        ["주문접수", "입금확인대기", "결제취소"],
        ["주문접수", "입금확인대기", "주문취소"],
      ]);
      expect((await payBack(town(), short.orderId, "BANK")).status).toBe(200);
    });
  });
}
