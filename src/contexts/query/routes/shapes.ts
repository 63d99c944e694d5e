import { Type } from "typebox";
import {
  amount,
  anyText,
  count,
  flag,
  listOf,
  oneOf,
  optional,
  record,
  text,
  token,
} from "#kernel/schema.ts";
import { STATUSES } from "../contract.ts";

/** An instant as RFC 3339 text. */
export const time = () => Type.String({ format: "date-time", maxLength: 40 });
const currency = () => oneOf("KRW");

const summaryFields = () => ({
  orderId: token("ord"),
  orderNumber: text(24),
  status: oneOf(...STATUSES),
  label: text(50),
  serviceType: text(20),
  payMethod: text(20),
  currency: currency(),
  totalAmount: amount(),
  payableAmount: amount(),
  refundedAmount: amount(),
  placedAt: time(),
  lines: listOf(
    record({
      lineNo: count(1),
      itemId: token("itm"),
      itemName: text(200),
      size: text(50),
      options: listOf(record({ group: text(100), option: text(100), price: amount() }), 10),
      quantity: count(1),
      unitListPrice: amount(),
      unitDiscountedPrice: amount(),
      lineAmount: amount(),
      orderDiscountShare: amount(),
      deliveryStatus: text(20),
      deliveryLabel: text(50),
    }),
  ),
});
export const orderSummary = () => record(summaryFields());

export const orderDetail = () =>
  record({
    ...summaryFields(),
    description: text(500),
    cancelReason: optional(text(60)),
    /** Why a gift was refunded: refused, expired or taken back. */
    labelDetail: optional(text(50)),
    orderDiscount: amount(),
    orderer: optional(record({ name: text(50), phone: text(20), email: text(254) })),
    addressStatus: oneOf("KNOWN", "PENDING_RECIPIENT"),
    /** Where it goes: never shown of a gift. */
    address: optional(
      record({
        receiverName: text(50),
        receiverPhone: text(20),
        receiverZipcode: text(5),
        receiverAddress1: text(200),
        receiverAddress2: text(200),
        etcMessage: text(200),
      }),
    ),
    payment: optional(
      record({ paymentId: token("pay"), status: text(20), amount: amount(), at: time() }),
    ),
    /** Where a bank transfer goes, how much, under whose name and until when. */
    deposit: optional(
      record({
        bank: text(50),
        accountNumber: text(50),
        accountHolder: text(50),
        amount: amount(),
        depositorName: text(50),
        dueAt: time(),
      }),
    ),
    shipments: listOf(
      record({
        shipmentId: token("shp"),
        partnerId: token("ptn"),
        lineNos: listOf(count(1), 200),
        status: text(20),
        label: text(50),
        carrier: optional(text(50)),
        trackingNumber: optional(text(50)),
      }),
    ),
    history: listOf(
      record({
        status: oneOf(...STATUSES),
        label: text(50),
        at: time(),
        cause: text(100),
        actor: anyText(20),
      }),
    ),
  });

export const orderPage = () =>
  record({
    orders: listOf(orderSummary(), 100),
    page: count(1),
    size: count(1, 100),
    hasMore: flag(),
  });
