/** Order: the one decider of each order's journey. Every fact carries the order's state after it. */
import { command, fact } from "#kernel/message.ts";
import {
  amount,
  count,
  flag,
  instant,
  listOf,
  matching,
  oneOf,
  optional,
  record,
  text,
  token,
} from "#kernel/schema.ts";

/** The states of requirements §3.1, in the order an order may reach them. */
export const ORDER_STATUSES = [
  "PLACED",
  "AWAITING_PAYMENT",
  "PAID",
  "PREPARED",
  "SHIPPING",
  "DELIVERED",
  "CLOSED",
  "COMPENSATING",
  "PAYMENT_CANCELLED",
  "CANCELLED",
  "REFUNDED",
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];
export const orderStatus = () => oneOf(...ORDER_STATUSES);
export const END_STATUSES: readonly OrderStatus[] = [
  "CLOSED",
  "PAYMENT_CANCELLED",
  "CANCELLED",
  "REFUNDED",
];

export const PAY_METHODS = [
  "CARD",
  "NAVER_PAY",
  "TOSS_PAY",
  "KAKAO_PAY",
  "WALLET",
  "BANK_TRANSFER",
] as const;
export type PayMethod = (typeof PAY_METHODS)[number];
export const payMethod = () => oneOf(...PAY_METHODS);
export const serviceType = () => oneOf("STANDARD", "GIFT");

export const orderNumber = () => matching("^ORD-\\d{8}-\\d{6,7}$", 24);
export const orderer = () => record({ name: text(50), phone: text(20), email: text(254) });
/** All six are required and not blank (requirements §4.4). */
export const address = () =>
  record({
    receiverName: matching("\\S", 50),
    receiverPhone: matching("\\S", 20),
    receiverZipcode: matching("^\\d{5}$", 5),
    receiverAddress1: matching("\\S", 200),
    receiverAddress2: matching("\\S", 200),
    etcMessage: matching("\\S", 200),
  });

/** A line as the client wants it. */
const wantedLine = () =>
  record({
    itemId: token("itm"),
    optionIds: listOf(token("opt"), 10),
    quantity: count(1, 9_999),
    memberCouponIds: listOf(token("mcp"), 10),
    cartLineId: optional(token("crl")),
    expectedUnitListPriceMinor: optional(amount()),
    expectedUnitPriceMinor: optional(amount()),
  });

/** The chosen option of one group, as it was when the order was placed. */
export const chosenOption = () =>
  record({
    group: text(100),
    option: text(100),
    optionId: token("opt"),
    ordering: count(1),
    priceMinor: amount(),
  });

/** A line as placed: names and prices are copies that never change afterwards. */
const placedLineFields = {
  lineNo: count(1),
  itemId: token("itm"),
  partnerId: token("ptn"),
  itemName: text(200),
  size: text(50),
  unitItemPriceMinor: amount(),
  options: listOf(chosenOption(), 10),
  quantity: count(1),
  unitListPriceMinor: amount(),
  memberCouponIds: listOf(token("mcp"), 10),
  /** The line of the member's cart that it was ordered from. */
  cartLineId: optional(token("crl")),
};
export const placedLine = () =>
  record({
    ...placedLineFields,
    /** The discounted unit price the client saw; must equal the quote when present (policy P4). */
    expectedUnitPriceMinor: optional(amount()),
  });
/** A line once its coupons are redeemed. */
export const pricedLine = () =>
  record({
    ...placedLineFields,
    unitDiscountedPriceMinor: amount(),
    lineAmountMinor: amount(),
    orderDiscountShareMinor: amount(),
  });

/** In every fact of an order. `orderVersion` rises with each change of the order. */
const ofOrder = {
  orderId: token("ord"),
  orderNumber: orderNumber(),
  memberId: token("mem"),
  orderStatus: orderStatus(),
  serviceType: serviceType(),
  payMethod: payMethod(),
  orderVersion: count(1),
};

/** The parties whose verdict the order waits for. */
export const step = () => oneOf("stock", "coupon", "payment");

/** An order was accepted. Catalog and coupon judge it, payment opens its row, all in parallel. */
export const orderPlaced = fact("order.placed", "orderId", {
  ...ofOrder,
  autoPay: flag(),
  orderer: orderer(),
  /** Absent while only the recipient of a gift can tell it (PENDING_RECIPIENT). */
  address: optional(address()),
  lines: listOf(placedLine(), 200, 1),
  orderCouponId: optional(token("mcp")),
  /** Whose verdicts are awaited; coupon only where a coupon is used. */
  awaits: listOf(step(), 3),
});
/** Every verdict is yes: stock and coupons are in order, and this is what it costs. */
export const orderVerified = fact("order.verified", "orderId", {
  ...ofOrder,
  lines: listOf(pricedLine(), 200, 1),
  totalAmountMinor: amount(),
  orderDiscountMinor: amount(),
  payableAmountMinor: amount(),
});
/** The money is ours. From here only forward, or a refund. */
export const orderPaid = fact("order.paid", "orderId", {
  ...ofOrder,
  payableAmountMinor: amount(),
});
/** The recipient's address is the order's: the first one, or a changed one. */
export const orderAddressSet = fact("order.address-set", "orderId", {
  ...ofOrder,
  address: address(),
});
/** The stock is committed and the address known: delivery may begin. */
export const orderPrepared = fact("order.prepared", "orderId", {
  ...ofOrder,
  address: address(),
  lines: listOf(
    record({
      lineNo: count(1),
      itemId: token("itm"),
      partnerId: token("ptn"),
      itemName: text(200),
      quantity: count(1),
    }),
    200,
    1,
  ),
});
export const orderShipped = fact("order.shipped", "orderId", ofOrder);
export const orderDelivered = fact("order.delivered", "orderId", ofOrder);
export const orderClosed = fact("order.closed", "orderId", ofOrder);

/**
 * Lines were cancelled, and the rest of the order goes on. Their money, the coupons on them and their
 * stock go back one after the other.
 */
export const orderLinesCancelled = fact("order.lines-cancelled", "orderId", {
  ...ofOrder,
  cancelNo: count(1),
  lineNos: listOf(count(1), 200, 1),
  refundMinor: amount(),
});

/** Why an order is undone when no step refused it; a step's refusal is its own reason. */
export const CANCEL_REASONS = [
  "CANCELLED_BY_MEMBER",
  "CANCELLED_BY_OPERATOR",
  "VERIFICATION_LIMIT",
  "UNPAID_LIMIT",
  "PAYMENT_CANCELLED",
  "CANNOT_COMPLETE",
  "GIFT_REJECTED",
  "GIFT_EXPIRED",
  "GIFT_CANCELLED",
] as const;
export type CancelReason = (typeof CANCEL_REASONS)[number];
/** One of `CANCEL_REASONS`, or the refusal code of the step that said no. */
const why = { cancelReason: text(60) };
/** A step said no: what succeeded is being undone. */
export const orderFailed = fact("order.failed", "orderId", {
  ...ofOrder,
  ...why,
});
/** A cancel was decided: what succeeded is being undone. */
export const orderCancelAccepted = fact("order.cancel-accepted", "orderId", {
  ...ofOrder,
  ...why,
});
/** End: a deposit came for which there is no stock. Payment owes it back. */
export const orderPaymentCancelled = fact("order.payment-cancelled", "orderId", {
  ...ofOrder,
  ...why,
});
/** End: nothing is held and no money was kept. */
export const orderCancelled = fact("order.cancelled", "orderId", {
  ...ofOrder,
  ...why,
});
/** End: the money went back and nothing is held. */
export const orderRefunded = fact("order.refunded", "orderId", {
  ...ofOrder,
  ...why,
  refundedAmountMinor: amount(),
});

/** Answers a placement that another context asked for: there is no order, nor ever will be. */
export const placementRefused = fact("order.placement-refused", "orderId", {
  orderId: token("ord"),
  reason: text(60),
});

/** Answers `order.tell-receipt`: the item that its member received, or why it counts as not received. */
export const receiptTold = fact("order.receipt-told", "orderId", {
  orderId: token("ord"),
  askId: text(40),
  itemId: optional(token("itm")),
  reason: optional(oneOf("COMMON_ENTITY_NOT_FOUND", "COMMON_ILLEGAL_STATUS")),
});
/** Asks whether this member received this line. Changes nothing; `askId` names the question. */
export const tellReceipt = command("order.tell-receipt", "orderId", {
  orderId: token("ord"),
  askId: text(40),
  lineNo: count(1),
  memberId: token("mem"),
});

/** What every placement says. Coupons are named by those in the member's hands. */
const placement = {
  orderId: token("ord"),
  memberId: token("mem"),
  payMethod: payMethod(),
  autoPay: flag(),
  orderer: orderer(),
  lines: listOf(wantedLine(), 200, 1),
  orderCouponId: optional(token("mcp")),
};
/** Places an order. Prices sent are expectations; the server's are authoritative. */
export const placeOrder = command("order.place", "orderId", {
  ...placement,
  address: address(),
  /** Under whose name a bank transfer will come; only with one. */
  depositorName: optional(text(50)),
  /** The order is a confirmed order sheet, which is good until then. */
  confirmedUntil: optional(instant()),
});
/**
 * Places an order whose address only its recipient can tell. Answered by placed, or by
 * placement-refused when another context asked.
 */
export const placeGiftOrder = command("order.place-gift", "orderId", placement);
/**
 * The recipient tells where the goods go. Answered by address-set; once a parcel was made, delivery
 * judges, and a no is delivery's.
 */
export const updateRecipient = command("order.update-recipient", "orderId", {
  orderId: token("ord"),
  address: address(),
});
/** Nobody will receive the gift: a paid one is refunded. Too late once it is accepted. */
export const cancelGiftOrder = command("order.cancel-gift", "orderId", {
  orderId: token("ord"),
  reason: oneOf("GIFT_REJECTED", "GIFT_EXPIRED", "GIFT_CANCELLED"),
});
const asked = { memberId: token("mem"), lines: listOf(placedLine(), 200, 1) };
/** Asks coupon what the lines would cost, and which other coupons of the member would apply. */
export const askPrice = command("order.ask-price", "memberId", {
  ...asked,
  orderCouponId: optional(token("mcp")),
  offeredCouponIds: listOf(token("mcp"), 50),
});
/** Asks catalog whether the lines could be ordered now. */
export const askStock = command("order.ask-stock", "memberId", { ...asked, checkId: text(40) });
/** Pays an order that awaits payment. `amountMinor` and `payMethod` must be the order's. */
export const payOrder = command("order.pay", "orderId", {
  orderId: token("ord"),
  memberId: token("mem"),
  payMethod: payMethod(),
  amountMinor: amount(),
});
/** Asks to cancel. `memberId` is absent when an operator asks, who must give a reason. */
export const cancelOrder = command("order.cancel", "orderId", {
  orderId: token("ord"),
  memberId: optional(token("mem")),
  reason: optional(text(200)),
});
const ofLines = {
  orderId: token("ord"),
  memberId: optional(token("mem")),
  lineNos: listOf(count(1), 200, 1),
};
/** Asks what would go back if these lines were cancelled. Changes nothing. */
export const askRefundPlan = command("order.ask-refund-plan", "orderId", ofLines);
/**
 * Asks to cancel lines of a paid order. The refund the caller was shown must still be the plan's. As
 * with a whole cancel, `memberId` is absent when an operator asks.
 */
export const cancelOrderLines = command("order.cancel-lines", "orderId", {
  ...ofLines,
  expectedRefundMinor: amount(),
  reason: optional(text(200)),
});
export const confirmReceipt = command("order.confirm-receipt", "orderId", {
  orderId: token("ord"),
  memberId: token("mem"),
});
/** A deadline of the order fell due. */
export const orderDue = command("order.due", "orderId", {
  orderId: token("ord"),
  limit: oneOf("verification", "unpaid", "close"),
});
