/** Cancelling asks, it never assumes: payment and delivery own the points of no return. */
import { refuse } from "#kernel/refusal.ts";
import {
  type CancelAsker,
  isCancelAsked,
  isUndoing,
  type Move,
  type Order,
  refusedMove,
} from "../rules.ts";
import { giveUp } from "./compensating.ts";
import { reasonOf } from "./paying.ts";

export type CancelRequest = {
  readonly by: CancelAsker;
  readonly at: number;
  readonly note?: string | undefined;
};

/**
 * A cancel within its window. Repeated it answers as the first time and changes nothing; only a
 * person's cancel replaces the limit's, because an approval loses against a person alone.
 */
export function cancel(
  order: Order,
  request: CancelRequest,
  memberUntil: "SHIPPING" | "PAID",
): Move {
  if (isUndoing(order)) return { order };
  if (isCancelAsked(order) && (order.cancelAskedBy !== "limit" || request.by === "limit")) {
    return { order };
  }
  const asked: Order = {
    ...order,
    cancelAskedBy: request.by,
    cancelAskedAt: request.at,
    cancelNote: request.note,
  };
  switch (order.status) {
    case "PLACED":
      return giveUp(asked, reasonOf(request.by));
    case "AWAITING_PAYMENT":
      return { order: asked, asks: ["cancelPayment"] };
    case "PAID":
      if (isTooLate(order, request, memberUntil)) return notCancellable(order);
      return giveUp(asked, reasonOf(request.by));
    case "PREPARED":
      if (isTooLate(order, request, memberUntil)) return notCancellable(order);
      return { order: asked, asks: ["cancelShipments"] };
    case "SHIPPING":
    case "DELIVERED":
    case "CLOSED":
    case "COMPENSATING":
    case "PAYMENT_CANCELLED":
    case "CANCELLED":
    case "REFUNDED":
      return notCancellable(order);
  }
}

/**
 * Once a gift is paid, its giver cancels the gift: only there is it known whether it was accepted. A
 * confirmed deposit is past its member's cancel.
 */
const isTooLate = (
  { serviceType, payMethod }: Order,
  { by }: CancelRequest,
  memberUntil: "SHIPPING" | "PAID",
): boolean =>
  by === "member" &&
  (memberUntil === "PAID" || serviceType === "GIFT" || payMethod === "BANK_TRANSFER");

const notCancellable = (order: Order): Move => refusedMove(order, refuse("ORDER_NOT_CANCELLABLE"));

/** The unpaid limit passed: payment is asked whether money was taken. */
export function unpaidLimitPassed(order: Order, at: number): Move {
  if (order.status !== "AWAITING_PAYMENT") return { order };
  return cancel(order, { by: "limit", at }, "SHIPPING");
}

/** Delivery handed nothing over and will not: an asked cancel is decided. */
export const shipmentsCancelled = (order: Order): Move =>
  order.cancelAskedBy === undefined ? { order } : nothingLeaves(order);

/** No parcel will ever leave: paid for, the order cannot be carried on. */
export function nothingLeaves(order: Order): Move {
  if (order.status !== "PREPARED") return { order };
  const lines = order.lines.map((line) => ({ ...line, deliveryStatus: "CANCELLED" as const }));
  const { cancelAskedBy: asker } = order;
  return giveUp({ ...order, lines }, asker === undefined ? "CANNOT_COMPLETE" : reasonOf(asker));
}
