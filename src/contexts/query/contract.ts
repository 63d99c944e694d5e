/**
 * Query: pages that other contexts' facts add up to. It states nothing; it can be deleted and
 * rebuilt by replay.
 */
import {
  amount,
  anyText,
  count,
  instant,
  listOf,
  oneOf,
  optional,
  record,
  text,
  token,
} from "#kernel/schema.ts";

/** The states of an order as requirements §3.1 lists them. */
export const STATUSES = [
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
export type OrderStatus = (typeof STATUSES)[number];

export const viewLine = () =>
  record({
    lineNo: count(1),
    itemId: token("itm"),
    partnerId: token("ptn"),
    itemName: text(200),
    size: text(50),
    options: listOf(record({ group: text(100), option: text(100), priceMinor: amount() }), 10),
    quantity: count(1),
    unitListPriceMinor: amount(),
    unitDiscountedPriceMinor: amount(),
    lineAmountMinor: amount(),
    orderDiscountShareMinor: amount(),
  });

export const viewPayment = () =>
  record({
    paymentId: token("pay"),
    status: oneOf("OPENED", "FAILED", "CANCELLED", "APPROVED", "REFUNDED"),
    amountMinor: amount(),
    at: instant(),
  });

export const viewShipment = () =>
  record({
    shipmentId: token("shp"),
    partnerId: token("ptn"),
    lineNos: listOf(count(1), 200),
    status: text(20),
    carrier: optional(text(50)),
    trackingNumber: optional(text(50)),
  });

/** Lines of one parcel may be handed over and delivered apart. */
export const viewLineDelivery = () => record({ lineNo: count(1), status: text(20) });

export const viewHistory = () =>
  record({ status: oneOf(...STATUSES), at: instant(), cause: text(100), actor: anyText(20) });
