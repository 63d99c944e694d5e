import { listOf, text, record } from "#kernel/schema.ts";
import {
  amountColumn,
  collection,
  countColumn,
  flagColumn,
  instantColumn,
  jsonColumn,
  maybeColumn,
  textColumn,
} from "#store/collection.ts";
import { viewHistory, viewLine, viewLineDelivery, viewPayment, viewShipment } from "./contract.ts";
import type { OrderView } from "./rules.ts";

const person = () => record({ name: text(50), phone: text(20), email: text(254) });
const destination = () =>
  record({
    receiverName: text(50),
    receiverPhone: text(20),
    receiverZipcode: text(5),
    receiverAddress1: text(200),
    receiverAddress2: text(200),
    etcMessage: text(200),
  });

export const orderViews = collection<OrderView>("query.order_views", "orderId", {
  orderId: textColumn(),
  orderNumber: textColumn(),
  memberId: textColumn(),
  serviceType: textColumn(),
  payMethod: textColumn(),
  status: textColumn<OrderView["status"]>(),
  failed: flagColumn(),
  cancelReason: maybeColumn(textColumn()),
  orderVersion: countColumn(),
  orderer: maybeColumn(jsonColumn(person())),
  address: maybeColumn(jsonColumn(destination())),
  lines: jsonColumn(listOf(viewLine())),
  totalAmountMinor: amountColumn(),
  orderDiscountMinor: amountColumn(),
  payableAmountMinor: amountColumn(),
  refundedAmountMinor: amountColumn(),
  payment: maybeColumn(jsonColumn(viewPayment())),
  shipments: jsonColumn(listOf(viewShipment())),
  lineDeliveries: jsonColumn(listOf(viewLineDelivery())),
  history: jsonColumn(listOf(viewHistory())),
  placedAt: maybeColumn(instantColumn()),
});
