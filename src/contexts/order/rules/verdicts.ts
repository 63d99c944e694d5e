/** The verdicts on a placed order: catalog on stock, coupon on discounts, payment on its row. */
import { refuse, type Refusal } from "#kernel/refusal.ts";
import {
  amountsOf,
  isUndoing,
  type Move,
  nextSuccessNo,
  type Order,
  type OrderLine,
  type Party,
  stays,
  stepsOf,
  withStep,
} from "../rules.ts";
import { giveUp, lateNo, lateYes } from "./compensating.ts";
import { charge } from "./paying.ts";
import { PENDING, usesCoupons } from "./placing.ts";

export type Verifying = {
  readonly unpaidUntil: number;
  /** A lasting failure to complete the verification; only faults planted by tests have one. */
  readonly fails: () => boolean;
};

/** A party said yes. The last missing yes verifies the order; with autoPay its charge is asked for at once. */
export function sayYes(order: Order, party: Party, { unpaidUntil, fails }: Verifying): Move {
  if (isUndoing(order)) return lateYes(order, party);
  const step = order.steps[party];
  if (order.status !== "PLACED" || step?.verdict !== "PENDING") return stays(order);
  const heard = withStep(order, party, {
    ...step,
    verdict: "YES",
    successNo: nextSuccessNo(order.steps),
  });
  if (party === "stock" && heard.steps.coupon === undefined && usesCoupons(heard)) {
    return { order: withStep(heard, "coupon", PENDING), asks: ["redeemCoupons"] };
  }
  if (stepsOf(heard.steps).some(({ verdict }) => verdict !== "YES")) return stays(heard);
  if (fails()) return { ...giveUp(heard, "CANNOT_COMPLETE"), refusesStory: unavailable };
  const verified: Order = { ...heard, status: "AWAITING_PAYMENT", unpaidUntil };
  if (verified.payMethod === "BANK_TRANSFER") return { order: verified, asks: ["awaitDeposit"] };
  return verified.autoPay ? charge(verified) : stays(verified);
}

const unavailable = refuse("DEPENDENCY_UNAVAILABLE");

/** A party said no: the order is given up, for that reason. */
export function sayNo(order: Order, party: Party, refusal: Refusal): Move {
  if (isUndoing(order)) return lateNo(order, party);
  const step = order.steps[party];
  if (order.status !== "PLACED" || step?.verdict !== "PENDING") return stays(order);
  const heard = withStep(order, party, { ...step, verdict: "NO" });
  return { ...giveUp(heard, refusal.refusal), refusesStory: refusal };
}

/** What the coupons made of the lines. */
export type Redeemed = {
  readonly lines: readonly {
    readonly lineNo: number;
    readonly unitDiscountedPriceMinor: bigint;
    readonly orderDiscountShareMinor: bigint;
  }[];
  readonly orderDiscountMinor: bigint;
};

/** The order at the prices that coupon redeemed; an order that no longer waits for them keeps its own. */
export function discounted(order: Order, redeemed: Redeemed): Order {
  if (order.status !== "PLACED" || order.steps.coupon?.verdict !== "PENDING") return order;
  const byLine = new Map(redeemed.lines.map((line) => [line.lineNo, line]));
  const lines = order.lines.map(({ expectedUnitPriceMinor: _, ...line }): OrderLine => {
    const found = byLine.get(line.lineNo);
    if (found === undefined) return line;
    const { unitDiscountedPriceMinor, orderDiscountShareMinor } = found;
    return {
      ...line,
      unitDiscountedPriceMinor,
      lineAmountMinor: unitDiscountedPriceMinor * BigInt(line.quantity),
      orderDiscountShareMinor,
    };
  });
  return { ...order, lines, ...amountsOf(lines, redeemed.orderDiscountMinor) };
}

/** The verification limit passed: the order is given up with whatever was said so far. */
export const verificationLimitPassed = (order: Order): Move =>
  order.status === "PLACED" ? giveUp(order, "VERIFICATION_LIMIT") : stays(order);
