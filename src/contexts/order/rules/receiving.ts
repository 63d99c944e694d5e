/** An order for somebody else: it waits for its recipient's address, or ends when nobody receives it. */
import { refuse } from "#kernel/refusal.ts";
import { type Address, isUndoing, type Move, type Order, refusedMove, stays } from "../rules.ts";
import { cancel } from "./cancelling.ts";
import { giveUp } from "./compensating.ts";

export type GiftEnd = "GIFT_REJECTED" | "GIFT_EXPIRED" | "GIFT_CANCELLED";

/**
 * The recipient told where the goods go. With its stock sold, that prepares the order. `again`: it
 * was told before. `delivery's`: there are parcels, and delivery alone knows whether one has left.
 */
export function receiveAt(order: Order, address: Address): Move | "again" | "delivery's" {
  if (order.serviceType !== "GIFT") return stays(order);
  if (isSame(order.address, address)) return "again";
  switch (order.status) {
    case "PREPARED":
    case "SHIPPING":
    case "DELIVERED":
    case "CLOSED":
      return "delivery's";
    case "PAID":
      return stays(
        order.stockSold === true
          ? { ...order, address, status: "PREPARED", stockSold: undefined }
          : { ...order, address },
      );
    case "PLACED":
    case "AWAITING_PAYMENT":
    case "COMPENSATING":
    case "PAYMENT_CANCELLED":
    case "CANCELLED":
    case "REFUNDED":
      return stays(order);
  }
}

/** Delivery sends the parcels elsewhere. */
export const redirected = (order: Order, address: Address): Move =>
  stays(
    order.status === "PREPARED" && !isSame(order.address, address) ? { ...order, address } : order,
  );

const isSame = (known: Address | undefined, told: Address): boolean =>
  known !== undefined &&
  Object.entries(told).every(([field, value]) => known[field as keyof Address] === value);

/**
 * Nobody receives the gift: a paid order is undone and its money goes back; before that it is the
 * member's own cancel. An accepted gift is past it.
 */
export function cancelGift(order: Order, reason: GiftEnd, at: number): Move {
  if (isUndoing(order)) return stays(order);
  if (order.serviceType !== "GIFT" || order.address !== undefined) {
    return refusedMove(order, refuse("ORDER_NOT_CANCELLABLE"));
  }
  return order.status === "PAID"
    ? giveUp(order, reason)
    : cancel(order, { by: "member", at }, "SHIPPING");
}
