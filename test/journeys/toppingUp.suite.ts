/** Money put into a wallet by card: in the wallet to the won, or back on the card. */
import { afterEach, describe, expect, it } from "vitest";
import type { Fault } from "#contexts/payment/providers/simulator/faults.ts";
import { booked, booksAgree, callBack } from "#test/town/cards.ts";
import { newGoods, onceOnly, pay, type Person, placed } from "#test/town/people.ts";
import { ask, balanceOf, read, sellerOf, stranger } from "#test/town/shop.ts";
import { beginTopUp, payTopUp, topUpShown } from "#test/town/topUps.ts";
import type { Town } from "#test/town/town.ts";
import { until } from "#test/town/waiting.ts";

type Statement = { readonly entries: readonly { readonly transactionId: string }[] };

export function toppingUp(town: () => Town): void {
  const next = (on: "charge" | "refund", fault: Fault, times = 1) =>
    town().simulator.set({ faults: [{ on, fault, times }] });
  const begun = async (asker: Person, amount = 10_000, payMethod = "CARD") => {
    const { status, body } = await beginTopUp(town(), asker, amount, payMethod);
    expect([status, body.status]).toEqual([201, "OPENED"]);
    return body;
  };
  const entriesOf = async (asker: Person) =>
    (await read<Statement>(town(), asker, "/api/wallet/entries")).entries;

  describe("topping up", () => {
    afterEach(async () => {
      expect(await booksAgree(town())).toEqual([]);
    });

    it.each(["CARD", "NAVER_PAY", "TOSS_PAY", "KAKAO_PAY"])(
      "S3.1 money taken by %s is in the wallet, on its statement, and buys",
      async (payMethod) => {
        const mina = await stranger(town());
        const topUp = await begun(mina, 10_000, payMethod);
        expect(topUp.chargeKey).toBe(`${topUp.transactionId}-1`);
        const paid = await payTopUp(town(), mina, topUp);
        expect(paid).toMatchObject({ status: 200, body: { ...topUp, status: "BOOKED" } });
        await town().quiet();

        expect(await balanceOf(town(), mina)).toBe(10_000);
        expect(await entriesOf(mina)).toMatchObject([
          { transactionId: topUp.transactionId, cause: "CHARGE", amount: 10_000 },
        ]);
        expect(booked(town(), topUp.transactionId)).toMatchObject([
          { payMethod, amount: 10_000, currency: "KRW", status: "CHARGED", refunds: [] },
        ]);
        const seller = await sellerOf(town());
        const { itemId } = await newGoods(town(), seller, { price: 10_000, stock: 1 });
        const { orderId, payableAmount } = await placed(town(), mina, [{ itemId }]);
        const waiting = { ...onceOnly(), prefer: "wait=20" };
        expect((await pay(town(), mina, orderId, payableAmount, waiting)).status).toBe(200);
        await town().quiet();
        expect(await balanceOf(town(), mina)).toBe(0);
      },
    );

    it.each([0, -1, 1.5, 100_000_001])("S3.1 an amount of %d is refused", async (amount) => {
      const mina = await stranger(town());
      expect((await beginTopUp(town(), mina, amount)).status).toBe(400);
      expect((await beginTopUp(town(), mina, 1_000, "WALLET")).status).toBe(400);
    });

    it("S0.10 a top-up paid 20 times at once is charged once, and booked once", async () => {
      const mina = await stranger(town());
      const topUp = await begun(mina);
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => payTopUp(town(), mina, topUp)),
      );
      expect(answers.filter(({ status }) => status !== 200 && status !== 202)).toEqual([]);
      await until(
        () => topUpShown(town(), mina, topUp),
        ({ status }) => status === "BOOKED",
      );
      expect(await balanceOf(town(), mina)).toBe(10_000);
      expect(booked(town(), topUp.transactionId)).toHaveLength(1);
      const again = await payTopUp(town(), mina, topUp);
      expect(again).toMatchObject({ status: 200, body: { status: "BOOKED" } });
    });

    it("S1.43 a declined card fills no wallet", async () => {
      const mina = await stranger(town());
      const topUp = await begun(mina);
      next("charge", "decline");
      const declined = { status: 409, body: { code: "PAYMENT_DECLINED" } };
      expect(await payTopUp(town(), mina, topUp)).toMatchObject(declined);
      expect(await payTopUp(town(), mina, topUp)).toMatchObject(declined);
      expect(await balanceOf(town(), mina)).toBe(0);
      expect(await entriesOf(mina)).toEqual([]);
    });

    it.each<Fault>(["act-then-time-out", "act-then-server-error", "time-out"])(
      "S0.31 S1.43 %s is a doubt, then the money is in the wallet, once",
      async (fault) => {
        const mina = await stranger(town());
        const topUp = await begun(mina);
        town().simulator.set({ callbackCopies: 0 });
        next("charge", fault);
        const paying = payTopUp(town(), mina, topUp);
        await until(
          () => topUpShown(town(), mina, topUp),
          ({ status }) => status === "IN_DOUBT",
        );
        expect((await paying).body.status).toBe("BOOKED");
        await town().quiet();
        expect(await balanceOf(town(), mina)).toBe(10_000);
        town().simulator.set({ callbackCopies: 1 });
      },
    );

    it("S1.43 a callback resolves the doubt at once, and 20 more fill nothing", async () => {
      const mina = await stranger(town());
      const topUp = await begun(mina);
      next("charge", "act-then-server-error");
      town().simulator.set({ callbackCopies: 20, callbackFirst: "yes" });
      expect((await payTopUp(town(), mina, topUp)).body.status).toBe("BOOKED");
      town().simulator.set({ callbackCopies: 1, callbackFirst: "no" });
      await Promise.all(Array.from({ length: 20 }, () => callBack(town(), topUp.chargeKey)));
      await town().quiet();
      expect(await balanceOf(town(), mina)).toBe(10_000);
    });

    it.each<Fault>(["wrong-amount", "wrong-currency"])(
      "S0.31 a charge with the %s goes back whole, though the company is silent at first",
      async (fault) => {
        const mina = await stranger(town());
        const topUp = await begun(mina);
        next("charge", fault);
        next("refund", "act-then-time-out");
        expect((await payTopUp(town(), mina, topUp)).body).toMatchObject({
          code: "PAYMENT_DECLINED",
        });
        await until(
          () => topUpShown(town(), mina, topUp),
          ({ status }) => status === "RETURNED",
        );
        expect(await balanceOf(town(), mina)).toBe(0);
        const [charge] = booked(town(), topUp.transactionId);
        expect(charge?.refunds).toMatchObject([{ amount: fault === "wrong-amount" ? 1 : 10_000 }]);
      },
    );

    it("S0.31 money that the company takes after it said no goes back, and is in no wallet", async () => {
      const mina = await stranger(town());
      const topUp = await begun(mina);
      next("charge", "decline");
      await payTopUp(town(), mina, topUp);
      const [declined] = booked(town(), topUp.transactionId);
      Object.assign(declined ?? {}, { status: "CHARGED" });
      for (let copies = 0; copies < 20; copies++) await callBack(town(), topUp.chargeKey);
      await until(
        () => topUpShown(town(), mina, topUp),
        ({ status }) => status === "RETURNED",
      );
      expect(await balanceOf(town(), mina)).toBe(0);
    });

    it("a top-up is its member's own: nobody else sees it or pays it", async () => {
      const [mina, jun] = await Promise.all([stranger(town()), stranger(town())]);
      const topUp = await begun(mina);
      expect((await payTopUp(town(), jun, topUp)).status).toBe(404);
      const path = `/api/payments/top-ups/${topUp.transactionId}`;
      expect((await ask(town(), jun, "GET", path)).status).toBe(404);
      expect((await topUpShown(town(), mina, topUp)).status).toBe("OPENED");
    });
  });
}
