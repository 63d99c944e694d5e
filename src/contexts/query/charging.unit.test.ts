import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { percentOf, sumOf } from "#kernel/money.ts";
import { NOON, stageOf } from "#test/stage.ts";
import { fees, orderViews } from "./collections.ts";
import { noteFee } from "./contract.ts";
import { reactionsWith } from "./reactions.ts";
import { emptyView, type OrderView } from "./rules.ts";
import {
  entriesOf,
  percentAt,
  type Span,
  totalsOf,
  withLinesBack,
  withTerm,
} from "./rules/charging.ts";
import { csvOf } from "./rules/csv.ts";

const HANEUL = "ptn_0000000000Haneul";
const DALBIT = "ptn_0000000000Dalbit";
const DAY_MS = 86_400_000;
const EVER: Span = { from: 0, to: NOON + 100 * DAY_MS };

type Sold = { readonly partnerId?: string; readonly amount: number; readonly share?: number };
/** An order paid at noon, a line for each of these. */
const paid = (...sold: readonly Sold[]): OrderView => ({
  ...emptyView("ord_0000000000000001"),
  orderNumber: "ORD-20260302-000001",
  paidAt: NOON,
  lines: sold.map(({ partnerId = HANEUL, amount, share = 0 }, index) => ({
    lineNo: index + 1,
    itemId: "itm_0000000000000tea",
    partnerId,
    itemName: "Tea",
    size: "-",
    quantity: 1,
    unitListPriceMinor: BigInt(amount),
    options: [],
    unitDiscountedPriceMinor: BigInt(amount),
    lineAmountMinor: BigInt(amount),
    orderDiscountShareMinor: BigInt(share),
  })),
});
const ten = () => 10;
const within = (order: OrderView, span = EVER, partnerId = HANEUL, feeAt = ten) =>
  entriesOf(order, partnerId, span, feeAt);
const sums = (order: OrderView, span = EVER) => {
  const { soldMinor, refundedMinor, feeMinor, dueMinor } = totalsOf(within(order, span));
  return [soldMinor, refundedMinor, feeMinor, dueMinor].map(Number);
};

describe("charging", () => {
  it("a seller is charged for the seller's own lines, at what was paid for them", () => {
    const order = paid({ amount: 10_000, share: 1_000 }, { amount: 500, partnerId: DALBIT });
    expect(sums(order)).toEqual([9_000, 0, 900, 8_100]);
    expect(within(order, EVER, DALBIT)).toMatchObject([{ lineNo: 2, feeMinor: 50n }]);
  });

  it("the fee of an order is rounded down once, and its lines share it by largest remainder", () => {
    const order = paid({ amount: 333 }, { amount: 333 }, { amount: 334 });
    expect(within(order).map(({ feeMinor }) => Number(feeMinor))).toEqual([33, 33, 34]);
    expect(sums(paid({ amount: 9 }))).toEqual([9, 0, 0, 9]);
  });

  it("what went back is taken back on its own day, and the day of the sale stays as it was", () => {
    const sold = paid({ amount: 333 }, { amount: 333 }, { amount: 334 });
    const order = withLinesBack(sold, NOON + 3 * DAY_MS, [2]);
    const day = (days: number) => ({ from: NOON + days * DAY_MS, to: NOON + days * DAY_MS });
    expect(sums(order, day(0))).toEqual([1_000, 0, 100, 900]);
    expect(sums(order, day(3))).toEqual([0, 333, -33, -300]);
    expect(sums(order)).toEqual([1_000, 333, 67, 600]);
  });

  it("a line goes back once; without lines named, all that are left go", () => {
    const order = withLinesBack(paid({ amount: 100 }, { amount: 200 }), NOON + 1, [1]);
    expect(withLinesBack(order, NOON + 2, [1])).toBe(order);
    const all = withLinesBack(order, NOON + 3);
    expect(all.linesBack).toEqual([
      { lineNo: 1, at: NOON + 1 },
      { lineNo: 2, at: NOON + 3 },
    ]);
    expect(sums(all)).toEqual([300, 300, 0, 0]);
  });

  it("an order that was never paid is in no statement", () => {
    expect(within({ ...paid({ amount: 100 }), paidAt: undefined })).toEqual([]);
  });

  it("a sale bears the fee of its time; the first is that of all before it too", () => {
    const first = withTerm(undefined, { since: NOON, percent: 10 });
    expect(withTerm(first, { since: NOON + 5, percent: 10 })).toBe(first);
    const { terms } = withTerm(first, { since: NOON + 9, percent: 12 });
    const percents = [NOON - 1, NOON, NOON + 8, NOON + 9].map((at) => percentAt(terms, at, 7));
    expect(percents).toEqual([10, 10, 10, 12]);
    expect(percentAt([], NOON, 7)).toBe(7);
  });

  it("the fee is noted where it is another than before, however often it is said", () => {
    const on = stageOf(reactionsWith({ hasFeed: false, hasRanking: false }));
    const note = (percent: number) => noteFee({ feeName: "settlement.feePercent", percent });
    for (const percent of [10, 10, 12, 12]) on.tell(note(percent));
    const fee = on.row(fees, "settlement.feePercent");
    expect(fee?.terms.map(({ percent }) => percent)).toEqual([10, 12]);
    expect(on.rows(orderViews)).toEqual([]);
  });

  it("to the won: days add up to their span, lines to their order, and what is due to what was kept", () => {
    const line = fc.record({
      partnerId: fc.constantFrom(HANEUL, DALBIT),
      amount: fc.integer({ min: 0, max: 2_000_000_000 }),
    });
    const going = fc.array(fc.tuple(fc.integer({ min: 1, max: 8 }), fc.nat(5)), { maxLength: 8 });
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 0, max: 100 }),
        going,
        (lines, percent, gone) => {
          const order = gone
            .filter(([lineNo]) => lineNo <= lines.length)
            .reduce(
              (view, [lineNo, days]) => withLinesBack(view, NOON + days * DAY_MS, [lineNo]),
              paid(...lines),
            );
          const entries = within(order, EVER, HANEUL, () => percent);
          const totals = totalsOf(entries);
          const sales = entries.filter(({ kind }) => kind === "SALE");
          const sold = sumOf(sales.map(({ amountMinor }) => amountMinor));
          expect(sumOf(sales.map(({ feeMinor }) => feeMinor))).toBe(percentOf(sold, percent));
          expect(totals.dueMinor).toBe(totals.soldMinor - totals.refundedMinor - totals.feeMinor);
          const days = [0, 1, 2, 3, 4, 5].map((day) => NOON + day * DAY_MS);
          const daily = days.flatMap((at) =>
            within(order, { from: at, to: at }, HANEUL, () => percent),
          );
          expect(totalsOf(daily)).toEqual(totals);
        },
      ),
    );
  });
});

describe("comma-separated values", () => {
  it("hold Korean, commas, quotes and lines, and nothing that a spreadsheet would run", () => {
    const rows = [
      ['한과, 3"', -5n, 2],
      ["=cmd()", 0, "a\nb"],
    ];
    expect(csvOf(["name", "amount", "count"], rows)).toBe(
      '\uFEFFname,amount,count\r\n"한과, 3""",-5,2\r\n\'=cmd(),0,"a\nb"\r\n',
    );
  });
});
