/** From ready to received: what delivery tells of the lines, and the closing of the order. */
import { refuse } from "#kernel/refusal.ts";
import {
  isCancelAsked,
  type LineDeliveryStatus,
  type Move,
  type Order,
  type OrderLine,
  refusedMove,
  stays,
} from "../rules.ts";

type LinesMoved = { readonly lineNos: readonly number[] };

/** The seller prepares a parcel. */
export const linesPreparing = (order: Order, { lineNos }: LinesMoved): Move =>
  isOnItsWay(order) ? stays(withLines(order, lineNos, "PREPARING")) : stays(order);

/** A parcel was handed over. The first one makes the order SHIPPING, and an asked cancel has lost. */
export function linesShipped(order: Order, { lineNos }: LinesMoved, showsDelivered: boolean): Move {
  if (!isOnItsWay(order)) return stays(order);
  const moved = withLines(order, lineNos, "SHIPPING");
  if (moved.status === "PREPARED") return handedOver(moved);
  return stays(arrived(moved, everyLineDelivered(moved) && showsDelivered));
}

/** A parcel arrived. With the last live line the order is DELIVERED, where the shop shows that step. */
export function linesDelivered(
  order: Order,
  { lineNos, orderComplete }: LinesMoved & { readonly orderComplete: boolean },
  showsDelivered: boolean,
): Move {
  if (!isOnItsWay(order)) return stays(order);
  const moved = withLines(order, lineNos, "DELIVERED");
  if (moved === order) return stays(order);
  // What arrived was handed over, though the news of that has not come yet.
  if (moved.status === "PREPARED") return handedOver(moved);
  const complete = orderComplete || everyLineDelivered(moved);
  return stays(arrived(moved, complete && showsDelivered));
}

const arrived = (order: Order, wholly: boolean): Order =>
  wholly ? { ...order, status: "DELIVERED" } : order;

/** Lines were cancelled: with what is left of it the order may have arrived. */
export const withoutLines = (order: Order, showsDelivered: boolean): Order =>
  arrived(order, order.status === "SHIPPING" && everyLineDelivered(order) && showsDelivered);

const isOnItsWay = ({ status }: Order): boolean => status === "PREPARED" || status === "SHIPPING";

function handedOver(order: Order): Move {
  const shipping: Order = {
    ...order,
    status: "SHIPPING",
    cancelAskedBy: undefined,
    cancelAskedAt: undefined,
    cancelNote: undefined,
  };
  return isCancelAsked(order)
    ? { order: shipping, refusal: refuse("ORDER_NOT_CANCELLABLE") }
    : stays(shipping);
}

const RANK: Readonly<Record<LineDeliveryStatus, number>> = {
  BEFORE: 0,
  PREPARING: 1,
  SHIPPING: 2,
  DELIVERED: 3,
  CANCELLED: 4,
};

/** Lines only move forward: an older status after a newer one is ignored. The same order when none moved. */
function withLines(order: Order, lineNos: readonly number[], to: LineDeliveryStatus): Order {
  const moves = ({ lineNo, deliveryStatus }: OrderLine) =>
    lineNos.includes(lineNo) && RANK[deliveryStatus] < RANK[to];
  if (!order.lines.some(moves)) return order;
  const lines = order.lines.map((line) => (moves(line) ? { ...line, deliveryStatus: to } : line));
  return { ...order, lines };
}

const everyLineDelivered = ({ lines }: Order): boolean =>
  lines.every(
    ({ deliveryStatus }) => deliveryStatus === "DELIVERED" || deliveryStatus === "CANCELLED",
  );

/** The customer has the goods. Repeated it changes nothing. */
export function confirmReceipt(order: Order): Move {
  if (order.status === "CLOSED") return stays(order);
  if (order.status === "SHIPPING" || order.status === "DELIVERED") return closed(order);
  return refusedMove(order, refuse("COMMON_ILLEGAL_STATUS"));
}

/** Nobody confirmed in time: the order closes by itself. */
export const closeLimitPassed = (order: Order, showsDelivered: boolean): Move =>
  order.status === closesFrom(showsDelivered) ? closed(order) : stays(order);

/** The state from which an order closes by itself. */
export const closesFrom = (showsDelivered: boolean) => (showsDelivered ? "DELIVERED" : "SHIPPING");

const closed = (order: Order): Move => stays({ ...order, status: "CLOSED" });
