/** Our books beside the files of payment companies and of the bank. */
import { describe, expect, it } from "vitest";
import { dayOf } from "#kernel/calendar.ts";
import { booked, payBy } from "#test/town/cards.ts";
import { confirm, ordered } from "#test/town/deposits.ts";
import { newGoods, operatorOf, orderShown, placed, unique } from "#test/town/people.ts";
import { ask, read, sellerOf, stranger } from "#test/town/shop.ts";
import type { Town } from "#test/town/town.ts";

type Case = {
  readonly caseId: string;
  readonly kind: string;
  readonly key: string;
  readonly orderId?: string;
  readonly statedAmount?: number;
  readonly bookedAmount?: number;
  readonly reason?: string;
};
type Stated = { readonly recordId: string; readonly key: string; readonly amount: number };

export function matching(town: () => Town): void {
  const tea = async () =>
    (await newGoods(town(), await sellerOf(town()), { price: 10_000, stock: 50 })).itemId;
  const today = () => dayOf(town().now());
  const note = async (source: string, records: readonly Stated[]) => {
    const all = records.map((of) => ({ refundedAmount: 0, day: today(), ...of }));
    const operator = await operatorOf(town());
    const body = { source, records: all };
    return ask<{ readonly newRecords: number }>(
      town(),
      operator,
      "POST",
      "/api/settlement-records",
      body,
    );
  };
  const casesOf = async (source: string, keys: readonly string[], status = "OPEN") => {
    const operator = await operatorOf(town());
    const query = `source=${source}&from=${today()}&to=${today()}&status=${status}`;
    const found: Case[] = [];
    for (const key of keys) {
      const path = `/api/settlement-cases?${query}&key=${key}`;
      found.push(...(await read<{ cases: readonly Case[] }>(town(), operator, path)).cases);
    }
    return found;
  };
  const kindsOf = async (source: string, keys: readonly string[]) =>
    (await casesOf(source, keys)).map(({ key, kind }) => `${keys.indexOf(key)} ${kind}`).toSorted();
  /** An order paid by card, and what the company's book says of it. */
  const charged = async () => {
    const mina = await stranger(town());
    const order = await placed(town(), mina, [{ itemId: await tea() }], { payMethod: "CARD" });
    await payBy(town(), mina, "CARD", order);
    await orderShown(town(), mina, order.orderId);
    const [charge] = booked(town(), order.orderId);
    const { chargeKey: key = "", providerRef = "", amount = 0 } = charge ?? {};
    return { orderId: order.orderId, key, amount, recordId: unique(providerRef) };
  };

  describe("matching", () => {
    it("a company's file is held against our charges: what is missing, differs or is told twice is a case", async () => {
      const [good, other, twice, silent] = [
        await charged(),
        await charged(),
        await charged(),
        await charged(),
      ];
      const foreign = { recordId: unique("sim"), key: unique("ord"), amount: 500 };
      const keys = [good, other, twice, silent, foreign].map(({ key }) => key);
      const file = [good, { ...other, amount: 9_000 }, twice, foreign].map(
        ({ recordId, key, amount }) => ({ recordId, key, amount }),
      );
      const again = { recordId: unique("again"), key: twice.key, amount: twice.amount };

      expect((await note("PROVIDER", [...file, again])).body).toEqual({ newRecords: 5 });
      const found = ["1 AMOUNT_DIFFERS", "2 DOUBLE", "3 MISSING_THERE", "4 MISSING_HERE"];
      expect(await kindsOf("PROVIDER", keys)).toEqual(found);
      expect((await note("PROVIDER", [...file, again])).body).toEqual({ newRecords: 0 });
      expect(await kindsOf("PROVIDER", keys)).toEqual(found);
      const [differing] = await casesOf("PROVIDER", [other.key]);
      expect(differing).toMatchObject({
        orderId: other.orderId,
        statedAmount: 9_000,
        bookedAmount: 10_000,
      });

      const { recordId, key, amount } = silent;
      await note("PROVIDER", [{ recordId, key, amount }]);
      expect(await kindsOf("PROVIDER", keys)).toEqual(found.filter((of) => !of.startsWith("3")));
    });

    it("the bank's file is held against confirmed deposits, by the order's number", async () => {
      const mina = await stranger(town());
      const operator = await operatorOf(town());
      const itemId = await tea();
      const [seen, unseen] = [
        await ordered(town(), mina, [{ itemId }]),
        await ordered(town(), mina, [{ itemId }]),
      ];
      await confirm(town(), operator, seen.orderId);
      await town().quiet();
      const keys = [seen.orderNumber, unseen.orderNumber];

      expect(await kindsOf("BANK", keys)).toEqual(["0 MISSING_THERE"]);
      const records = keys.map((key) => ({ recordId: unique("bank"), key, amount: 10_000 }));
      expect((await note("BANK", records)).status).toBe(200);
      expect(await kindsOf("BANK", keys)).toEqual(["1 MISSING_HERE"]);
      await confirm(town(), operator, unseen.orderId);
      await town().quiet();
      expect(await kindsOf("BANK", keys)).toEqual([]);
    });

    it("the bank's file is read as it is: by the order's number that was written, else by the only deposit of that name and amount", async () => {
      const mina = await stranger(town());
      const operator = await operatorOf(town());
      const itemId = await tea();
      const names = [unique("민아"), unique("준"), unique("준")];
      const [named, numbered, ...twins] = await Promise.all(
        [names[0], names[1], names[2], names[2]].map((depositorName) =>
          placed(town(), mina, [{ itemId }], { payMethod: "BANK_TRANSFER", depositorName }),
        ),
      );
      for (const order of [named, numbered, ...twins]) {
        await confirm(town(), operator, order?.orderId ?? "");
      }
      await town().quiet();
      const payers = [names[0], `차값 ${numbered?.orderNumber}`, names[2]];
      const file = [
        "거래일자,입금자명,출금액,입금액,거래번호",
        ...payers.map((payer) => `${today()} 09:00,${payer},,"10,000",${unique("bank")}`),
      ].join("\r\n");
      const body = { source: "BANK", file };
      const bring = () => ask(town(), operator, "POST", "/api/settlement-files", body);

      expect(await bring()).toMatchObject({ status: 200, body: { newRecords: 3 } });
      expect(await bring()).toMatchObject({ status: 200, body: { newRecords: 0 } });
      const keys = [named, numbered, ...twins].map((order) => order?.orderNumber ?? "");
      expect(await kindsOf("BANK", [...keys, names[2] ?? ""])).toEqual([
        "2 MISSING_THERE",
        "3 MISSING_THERE",
        "4 MISSING_HERE",
      ]);
      const broken = { source: "BANK", file: `${file}\r\n${today()},민아,,1.5,x` };
      expect(await ask(town(), operator, "POST", "/api/settlement-files", broken)).toMatchObject({
        status: 400,
        body: { errors: [{ field: "file", line: 5, code: "WRONG_FORM" }] },
      });
    });

    it("the files of Toss Payments and Stripe are read as they are, and a refund in a line of its own is no second charge", async () => {
      const [toss, stripe] = [await charged(), await charged()];
      const operator = await operatorOf(town());
      const bring = (file: string) =>
        ask(town(), operator, "POST", "/api/settlement-files", { source: "PROVIDER", file });
      const settlement = { orderId: toss.key, currency: "KRW", soldDate: today() };
      const head = "balance_transaction_id,created_utc,currency,gross,reporting_category";
      const moved = (gross: number, category: string) =>
        `${unique("txn")},${today()} 09:00:00,krw,${gross},${category},${stripe.key}`;
      const stripes = (...lines: readonly string[]) =>
        [`${head},payment_metadata[charge_key]`, ...lines].join("\n");

      await bring(
        JSON.stringify([{ ...settlement, transactionKey: unique("T"), amount: toss.amount }]),
      );
      await bring(stripes(moved(stripe.amount, "charge"), moved(-300, "stripe_fee")));
      const keys = [toss.key, stripe.key];
      expect(await kindsOf("PROVIDER", keys)).toEqual([]);

      // Neither was refunded here: each file tells of money that our books do not know to be gone.
      await bring(JSON.stringify([{ ...settlement, transactionKey: unique("T"), amount: -4_000 }]));
      await bring(stripes(moved(-4_000, "refund")));
      expect(await kindsOf("PROVIDER", keys)).toEqual(["0 AMOUNT_DIFFERS", "1 AMOUNT_DIFFERS"]);
      for (const { orderId } of [toss, stripe]) {
        const path = `/api/orders/${orderId}/cancellation`;
        await ask(town(), operator, "POST", path, { reason: "sent back" });
      }
      await expect.poll(() => kindsOf("PROVIDER", keys), { timeout: 10_000 }).toEqual([]);
    });

    it("an operator closes a case with a reason, once; who did it and why stays to be read", async () => {
      const operator = await operatorOf(town());
      const key = unique("ord");
      await note("PROVIDER", [{ recordId: unique("sim"), key, amount: 500 }]);
      const [found] = await casesOf("PROVIDER", [key]);
      const close = (reason: string, day = today()) =>
        ask<Case>(town(), operator, "POST", `/api/settlement-cases/${found?.caseId}/closure`, {
          source: "PROVIDER",
          day,
          reason,
        });
      expect((await close("a trial", "2026-01-01")).status).toBe(404);
      expect(await close("a trial")).toMatchObject({ status: 200, body: { reason: "a trial" } });
      expect(await close("another")).toMatchObject({ status: 200, body: { reason: "a trial" } });
      expect(await casesOf("PROVIDER", [key])).toEqual([]);
      expect(await casesOf("PROVIDER", [key], "CLOSED")).toMatchObject([
        { caseId: found?.caseId, kind: "MISSING_HERE", statedAmount: 500, reason: "a trial" },
      ]);
      const rows = await town().sql<{ readonly closed_by: string }>(
        "payment",
        "select closed_by from payment.closed_cases where case_id = $1",
        [found?.caseId],
      );
      expect(rows).toMatchObject([{ closed_by: expect.stringMatching(/^mem_/) as string }]);
    });

    it("a file of ten thousand records is taken part by part and matched at once", async () => {
      const key = (part: number, number: number) => `many-${part}-${number}`;
      for (let part = 0; part < 34; part++) {
        const records = Array.from({ length: 300 }, (_, number) => ({
          recordId: key(part, number),
          key: key(part, number),
          amount: 1_000,
        }));
        expect((await note("BANK", records)).body).toEqual({ newRecords: 300 });
      }
      const path = `/api/settlement-cases?source=BANK&from=${today()}&to=${today()}`;
      const last = await read<{ cases: readonly Case[] }>(
        town(),
        await operatorOf(town()),
        `${path}&size=100&page=102`,
      );
      expect(last.cases).toHaveLength(100);
      expect(new Set(last.cases.map(({ kind }) => kind))).toEqual(new Set(["MISSING_HERE"]));
    });
  });
}
