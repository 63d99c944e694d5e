/** Calling carriers: a parcel is given by a task, and its carrier asked by another where it is. */
import type { BodyOf } from "#kernel/message.ts";
import { impossible, isRefusal, refuse } from "#kernel/refusal.ts";
import {
  type Decision,
  type Moment,
  type NewTask,
  refused,
  type StateOf,
  unchanged,
} from "#runtime/reaction.ts";
import { consignments, orderShipments, shipments } from "../collections.ts";
import {
  type callCarrier,
  giveConsignment,
  lookAtConsignment,
  type noteConsignment,
  type noteTracking,
  trackConsignment,
} from "../contract.ts";
import { handOver, report, type Shipment, shipmentKey, shipmentKeys } from "../rules.ts";
import {
  answeredFor,
  consign,
  type Consignment,
  lookedAt,
  nextConsignmentId,
  nextLookAt,
  taken,
} from "../rules/consigning.ts";
import { callAllOff } from "./callingOff.ts";
import { answerOf, started, told } from "./telling.ts";

/** A kind for each carrier: one that is sick holds up no other. */
export const taskKindOf = (carrier: string): string => `delivery.${carrier}`;

type OfSeller = { readonly orderId: string; readonly partnerId: string };
type OfConsignment = OfSeller & { readonly consignmentId: string };

export const ofCall = ({ orderId, partnerId }: OfSeller) => ({
  shipment: shipments.one(shipmentKey(orderId, partnerId)),
});
export const nextConsignment = (_: OfSeller, { shipment }: StateOf<ReturnType<typeof ofCall>>) => ({
  opened: consignments.many(shipment === undefined ? [] : [nextConsignmentId(shipment)]),
});
type CallNeeds = ReturnType<typeof ofCall> & ReturnType<typeof nextConsignment>;

export const ofConsignment = ({ orderId, consignmentId }: OfConsignment) => ({
  consignment: consignments.one(consignmentId),
  order: orderShipments.one(orderId),
});
export const withAllShipments = (
  _: OfConsignment,
  { order }: Pick<StateOf<ReturnType<typeof ofConsignment>>, "order">,
) => ({ shipments: shipments.many(order === undefined ? [] : shipmentKeys(order)) });
type ConsignmentNeeds = ReturnType<typeof ofConsignment> & ReturnType<typeof withAllShipments>;
type ConsignmentState = StateOf<ConsignmentNeeds>;

/** A seller has a carrier called. The lines leave when it has answered. */
export const call =
  (isServed: (carrier: string) => boolean) =>
  (ask: BodyOf<typeof callCarrier>, { shipment }: StateOf<CallNeeds>): Decision<CallNeeds> => {
    if (shipment === undefined) return refused(refuse("COMMON_ENTITY_NOT_FOUND"));
    const called = consign(shipment, ask);
    if (isRefusal(called)) return refused(called);
    if (!("consignment" in called)) return { answer: answerOf(called) };
    if (!isServed(ask.carrier))
      return refused(refuse("COMMON_INVALID_PARAMETER", [{ field: "carrier", code: "unknown" }]));
    const { shipment: next, consignment } = called;
    return {
      changed: { shipment: next, opened: [consignment] },
      tasks: [givingOf(next, consignment)],
      answer: { ...answerOf(next), settled: false },
    };
  };

function givingOf({ lines, address }: Shipment, consignment: Consignment): NewTask {
  const { orderId, partnerId, consignmentId, carrier, lineNos } = consignment;
  const pieces = lines
    .filter(({ lineNo }) => lineNos.includes(lineNo))
    .reduce((sum, { quantity }) => sum + quantity, 0);
  return {
    kind: taskKindOf(carrier),
    id: consignmentId,
    command: giveConsignment({ orderId, partnerId, consignmentId, carrier, pieces, address }),
  };
}

function lookOf(consignment: Consignment): NewTask {
  const { orderId, partnerId, consignmentId, carrier, looks } = consignment;
  const { trackingNumber = impossible(`${consignmentId} has no tracking number`) } = consignment;
  return {
    kind: taskKindOf(carrier),
    id: `${consignmentId} look ${looks}`,
    command: trackConsignment({ orderId, partnerId, consignmentId, carrier, trackingNumber }),
  };
}

/** What the carrier answered to the call. A cancel that came meanwhile is answered with it. */
export function noted(
  { consignmentId, partnerId, orderId, trackingNumber }: BodyOf<typeof noteConsignment>,
  { consignment, order, shipments: all }: ConsignmentState,
  moment: Moment,
): Decision<ConsignmentNeeds> {
  const called = all.get(shipmentKey(orderId, partnerId));
  if (consignment?.status !== "CALLED" || order === undefined) return unchanged;
  if (called?.calling?.consignmentId !== consignmentId) return unchanged;
  const { calling: _, ...shipment } = called;
  if (trackingNumber === undefined) {
    const isCalledOff = order.cancelAsked;
    const rest = new Map(all).set(shipment.shipmentKey, shipment);
    const ended = isCalledOff ? callAllOff({ orderId }, { order, shipments: rest }, moment) : {};
    return {
      ...ended,
      changed: {
        shipments: [shipment],
        ...ended.changed,
        consignment: { ...consignment, status: "REFUSED" },
      },
      answer: answerOf(shipment),
    };
  }
  const { carrier, lineNos } = consignment;
  const parcel = { carrier, trackingNumber };
  const next = handOver(shipment, parcel, lineNos, moment.at);
  if (isRefusal(next)) return impossible(`${consignmentId} was taken, and cannot leave`);
  const kept = taken(consignment, trackingNumber);
  return {
    changed: {
      shipments: [next],
      consignment: kept,
      ...(order.cancelAsked ? { order: { ...order, cancelAsked: false } } : {}),
    },
    emitted: [started(shipment, next, parcel)],
    tasks: [lookOf(kept)],
    answer: answerOf(next),
  };
}

/** The carrier called back, or has said nothing for long. */
export function looked(
  _: OfConsignment,
  { consignment }: Pick<ConsignmentState, "consignment">,
): Decision<ReturnType<typeof ofConsignment>> {
  if (consignment === undefined) return unchanged;
  const next = lookedAt(consignment);
  if (next === consignment) return unchanged;
  return {
    changed: { consignment: next },
    tasks: next.looks > consignment.looks ? [lookOf(next)] : [],
  };
}

/** Where the carrier says that a parcel is. */
export function tracked(
  { orderId, partnerId, carrierStatus, at }: BodyOf<typeof noteTracking>,
  { consignment, shipments: all }: ConsignmentState,
  moment: Moment,
): Decision<ConsignmentNeeds> {
  const shipment = all.get(shipmentKey(orderId, partnerId));
  if (consignment?.look === undefined || shipment === undefined) return unchanged;
  const { consignmentId, lineNos, looks } = consignment;
  const said =
    carrierStatus === undefined || at === undefined ? undefined : { carrierStatus, at, lineNos };
  const next = said === undefined ? shipment : report(shipment, said, moment.at);
  // What cannot be so, as a report from the future, is as good as no answer.
  const isTaken = said !== undefined && !isRefusal(next);
  const kept = answeredFor(consignment, isTaken ? carrierStatus : undefined);
  const news: Pick<Decision<ConsignmentNeeds>, "changed" | "added" | "emitted"> = isTaken &&
  next !== shipment
    ? told(shipment, next, said, all)
    : {};
  return {
    ...news,
    changed: { ...news.changed, consignment: kept },
    tasks: kept.looks > looks ? [lookOf(kept)] : [],
    deadlines: [
      kept.status === "DELIVERED"
        ? { name: "track", key: consignmentId, cleared: true }
        : {
            name: "track",
            key: consignmentId,
            at: nextLookAt(kept, moment.at),
            command: lookAtConsignment({ orderId, partnerId, consignmentId }),
          },
    ],
  };
}
