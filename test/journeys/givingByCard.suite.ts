/** Gifts whose money a card or pay company moves: there, and back when nobody takes them. */
import { afterEach, describe, expect, it } from "vitest";
import { booked, booksAgree, payBy } from "#test/town/cards.ts";
import {
  accept,
  giftShown,
  type GiversPage,
  linkOf,
  orderOf,
  refuse,
  registered,
  startPayment,
  takeBack,
} from "#test/town/gifts.ts";
import { newGoods, type Person } from "#test/town/people.ts";
import { sellerOf, stockOf, stranger } from "#test/town/shop.ts";
import type { Town } from "#test/town/town.ts";
import { until } from "#test/town/waiting.ts";

const PRICE = 10_000;
const METHODS = ["CARD", "NAVER_PAY", "TOSS_PAY", "KAKAO_PAY"] as const;

export function givingByCard(town: () => Town): void {
  const tea = async () =>
    (await newGoods(town(), await sellerOf(town()), { name: "tea", price: PRICE, stock: 100 }))
      .itemId;
  const begun = async (mina: Person, itemId: string, payMethod: string): Promise<GiversPage> => {
    const gift = await registered(town(), mina, [{ itemId }], { payMethod });
    await startPayment(town(), mina, gift);
    return gift;
  };
  const paidFor = async (mina: Person, gift: GiversPage, payMethod: string) =>
    payBy(town(), mina, payMethod, {
      orderId: gift.orderId,
      payableAmount: (await orderOf(town(), mina, gift)).payableAmount,
    });
  const paid = async (mina: Person, payMethod = "CARD") => {
    const gift = await begun(mina, await tea(), payMethod);
    expect(await paidFor(mina, gift, payMethod)).toMatchObject({ status: 200 });
    return { gift, link: await linkOf(town(), gift) };
  };
  const refunded = (mina: Person, gift: GiversPage) =>
    until(
      () => orderOf(town(), mina, gift),
      ({ status }) => status === "REFUNDED",
    );

  describe("giving by card", () => {
    afterEach(async () => {
      expect(await booksAgree(town())).toEqual([]);
    });

    it.each(METHODS)("S0.15 a gift is paid by %s at its order, and is accepted", async (method) => {
      const mina = await stranger(town());
      const { gift, link } = await paid(mina, method);
      expect(booked(town(), gift.orderId)).toMatchObject([
        { payMethod: method, amount: PRICE, status: "CHARGED", refunds: [] },
      ]);
      await town().quiet();
      expect((await accept(town(), link)).status).toBe(200);
    });

    it("S0.22 a gift paid by card that is refused goes back to the card, once, and its stock to the shelf", async () => {
      const mina = await stranger(town());
      const itemId = await tea();
      const gift = await begun(mina, itemId, "CARD");
      await paidFor(mina, gift, "CARD");
      await town().quiet();
      const link = await linkOf(town(), gift);

      // The company is silent at first, and has done it.
      town().simulator.set({ faults: [{ on: "refund", fault: "act-then-time-out", times: 1 }] });
      expect((await refuse(town(), link)).status).toBe(200);
      expect((await refunded(mina, gift)).refundedAmount).toBe(PRICE);
      const [charge] = booked(town(), gift.orderId);
      expect(charge?.refunds).toMatchObject([{ amount: PRICE }]);
      expect((await giftShown(town(), mina, gift)).status).toBe("REJECTED");
      expect(await stockOf(town(), itemId)).toMatchObject({ availableQuantity: 100 });
      expect((await accept(town(), link)).body.code).toBe("GIFT_NOT_RECEIVABLE_CONDITION");
    });

    it("S0.22 a gift that its giver takes back goes back to the card", async () => {
      const mina = await stranger(town());
      const { gift } = await paid(mina, "KAKAO_PAY");
      await town().quiet();
      expect((await takeBack(town(), mina, gift)).status).toBe(200);
      await refunded(mina, gift);
      expect(booked(town(), gift.orderId)[0]?.refunds).toMatchObject([{ amount: PRICE }]);
    });

    it("S1.44 a declined card ends the gift with its order, and nobody is charged", async () => {
      const mina = await stranger(town());
      const gift = await begun(mina, await tea(), "CARD");
      town().simulator.set({ faults: [{ on: "charge", fault: "decline", times: 1 }] });
      expect((await paidFor(mina, gift, "CARD")).body).toMatchObject({ code: "PAYMENT_DECLINED" });
      await until(
        () => giftShown(town(), mina, gift),
        ({ status }) => status === "CANCELLED",
      );
      expect(booked(town(), gift.orderId)).toMatchObject([{ status: "DECLINED" }]);
    });
  });
}
