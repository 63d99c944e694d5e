import { rfc3339 } from "#kernel/calendar.ts";
import type { OrderView } from "../rules.ts";
import {
  deliveryLabelOf,
  descriptionOf,
  detailLabelOf,
  labelOf,
  type Language,
} from "../rules/labels.ts";

/** A row of order_views as a read gives it: JSON parsed, so amounts inside JSON are numbers. */
export type ViewRow = {
  readonly order_id: string;
  readonly order_number: string;
  readonly service_type: string;
  readonly pay_method: string;
  readonly status: OrderView["status"];
  readonly failed: boolean;
  readonly cancel_reason: string | null;
  readonly order_version: number;
  readonly orderer: Readonly<Record<string, string>> | null;
  readonly address: Readonly<Record<string, string>> | null;
  readonly lines: OrderView["lines"];
  readonly total_amount_minor: bigint;
  readonly order_discount_minor: bigint;
  readonly payable_amount_minor: bigint;
  readonly refunded_amount_minor: bigint;
  readonly payment: OrderView["payment"] | null;
  readonly deposit: OrderView["deposit"] | null;
  readonly shipments: OrderView["shipments"];
  readonly line_deliveries: OrderView["lineDeliveries"];
  readonly history: OrderView["history"];
  readonly placed_at: number;
};

export const VIEW_COLUMNS = `order_id, order_number, service_type, pay_method, status, failed,
  cancel_reason, order_version, orderer, address, lines, total_amount_minor, order_discount_minor,
  payable_amount_minor, refunded_amount_minor, payment, deposit, shipments, line_deliveries, history, placed_at`;

/** Whose eyes: a seller sees the own lines and parcels only, and no more of the person than needed. */
export type Eyes = { readonly language: Language; readonly partnerId?: string | undefined };

export function summaryOf(row: ViewRow, { language, partnerId }: Eyes) {
  const kind = { payMethod: row.pay_method, serviceType: row.service_type };
  return {
    orderId: row.order_id,
    orderNumber: row.order_number,
    status: row.status,
    label: labelOf({ status: row.status, failed: row.failed, ...kind }, language),
    ...kind,
    currency: "KRW",
    totalAmount: row.total_amount_minor,
    payableAmount: row.payable_amount_minor,
    refundedAmount: row.refunded_amount_minor,
    placedAt: rfc3339(row.placed_at),
    lines: linesOf(row, language).filter(
      (line) => partnerId === undefined || line.partnerId === partnerId,
    ),
  };
}

function linesOf(row: ViewRow, language: Language) {
  const delivery = new Map(row.line_deliveries.map(({ lineNo, status }) => [lineNo, status]));
  return row.lines.map((line) => {
    const deliveryStatus = delivery.get(line.lineNo) ?? "BEFORE";
    return {
      lineNo: line.lineNo,
      itemId: line.itemId,
      partnerId: line.partnerId,
      itemName: line.itemName,
      size: line.size,
      options: line.options.map(({ group, option, priceMinor }) => ({
        group,
        option,
        price: priceMinor,
      })),
      quantity: line.quantity,
      unitListPrice: line.unitListPriceMinor,
      unitDiscountedPrice: line.unitDiscountedPriceMinor,
      lineAmount: line.lineAmountMinor,
      orderDiscountShare: line.orderDiscountShareMinor,
      deliveryStatus,
      deliveryLabel: deliveryLabelOf(deliveryStatus, language),
    };
  });
}

export function detailOf(row: ViewRow, eyes: Eyes) {
  const { language, partnerId } = eyes;
  const labelDetail = detailLabelOf(row.cancel_reason, language);
  const isShown = (of: { readonly partnerId: string }) =>
    partnerId === undefined || of.partnerId === partnerId;
  return {
    ...summaryOf(row, eyes),
    description: descriptionOf({ status: row.status, payMethod: row.pay_method }, language),
    ...(row.cancel_reason === null ? {} : { cancelReason: row.cancel_reason }),
    ...(labelDetail === undefined ? {} : { labelDetail }),
    orderDiscount: row.order_discount_minor,
    ...(row.orderer === null || partnerId !== undefined ? {} : { orderer: row.orderer }),
    addressStatus: isAddressed(row) ? "KNOWN" : "PENDING_RECIPIENT",
    ...(row.address === null ? {} : { address: row.address }),
    ...paymentOf(row, partnerId),
    ...depositOf(row, partnerId),
    shipments: row.shipments.filter(isShown).map((shipment) => ({
      ...shipment,
      label: deliveryLabelOf(shipment.status, language),
    })),
    history: historyOf(row, language),
  };
}

/** A gift's address is its recipient's and delivery's: its giver sees that it is known. */
const isAddressed = ({ address, history }: ViewRow): boolean =>
  address !== null || history.some(({ status }) => status === "PREPARED");

function paymentOf({ payment }: ViewRow, partnerId: string | undefined) {
  if (payment === null || payment === undefined || partnerId !== undefined) return {};
  const { paymentId, status, amountMinor, at } = payment;
  return { payment: { paymentId, status, amount: amountMinor, at: rfc3339(at) } };
}

function depositOf({ deposit }: ViewRow, partnerId: string | undefined) {
  if (deposit === null || deposit === undefined || partnerId !== undefined) return {};
  const { amountMinor, dueAt, ...account } = deposit;
  return { deposit: { ...account, amount: amountMinor, dueAt: rfc3339(dueAt) } };
}

export const historyOf = (row: ViewRow, language: Language) =>
  row.history.map(({ status, at, cause, actor }) => ({
    status,
    label: labelOf(
      {
        status,
        failed: cause === "order.failed",
        payMethod: row.pay_method,
        serviceType: row.service_type,
      },
      language,
    ),
    at: rfc3339(at),
    cause,
    actor,
  }));
