/** Every change of state is one fact, told with the order's state after it. */
import type { Draft } from "#kernel/message.ts";
import { impossible } from "#kernel/refusal.ts";
import {
  type CancelReason,
  orderAddressSet,
  orderCancelAccepted,
  orderCancelled,
  orderClosed,
  orderDelivered,
  orderFailed,
  orderLinesCancelled,
  orderPaid,
  orderPaymentCancelled,
  orderPlaced,
  orderPrepared,
  orderRefunded,
  orderShipped,
  orderVerified,
} from "../contract.ts";
import {
  type Address,
  type LineCancel,
  liveLines,
  type Order,
  type OrderLine,
  type Party,
} from "../rules.ts";
import type { PlacedLine } from "./placing.ts";

/** An order begins. Lines are told with the prices the client expects, which coupon judges. */
export const announcePlaced = (
  order: Order,
  lines: readonly PlacedLine[],
  awaits: readonly Party[],
): Draft =>
  orderPlaced({
    ...ofOrder(order),
    autoPay: order.autoPay,
    orderer: order.orderer,
    ...(order.address === undefined ? {} : { address: order.address }),
    lines: [...lines],
    ...(order.orderCouponId === undefined ? {} : { orderCouponId: order.orderCouponId }),
    awaits: [...awaits],
  });

/** The fact of the state the order has just reached. */
export function announce(order: Order): Draft {
  const of = ofOrder(order);
  const { payableAmountMinor, totalAmountMinor, orderDiscountMinor, refundedAmountMinor } = order;
  switch (order.status) {
    case "AWAITING_PAYMENT": {
      const amounts = { totalAmountMinor, orderDiscountMinor, payableAmountMinor };
      return orderVerified({ ...of, lines: order.lines.map(priced), ...amounts });
    }
    case "PAID":
      return orderPaid({ ...of, payableAmountMinor });
    case "PREPARED":
      return orderPrepared({
        ...of,
        address: known(order),
        lines: liveLines(order).map(parcelled),
      });
    case "SHIPPING":
      return orderShipped(of);
    case "DELIVERED":
      return orderDelivered(of);
    case "CLOSED":
      return orderClosed(of);
    case "COMPENSATING":
      return (isCancelAccepted(order) ? orderCancelAccepted : orderFailed)({
        ...of,
        ...why(order),
      });
    case "PAYMENT_CANCELLED":
      return orderPaymentCancelled({ ...of, ...why(order) });
    case "CANCELLED":
      return orderCancelled({ ...of, ...why(order) });
    case "REFUNDED":
      return orderRefunded({ ...of, ...why(order), refundedAmountMinor });
    case "PLACED":
      return impossible(`an order does not change to ${order.status}`);
  }
}

/** The recipient's address has become the order's. */
export const announceAddress = (order: Order): Draft =>
  orderAddressSet({ ...ofOrder(order), address: known(order) });

/** Lines that were cancelled since, where the rest of the order goes on: a fact for each request. */
export const announceLines = (before: Order, order: Order): readonly Draft[] =>
  (order.lineCancels ?? [])
    .filter((cancel) => isAgreed(cancel) && !(before.lineCancels ?? []).some(isEqually(cancel)))
    .map(({ cancelNo, lineNos, refundMinor }) =>
      orderLinesCancelled({ ...ofOrder(order), cancelNo, lineNos: [...lineNos], refundMinor }),
    );

const isAgreed = ({ stage }: LineCancel): boolean =>
  stage !== "ASKED" && stage !== "KEPT" && stage !== "MERGED";
const isEqually =
  ({ cancelNo }: LineCancel) =>
  (other: LineCancel): boolean =>
    other.cancelNo === cancelNo && isAgreed(other);

const known = ({ address }: Order): Address =>
  address ?? impossible("an order without an address goes nowhere");

const ofOrder = (order: Order) => ({
  orderId: order.orderId,
  orderNumber: order.orderNumber,
  memberId: order.memberId,
  orderStatus: order.status,
  serviceType: order.serviceType,
  payMethod: order.payMethod,
  orderVersion: order.orderVersion,
});

const why = ({ cancelReason }: Order) => ({
  cancelReason: cancelReason ?? impossible("an order is undone without a reason"),
});

const ASKED_FOR: readonly (CancelReason | undefined)[] = [
  "CANCELLED_BY_MEMBER",
  "CANCELLED_BY_OPERATOR",
  "UNPAID_LIMIT",
  "GIFT_REJECTED",
  "GIFT_EXPIRED",
  "GIFT_CANCELLED",
];
/** Somebody, or the unpaid limit, asked for it; otherwise a step failed. */
const isCancelAccepted = ({ cancelReason }: Order): boolean =>
  ASKED_FOR.includes(cancelReason as CancelReason | undefined);

const priced = ({
  deliveryStatus: _,
  cancelledAt: __,
  expectedUnitPriceMinor: ___,
  ...line
}: OrderLine) => line;

const parcelled = ({ lineNo, itemId, partnerId, itemName, quantity }: OrderLine) => ({
  lineNo,
  itemId,
  partnerId,
  itemName,
  quantity,
});
