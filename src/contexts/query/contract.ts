/**
 * Query: pages that other contexts' facts add up to, and what the data platform hears of them. It
 * states nothing; its pages can be deleted and rebuilt by replay.
 */
import { command } from "#kernel/message.ts";
import {
  amount,
  anyText,
  count,
  day,
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
    status: oneOf(
      "OPENED",
      "WAITING_DEPOSIT",
      "FAILED",
      "CANCELLED",
      "APPROVED",
      "DEPOSIT_CONFIRMED",
      "REFUND_DUE",
      "REFUNDED",
    ),
    amountMinor: amount(),
    at: instant(),
  });

/** Where a bank transfer goes, how much, under whose name and until when. */
export const viewDeposit = () =>
  record({
    bank: text(50),
    accountNumber: text(50),
    accountHolder: text(50),
    amountMinor: amount(),
    depositorName: text(50),
    dueAt: instant(),
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

/** When the money of a line went back. */
export const viewLineBack = () => record({ lineNo: count(1), at: instant() });

/** The percent that the marketplace keeps of what is paid from then on. */
export const feeTerm = () => record({ since: instant(), percent: count(0, 100) });
/** Said at every start: what sellers are charged from now on, where it is not so already. */
export const noteFee = command("query.note-fee", "feeName", {
  feeName: oneOf("settlement.feePercent"),
  percent: count(0, 100),
});

/** An item's place among the best-selling of a span of days. */
export const popularEntry = () =>
  record({ itemId: token("itm"), quantity: count(1), orders: count(1) });

const ofDay = { asOfDay: day() };
/** A day has begun: its popular list is to be made. */
export const popularListDue = command("query.popular-list-due", "asOfDay", ofDay);
/** Asks for the best-selling items of the whole days before. */
export const makePopularList = command("query.make-popular-list", "asOfDay", {
  ...ofDay,
  windowDays: count(1, 366),
  size: count(1, 100),
});
/** The list of a day, which stands until the next midnight. */
export const keepPopularList = command("query.keep-popular-list", "asOfDay", {
  ...ofDay,
  entries: listOf(popularEntry(), 100),
});

/** How many lines of an order were taken back: of two words on it, the higher is the newer. */
const linesGone = () => count(0, 200);
/** Tells a ranking of its own store what an order counts for. Nothing, once all its lines are gone. */
export const rankSale = command("query.rank-sale", "orderId", {
  orderId: token("ord"),
  linesGone: linesGone(),
  day: day(),
  items: listOf(record({ itemId: token("itm"), quantity: count(1) })),
  keepDays: count(1, 366),
});
/** The ranking has heard of it. */
export const noteRanked = command("query.note-ranked", "orderId", {
  orderId: token("ord"),
  linesGone: linesGone(),
});

export const feedKind = () => oneOf("COMPLETED", "TAKEN_BACK");
export type FeedKind = "COMPLETED" | "TAKEN_BACK";
/** Asks to tell the data platform what became of an order: no names, no addresses. */
export const tellDataPlatform = command("query.tell-data-platform", "orderId", {
  orderId: token("ord"),
  kind: feedKind(),
  at: instant(),
  orderNumber: text(24),
  memberId: token("mem"),
  serviceType: text(20),
  payMethod: text(20),
  payableAmountMinor: amount(),
  lines: listOf(
    record({
      lineNo: count(1),
      itemId: token("itm"),
      partnerId: token("ptn"),
      itemName: text(200),
      quantity: count(1),
      lineAmountMinor: amount(),
    }),
  ),
});
/** The data platform has taken it. */
export const noteTold = command("query.note-told", "orderId", {
  orderId: token("ord"),
  kind: feedKind(),
});
