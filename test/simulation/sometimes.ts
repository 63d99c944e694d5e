import type { Evidence } from "./checker/evidence.ts";
import type { OrderRow } from "./checker/orders.ts";

/**
 * States that must really be reached (faults.md §3.3), each by the counters that show it: what a
 * consumer's row was when a message came, how orders ended, what the simulation did. A run that never
 * gets there proves nothing about it.
 */
export const SOMETIMES: Readonly<Record<string, readonly string[]>> = {
  all_yes: ["was AWAITING_PAYMENT"],
  first_no: ["order PLACED + catalog.stock-refused", "order PLACED + coupon.refused"],
  both_no: ["order COMPENSATING + catalog.stock-refused", "order COMPENSATING + coupon.refused"],
  late_yes: ["order COMPENSATING + catalog.stock-reserved", "order COMPENSATING + coupon.redeemed"],
  limit_in_placed: ["cancelled for VERIFICATION_LIMIT"],
  limit_in_awaiting: ["order AWAITING_PAYMENT + order.due"],
  member_cancel_in_placed: ["order PLACED + order.cancel"],
  member_cancel_in_awaiting: ["order AWAITING_PAYMENT + order.cancel"],
  limit_met_approved: ["order AWAITING_PAYMENT asked by limit + payment.approved"],
  member_cancel_met_approved: ["order AWAITING_PAYMENT asked by member + payment.approved"],
  payment_tombstone_hit: ["payment CANCELLED + order.placed"],
  declined_then_paid: ["paid at another attempt"],
  wallet_paid: ["was PAID"],
  wallet_refused: ["order AWAITING_PAYMENT + payment.failed"],
  refunded: ["ended REFUNDED"],
  cannot_be_sold: ["order PAID + catalog.stock-commit-refused"],
  cancel_met_hand_over: [
    "order PREPARED asked by member + delivery.started",
    "order PREPARED asked by operator + delivery.started",
  ],
  lines_cancelled: ["order PREPARED + delivery.lines-cancelled"],
  lines_cancelled_on_the_way: ["order SHIPPING + delivery.lines-cancelled"],
  lines_cancelled_before_sold: ["order PAID + order.cancel-lines"],
  lines_cancel_met_hand_over: ["order SHIPPING + delivery.lines-kept"],
  partial_refunds: ["order PREPARED + payment.part-refunded"],
  partial_refund_met_whole_cancel: ["order COMPENSATING + payment.part-refunded"],
  confirmed: ["order SHIPPING + order.confirm-receipt", "order DELIVERED + order.confirm-receipt"],
  closed_by_itself: ["order DELIVERED + order.due", "order SHIPPING + order.due"],
  last_unit_lost: ["cancelled for STOCK_INSUFFICIENT", "refused STOCK_INSUFFICIENT"],
  last_coupon_lost: ["refused COUPON_SOLD_OUT"],
  overdraw_refused: ["refused WALLET_BALANCE_INSUFFICIENT"],
  same_key_together: ["same_key_together"],
  same_key_answered_again: ["answered_again"],
  price_changed_in_checkout: ["cancelled for PRICE_CHANGED", "refused PRICE_CHANGED"],
  stock_edit_while_reserved: ["stock edited while reserved"],
  two_batches_one_row: ["batch_retried_after_conflict"],
  crash_before_commit: ["crash_before_commit"],
  crash_after_commit: ["crash_after_commit"],
  commit_lost_was_done: ["commit_lost_was_done"],
  commit_lost_was_not: ["commit_lost_was_not"],
  double_crash: ["double_crash"],
  batch_refused_by_database: ["batch_refused_by_database"],
  key_parked: ["key_parked"],
  key_redriven_in_order: ["key_redriven_in_order"],
  key_redriven_out_of_order: ["key_redriven_out_of_order"],
  zombie_refused: ["zombie_refused"],
  lane_moved: ["lane_moved"],
  gap_refused: ["gap_refused"],
  handed_out_again: ["handed_out_again"],
  topology_changed_in_saga: ["topology_changed_in_saga"],
  two_replicas_one_lane: ["two_replicas_one_lane"],
  clock_forward: ["clock_forward"],
  clock_back: ["clock_back"],
  overloaded: ["overloaded"],
  answered_500: ["answered_500"],
  client_gave_up: ["client_gave_up"],
};

/** What only happens to messages that come again when all is over (faults.md §2.5), by its counter. */
export const SOMETIMES_AGAIN: Readonly<Record<string, string>> = {
  reservation_tombstone_hit: "catalog RELEASED + order.placed",
  sold_and_returned_before_paid_seen: "catalog RETURNED + order.paid",
  coupon_tombstone_hit: "coupon RESTORED + order.placed",
  payment_tombstone_hit: "payment CANCELLED + order.placed",
  cancel_overtook_charge: "payment CANCELLED + payment.charge",
  refund_overtook_charge: "payment REFUNDED + payment.charge",
  credit_overtook_debit: "wallet CREDITED + wallet.debit",
  cancel_overtook_prepared: "delivery CANCELLED + order.prepared",
};

/** Every refusal of placing, paying, cancelling, receiving, claiming and selling that a client can meet here. */
export const REFUSALS = [
  "COMMON_INVALID_PARAMETER",
  "COMMON_ENTITY_NOT_FOUND",
  "COMMON_ILLEGAL_STATUS",
  "PARTNER_DISABLED",
  "ITEM_NOT_ON_SALE",
  "PRICE_CHANGED",
  "DISCOUNT_MISMATCH",
  "STOCK_INSUFFICIENT",
  "COUPON_NOT_USABLE",
  "COUPON_SOLD_OUT",
  "COUPON_LIMIT_EXCEEDED",
  "COUPON_QUANTITY_NOT_ONE",
  "COUPON_DISCOUNT_TOO_LARGE",
  "COUPON_ALREADY_ISSUED",
  "PRICE_BELOW_FLOOR",
  "PAYMENT_AMOUNT_MISMATCH",
  "PAYMENT_METHOD_MISMATCH",
  "PAYMENT_ALREADY_DONE",
  "PAYMENT_DECLINED",
  "WALLET_BALANCE_INSUFFICIENT",
  "ORDER_NOT_CANCELLABLE",
  "REFUND_AMOUNT_MISMATCH",
  "REFUND_EXCEEDS_PAYMENT",
  "VERSION_CONFLICT",
  "AMOUNT_OUT_OF_RANGE",
  "DEPENDENCY_UNAVAILABLE",
] as const;

type Loose = Readonly<Record<string, unknown>>;
type Statused = { readonly status?: string; readonly cancelAskedBy?: string } | undefined;

/** The row that a context keeps of an order, by the name its reactions give it. */
const ROW: Readonly<Record<string, string>> = {
  order: "order",
  catalog: "reservation",
  payment: "payment",
  wallet: "booking",
  delivery: "order",
};

/** What a consumer's row of the order was when the message came; undefined where it has none. */
export function meeting(consumer: string, type: string, state: Loose): string | undefined {
  if (type === "catalog.adjust-stock") {
    const { reserved } = (state["stock"] ?? {}) as { readonly reserved?: number };
    return (reserved ?? 0) > 0 ? "stock edited while reserved" : undefined;
  }
  const row = consumer === "coupon" ? redemptionIn(state) : rowIn(consumer, state);
  if (row === null) return undefined;
  const asked = row?.cancelAskedBy;
  const isAsked = asked !== undefined && ASKABLE.includes(row?.status ?? "");
  return `${consumer} ${row?.status ?? "none"}${isAsked ? ` asked by ${asked}` : ""} + ${type}`;
}
const ASKABLE = ["AWAITING_PAYMENT", "PREPARED"];

function rowIn(consumer: string, state: Loose): Statused | null {
  const name = ROW[consumer];
  return name === undefined || !(name in state) ? null : (state[name] as Statused);
}

function redemptionIn(state: Loose): Statused | null {
  if ("redemption" in state) return state["redemption"] as Statused;
  const many = state["redemptions"] as ReadonlyMap<string, Statused> | undefined;
  return many === undefined ? null : [...many.values()][0];
}

/** Counts what can be told from how orders ended. */
export function countEnds(evidence: Evidence, sometimes: (state: string) => void): void {
  for (const order of evidence.rows<OrderRow>("order.orders")) {
    const { history, status, cancelReason, payAttempts } = order;
    sometimes("placed");
    sometimes(`ended ${status}`);
    for (const entry of history) sometimes(`was ${entry.status}`);
    if (cancelReason !== undefined) sometimes(`cancelled for ${cancelReason}`);
    if (payAttempts > 1 && history.some((entry) => entry.status === "PAID")) {
      sometimes("paid at another attempt");
    }
  }
}
