import { type Refusal, refuse } from "#kernel/refusal.ts";
import { count, instant, optional, record, text, token, type ValueOf } from "#kernel/schema.ts";
import {
  carrierName,
  CARRIER_STATUSES,
  carrierStatus,
  type CarrierStatus,
  consignmentId,
  type deliveryAddress,
  lineNos,
  shipmentStatus,
  type ShipmentStatus,
  trackingNumber,
} from "./contract.ts";

/** A line of an order in its shipment. Lines may be handed over apart, so each has its own state. */
export const shipmentLine = () =>
  record({
    lineNo: count(1),
    itemId: token("itm"),
    itemName: text(200),
    quantity: count(1),
    status: shipmentStatus(),
    carrier: optional(carrierName()),
    trackingNumber: optional(trackingNumber()),
    /** The carrier's newest word, and when it was so. */
    carrierStatus: optional(carrierStatus()),
    carrierAt: optional(instant()),
  });
export type ShipmentLine = Readonly<ValueOf<ReturnType<typeof shipmentLine>>>;

export type DeliveryAddress = Readonly<ValueOf<ReturnType<typeof deliveryAddress>>>;

/** What one seller sends for one order. Its state is that of the foremost line until all are delivered. */
export type Shipment = {
  /** `order/seller`, so that there cannot be two. */
  readonly shipmentKey: string;
  readonly shipmentId: string;
  readonly orderId: string;
  readonly partnerId: string;
  readonly lines: readonly ShipmentLine[];
  readonly address: DeliveryAddress;
  readonly status: ShipmentStatus;
  /** How often a carrier was called for lines of it. */
  readonly calls: number;
  /** A carrier was called, and has not answered. */
  readonly calling?: CarrierCall | undefined;
  readonly preparedAt?: number | undefined;
  readonly shippedAt?: number | undefined;
  readonly deliveredAt?: number | undefined;
  readonly cancelledAt?: number | undefined;
};

/** A call to a carrier that has not been answered, for the lines that it is to take. */
export const carrierCall = () =>
  record({ consignmentId: consignmentId(), carrier: carrierName(), lineNos: lineNos() });
export type CarrierCall = Readonly<ValueOf<ReturnType<typeof carrierCall>>>;

/**
 * The shipments of an order. CANCELLED and REFUSED are tombstones: nothing is ever sent. EXPECTED:
 * lines were cancelled before the order itself came.
 */
export type OrderShipments = {
  readonly orderId: string;
  readonly partnerIds: readonly string[];
  readonly status: "EXPECTED" | "OPEN" | "CANCELLED" | "REFUSED";
  /** Lines that are left out of the shipments, from before these were made. */
  readonly cancelledLineNos?: readonly number[] | undefined;
  /** A cancel waits for what a carrier answers. */
  readonly cancelAsked: boolean;
};

export const shipmentKey = (orderId: string, partnerId: string): string =>
  `${orderId}/${partnerId}`;
export const shipmentKeys = ({ orderId, partnerIds }: OrderShipments): readonly string[] =>
  partnerIds.map((partnerId) => shipmentKey(orderId, partnerId));

export type PreparedOrder = {
  readonly orderId: string;
  readonly address: DeliveryAddress;
  readonly lines: readonly {
    readonly lineNo: number;
    readonly itemId: string;
    readonly partnerId: string;
    readonly itemName: string;
    readonly quantity: number;
  }[];
};

export const sellersOf = ({ lines }: PreparedOrder): readonly string[] => [
  ...new Set(lines.map(({ partnerId }) => partnerId)),
];

/** One shipment for each seller of the order, in the order of its lines. */
export const shipmentsOf = (prepared: PreparedOrder, newId: () => string): readonly Shipment[] =>
  sellersOf(prepared).map((partnerId) => ({
    shipmentKey: shipmentKey(prepared.orderId, partnerId),
    shipmentId: newId(),
    orderId: prepared.orderId,
    partnerId,
    lines: prepared.lines
      .filter((line) => line.partnerId === partnerId)
      .map(({ partnerId: _, ...line }) => ({ ...line, status: "BEFORE" })),
    address: prepared.address,
    status: "BEFORE",
    calls: 0,
  }));

/** The seller packs. The same object: it was packed before. */
export function prepare(shipment: Shipment, at: number): Shipment | Refusal {
  if (shipment.status === "PREPARING") return shipment;
  if (shipment.status !== "BEFORE") return refuse("COMMON_ILLEGAL_STATUS");
  return {
    ...withLines(shipment, (line) => (isLive(line) ? { status: "PREPARING" } : {})),
    status: "PREPARING",
    preparedAt: at,
  };
}

export type Parcel = { readonly carrier: string; readonly trackingNumber: string };

/**
 * Prepared lines go to the carrier: those named, or all that have not gone. No step may be skipped.
 * The same object: those lines went with this very parcel before.
 */
export function handOver(
  shipment: Shipment,
  { carrier, trackingNumber }: Parcel,
  lineNos: readonly number[] | undefined,
  at: number,
): Shipment | Refusal {
  const unknown = unknownLine(shipment, lineNos);
  if (unknown !== undefined) return unknown;
  const inParcel = (line: ShipmentLine) =>
    line.carrier === carrier && line.trackingNumber === trackingNumber;
  const named = shipment.lines.filter((line) => lineNos?.includes(line.lineNo) ?? isLive(line));
  if (named.length > 0 && named.every(inParcel)) return shipment;
  if (shipment.calling !== undefined) return refuse("COMMON_ILLEGAL_STATUS");
  const leaving = lineNos === undefined ? named.filter(isPrepared) : named;
  if (leaving.length === 0 || !leaving.every(isPrepared)) return refuse("COMMON_ILLEGAL_STATUS");
  const shipped = withLines(shipment, (line) =>
    leaving.includes(line) ? { status: "SHIPPING", carrier, trackingNumber } : {},
  );
  return { ...shipped, status: "SHIPPING", shippedAt: shipment.shippedAt ?? at };
}

export const isPrepared = ({ status }: ShipmentLine): boolean => status === "PREPARING";

export type CarrierReport = {
  readonly carrierStatus: CarrierStatus;
  readonly at: number;
  readonly lineNos?: readonly number[] | undefined;
};

/** How far ahead of ours a carrier's clock may go. A report from farther would silence all later ones. */
const CLOCK_SKEW_MAX_MS = 5 * 60_000;

/**
 * The carrier's word on lines that were handed over: those named, or all of them. An older word after
 * a newer one is ignored. The same object: it was no news.
 */
export function report(shipment: Shipment, said: CarrierReport, now: number): Shipment | Refusal {
  const unknown = unknownLine(shipment, said.lineNos);
  if (unknown !== undefined) return unknown;
  if (said.at > now + CLOCK_SKEW_MAX_MS)
    return refuse("COMMON_INVALID_PARAMETER", [{ field: "at", code: "future" }]);
  const meant = said.lineNos === undefined ? hasLeft : isNamed(said.lineNos);
  const lines = shipment.lines.filter(meant);
  if (lines.length === 0 || !lines.every(hasLeft)) return refuse("COMMON_ILLEGAL_STATUS");
  const news = lines.filter((line) => isNews(line, said));
  if (news.length === 0) return shipment;
  const { carrierStatus, at: carrierAt } = said;
  const status = carrierStatus === "DELIVERED" ? "DELIVERED" : "SHIPPING";
  const told = withLines(shipment, (line) =>
    news.includes(line) ? { status, carrierStatus, carrierAt } : {},
  );
  return completed(told, said.at);
}

/** Delivered, once every line that was not cancelled is. */
const completed = (shipment: Shipment, deliveredAt: number): Shipment =>
  shipment.lines.some(isDelivered) && shipment.lines.every(isOver)
    ? { ...shipment, status: "DELIVERED", deliveredAt }
    : shipment;

/** A delivered line has heard the last word. Of two words of one instant the farther one is newer. */
function isNews(line: ShipmentLine, { carrierStatus, at }: CarrierReport): boolean {
  if (line.status !== "SHIPPING") return false;
  if (line.carrierAt === undefined || line.carrierStatus === undefined) return true;
  if (at !== line.carrierAt) return at > line.carrierAt;
  return rankOf(carrierStatus) > rankOf(line.carrierStatus);
}

const rankOf = (status: CarrierStatus): number => CARRIER_STATUSES.indexOf(status);

/** The order is called off. Only for shipments of which nothing was handed over. */
export const callOff = (shipment: Shipment, at: number): Shipment =>
  shipment.status === "CANCELLED" ? shipment : withoutLines(shipment, lineNosOf(shipment), at);

/**
 * These lines do not leave: with no other line nothing does, and with what is left it may have arrived.
 * Only for lines that were not handed over. The same object: none of them is there, or all are gone.
 */
export function withoutLines(shipment: Shipment, lineNos: readonly number[], at: number): Shipment {
  const isGoing = (line: ShipmentLine) => isLive(line) && lineNos.includes(line.lineNo);
  if (!shipment.lines.some(isGoing)) return shipment;
  const after = withLines(shipment, (line) => (isGoing(line) ? { status: "CANCELLED" } : {}));
  if (after.lines.some(isLive)) return completed(after, at);
  return { ...after, status: "CANCELLED", cancelledAt: at };
}

/** All goes there instead. Only for shipments of which nothing was handed over. */
export const redirect = (shipment: Shipment, address: DeliveryAddress): Shipment => ({
  ...shipment,
  address,
});

export const hasStarted = ({ status }: Shipment): boolean =>
  status === "SHIPPING" || status === "DELIVERED";
export const isLive = ({ status }: ShipmentLine): boolean => status !== "CANCELLED";
/** Nothing more happens to it. */
export const isOver = (line: ShipmentLine): boolean => isDelivered(line) || !isLive(line);
/** Whether one of these lines was handed over, or may have been: a carrier was called for it. */
export const areBeyondRecall = (
  { lines, calling }: Shipment,
  lineNos: readonly number[],
): boolean =>
  [...lines.filter(hasLeft).map(({ lineNo }) => lineNo), ...(calling?.lineNos ?? [])].some((gone) =>
    lineNos.includes(gone),
  );
export const isDelivered = ({ status }: ShipmentLine): boolean => status === "DELIVERED";
export const hasLeft = ({ status }: ShipmentLine): boolean =>
  status === "SHIPPING" || status === "DELIVERED";

/** The lines that go, or went. */
export const lineNosOf = ({ lines }: Shipment): number[] =>
  lines.filter(isLive).map(({ lineNo }) => lineNo);

/** The lines that a change brought to a state. */
export function linesBrought(before: Shipment, after: Shipment, to: ShipmentStatus): number[] {
  const was = new Map(before.lines.map(({ lineNo, status }) => [lineNo, status]));
  return after.lines
    .filter(({ lineNo, status }) => status === to && was.get(lineNo) !== to)
    .map(({ lineNo }) => lineNo);
}

/** The lines that a carrier's word was news for. */
export const linesToldOf = (before: Shipment, after: Shipment): number[] =>
  after.lines
    .filter(
      (line, index) =>
        line.carrierStatus !== before.lines[index]?.carrierStatus ||
        line.carrierAt !== before.lines[index]?.carrierAt,
    )
    .map(({ lineNo }) => lineNo);

/** What was handed over of a shipment, by parcel. */
export function parcelsOf({
  lines,
}: Shipment): readonly (Parcel & { readonly lineNos: number[] })[] {
  const parcels = new Map<string, Parcel & { readonly lineNos: number[] }>();
  for (const { lineNo, carrier, trackingNumber } of lines) {
    if (carrier === undefined || trackingNumber === undefined) continue;
    const parcel = parcels.get(`${carrier} ${trackingNumber}`);
    if (parcel !== undefined) parcel.lineNos.push(lineNo);
    else
      parcels.set(`${carrier} ${trackingNumber}`, { carrier, trackingNumber, lineNos: [lineNo] });
  }
  return [...parcels.values()];
}

const isNamed =
  (lineNos: readonly number[]) =>
  ({ lineNo }: ShipmentLine): boolean =>
    lineNos.includes(lineNo);

export function unknownLine(
  { lines }: Shipment,
  lineNos: readonly number[] | undefined,
): Refusal | undefined {
  const line = lineNos?.find((wanted) => !lines.some(({ lineNo }) => lineNo === wanted));
  if (line === undefined) return undefined;
  return refuse("COMMON_INVALID_PARAMETER", [{ field: "lineNos", line, code: "unknown" }]);
}

const withLines = (
  shipment: Shipment,
  change: (line: ShipmentLine) => Partial<ShipmentLine>,
): Shipment => ({
  ...shipment,
  lines: shipment.lines.map((line) => ({ ...line, ...change(line) })),
});
