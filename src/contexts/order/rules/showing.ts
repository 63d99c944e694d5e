/** An order as its own API answers it. The whole order, with labels and lines, is the query context's to show. */
import { rfc3339 } from "#kernel/calendar.ts";
import { CURRENCY } from "#kernel/money.ts";
import {
  amount,
  count,
  flag,
  listOf,
  oneOf,
  optional,
  record,
  text,
  token,
} from "#kernel/schema.ts";
import { orderNumber, orderStatus } from "../contract.ts";
import { isCancelAsked, type Order } from "../rules.ts";

export const shownOrder = () =>
  record({
    orderId: token("ord"),
    orderNumber: orderNumber(),
    status: orderStatus(),
    /** Known once the order is verified. */
    totalAmount: optional(amount()),
    orderDiscount: optional(amount()),
    payableAmount: optional(amount()),
    refundedAmount: optional(amount()),
    /** Lines that were cancelled while the order went on. */
    cancelledLineNos: optional(listOf(count(1), 200)),
    /** Lines whose cancel was asked for and is not decided yet. */
    askedLineNos: optional(listOf(count(1), 200)),
    currency: oneOf(CURRENCY),
    placedAt: text(40),
    unpaidUntil: optional(text(40)),
    cancelReason: optional(text(60)),
    /** A cancel was asked for and is not decided yet. */
    cancelAsked: optional(flag()),
  });

export const shown = (order: Order) => ({
  orderId: order.orderId,
  orderNumber: order.orderNumber,
  status: order.status,
  ...(isVerified(order) ? amountsShown(order) : {}),
  ...(order.refundedAmountMinor === 0n ? {} : { refundedAmount: order.refundedAmountMinor }),
  ...cancelledShown(order),
  currency: CURRENCY,
  placedAt: rfc3339(order.placedAt),
  ...(order.unpaidUntil === undefined ? {} : { unpaidUntil: rfc3339(order.unpaidUntil) }),
  ...(order.cancelReason === undefined ? {} : { cancelReason: order.cancelReason }),
  ...(isCancelAsked(order) ? { cancelAsked: true } : {}),
});

function cancelledShown({ lines, lineCancels = [] }: Order) {
  const cancelled = lines.filter(({ cancelledAt }) => cancelledAt !== undefined);
  const asked = lineCancels.filter(({ stage }) => stage === "ASKED");
  return {
    ...(cancelled.length === 0 ? {} : { cancelledLineNos: cancelled.map(({ lineNo }) => lineNo) }),
    ...(asked.length === 0 ? {} : { askedLineNos: asked.flatMap(({ lineNos }) => lineNos) }),
  };
}

const isVerified = ({ history }: Order): boolean => history[1]?.status === "AWAITING_PAYMENT";

const amountsShown = (order: Order) => ({
  totalAmount: order.totalAmountMinor,
  orderDiscount: order.orderDiscountMinor,
  payableAmount: order.payableAmountMinor,
});
