import type { BodyOf } from "#kernel/message.ts";
import type { receiptTold, tellReceipt } from "../contract.ts";
import type { Order } from "../rules.ts";

type Receipt = Pick<BodyOf<typeof receiptTold>, "itemId" | "reason">;

/**
 * The item that the member received with that line. Not what was cancelled, nor what is still on its
 * way, nor a gift: that went to somebody else.
 */
export function receiptOf(
  order: Order | undefined,
  { memberId, lineNo }: Pick<BodyOf<typeof tellReceipt>, "memberId" | "lineNo">,
): Receipt {
  const line = order?.lines.find((one) => one.lineNo === lineNo);
  if (order === undefined || order.memberId !== memberId || line === undefined) {
    return { reason: "COMMON_ENTITY_NOT_FOUND" };
  }
  const arrived = line.deliveryStatus === "DELIVERED" || order.status === "CLOSED";
  const isTheirs = arrived && line.cancelledAt === undefined && order.serviceType === "STANDARD";
  return isTheirs ? { itemId: line.itemId } : { reason: "COMMON_ILLEGAL_STATUS" };
}
