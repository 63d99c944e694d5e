/** Paying an order: payment's row is the arbiter of whether money was taken. */
import { refuse, type RefusalCode } from "#kernel/refusal.ts";
import type { CancelReason, PayMethod } from "../contract.ts";
import {
  type CancelAsker,
  isCancelAsked,
  isPaid,
  isUndoing,
  type Move,
  type Order,
  refusedMove,
  stays,
} from "../rules.ts";
import { giveUp, lateMoney, lateNo } from "./compensating.ts";

/** A member pays. Checked in the sequence of requirements §4.5: state, amount, method, not under way. */
export function pay(order: Order, payMethod: PayMethod, amountMinor: bigint): Move {
  const refusal = payRefusal(order, payMethod, amountMinor);
  return refusal === undefined ? charge(order) : refusedMove(order, refuse(refusal));
}

function payRefusal(
  order: Order,
  payMethod: PayMethod,
  amountMinor: bigint,
): RefusalCode | undefined {
  if (isPaid(order)) return "PAYMENT_ALREADY_DONE";
  if (order.status !== "AWAITING_PAYMENT" || isCancelAsked(order)) return "COMMON_ILLEGAL_STATUS";
  if (amountMinor !== order.payableAmountMinor) return "PAYMENT_AMOUNT_MISMATCH";
  if (payMethod !== order.payMethod) return "PAYMENT_METHOD_MISMATCH";
  // A bank transfer is paid at the bank, and confirmed by whoever sees it there.
  const isElsewhere = order.payInFlight || order.payMethod === "BANK_TRANSFER";
  return isElsewhere ? "COMMON_ILLEGAL_STATUS" : undefined;
}

/** Payment is asked for the money, once per attempt. */
export const charge = (order: Order): Move => ({
  order: { ...order, payAttempts: order.payAttempts + 1, payInFlight: true },
  asks: ["charge"],
});

/**
 * The money was taken. It pays the order unless a member or operator had asked to cancel; the unpaid
 * limit loses against it. What cannot be completed is given up with its refund.
 */
export function approved(order: Order, canComplete: () => boolean): Move {
  if (isUndoing(order)) return lateMoney(order);
  if (order.status !== "AWAITING_PAYMENT") return stays(order);
  const taken: Order = { ...order, moneyTaken: true, payInFlight: false };
  const asker = order.cancelAskedBy;
  if (asker === "member" || asker === "operator") return giveUp(taken, reasonOf(asker));
  if (!canComplete()) {
    return { ...giveUp(taken, "CANNOT_COMPLETE"), refusesStory: refuse("DEPENDENCY_UNAVAILABLE") };
  }
  return stays({
    ...taken,
    status: "PAID",
    unpaidUntil: undefined,
    cancelAskedBy: undefined,
    cancelAskedAt: undefined,
  });
}

/** The deposit came and its stock is sold: an asked cancel has lost. What is undone already is refunded. */
export function depositConfirmed(order: Order): Move {
  if (isUndoing(order)) return lateMoney(order);
  if (order.status !== "AWAITING_PAYMENT") return stays(order);
  const paid: Order = {
    ...order,
    status: "PAID",
    moneyTaken: true,
    unpaidUntil: undefined,
    cancelAskedBy: undefined,
    cancelAskedAt: undefined,
    cancelNote: undefined,
  };
  return isCancelAsked(order)
    ? { order: paid, refusal: refuse("ORDER_NOT_CANCELLABLE") }
    : stays(paid);
}

export type PayFailure = "WALLET_BALANCE_INSUFFICIENT" | "PAYMENT_DECLINED";

/** The charge was refused: the order is given up, or stays payable while tries are left and no cancel was asked. */
export function payFailed(
  order: Order,
  failed: { readonly attempt: number; readonly reason: PayFailure },
  triesMax: number,
): Move {
  if (order.status !== "AWAITING_PAYMENT" || failed.attempt !== order.payAttempts) {
    return stays(order);
  }
  if (order.cancelAskedBy !== undefined) return giveUp(order, reasonOf(order.cancelAskedBy));
  if (!order.payInFlight) return stays(order);
  const refusal = refuse(failed.reason);
  if (order.payAttempts >= triesMax) return { ...giveUp(order, failed.reason), refusal };
  const open = { ...order, payInFlight: false };
  // The first charge of an autoPay order was nobody's request: its order stands, and can be paid.
  return order.autoPay && order.payAttempts === 1 ? stays(open) : { order: open, refusal };
}

/** No money was taken, nor ever will be: what the cancel or the limit asked for, or payment's own no. */
export function neverPaid(order: Order): Move {
  if (isUndoing(order)) return lateNo(order, "payment");
  const asker = order.cancelAskedBy;
  const reason = asker === undefined ? "PAYMENT_CANCELLED" : reasonOf(asker);
  if (order.status === "AWAITING_PAYMENT") return giveUp(order, reason);
  if (order.status === "PLACED") return closedBeforeUse(order);
  return stays(order);
}

/** The payment was closed while others still judge the order: it can never be paid. */
function closedBeforeUse(order: Order): Move {
  const step = order.steps.payment;
  if (step === undefined) return stays(order);
  const steps = { ...order.steps, payment: { ...step, verdict: "NO" as const } };
  return giveUp({ ...order, steps }, "PAYMENT_CANCELLED");
}

/** What was paid for could not be sold: the money goes back. */
export const cannotBeSold = (
  order: Order,
  reason: RefusalCode | CancelReason = "CANNOT_COMPLETE",
): Move => (order.status === "PAID" ? giveUp(order, reason) : stays(order));

/** The stock is sold: the order is ready to be sent, or waits for its recipient's address. */
export function sold(order: Order): Move {
  if (order.status !== "PAID" || order.stockSold === true) return stays(order);
  if (order.address === undefined) return stays({ ...order, stockSold: true });
  return stays({ ...order, status: "PREPARED" });
}

const REASONS: Readonly<Record<CancelAsker, CancelReason>> = {
  member: "CANCELLED_BY_MEMBER",
  operator: "CANCELLED_BY_OPERATOR",
  limit: "UNPAID_LIMIT",
};
export const reasonOf = (asker: CancelAsker): CancelReason => REASONS[asker];
