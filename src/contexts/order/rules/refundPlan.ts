/** What goes back for lines of a paid order: exact to the won, and the same in whatever order they go. */
import { CURRENCY } from "#kernel/money.ts";
import { amount, count, flag, listOf, oneOf, record, token } from "#kernel/schema.ts";
import { payMethod } from "../contract.ts";
import { liveLines, type Order, type OrderLine } from "../rules.ts";

export type PlannedOrder = Pick<
  Order,
  "orderId" | "lines" | "orderCouponId" | "payMethod" | "payableAmountMinor"
>;

export type RefundPlan = {
  readonly lines: readonly {
    readonly lineNo: number;
    readonly lineAmountMinor: bigint;
    readonly orderDiscountShareMinor: bigint;
    readonly refundMinor: bigint;
  }[];
  readonly refundMinor: bigint;
  /** What is then still paid for. */
  readonly leftMinor: bigint;
  readonly restoredCouponIds: readonly string[];
  /** They are the last live lines: this is a cancel of the order. */
  readonly cancelsOrder: boolean;
};

/**
 * What goes back for those lines that were not cancelled before: each line's amount less its stored
 * share of the order discount, and the coupons on it. The discount itself stays as it was given; its
 * coupon returns with the last line.
 */
export function refundPlan(order: PlannedOrder, lineNos: readonly number[]): RefundPlan {
  const live = liveLines(order);
  const going = live.filter(({ lineNo }) => lineNos.includes(lineNo));
  const cancelsOrder = going.length === live.length;
  const { orderCouponId } = order;
  return {
    lines: going.map((line) => ({
      lineNo: line.lineNo,
      lineAmountMinor: line.lineAmountMinor,
      orderDiscountShareMinor: line.orderDiscountShareMinor,
      refundMinor: refundOf(line),
    })),
    refundMinor: refundOfAll(going),
    leftMinor: refundOfAll(live) - refundOfAll(going),
    restoredCouponIds: [
      ...going.flatMap(({ memberCouponIds }) => memberCouponIds),
      ...(cancelsOrder && orderCouponId !== undefined ? [orderCouponId] : []),
    ],
    cancelsOrder,
  };
}

type Priced = Pick<OrderLine, "lineAmountMinor" | "orderDiscountShareMinor">;
const refundOf = ({ lineAmountMinor, orderDiscountShareMinor }: Priced): bigint =>
  lineAmountMinor - orderDiscountShareMinor;

function refundOfAll(lines: readonly Priced[]): bigint {
  let sum = 0n;
  for (const line of lines) sum += refundOf(line);
  return sum;
}

export const shownPlan = () =>
  record({
    orderId: token("ord"),
    lines: listOf(
      record({
        lineNo: count(1),
        lineAmount: amount(),
        orderDiscountShare: amount(),
        refund: amount(),
      }),
      200,
    ),
    /** What goes back, to where it came from. */
    refund: amount(),
    payMethod: payMethod(),
    currency: oneOf(CURRENCY),
    /** What is then still paid for. */
    remainingAmount: amount(),
    /** Coupons that can be used again. */
    restoredCouponIds: listOf(token("mcp"), 401),
    /** The order has no other line: all of it is cancelled. */
    cancelsOrder: flag(),
  });

/** A plan as HTTP shows it. */
export const planShown = ({ orderId, payMethod: method }: PlannedOrder, plan: RefundPlan) => ({
  orderId,
  lines: plan.lines.map(({ lineNo, lineAmountMinor, orderDiscountShareMinor, refundMinor }) => ({
    lineNo,
    lineAmount: lineAmountMinor,
    orderDiscountShare: orderDiscountShareMinor,
    refund: refundMinor,
  })),
  refund: plan.refundMinor,
  payMethod: method,
  currency: CURRENCY,
  remainingAmount: plan.leftMinor,
  restoredCouponIds: [...plan.restoredCouponIds],
  cancelsOrder: plan.cancelsOrder,
});
