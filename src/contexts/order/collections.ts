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
import { listOf, optional, record } from "#kernel/schema.ts";
import { address, orderer, type OrderStatus, type PayMethod } from "./contract.ts";
import {
  type Address,
  type CancelAsker,
  historyEntry,
  type HistoryEntry,
  lineCancel,
  type LineCancel,
  orderLine,
  type Order,
  type OrderLine,
  stepState,
  type Steps,
} from "./rules.ts";
import { type Item, type OptionGroup, optionGroup, type OrderNumbers } from "./rules/placing.ts";

const stepLedger = () =>
  record({
    stock: optional(stepState()),
    coupon: optional(stepState()),
    payment: optional(stepState()),
  });

export const orders = collection<Order>("order.orders", "orderId", {
  orderId: textColumn(),
  orderNumber: textColumn(),
  memberId: textColumn(),
  serviceType: textColumn<Order["serviceType"]>(),
  payMethod: textColumn<PayMethod>(),
  autoPay: flagColumn(),
  depositorName: maybeColumn(textColumn()),
  orderer: jsonColumn<Order["orderer"]>(orderer()),
  address: maybeColumn(jsonColumn<Address>(address())),
  lines: jsonColumn<readonly OrderLine[]>(listOf(orderLine(), 200, 1)),
  orderCouponId: maybeColumn(textColumn()),
  totalAmountMinor: amountColumn(),
  orderDiscountMinor: amountColumn(),
  payableAmountMinor: amountColumn(),
  refundedAmountMinor: amountColumn(),
  status: textColumn<OrderStatus>(),
  cancelReason: maybeColumn(textColumn()),
  cancelAskedBy: maybeColumn(textColumn<CancelAsker>()),
  cancelAskedAt: maybeColumn(instantColumn()),
  cancelNote: maybeColumn(textColumn()),
  lineCancels: maybeColumn(jsonColumn<readonly LineCancel[]>(listOf(lineCancel()))),
  moneyTaken: flagColumn(),
  stockSold: maybeColumn(flagColumn()),
  payAttempts: countColumn(),
  payInFlight: flagColumn(),
  steps: jsonColumn<Steps>(stepLedger()),
  unpaidUntil: maybeColumn(instantColumn()),
  history: jsonColumn<readonly HistoryEntry[]>(listOf(historyEntry(), 20, 1)),
  orderVersion: countColumn(),
  story: textColumn(),
  placedAt: instantColumn(),
});

export const orderNumbers = collection<OrderNumbers>("order.order_numbers", "series", {
  series: textColumn(),
  day: textColumn(),
  lastNumber: countColumn(),
});

export const optionGroupsColumn = jsonColumn<readonly OptionGroup[]>(listOf(optionGroup(), 10));

export const items = collection<Item>("order.items", "itemId", {
  itemId: textColumn(),
  itemVersion: countColumn(),
  partnerId: textColumn(),
  name: textColumn(),
  size: textColumn(),
  priceMinor: amountColumn(),
  optionGroups: optionGroupsColumn,
  deleted: flagColumn(),
});

/** Which coupons a member was given; whether one is still good is coupon's to say. */
export type HeldCoupon = {
  readonly memberCouponId: string;
  readonly memberId: string;
  readonly usableUntil: number;
};
export const heldCoupons = collection<HeldCoupon>("order.held_coupons", "memberCouponId", {
  memberCouponId: textColumn(),
  memberId: textColumn(),
  usableUntil: instantColumn(),
});
