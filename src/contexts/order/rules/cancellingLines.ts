/** Cancelling single lines: delivery is asked first, then money, coupons and stock go back in turn. */
import type { Policies } from "#kernel/policies.ts";
import { isRefusal, refuse, type Refusal } from "#kernel/refusal.ts";
import {
  isCancelAsked,
  isUndoing,
  type LineCancel,
  lineCancelUnderWay,
  type Move,
  type Order,
  type OrderLine,
  refusedMove,
  stays,
} from "../rules.ts";
import { cancel } from "./cancelling.ts";
import { giveUp, goOn } from "./compensating.ts";
import { withoutLines } from "./delivering.ts";
import { reasonOf } from "./paying.ts";
import { planShown, refundPlan, type RefundPlan } from "./refundPlan.ts";

export type LinesAsked = {
  readonly lineNos: readonly number[];
  readonly by: LineCancel["by"];
};
export type LineCancelRequest = LinesAsked & {
  /** The refund that the caller was shown. */
  readonly expectedRefundMinor: bigint;
  readonly at: number;
  readonly note?: string | undefined;
};
export type LineCancelPolicies = Pick<Policies, "cancel.partial" | "cancel.prepaid.until">;

/**
 * What would go back for these lines. Refused for lines that are not the order's, and outside the
 * window: a paid, prepaid order for oneself, of which none of the lines has left or is cancelled.
 */
export function planFor(
  order: Order,
  asked: LinesAsked,
  policies: LineCancelPolicies,
): RefundPlan | Refusal {
  const unknown = unknownLine(order, asked);
  if (unknown !== undefined) return unknown;
  if (!isOpenToLines(order, asked, policies)) return refuse("ORDER_NOT_CANCELLABLE");
  const held = linesOf(order, asked).filter((line) => !isHere(line) || isAsked(order, line));
  if (held.length === 0) return refundPlan(order, asked.lineNos);
  return refuse(
    "ORDER_NOT_CANCELLABLE",
    held.map(({ lineNo, deliveryStatus }) => ({ line: lineNo, code: deliveryStatus })),
  );
}

function unknownLine({ lines }: Order, { lineNos }: LinesAsked): Refusal | undefined {
  const unknown = lineNos.find((wanted) => !lines.some(({ lineNo }) => lineNo === wanted));
  if (unknown === undefined) return undefined;
  const detail = { field: "lineNos", code: "unknown", values: { line: unknown } };
  return refuse("COMMON_INVALID_PARAMETER", [detail]);
}

function isOpenToLines(order: Order, { by }: LinesAsked, policies: LineCancelPolicies): boolean {
  const { status, serviceType, payMethod } = order;
  const isPrepaid = serviceType === "STANDARD" && payMethod !== "BANK_TRANSFER";
  const isInTime =
    status === "PAID" ||
    ((status === "PREPARED" || status === "SHIPPING") && !isCancelAsked(order));
  const mayAsk = by === "operator" || policies["cancel.prepaid.until"] === "SHIPPING";
  return policies["cancel.partial"] === "WHOLE_LINES" && isPrepaid && isInTime && mayAsk;
}

const linesOf = ({ lines }: Order, { lineNos }: Pick<LinesAsked, "lineNos">) =>
  lines.filter(({ lineNo }) => lineNos.includes(lineNo));
const isHere = ({ deliveryStatus }: OrderLine): boolean =>
  deliveryStatus === "BEFORE" || deliveryStatus === "PREPARING";
const isAsked = ({ lineCancels = [] }: Order, { lineNo }: OrderLine): boolean =>
  lineCancels.some(({ stage, lineNos }) => stage === "ASKED" && lineNos.includes(lineNo));

/**
 * Cancels lines for exactly the refund that was shown. Repeated it answers as the first time and
 * changes nothing. The last live lines are the order: then all of it is cancelled.
 */
export function cancelLines(
  order: Order,
  request: LineCancelRequest,
  policies: LineCancelPolicies,
): Move {
  if (unknownLine(order, request) === undefined && isRepeated(order, request)) {
    return { order, isRepeated: true };
  }
  const plan = planFor(order, request, policies);
  if (isRefusal(plan)) return refusedMove(order, plan);
  const other = otherRefund(order, plan, request.expectedRefundMinor);
  if (other !== undefined) return refusedMove(order, other);
  if (plan.cancelsOrder) return cancel(order, request, policies["cancel.prepaid.until"]);
  const { by, at, note } = request;
  const asked: LineCancel = {
    cancelNo: (order.lineCancels?.length ?? 0) + 1,
    lineNos: plan.lines.map(({ lineNo }) => lineNo),
    refundMinor: plan.refundMinor,
    by,
    at,
    ...(note === undefined ? {} : { note }),
    stage: "ASKED",
  };
  const before = { ...order, lineCancels: [...(order.lineCancels ?? []), asked] };
  // Delivery does not know the order before its stock is sold: nothing can have left.
  if (order.status === "PAID") return agree(before, asked, at, false);
  return { order: before, asks: ["cancelLines"] };
}

/** All of it is gone, or somebody asked for that already. */
const isRepeated = (order: Order, request: LinesAsked): boolean =>
  isUndoing(order) ||
  isCancelAsked(order) ||
  linesOf(order, request).every((line) => line.cancelledAt !== undefined || isAsked(order, line));

function otherRefund(order: Order, plan: RefundPlan, expectedMinor: bigint): Refusal | undefined {
  if (expectedMinor === plan.refundMinor) return undefined;
  const code =
    expectedMinor > plan.refundMinor + plan.leftMinor
      ? "REFUND_EXCEEDS_PAYMENT"
      : "REFUND_AMOUNT_MISMATCH";
  const values = { expected: Number(expectedMinor), actual: Number(plan.refundMinor) };
  return {
    ...refuse(code, [{ field: "expectedRefund", code, values }]),
    instead: planShown(order, plan),
  };
}

type OfCancel = { readonly cancelNo: number };
const cancelOf = ({ lineCancels = [] }: Order, { cancelNo }: OfCancel): LineCancel | undefined =>
  lineCancels.find((known) => known.cancelNo === cancelNo);

/** Delivery will not send the lines. What a whole cancel has taken over meanwhile is left to it. */
export function linesAgreed(
  order: Order,
  told: OfCancel,
  at: number,
  showsDelivered: boolean,
): Move {
  const asked = cancelOf(order, told);
  if (asked?.stage !== "ASKED") return stays(order);
  return { ...agree(order, asked, at, showsDelivered), isOutcome: true };
}

/** One of the lines had left: none is cancelled. */
export function linesKept(order: Order, told: OfCancel): Move {
  const asked = cancelOf(order, told);
  if (asked?.stage !== "ASKED") return stays(order);
  const refusal = refuse("ORDER_NOT_CANCELLABLE");
  return { order: staged(order, asked, "KEPT"), isOutcome: true, refusal, refusesStory: refusal };
}

function agree(order: Order, asked: LineCancel, at: number, showsDelivered: boolean): Move {
  const isGoing = ({ lineNo }: OrderLine) => asked.lineNos.includes(lineNo);
  const isLast = order.lines.every((line) => line.cancelledAt !== undefined || isGoing(line));
  const lines = order.lines.map((line) =>
    isGoing(line)
      ? { ...line, deliveryStatus: "CANCELLED" as const, ...(isLast ? {} : { cancelledAt: at }) }
      : line,
  );
  if (isLast) {
    const { by: cancelAskedBy, at: cancelAskedAt, note: cancelNote } = asked;
    const given = { ...order, lines, cancelAskedBy, cancelAskedAt, cancelNote };
    return giveUp(given, reasonOf(asked.by));
  }
  return carryOn(withoutLines(staged({ ...order, lines }, asked, "AGREED"), showsDelivered));
}

/** Asks for the money of the next one when none is under way; then the undoing of the order may go on. */
function carryOn(order: Order): Move {
  if (lineCancelUnderWay(order) !== undefined) return stays(order);
  const next = order.lineCancels?.find(({ stage }) => stage === "AGREED");
  if (next !== undefined)
    return asking(order, { ...next, refundNo: refundsOf(order) + 1 }, "REFUNDING");
  return order.status === "COMPENSATING" ? goOn(order) : stays(order);
}

const refundsOf = ({ lineCancels = [] }: Order): number =>
  lineCancels.filter(({ refundNo }) => refundNo !== undefined).length;

const ASK_IN = {
  REFUNDING: "refundLines",
  RESTORING: "restoreLineCoupons",
  RETURNING: "returnLines",
} as const;
const asking = (order: Order, of: LineCancel, stage: keyof typeof ASK_IN): Move => ({
  order: staged(order, of, stage),
  asks: [ASK_IN[stage]],
});

const staged = (order: Order, cancelled: LineCancel, stage: LineCancel["stage"]): Order => ({
  ...order,
  lineCancels: (order.lineCancels ?? []).map((known) =>
    known.cancelNo === cancelled.cancelNo ? { ...cancelled, stage } : known,
  ),
});

/** The money of the lines is back. */
export function linesRefunded(order: Order, { refundNo }: { readonly refundNo: number }): Move {
  const known = lineCancelUnderWay(order);
  if (known?.stage !== "REFUNDING" || known.refundNo !== refundNo) return stays(order);
  const refundedAmountMinor = order.refundedAmountMinor + known.refundMinor;
  const after = { ...order, refundedAmountMinor };
  return asking(after, known, couponsOn(order, known).length > 0 ? "RESTORING" : "RETURNING");
}

/** The coupons that were used on the lines of a cancel. */
export const couponsOn = (order: Order, { lineNos }: LineCancel): readonly string[] =>
  linesOf(order, { lineNos }).flatMap(({ memberCouponIds }) => memberCouponIds);

/** The coupons of the lines can be used again. */
export function lineCouponsRestored(order: Order, told: OfCancel): Move {
  const known = cancelOf(order, told);
  return known?.stage === "RESTORING" ? asking(order, known, "RETURNING") : stays(order);
}

/** The stock of the lines is back on the shelf: nobody is owed anything for them. */
export function linesReturned(order: Order, told: OfCancel): Move {
  const known = cancelOf(order, told);
  return known?.stage === "RETURNING" ? carryOn(staged(order, known, "DONE")) : stays(order);
}
