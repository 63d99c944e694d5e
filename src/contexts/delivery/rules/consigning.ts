/** Parcels that a carrier is called for: given once, then asked about until they have arrived. */
import { type Refusal, refuse } from "#kernel/refusal.ts";
import type { CarrierStatus } from "../contract.ts";
import {
  hasLeft,
  isLive,
  isPrepared,
  type Shipment,
  type ShipmentLine,
  unknownLine,
} from "../rules.ts";

export type Consignment = {
  /** The carrier knows the parcel by it: a repeated call is the same parcel. */
  readonly consignmentId: string;
  readonly orderId: string;
  readonly partnerId: string;
  readonly carrier: string;
  readonly lineNos: readonly number[];
  readonly status: "CALLED" | "TAKEN" | "REFUSED" | "DELIVERED";
  readonly trackingNumber?: string | undefined;
  /** The carrier is being asked where it is, or must be asked again after that. */
  readonly look?: "ASKED" | "AGAIN" | undefined;
  readonly looks: number;
};

export const nextConsignmentId = ({ shipmentId, calls }: Shipment): string =>
  `${shipmentId}-${calls + 1}`;

type Call = { readonly carrier: string; readonly lineNos?: readonly number[] | undefined };
export type Called = { readonly shipment: Shipment; readonly consignment: Consignment };

/**
 * The carrier is called for prepared lines: those named, or all that have not gone. The same object:
 * it was called for these, or has them.
 */
export function consign(
  shipment: Shipment,
  { carrier, lineNos }: Call,
): Called | Shipment | Refusal {
  const unknown = unknownLine(shipment, lineNos);
  if (unknown !== undefined) return unknown;
  const named = shipment.lines.filter((line) => lineNos?.includes(line.lineNo) ?? isLive(line));
  if (shipment.calling !== undefined) {
    const { calling } = shipment;
    const isSame = (lineNos ?? calling.lineNos).join() === calling.lineNos.join();
    return isSame && calling.carrier === carrier ? shipment : refuse("COMMON_ILLEGAL_STATUS");
  }
  if (named.length > 0 && named.every((line) => hasLeft(line) && line.carrier === carrier))
    return shipment;
  const leaving = lineNos === undefined ? named.filter(isPrepared) : named;
  if (leaving.length === 0 || !leaving.every(isPrepared)) return refuse("COMMON_ILLEGAL_STATUS");
  return calledFor(shipment, carrier, leaving);
}

function calledFor(shipment: Shipment, carrier: string, lines: readonly ShipmentLine[]): Called {
  const { orderId, partnerId, calls } = shipment;
  const consignmentId = nextConsignmentId(shipment);
  const lineNos = lines.map(({ lineNo }) => lineNo);
  return {
    shipment: { ...shipment, calls: calls + 1, calling: { consignmentId, carrier, lineNos } },
    consignment: {
      consignmentId,
      orderId,
      partnerId,
      carrier,
      lineNos,
      status: "CALLED",
      looks: 0,
    },
  };
}

/** The carrier took it: it is asked at once where it is, since it may have said so before we knew it. */
export const taken = (consignment: Consignment, trackingNumber: string): Consignment =>
  asked({ ...consignment, status: "TAKEN", trackingNumber });

const asked = (consignment: Consignment): Consignment => ({
  ...consignment,
  look: "ASKED",
  looks: consignment.looks + 1,
});

/** Asks where it is, once at a time. The same object: it is not under way, or asked about already. */
export function lookedAt(consignment: Consignment): Consignment {
  if (consignment.status !== "TAKEN") return consignment;
  switch (consignment.look) {
    case undefined:
      return asked(consignment);
    case "ASKED":
      return { ...consignment, look: "AGAIN" };
    case "AGAIN":
      return consignment;
  }
}

/** The carrier answered. Whatever it was told of meanwhile is asked about again. */
export function answeredFor(
  consignment: Consignment,
  carrierStatus: CarrierStatus | undefined,
): Consignment {
  const rested = { ...consignment, look: undefined };
  if (carrierStatus === "DELIVERED") return { ...rested, status: "DELIVERED" };
  return consignment.look === "AGAIN" ? asked(rested) : rested;
}

const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 6 * 3_600_000;

/** When the carrier is asked though it said nothing: a word that was lost delays a parcel no longer. */
export const nextLookAt = ({ looks }: Consignment, at: number): number =>
  at + Math.min(FIRST_PAUSE_MS * 2 ** Math.min(looks - 1, 20), LONGEST_PAUSE_MS);
