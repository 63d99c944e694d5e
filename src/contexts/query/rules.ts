import type { ValueOf } from "#kernel/schema.ts";
import type {
  OrderStatus,
  viewDeposit,
  viewHistory,
  viewLine,
  viewLineBack,
  viewLineDelivery,
  viewPayment,
  viewShipment,
} from "./contract.ts";

export type ViewLine = ValueOf<ReturnType<typeof viewLine>>;
export type ViewPayment = ValueOf<ReturnType<typeof viewPayment>>;
export type ViewDeposit = ValueOf<ReturnType<typeof viewDeposit>>;
export type ViewShipment = ValueOf<ReturnType<typeof viewShipment>>;
export type LineDelivery = ValueOf<ReturnType<typeof viewLineDelivery>>;
export type LineBack = ValueOf<ReturnType<typeof viewLineBack>>;
export type HistoryEntry = ValueOf<ReturnType<typeof viewHistory>>;

/**
 * One order as a page shows it. Facts of order, payment and delivery fill parts of their own, in
 * whatever order they arrive: the row may exist before the order's first fact, and is shown from then.
 */
export type OrderView = {
  readonly orderId: string;
  readonly orderNumber: string;
  readonly memberId: string;
  readonly serviceType: string;
  readonly payMethod: string;
  readonly status: OrderStatus;
  readonly failed: boolean;
  readonly cancelReason: string | undefined;
  readonly orderVersion: number;
  readonly orderer: Readonly<Record<string, string>> | undefined;
  readonly address: Readonly<Record<string, string>> | undefined;
  readonly lines: readonly ViewLine[];
  readonly totalAmountMinor: bigint;
  readonly orderDiscountMinor: bigint;
  readonly payableAmountMinor: bigint;
  readonly refundedAmountMinor: bigint;
  readonly payment: ViewPayment | undefined;
  readonly deposit: ViewDeposit | undefined;
  readonly shipments: readonly ViewShipment[];
  readonly lineDeliveries: readonly LineDelivery[];
  readonly history: readonly HistoryEntry[];
  readonly placedAt: number | undefined;
  /** Lines that were cancelled while the order went on: they count as sold no more. */
  readonly cancelledLineNos?: readonly number[] | undefined;
  /** The day whose sales hold this order: from its payment until the money goes back. */
  readonly countedOn: string | undefined;
  /** When the order was paid, whatever became of it, and when the money of which line went back. */
  readonly paidAt: number | undefined;
  readonly linesBack: readonly LineBack[] | undefined;
  readonly lastBackAt: number | undefined;
};

export const emptyView = (orderId: string): OrderView => ({
  orderId,
  orderNumber: "",
  memberId: "",
  serviceType: "STANDARD",
  payMethod: "",
  status: "PLACED",
  failed: false,
  cancelReason: undefined,
  orderVersion: 0,
  orderer: undefined,
  address: undefined,
  lines: [],
  totalAmountMinor: 0n,
  orderDiscountMinor: 0n,
  payableAmountMinor: 0n,
  refundedAmountMinor: 0n,
  payment: undefined,
  deposit: undefined,
  shipments: [],
  lineDeliveries: [],
  history: [],
  placedAt: undefined,
  countedOn: undefined,
  paidAt: undefined,
  linesBack: undefined,
  lastBackAt: undefined,
});

/** What every fact of an order says. */
export type OrderFact = {
  readonly orderId: string;
  readonly orderStatus: OrderStatus;
  readonly orderVersion: number;
};
export type Stated = { readonly type: string; readonly at: number; readonly actor: string };

/**
 * The view after a fact of the order; undefined when a later one was applied before. The version
 * decides, never the order of arrival.
 */
export function afterOrderFact(
  view: OrderView,
  fact: OrderFact,
  stated: Stated,
  also: Partial<OrderView> = {},
): OrderView | undefined {
  if (fact.orderVersion <= view.orderVersion) return undefined;
  return {
    ...view,
    ...also,
    status: fact.orderStatus,
    orderVersion: fact.orderVersion,
    history: [
      ...view.history,
      { status: fact.orderStatus, at: stated.at, cause: stated.type, actor: stated.actor },
    ],
  };
}

/**
 * The view without these lines, which do not leave, nor does a parcel that has no other; the same view
 * when they are gone already.
 */
export function withoutLines(view: OrderView, lineNos: readonly number[]): OrderView {
  const { cancelledLineNos = [] } = view;
  const going = lineNos.filter((lineNo) => !cancelledLineNos.includes(lineNo));
  if (going.length === 0) return view;
  const lineDeliveries = movedLines(view.lineDeliveries, going, "CANCELLED");
  return {
    ...view,
    cancelledLineNos: [...cancelledLineNos, ...going].toSorted((a, b) => a - b),
    lineDeliveries,
    shipments: view.shipments.map((shipment) =>
      areCancelled({ lineDeliveries }, shipment.lineNos)
        ? { ...shipment, status: "CANCELLED" }
        : shipment,
    ),
  };
}

const PAYMENT_RANK: Readonly<Record<ViewPayment["status"], number>> = {
  OPENED: 0,
  WAITING_DEPOSIT: 1,
  FAILED: 2,
  CANCELLED: 3,
  APPROVED: 4,
  DEPOSIT_CONFIRMED: 4,
  REFUND_DUE: 5,
  REFUNDED: 6,
};

/** A payment only moves forward: what is overtaken changes nothing. */
export function afterPaymentFact(view: OrderView, payment: ViewPayment): OrderView | undefined {
  const before = view.payment;
  if (before !== undefined && PAYMENT_RANK[before.status] >= PAYMENT_RANK[payment.status]) {
    return undefined;
  }
  const amountMinor = payment.amountMinor > 0n ? payment.amountMinor : (before?.amountMinor ?? 0n);
  return { ...view, payment: { ...payment, amountMinor } };
}

const DELIVERY_RANK: Readonly<Record<string, number>> = {
  BEFORE: 0,
  PREPARING: 1,
  SHIPPING: 2,
  DELIVERED: 3,
  CANCELLED: 4,
};
const rankOf = (status: string | undefined): number =>
  status === undefined ? -1 : (DELIVERY_RANK[status] ?? -1);

/** A parcel and its lines only move forward. One told late, of lines that are cancelled, is cancelled. */
export function afterShipmentFact(view: OrderView, told: ViewShipment): OrderView {
  const shipment = areCancelled(view, told.lineNos) ? { ...told, status: "CANCELLED" } : told;
  const before = view.shipments.find(({ shipmentId }) => shipmentId === shipment.shipmentId);
  const isOlder = rankOf(shipment.status) < rankOf(before?.status);
  const merged: ViewShipment = {
    ...before,
    ...shipment,
    lineNos: [...new Set([...(before?.lineNos ?? []), ...shipment.lineNos])].toSorted(
      (a, b) => a - b,
    ),
    status: isOlder && before !== undefined ? before.status : shipment.status,
  };
  const others = view.shipments.filter(({ shipmentId }) => shipmentId !== shipment.shipmentId);
  return {
    ...view,
    shipments: [...others, merged].toSorted((a, b) => (a.shipmentId < b.shipmentId ? -1 : 1)),
    lineDeliveries: movedLines(view.lineDeliveries, shipment.lineNos, shipment.status),
  };
}

const areCancelled = (
  { lineDeliveries }: Pick<OrderView, "lineDeliveries">,
  lineNos: readonly number[],
): boolean =>
  lineNos.every((of) =>
    lineDeliveries.some(({ lineNo, status }) => lineNo === of && status === "CANCELLED"),
  );

export function movedLines(
  lines: readonly LineDelivery[],
  lineNos: readonly number[],
  status: string,
): readonly LineDelivery[] {
  const byNo = new Map(lines.map((line) => [line.lineNo, line]));
  for (const lineNo of lineNos) {
    if (rankOf(status) > rankOf(byNo.get(lineNo)?.status)) byNo.set(lineNo, { lineNo, status });
  }
  return [...byNo.values()].toSorted((a, b) => a.lineNo - b.lineNo);
}
