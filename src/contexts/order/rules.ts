/** An order and its step ledger as values. What may happen to them is told in `rules/`. */
import type { Refusal } from "#kernel/refusal.ts";
import {
  amount,
  count,
  instant,
  listOf,
  oneOf,
  optional,
  record,
  text,
  type ValueOf,
} from "#kernel/schema.ts";
import type { address, orderer, OrderStatus, PayMethod } from "./contract.ts";
import { orderStatus, pricedLine } from "./contract.ts";

/** Where a line is, as delivery tells it; cancelled lines never leave. */
export const LINE_DELIVERY_STATUSES = [
  "BEFORE",
  "PREPARING",
  "SHIPPING",
  "DELIVERED",
  "CANCELLED",
] as const;
export type LineDeliveryStatus = (typeof LINE_DELIVERY_STATUSES)[number];

/** A line at its price: the list price until its coupons are redeemed. */
export const orderLine = () =>
  record({
    ...pricedLine().properties,
    deliveryStatus: oneOf(...LINE_DELIVERY_STATUSES),
    /** What the client expects to pay, until coupon is asked for it. */
    expectedUnitPriceMinor: optional(amount()),
    /** Of a line that was cancelled while its order went on. */
    cancelledAt: optional(instant()),
  });
export type OrderLine = ValueOf<ReturnType<typeof orderLine>>;

/**
 * How far a cancel of lines is. Delivery is ASKED and agrees, or has kept a line that left. Of those
 * AGREED one at a time is carried out: money first, then coupons, then stock. MERGED: the whole order
 * was cancelled before its turn came.
 */
export const LINE_CANCEL_STAGES = [
  "ASKED",
  "KEPT",
  "AGREED",
  "REFUNDING",
  "RESTORING",
  "RETURNING",
  "DONE",
  "MERGED",
] as const;
export const lineCancel = () =>
  record({
    cancelNo: count(1),
    lineNos: listOf(count(1), 200, 1),
    /** What the plan said when it was asked for: prices never change, so it is what goes back. */
    refundMinor: amount(),
    by: oneOf("member", "operator"),
    at: instant(),
    note: optional(text(200)),
    /** Which refund of the order it is, from the moment it is asked for. */
    refundNo: optional(count(1)),
    stage: oneOf(...LINE_CANCEL_STAGES),
  });
export type LineCancel = Readonly<ValueOf<ReturnType<typeof lineCancel>>>;

/** Every state the order was in, oldest first; it begins with PLACED. */
export const historyEntry = () =>
  record({
    status: orderStatus(),
    at: instant(),
    /** The type of the message that brought the order there. */
    cause: text(100),
    /** The role of whoever asked for it. */
    actor: text(20),
  });
export type HistoryEntry = Readonly<ValueOf<ReturnType<typeof historyEntry>>>;

/** Who judges an order. Payment's step is money: it is undone by a refund, and only when money was taken. */
export const PARTIES = ["stock", "coupon", "payment"] as const;
export type Party = (typeof PARTIES)[number];

export type Step = {
  readonly verdict: "PENDING" | "YES" | "NO";
  /** Which success this was, from 1; 0 for none. Undo goes from the last to the first. */
  readonly successNo: number;
  readonly compensation: "NONE" | "OWED" | "ASKED" | "DONE";
};
export const stepState = () =>
  record({
    verdict: oneOf("PENDING", "YES", "NO"),
    successNo: count(),
    compensation: oneOf("NONE", "OWED", "ASKED", "DONE"),
  });
/** The step ledger: one entry for each party that was asked. */
export type Steps = { readonly [P in Party]?: Step };

export type Address = Readonly<ValueOf<ReturnType<typeof address>>>;
export type CancelAsker = "member" | "operator" | "limit";

export type Order = {
  readonly orderId: string;
  readonly orderNumber: string;
  readonly memberId: string;
  readonly serviceType: "STANDARD" | "GIFT";
  readonly payMethod: PayMethod;
  readonly autoPay: boolean;
  /** Under whose name a bank transfer comes. */
  readonly depositorName?: string | undefined;
  readonly orderer: ValueOf<ReturnType<typeof orderer>>;
  /** Absent while only the recipient of a gift can tell it. */
  readonly address?: Address | undefined;
  readonly lines: readonly OrderLine[];
  readonly orderCouponId?: string | undefined;
  readonly totalAmountMinor: bigint;
  readonly orderDiscountMinor: bigint;
  readonly payableAmountMinor: bigint;
  readonly refundedAmountMinor: bigint;
  readonly status: OrderStatus;
  /** A refusal of a step, or one of `CANCEL_REASONS`. */
  readonly cancelReason?: string | undefined;
  /** A cancel that payment or delivery must still answer, or the one that was decided. */
  readonly cancelAskedBy?: CancelAsker | undefined;
  readonly cancelAskedAt?: number | undefined;
  /** What an operator or the member wrote about it. */
  readonly cancelNote?: string | undefined;
  /** Cancels of single lines, in the order they were asked for. */
  readonly lineCancels?: readonly LineCancel[] | undefined;
  readonly moneyTaken: boolean;
  /** Of a gift that is paid and lacks only its address: the stock is sold. */
  readonly stockSold?: boolean | undefined;
  /** Charges asked for so far; the number of the last one. */
  readonly payAttempts: number;
  /** The last charge has no answer yet. */
  readonly payInFlight: boolean;
  readonly steps: Steps;
  readonly unpaidUntil?: number | undefined;
  readonly history: readonly HistoryEntry[];
  /** Rises with every change of the order, of any of its parts. */
  readonly orderVersion: number;
  /** The last request that moved the order: whoever waits for that one is told how it goes on. */
  readonly story: string;
  readonly placedAt: number;
};

/** What order asks of others; each is answered by a fact. */
export type Ask =
  | "redeemCoupons"
  | "charge"
  | "awaitDeposit"
  | "cancelPayment"
  | "refund"
  | "restoreCoupons"
  | "undoStock"
  | "cancelShipments"
  | "cancelLines"
  | "refundLines"
  | "restoreLineCoupons"
  | "returnLines";

/** What a rule makes of an order: the order afterwards, and what is asked of others. */
export type Move = {
  readonly order: Order;
  readonly asks?: readonly Ask[];
  /** The answer to whoever waits, in place of the order. */
  readonly refusal?: Refusal;
  /** The same was asked before: whoever asks again is told how it stands, and not how it goes on. */
  readonly isRepeated?: true;
  /** The outcome of the request that is answered here, whoever has moved the order since. */
  readonly isOutcome?: true;
  /** A no to the request itself: undoes its story where that is still possible. */
  readonly refusesStory?: Refusal;
};

/** Nothing happens to the order. */
export const stays = (order: Order): Move => ({ order });
/** A command is refused; the order is as before. */
export const refusedMove = (order: Order, refusal: Refusal): Move => ({ order, refusal });

/** Being undone, or ended that way: a success that is told now is too late. */
export const isUndoing = ({ status }: Order): boolean =>
  status === "COMPENSATING" ||
  status === "CANCELLED" ||
  status === "REFUNDED" ||
  status === "PAYMENT_CANCELLED";

/** Paid for, and neither cancelled nor being undone. */
export const isPaid = ({ status }: Order): boolean =>
  status === "PAID" ||
  status === "PREPARED" ||
  status === "SHIPPING" ||
  status === "DELIVERED" ||
  status === "CLOSED";

/** A cancel was asked of payment or delivery, which have not answered yet. */
export const isCancelAsked = ({ status, cancelAskedBy }: Order): boolean =>
  cancelAskedBy !== undefined && (status === "AWAITING_PAYMENT" || status === "PREPARED");

/** Whether the request that moved the order has its outcome: nothing it began is still open. */
export const isSettled = (order: Order): boolean =>
  order.status !== "PLACED" &&
  !order.payInFlight &&
  !isCancelAsked(order) &&
  lineCancelIn(order, "ASKED") === undefined;

/** The first cancel of lines that is that far. */
export const lineCancelIn = (
  { lineCancels = [] }: Order,
  ...stages: readonly LineCancel["stage"][]
): LineCancel | undefined => lineCancels.find(({ stage }) => stages.includes(stage));

/** The cancel of lines that is being carried out: there is one at a time. */
export const lineCancelUnderWay = (order: Order): LineCancel | undefined =>
  lineCancelIn(order, "REFUNDING", "RESTORING", "RETURNING");

/** Lines that were not cancelled: those the order still sells. */
export const liveLines = ({ lines }: Pick<Order, "lines">): readonly OrderLine[] =>
  lines.filter(({ cancelledAt }) => cancelledAt === undefined);

export const stepsOf = (steps: Steps): readonly Step[] =>
  PARTIES.flatMap((party) => steps[party] ?? []);

export const withStep = (order: Order, party: Party, step: Step): Order => ({
  ...order,
  steps: { ...order.steps, [party]: step },
});

/** The number of the next success in the order's ledger. */
export const nextSuccessNo = (steps: Steps): number =>
  1 + Math.max(0, ...stepsOf(steps).map(({ successNo }) => successNo));

/** Nobody has still to answer, and nobody is owed an undo. */
export const isClosed = (steps: Steps): boolean =>
  stepsOf(steps).every(
    ({ verdict, compensation }) =>
      verdict !== "PENDING" && compensation !== "OWED" && compensation !== "ASKED",
  );

export const amountsOf = (lines: readonly OrderLine[], orderDiscountMinor: bigint) => {
  let totalAmountMinor = 0n;
  for (const { lineAmountMinor } of lines) totalAmountMinor += lineAmountMinor;
  return {
    totalAmountMinor,
    orderDiscountMinor,
    payableAmountMinor: totalAmountMinor - orderDiscountMinor,
  };
};
