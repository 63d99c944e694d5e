/** What delivery says of shipments: that parcels left and arrived, or that none ever will. */
import type { Draft } from "#kernel/message.ts";
import type { Answer, Decision, Moment, StateOf } from "#runtime/reaction.ts";
import { type CarrierEvent, carrierEvents, orderShipments, shipments } from "../collections.ts";
import {
  deliveryStarted,
  linesDelivered,
  shipmentCreated,
  shipmentPrepared,
  shipmentsCancelled,
} from "../contract.ts";
import {
  callOff,
  type CarrierReport,
  hasStarted,
  isDelivered,
  lineNosOf,
  linesBrought,
  linesToldOf,
  type OrderShipments,
  type Parcel,
  parcelsOf,
  type Shipment,
  shipmentKeys,
} from "../rules.ts";
import { shown } from "../rules/showing.ts";

export type OfOrder = { readonly orderId: string };
export const ofOrder = ({ orderId }: OfOrder) => ({ order: orderShipments.one(orderId) });
export const allOfOrder = (
  _: OfOrder,
  { order }: { readonly order: OrderShipments | undefined },
) => ({
  shipments: shipments.many(order === undefined ? [] : shipmentKeys(order)),
});
export type OfWholeOrder = ReturnType<typeof ofOrder> & ReturnType<typeof allOfOrder>;

/**
 * No parcel shall leave. All shipments of an order are decided together: one that left decides for
 * all, and while a carrier is called nobody knows yet.
 */
export function callAllOff(
  { orderId }: OfOrder,
  { order, shipments: all }: StateOf<OfWholeOrder>,
  moment: Moment,
): Decision<OfWholeOrder> {
  const emitted = [shipmentsCancelled({ orderId })];
  if (order === undefined) return { changed: { order: tombstone(orderId, "CANCELLED") }, emitted };
  if (order.status !== "OPEN") return { emitted };
  const mine = [...all.values()];
  if (mine.some(hasStarted)) return { emitted: mine.flatMap(startsOf) };
  if (mine.some(({ calling }) => calling !== undefined))
    return order.cancelAsked ? {} : { changed: { order: { ...order, cancelAsked: true } } };
  return {
    changed: {
      order: { ...order, status: "CANCELLED", cancelAsked: false },
      shipments: mine.map((shipment) => callOff(shipment, moment.at)),
    },
    emitted,
  };
}

export const tombstone = (orderId: string, status: "CANCELLED" | "REFUSED"): OrderShipments => ({
  orderId,
  partnerIds: [],
  status,
  cancelAsked: false,
});

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
export const creationOf = (shipment: Shipment): readonly Draft[] => [
  shipmentCreated(ofShipment(shipment)),
];
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
const startsOf = (shipment: Shipment): readonly Draft[] =>
  parcelsOf(shipment).map((parcel) => deliveryStarted({ ...ofShipment(shipment), ...parcel }));
export const journeyOf = (shipment: Shipment): readonly Draft[] => [
  ...creationOf(shipment),
  preparationOf(shipment),
  ...startsOf(shipment),
];

function deliveriesOf(
  before: Shipment,
  after: Shipment,
  all: ReadonlyMap<string, Shipment>,
): readonly Draft[] {
  const lineNos = linesBrought(before, after, "DELIVERED");
  if (lineNos.length === 0) return [];
  const others = [...all.values()].filter(({ shipmentKey }) => shipmentKey !== after.shipmentKey);
  const orderComplete = [after, ...others].every(({ lines }) => lines.every(isDelivered));
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
