/** A shipment as sellers and operators see it over HTTP. */
import { rfc3339 } from "#kernel/calendar.ts";
import { count, listOf, optional, record, text, token, type ValueOf } from "#kernel/schema.ts";
import {
  carrierName,
  carrierStatus,
  deliveryAddress,
  lineNos,
  shipmentStatus,
  type ShipmentStatus,
  trackingNumber,
} from "../contract.ts";
import { parcelsOf, type Shipment, type ShipmentLine } from "../rules.ts";

const moment = () => text(40);

const shownLine = () =>
  record({
    lineNo: count(1),
    itemId: token("itm"),
    itemName: text(200),
    quantity: count(1),
    status: shipmentStatus(),
    label: text(20),
    carrier: optional(carrierName()),
    trackingNumber: optional(trackingNumber()),
    carrierStatus: optional(carrierStatus()),
    carrierAt: optional(moment()),
  });

export const shownShipment = () =>
  record({
    shipmentId: token("shp"),
    orderId: token("ord"),
    partnerId: token("ptn"),
    status: shipmentStatus(),
    label: text(20),
    lines: listOf(shownLine()),
    address: deliveryAddress(),
    /** The first parcel; each line bears its own. */
    carrier: optional(carrierName()),
    trackingNumber: optional(trackingNumber()),
    /** A carrier that was called for lines of it, and has not answered. */
    calling: optional(record({ carrier: carrierName(), lineNos: lineNos() })),
    preparedAt: optional(moment()),
    shippedAt: optional(moment()),
    deliveredAt: optional(moment()),
    cancelledAt: optional(moment()),
  });

/** As a decision answers it: the label follows the language of whoever asked. */
export type Unlabelled = Omit<ValueOf<ReturnType<typeof shownShipment>>, "label" | "lines"> & {
  readonly lines: readonly Omit<ValueOf<ReturnType<typeof shownLine>>, "label">[];
};

export function shown(shipment: Shipment): Unlabelled {
  const { shipmentId, orderId, partnerId, status, lines, address } = shipment;
  const { calling, preparedAt, shippedAt, deliveredAt, cancelledAt } = shipment;
  const [parcel] = parcelsOf(shipment);
  return {
    shipmentId,
    orderId,
    partnerId,
    status,
    lines: lines.map(lineShown),
    address,
    ...(parcel === undefined
      ? {}
      : { carrier: parcel.carrier, trackingNumber: parcel.trackingNumber }),
    ...(calling === undefined
      ? {}
      : { calling: { carrier: calling.carrier, lineNos: [...calling.lineNos] } }),
    ...(preparedAt === undefined ? {} : { preparedAt: rfc3339(preparedAt) }),
    ...(shippedAt === undefined ? {} : { shippedAt: rfc3339(shippedAt) }),
    ...(deliveredAt === undefined ? {} : { deliveredAt: rfc3339(deliveredAt) }),
    ...(cancelledAt === undefined ? {} : { cancelledAt: rfc3339(cancelledAt) }),
  };
}

const lineShown = ({ carrierAt, ...line }: ShipmentLine) => ({
  ...line,
  ...(carrierAt === undefined ? {} : { carrierAt: rfc3339(carrierAt) }),
});

type Language = "ko" | "en";
const LABELS: Readonly<Record<ShipmentStatus, Readonly<Record<Language, string>>>> = {
  BEFORE: { ko: "배송전", en: "Not started" },
  PREPARING: { ko: "배송준비중", en: "Preparing" },
  SHIPPING: { ko: "배송중", en: "In delivery" },
  DELIVERED: { ko: "배송완료", en: "Delivered" },
  CANCELLED: { ko: "배송취소", en: "Cancelled" },
};

export const labelled = (shipment: Unlabelled, language: Language) => ({
  ...shipment,
  label: LABELS[shipment.status][language],
  lines: shipment.lines.map((line) => ({ ...line, label: LABELS[line.status][language] })),
});
