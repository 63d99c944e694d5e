/** What delivery says of shipments: that they are made, that parcels left and arrived. */
import type { Draft } from "#kernel/message.ts";
import type { Answer } from "#runtime/reaction.ts";
import { type CarrierEvent, carrierEvents } from "../collections.ts";
import { deliveryStarted, linesDelivered, shipmentCreated, shipmentPrepared } from "../contract.ts";
import {
  type CarrierReport,
  isOver,
  lineNosOf,
  linesBrought,
  linesToldOf,
  type Parcel,
  parcelsOf,
  type Shipment,
} from "../rules.ts";
import { shown } from "../rules/showing.ts";

/** What the carrier said is news. */
export function told(
  before: Shipment,
  after: Shipment,
  said: Pick<CarrierReport, "carrierStatus" | "at">,
  all: ReadonlyMap<string, Shipment>,
) {
  return {
    changed: { shipments: [after] },
    added: [carrierEvents.add(eventOf(before, after, said))],
    emitted: deliveriesOf(before, after, all),
  };
}

const ofShipment = (shipment: Shipment) => ({
  orderId: shipment.orderId,
  shipmentId: shipment.shipmentId,
  partnerId: shipment.partnerId,
  lineNos: lineNosOf(shipment),
});
export const creationOf = (shipment: Shipment): readonly Draft[] =>
  shipment.status === "CANCELLED" ? [] : [shipmentCreated(ofShipment(shipment))];
export const preparationOf = (shipment: Shipment): Draft => shipmentPrepared(ofShipment(shipment));

/** The lines that left with this parcel. */
export const started = (before: Shipment, after: Shipment, { carrier, trackingNumber }: Parcel) =>
  deliveryStarted({
    ...ofShipment(after),
    lineNos: linesBrought(before, after, "SHIPPING"),
    carrier,
    trackingNumber,
  });

/** Each parcel that left, as it was told when it left. */
export const startsOf = (shipment: Shipment): readonly Draft[] =>
  parcelsOf(shipment).map((parcel) => deliveryStarted({ ...ofShipment(shipment), ...parcel }));
export const journeyOf = (shipment: Shipment): readonly Draft[] =>
  shipment.status === "CANCELLED"
    ? []
    : [...creationOf(shipment), preparationOf(shipment), ...startsOf(shipment)];

function deliveriesOf(
  before: Shipment,
  after: Shipment,
  all: ReadonlyMap<string, Shipment>,
): readonly Draft[] {
  const lineNos = linesBrought(before, after, "DELIVERED");
  if (lineNos.length === 0) return [];
  const others = [...all.values()].filter(({ shipmentKey }) => shipmentKey !== after.shipmentKey);
  const orderComplete = [after, ...others].every(({ lines }) => lines.every(isOver));
  return [linesDelivered({ ...ofShipment(after), lineNos, orderComplete })];
}

const eventOf = (
  before: Shipment,
  after: Shipment,
  { carrierStatus, at }: Pick<CarrierReport, "carrierStatus" | "at">,
): CarrierEvent => ({
  shipmentId: after.shipmentId,
  carrierStatus,
  carrierAt: at,
  lineNos: linesToldOf(before, after),
});

export const answerOf = (shipment: Shipment): Answer & { readonly value: unknown } => ({
  settled: true,
  value: shown(shipment),
});
