import { count, listOf, text, record, type ValueOf } from "#kernel/schema.ts";
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
import {
  feeTerm,
  popularEntry,
  viewDeposit,
  viewHistory,
  viewLine,
  viewLineBack,
  viewLineDelivery,
  viewPayment,
  viewShipment,
} from "./contract.ts";
import type { OrderView } from "./rules.ts";
import type { DailySale } from "./rules/counting.ts";
import type { Fee } from "./rules/charging.ts";
import type { FeedRecord } from "./rules/feeding.ts";

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
  deposit: maybeColumn(jsonColumn(viewDeposit())),
  shipments: jsonColumn(listOf(viewShipment())),
  lineDeliveries: jsonColumn(listOf(viewLineDelivery())),
  history: jsonColumn(listOf(viewHistory())),
  placedAt: maybeColumn(instantColumn()),
  cancelledLineNos: maybeColumn(jsonColumn<readonly number[]>(listOf(count(1)))),
  countedOn: maybeColumn(textColumn()),
  paidAt: maybeColumn(instantColumn()),
  linesBack: maybeColumn(jsonColumn(listOf(viewLineBack()))),
  lastBackAt: maybeColumn(instantColumn()),
});

export const fees = collection<Fee>("query.fees", "feeName", {
  feeName: textColumn<Fee["feeName"]>(),
  terms: jsonColumn(listOf(feeTerm(), 10_000)),
});

export const dailySales = collection<DailySale>("query.daily_sales", "saleId", {
  saleId: textColumn(),
  day: textColumn(),
  itemId: textColumn(),
  partnerId: textColumn(),
  quantity: countColumn(),
  orders: countColumn(),
});

/** The popular items as of a day, made once, at its first moment. */
export type PopularList = {
  readonly asOfDay: string;
  readonly entries: readonly ValueOf<ReturnType<typeof popularEntry>>[];
};
export const popularLists = collection<PopularList>("query.popular_lists", "asOfDay", {
  asOfDay: textColumn(),
  entries: jsonColumn(listOf(popularEntry(), 100)),
});

export const feedRecords = collection<FeedRecord>("query.feed_records", "orderId", {
  orderId: textColumn(),
  completedAt: instantColumn(),
  completedSentAt: maybeColumn(instantColumn()),
  takenBackAt: maybeColumn(instantColumn()),
  takenBackSentAt: maybeColumn(instantColumn()),
});
