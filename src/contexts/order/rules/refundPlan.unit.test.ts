import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allocate, sumOf } from "#kernel/money.ts";
import { inSituation, memberCouponId } from "../fixtures.ts";
import { liveLines, type OrderLine } from "../rules.ts";
import { type PlannedOrder, refundPlan } from "./refundPlan.ts";

const ORDER_COUPON = "mcp_0000000000000000";
const [sample] = inSituation("PREPARED").lines;

/** An order of lines at these amounts, whose discount they share as coupon would share it. */
function orderOf(amounts: readonly bigint[], discountMinor: bigint): PlannedOrder {
  const shares = allocate(discountMinor, amounts);
  const lines = amounts.map((lineAmountMinor, index): OrderLine => ({
    ...(sample as OrderLine),
    lineNo: index + 1,
    quantity: 1,
    unitDiscountedPriceMinor: lineAmountMinor,
    lineAmountMinor,
    orderDiscountShareMinor: shares[index] ?? 0n,
    memberCouponIds: index === 1 ? [memberCouponId] : [],
  }));
  return {
    orderId: inSituation("PREPARED").orderId,
    payMethod: "WALLET",
    lines,
    orderCouponId: ORDER_COUPON,
    payableAmountMinor: sumOf(amounts) - discountMinor,
  };
}

const without = (order: PlannedOrder, lineNos: readonly number[]): PlannedOrder => ({
  ...order,
  lines: order.lines.map((line) =>
    lineNos.includes(line.lineNo) ? { ...line, cancelledAt: 1 } : line,
  ),
});

describe("the refund plan", () => {
  it("F13 gives back each line less its share: 57,694 and 9,306, together 67,000", () => {
    const order = orderOf([62_000n, 10_000n], 5_000n);
    expect([[1], [2], [1, 2]].map((of) => refundPlan(order, of).refundMinor)).toEqual([
      57_694n,
      9_306n,
      67_000n,
    ]);
  });

  it("restores a line's coupon with its line, and the order's with the last", () => {
    const order = orderOf([62_000n, 10_000n, 500n], 5_000n);
    const restored = (of: PlannedOrder, lineNos: readonly number[]) =>
      refundPlan(of, lineNos).restoredCouponIds;
    expect(restored(order, [1])).toEqual([]);
    expect(restored(order, [2])).toEqual([memberCouponId]);
    expect(restored(without(order, [2, 3]), [1])).toEqual([ORDER_COUPON]);
    expect(restored(order, [1, 2, 3])).toEqual([memberCouponId, ORDER_COUPON]);
  });

  it("has nothing for lines that are gone", () => {
    const order = without(orderOf([62_000n, 10_000n], 5_000n), [1]);
    expect(refundPlan(order, [1, 2])).toMatchObject({
      refundMinor: 9_306n,
      leftMinor: 0n,
      cancelsOrder: true,
    });
  });

  const amounts = fc.array(fc.bigInt({ min: 1n, max: 10_000_000n }), {
    minLength: 1,
    maxLength: 12,
  });
  const cases = amounts.chain((of) =>
    fc.record({
      amounts: fc.constant(of),
      discount: fc.bigInt({ min: 0n, max: sumOf(of) - 1n }),
      /** In which request each line goes. */
      turns: fc.array(fc.nat(4), { minLength: of.length, maxLength: of.length }),
      order: fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5, maxLength: 5 }),
    }),
  );

  it("I9 lines that go in any groups and any order give back what they give back together, and in the end all", () => {
    fc.assert(
      fc.property(cases, ({ amounts: of, discount, turns, order: sequence }) => {
        const whole = orderOf(of, discount);
        let order = whole;
        let back = 0n;
        for (const turn of sequence) {
          const lineNos = turns.flatMap((at, index) => (at === turn ? [index + 1] : []));
          const plan = refundPlan(order, lineNos);
          back += plan.refundMinor;
          expect(plan.refundMinor).toBe(sumOf(plan.lines.map(({ refundMinor }) => refundMinor)));
          expect(plan.refundMinor).toBe(refundPlan(whole, lineNos).refundMinor);
          expect(back + plan.leftMinor).toBe(whole.payableAmountMinor);
          order = without(order, lineNos);
        }
        expect(liveLines(order)).toEqual([]);
        expect(back).toBe(whole.payableAmountMinor);
      }),
      { numRuns: 2_000 },
    );
  });
});
