/** Telling people: after the commit, again when it fails, and never at the cost of what it tells. */
import { describe, expect, it } from "vitest";
import { couponsFor } from "#test/town/coupons.ts";
import {
  newGoods,
  newSeller,
  newShopper,
  operatorOf,
  orderShown,
  pay,
  placed,
  unique,
} from "#test/town/people.ts";
import { given, giftShown, payGift, pushesOf, registered } from "#test/town/gifts.ts";
import { ask, read, sellerOf, stranger } from "#test/town/shop.ts";
import type { Town } from "#test/town/town.ts";
import { until } from "#test/town/waiting.ts";

export function notifying(town: () => Town): void {
  const tea = async () =>
    (await newGoods(town(), await sellerOf(town()), { name: "tea", price: 10_000, stock: 50 }))
      .itemId;
  type Notice = {
    readonly noticeId: string;
    readonly template: string;
    readonly status: string;
    readonly recipient: string;
    readonly attempts: number;
  };
  const noticesAbout = async (subjectId: string): Promise<readonly Notice[]> => {
    const path = `/api/notices?subjectId=${subjectId}`;
    const operator = await operatorOf(town());
    return (await read<{ notices: readonly Notice[] }>(town(), operator, path)).notices;
  };
  const sentOf = (orderId: string, template: string) =>
    until(
      () => noticesAbout(orderId),
      (notices) => notices.some((one) => one.template === template && one.status === "SENT"),
      30_000,
    );
  const lettersTo = (name: string) =>
    town()
      .channels.delivered()
      .filter(({ to }) => to.name === name);
  const orderedBy = (name: string) => ({
    orderer: { name, phone: "010-1234-5678", email: "mina@people.example" },
  });

  describe("notifying", () => {
    it.each(["KAKAO", "LMS"] as const)(
      "S0.19 after the payment the link is pushed by %s, once, with the message",
      async (pushType) => {
        const mina = await stranger(town(), 50_000);
        const message = unique("축하해");
        const gift = await registered(town(), mina, [{ itemId: await tea() }], {
          pushType,
          message,
        });
        expect(
          town()
            .channels.delivered()
            .filter(({ text }) => text.includes(message)),
        ).toEqual([]);
        await payGift(town(), mina, gift);

        const pushes = await pushesOf(town(), gift);
        expect(pushes).toMatchObject([
          { channel: pushType, times: 1, to: { name: "Jun", phone: "010-8765-4321" } },
        ]);
        expect(pushes[0]?.text).toContain(message);
        expect(pushes[0]?.text).toContain("Mina");
        await until(
          () => giftShown(town(), mina, gift),
          ({ status }) => status === "LINK_PUSHED",
        );
        expect(await pushesOf(town(), gift)).toHaveLength(1);
      },
    );

    it("S2.12 the customer is told that the order is received, and that it is complete", async () => {
      const mina = await stranger(town(), 50_000);
      const name = unique("Mina");
      const itemId = await tea();
      const { orderId, orderNumber, payableAmount } = await placed(
        town(),
        mina,
        [{ itemId }],
        orderedBy(name),
      );
      await pay(town(), mina, orderId, payableAmount);
      const notices = await sentOf(orderId, "ORDER_PAID");
      expect(notices.map(({ template }) => template).toSorted()).toEqual([
        "ORDER_PAID",
        "ORDER_PLACED",
      ]);
      const letters = await until(
        () => lettersTo(name),
        (found) => found.length === 2,
      );
      expect(letters.map(({ title }) => title).toSorted()).toEqual(["주문 완료", "주문접수"]);
      const complete = letters.find(({ title }) => title === "주문 완료");
      expect(complete?.text).toContain("10,000원");
      expect(complete?.text).toContain(orderNumber);
      // An operator's list shows no more of a person than tells one from another.
      expect(notices[0]?.recipient).toBe(`${name.slice(0, 1)}* 5678`);
    });

    it("S2.11 a payment that fails is told once, and is not called a cancel", async () => {
      const mina = await stranger(town(), 1_000);
      const name = unique("Poor");
      const { orderId, payableAmount } = await placed(
        town(),
        mina,
        [{ itemId: await tea() }],
        orderedBy(name),
      );
      await pay(town(), mina, orderId, payableAmount);
      await sentOf(orderId, "PAYMENT_FAILED");
      expect(await orderShown(town(), mina, orderId)).toMatchObject({ status: "CANCELLED" });
      expect((await noticesAbout(orderId)).map(({ template }) => template).toSorted()).toEqual([
        "ORDER_PLACED",
        "PAYMENT_FAILED",
      ]);
      expect(lettersTo(name).filter(({ title }) => title === "결제 실패")).toHaveLength(1);
    });

    it.each(["down", "silent"] as const)(
      "S0.27 with the channel %s order and payment succeed, and the notice is tried again until it is out, once",
      async (fault) => {
        const mina = await stranger(town(), 50_000);
        const name = unique("Kept");
        const itemId = await tea();
        town().channels.fail("KAKAO", fault, 2);
        const { orderId, payableAmount } = await placed(
          town(),
          mina,
          [{ itemId }],
          orderedBy(name),
        );
        expect((await pay(town(), mina, orderId, payableAmount)).status).toBeLessThan(300);
        expect(await orderShown(town(), mina, orderId)).toMatchObject({ status: "PREPARED" });
        await sentOf(orderId, "ORDER_PAID");
        await sentOf(orderId, "ORDER_PLACED");
        const titles = lettersTo(name).map(({ title }) => title);
        expect(titles.toSorted()).toEqual(["주문 완료", "주문접수"]);
      },
    );

    it("S0.27 what a channel refuses for good is a failure that an operator may send again", async () => {
      const mina = await stranger(town(), 50_000);
      town().channels.fail("LMS", "refuse", 1);
      const { gift } = await given(town(), mina, [{ itemId: await tea() }], { pushType: "LMS" });
      const failed = await until(
        async () => (await noticesAbout(gift.orderId)).find((one) => one.template === "GIFT_LINK"),
        (notice) => notice?.status === "FAILED",
      );
      expect((await giftShown(town(), mina, gift)).status).toBe("PAID");
      const path = `/api/notices/${failed?.noticeId}/resends`;
      const operator = await operatorOf(town());
      expect((await ask(town(), mina, "POST", path)).status).toBe(403);
      expect(await ask(town(), operator, "POST", path)).toMatchObject({
        status: 200,
        body: { attempts: 2 },
      });
      expect(await pushesOf(town(), gift)).toHaveLength(1);
      await until(
        () => giftShown(town(), mina, gift),
        ({ status }) => status === "LINK_PUSHED",
      );
    });

    it("a partner is told by mail that it is registered, and of each item that it lists", async () => {
      const partnerName = unique("하늘 상점");
      const seller = await newSeller(town(), partnerName);
      const { itemId } = await newGoods(town(), seller, { name: "tea", price: 100, stock: 1 });
      const letters = await until(
        () =>
          town()
            .channels.delivered()
            .filter(({ to }) => to.name.startsWith(partnerName)),
        (found) => found.length === 2,
      );
      expect(letters.map(({ channel, title }) => [channel, title]).toSorted()).toEqual([
        ["EMAIL", "상품 등록"],
        ["EMAIL", "파트너 등록"],
      ]);
      expect(new Set(letters.map(({ to }) => to.email))).toEqual(new Set(["shop@people.example"]));
      const [notice] = await noticesAbout(itemId);
      expect(notice).toMatchObject({
        template: "ITEM_REGISTERED",
        recipient: "하* @people.example",
      });
    });

    it("a member is told of a coupon, once", async () => {
      const mina = await newShopper(town(), "Mina");
      const [memberCouponId = ""] = await couponsFor(town(), mina, { type: "FIXED", value: 500 });
      await town().quiet();
      const [notice, ...more] = await until(
        () => noticesAbout(memberCouponId),
        ([one]) => one?.status === "SENT",
      );
      expect(notice).toMatchObject({ template: "COUPON_ISSUED" });
      expect(more).toEqual([]);
    });
  });
}
