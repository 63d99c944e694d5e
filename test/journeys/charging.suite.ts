/** Paying by card and pay app: whatever the company does, money and orders agree in the end. */
import { afterEach, describe, expect, it } from "vitest";
import type { Fault } from "#contexts/payment/providers/simulator/faults.ts";
import { couponsFor, couponStatus } from "#test/town/coupons.ts";
import { booked, booksAgree, callBack, callsAbout, payBy } from "#test/town/cards.ts";
import { newGoods, operatorOf, orderShown, type Person, placed } from "#test/town/people.ts";
import { ask, read, sellerOf, stockOf, stranger } from "#test/town/shop.ts";
import type { Topology, Town } from "#test/town/town.ts";
import { until } from "#test/town/waiting.ts";

const METHODS = ["CARD", "NAVER_PAY", "TOSS_PAY", "KAKAO_PAY"] as const;
const ENDS = ["PREPARED", "CANCELLED", "REFUNDED"];
const RACES = { fused: 40, split: 20, mixed: 200 } as const;
/** Each waits until the doubt is looked into; one is enough where the road there is the same. */
const DOUBTS: readonly (readonly [string, Fault])[] = [
  ["charged and silent", "act-then-time-out"],
  ["neither charged nor answered", "time-out"],
  ["charged and a server error", "act-then-server-error"],
  ["a server error", "server-error"],
  ["charged and a web page", "garbage"],
];
const AT_ONCE = 20;

export function charging(town: () => Town, topology: Topology): void {
  const races = RACES[topology];
  const doubts = topology === "fused" ? DOUBTS : DOUBTS.slice(0, 1);
  const shelf = async (price = 10_000) =>
    (await newGoods(town(), await sellerOf(town()), { price, stock: 1_000 })).itemId;
  const ordered = async (asker: Person, itemId: string, payMethod = "CARD") =>
    placed(town(), asker, [{ itemId }], { payMethod });
  const ended = (asker: Person, orderId: string) =>
    until(
      () => orderShown(town(), asker, orderId),
      ({ status }) => ENDS.includes(status),
      30_000,
    );
  const cancel = (asker: Person, orderId: string) =>
    ask(town(), asker, "POST", `/api/orders/${orderId}/cancellation`, {});
  const paymentOf = (asker: Person, orderId: string) =>
    read<{ readonly status: string }>(town(), asker, `/api/payments/${orderId}`);
  const next = (on: "charge" | "look" | "close" | "refund", fault: Fault, times = 1) =>
    town().simulator.set({ faults: [{ on, fault, times }] });

  describe("charging", () => {
    afterEach(async () => {
      expect(await booksAgree(town())).toEqual([]);
    });

    it("S0.11 S2.13 each card and pay app reaches its own adapter; an unknown method is refused", async () => {
      const mina = await stranger(town());
      const itemId = await shelf();
      for (const payMethod of METHODS) {
        const order = await ordered(mina, itemId, payMethod);
        expect(await payBy(town(), mina, payMethod, order)).toMatchObject({ status: 200 });
        expect(booked(town(), order.orderId)).toMatchObject([
          { payMethod, amount: 10_000, currency: "KRW", status: "CHARGED" },
        ]);
        expect((await ended(mina, order.orderId)).status).toBe("PREPARED");
      }
      const order = await ordered(mina, itemId);
      expect((await payBy(town(), mina, "GOLD", order)).status).toBe(400);
      expect(callsAbout(town(), order.orderId)).toEqual([]);
    });

    it("S0.8 S0.9 an amount or a method that is not the order's is refused, and nobody is called", async () => {
      const mina = await stranger(town());
      const itemId = await shelf(72_000);
      const order = await ordered(mina, itemId, "NAVER_PAY");
      const { orderId } = order;

      expect(
        await payBy(town(), mina, "NAVER_PAY", { orderId, payableAmount: 71_999 }),
      ).toMatchObject({ status: 422, body: { code: "PAYMENT_AMOUNT_MISMATCH" } });
      expect(await payBy(town(), mina, "CARD", order)).toMatchObject({
        status: 422,
        body: { code: "PAYMENT_METHOD_MISMATCH" },
      });
      expect(await orderShown(town(), mina, orderId)).toMatchObject({ status: "AWAITING_PAYMENT" });
      expect(callsAbout(town(), orderId)).toEqual([]);
    });

    it("S0.10 an order paid twice, and 20 times at once, is charged once", async () => {
      const mina = await stranger(town());
      const order = await ordered(mina, await shelf());
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => payBy(town(), mina, "CARD", order)),
      );
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(await payBy(town(), mina, "CARD", order)).toMatchObject({
        status: 409,
        body: { code: "PAYMENT_ALREADY_DONE" },
      });
      expect(booked(town(), order.orderId)).toMatchObject([{ status: "CHARGED", refunds: [] }]);
    });

    it("S1.44 S2.11 a declined card ends the order, and stock and coupon are back", async () => {
      const mina = await stranger(town());
      const [itemId, [coupon = ""]] = await Promise.all([
        shelf(),
        couponsFor(town(), mina, { type: "FIXED", value: 1_000 }),
      ]);
      const lines = [{ itemId, memberCouponIds: [coupon] }];
      const order = await placed(town(), mina, lines, { payMethod: "CARD" });
      next("charge", "decline");

      expect(await payBy(town(), mina, "CARD", order)).toMatchObject({
        status: 409,
        body: { code: "PAYMENT_DECLINED" },
      });
      expect(await ended(mina, order.orderId)).toMatchObject({
        status: "CANCELLED",
        cancelReason: "PAYMENT_DECLINED",
      });
      expect(await stockOf(town(), itemId)).toMatchObject({
        availableQuantity: 1_000,
        reservedQuantity: 0,
      });
      expect(await couponStatus(town(), mina, coupon)).toBe("AVAILABLE");
    });

    it.each(doubts)(
      "S1.43 S0.31 %s is a doubt, then one charge and a paid order",
      async (_, fault) => {
        const mina = await stranger(town());
        const order = await ordered(mina, await shelf());
        // What calls back resolves the doubt at once: it shall be looked for.
        town().simulator.set({ callbackCopies: 0 });
        next("charge", fault);
        const paying = payBy(town(), mina, "CARD", order);
        await until(
          () => paymentOf(mina, order.orderId),
          ({ status }) => status === "IN_DOUBT",
        );
        expect((await paying).status).toBe(200);
        expect((await ended(mina, order.orderId)).status).toBe("PREPARED");
        expect(booked(town(), order.orderId)).toMatchObject([{ status: "CHARGED", refunds: [] }]);
        town().simulator.set({ callbackCopies: 1 });
      },
    );

    it("S1.43 a callback resolves a doubt, and 20 copies before and after the answer do nothing more", async () => {
      const mina = await stranger(town());
      const itemId = await shelf();
      const doubtful = await ordered(mina, itemId);
      next("charge", "act-then-time-out");
      expect((await payBy(town(), mina, "CARD", doubtful)).status).toBe(200);

      town().simulator.set({ callbackCopies: 20, callbackFirst: "yes" });
      const order = await ordered(mina, itemId);
      expect((await payBy(town(), mina, "CARD", order)).status).toBe(200);
      town().simulator.set({ callbackCopies: 1, callbackFirst: "no" });
      const key = `${order.orderId}-1`;
      const copies = await Promise.all(Array.from({ length: 20 }, () => callBack(town(), key)));
      expect(copies.map(({ status }) => status)).toEqual(copies.map(() => 200));
      expect((await ended(mina, order.orderId)).status).toBe("PREPARED");
      expect(booked(town(), order.orderId)).toMatchObject([{ status: "CHARGED", refunds: [] }]);
    });

    it("S1.43 a paid order that is cancelled goes back to the card, though the company stays silent at first", async () => {
      const mina = await stranger(town());
      const order = await ordered(mina, await shelf());
      await payBy(town(), mina, "CARD", order);
      await ended(mina, order.orderId);
      next("refund", "act-then-time-out");
      await cancel(mina, order.orderId);
      await until(
        () => orderShown(town(), mina, order.orderId),
        ({ status }) => status === "REFUNDED",
      );
      const [charge] = booked(town(), order.orderId);
      expect(charge?.refunds).toMatchObject([{ amount: 10_000 }]);
    });

    it.each<Fault>(["wrong-amount", "wrong-currency"])(
      "S1.43 a charge with the %s pays no order: it goes back whole, and operators see it",
      async (fault) => {
        const mina = await stranger(town());
        const order = await ordered(mina, await shelf());
        next("charge", fault);
        await payBy(town(), mina, "CARD", order);
        expect((await ended(mina, order.orderId)).status).toBe("CANCELLED");
        await booksAgree(town());
        const { strays } = await read<{ strays: readonly { orderId: string }[] }>(
          town(),
          await operatorOf(town()),
          "/api/payments/strays?status=RETURNED",
        );
        expect(strays.find(({ orderId }) => orderId === order.orderId)).toMatchObject({
          amount: fault === "wrong-amount" ? 1 : 10_000,
          currency: fault === "wrong-currency" ? "USD" : "KRW",
        });
      },
    );

    it("S1.43 a cancel that meets a doubt waits for the truth, and nothing is charged after it", async () => {
      const mina = await stranger(town());
      const order = await ordered(mina, await shelf());
      next("charge", "time-out");
      await payBy(town(), mina, "CARD", order, {});
      await until(
        () => paymentOf(mina, order.orderId),
        ({ status }) => status === "IN_DOUBT",
      );
      expect(await cancel(mina, order.orderId)).toMatchObject({
        status: 202,
        body: { status: "AWAITING_PAYMENT" },
      });
      expect((await ended(mina, order.orderId)).status).toBe("CANCELLED");
      expect(booked(town(), order.orderId)).toMatchObject([{ status: "CLOSED" }]);
    });

    it("S0.31 money that the company takes for a dead order, late, goes back by itself", async () => {
      const mina = await stranger(town());
      const dead = await ordered(mina, await shelf());
      next("charge", "decline");
      await payBy(town(), mina, "CARD", dead);
      await ended(mina, dead.orderId);

      // The company says no, and takes it nevertheless: under a key of an attempt that was made.
      const { book } = town().simulator;
      const [declined] = booked(town(), dead.orderId);
      Object.assign(declined ?? {}, { status: "CHARGED" });
      expect(book.find(`${dead.orderId}-1`)?.status).toBe("CHARGED");
      for (let copies = 0; copies < 20; copies++) await callBack(town(), `${dead.orderId}-1`);
      await booksAgree(town());
      expect(booked(town(), dead.orderId)[0]?.refunds).toMatchObject([{ amount: 10_000 }]);
      expect(await orderShown(town(), mina, dead.orderId)).toMatchObject({ status: "CANCELLED" });
    });

    it("S1.43 a callback that is not signed as agreed is refused; one of nobody's order does nothing", async () => {
      const key = "ord_0000000000000000-1";
      const good = town().simulator.callbackOf(key, town().now());
      const { "webhook-signature": right = "" } = good.headers;
      const seconds = (ms: number) => String(Math.floor((town().now() + ms) / 1_000));
      const refusals: readonly (readonly [Record<string, string>, string | undefined, number])[] = [
        [{ "webhook-signature": "" }, undefined, 401],
        [{ "webhook-signature": "v1,AAAA" }, undefined, 401],
        [{ "webhook-signature": `v1,AAAA v2,b ${right}x` }, undefined, 401],
        [{}, `${good.body} `, 401],
        [{ "webhook-timestamp": seconds(-360_000) }, undefined, 401],
        [{ "webhook-timestamp": seconds(360_000) }, undefined, 401],
        [{ "webhook-timestamp": "1e9" }, undefined, 400],
        [{ "webhook-timestamp": "1.5" }, undefined, 400],
      ];
      for (const [headers, body, status] of refusals) {
        const told = await callBack(town(), key, {
          headers,
          ...(body === undefined ? {} : { body }),
        });
        expect([told.status, headers, body]).toEqual([status, headers, body]);
      }
      expect((await callBack(town(), key)).status).toBe(200);
      expect(callsAbout(town(), "ord_0000000000000000")).toEqual([]);
    });

    it(`S1.43 pay and cancel at once, ${races} times: each is decided once, and no money is left behind`, async () => {
      const mina = await stranger(town());
      const itemId = await shelf(1_000);
      const ends = new Map<string, number>();
      for (let round = 0; round < races / AT_ONCE; round++) {
        const orders = await Promise.all(
          Array.from({ length: AT_ONCE }, () => ordered(mina, itemId)),
        );
        next("charge", "act-then-server-error", 2);
        next("charge", "decline", 2);
        const raced = orders.map(async (order, index) => {
          const pay = () => payBy(town(), mina, "CARD", order, {});
          const acts = [pay, () => cancel(mina, order.orderId)];
          await Promise.all((index % 2 === 0 ? acts : acts.toReversed()).map((act) => act()));
          const { status } = await ended(mina, order.orderId);
          return status;
        });
        for (const end of await Promise.all(raced)) ends.set(end, (ends.get(end) ?? 0) + 1);
      }
      expect([...ends.values()].reduce((sum, times) => sum + times, 0)).toBe(races);
      expect(ends.get("PREPARED") ?? 0).toBeLessThan(races);
      next("charge", "act-then-server-error", 0);
      next("charge", "decline", 0);
    }, 240_000);
  });
}
