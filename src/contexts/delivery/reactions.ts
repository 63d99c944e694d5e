import type { BodyOf } from "#kernel/message.ts";
import { impossible, isRefusal, type Refusal, refuse } from "#kernel/refusal.ts";
import { orderPrepared } from "#contexts/order/contract.ts";
import {
  type Decision,
  type Moment,
  type Reaction,
  reactionsOf,
  refused,
  type StateOf,
  unchanged,
} from "#runtime/reaction.ts";
import { orderShipments, shipments } from "./collections.ts";
import {
  addressChanged,
  addressKept,
  callCarrier,
  cancelLines,
  cancelShipments,
  changeAddress,
  giveConsignment,
  handOver as handOverCommand,
  lookAtConsignment,
  noteConsignment,
  noteTracking,
  recordCarrierStatus,
  shipmentRefused,
  startPreparing,
  trackConsignment,
} from "./contract.ts";
import {
  call,
  looked,
  nextConsignment,
  noted,
  ofCall,
  ofConsignment,
  tracked,
  withAllShipments,
} from "./reactions/consigning.ts";
import {
  allOfOrder,
  callAllOff,
  callLinesOff,
  isAnyLeft,
  ofOrder,
  tombstone,
} from "./reactions/callingOff.ts";
import {
  answerOf,
  creationOf,
  journeyOf,
  preparationOf,
  started,
  told,
} from "./reactions/telling.ts";
import {
  handOver,
  hasStarted,
  type OrderShipments,
  prepare,
  type PreparedOrder,
  redirect,
  report,
  sellersOf,
  type Shipment,
  shipmentKey,
  shipmentsOf,
  withoutLines,
} from "./rules.ts";

const on = reactionsOf("delivery");

type OfSeller = { readonly orderId: string; readonly partnerId: string };

const ofPrepared = (prepared: PreparedOrder) => ({
  order: orderShipments.one(prepared.orderId),
  shipments: shipments.many(
    sellersOf(prepared).map((partnerId) => shipmentKey(prepared.orderId, partnerId)),
  ),
});
const ofSeller = ({ orderId, partnerId }: OfSeller) => ({
  shipment: shipments.one(shipmentKey(orderId, partnerId)),
});

/** Whether an installation has somebody to call for a carrier of that name. */
export type IsServed = (carrier: string) => boolean;

export const reactionsWith = (isServed: IsServed): readonly Reaction[] => [
  ...shipmentReactions,
  on(callCarrier, { needs: ofCall, thenNeeds: nextConsignment, decide: call(isServed) }),
  on(noteConsignment, { needs: ofConsignment, thenNeeds: withAllShipments, decide: noted }),
  on(lookAtConsignment, { needs: ofConsignment, decide: looked }),
  on(noteTracking, { needs: ofConsignment, thenNeeds: withAllShipments, decide: tracked }),
  // Their runners ask the carrier: nothing is to be decided.
  on(giveConsignment, { decide: () => unchanged }),
  on(trackConsignment, { decide: () => unchanged }),
];

const shipmentReactions: readonly Reaction[] = [
  on(orderPrepared, { needs: ofPrepared, decide: create }),

  on(startPreparing, {
    needs: ofSeller,
    decide: (_, { shipment }, moment) => {
      if (shipment === undefined) return refused(NOT_FOUND);
      const next = prepare(shipment, moment.at);
      if (isRefusal(next)) return refused(next);
      if (next === shipment) return { answer: answerOf(shipment) };
      return {
        changed: { shipment: next },
        emitted: [preparationOf(next)],
        answer: answerOf(next),
      };
    },
  }),

  on(handOverCommand, {
    needs: ofSeller,
    decide: (ask, { shipment }, moment) => {
      if (shipment === undefined) return refused(NOT_FOUND);
      const next = handOver(shipment, ask, ask.lineNos, moment.at);
      if (isRefusal(next)) return refused(next);
      if (next === shipment) return { answer: answerOf(shipment) };
      return {
        changed: { shipment: next },
        emitted: [started(shipment, next, ask)],
        answer: answerOf(next),
      };
    },
  }),

  on(recordCarrierStatus, {
    needs: ofOrder,
    thenNeeds: allOfOrder,
    decide: (said, { shipments: all }, moment) => {
      const shipment = all.get(shipmentKey(said.orderId, said.partnerId));
      if (shipment === undefined) return refused(NOT_FOUND);
      const next = report(shipment, said, moment.at);
      if (isRefusal(next)) return refused(next);
      if (next === shipment) return { answer: answerOf(shipment) };
      return { ...told(shipment, next, said, all), answer: answerOf(next) };
    },
  }),

  on(cancelShipments, { needs: ofOrder, thenNeeds: allOfOrder, decide: callAllOff }),
  on(cancelLines, { needs: ofOrder, thenNeeds: allOfOrder, decide: callLinesOff }),

  on(changeAddress, {
    needs: ofOrder,
    thenNeeds: allOfOrder,
    decide: ({ orderId, address }, { order, shipments: all }) => {
      const mine = [...all.values()];
      if (order?.status !== "OPEN" || mine.some(isBeyondRecall)) {
        return { emitted: [addressKept({ orderId })] };
      }
      return {
        changed: { shipments: mine.map((shipment) => redirect(shipment, address)) },
        emitted: [addressChanged({ orderId, address })],
      };
    },
  }),
];

/** A carrier has the address, or may have it. */
const isBeyondRecall = (shipment: Shipment): boolean =>
  hasStarted(shipment) || shipment.calling !== undefined;

/** The goods are the customer's: a shipment for each seller, unless the order was called off before. */
function create(
  prepared: BodyOf<typeof orderPrepared>,
  { order }: StateOf<ReturnType<typeof ofPrepared>>,
  moment: Moment,
): Decision<ReturnType<typeof ofPrepared>> {
  const { orderId } = prepared;
  const refusal = [shipmentRefused({ orderId })];
  if (order?.status === "REFUSED") return { emitted: refusal };
  if (order !== undefined && order.status !== "EXPECTED") return unchanged;
  if (moment.maybe("delivery.create"))
    return { changed: { order: tombstone(orderId, "REFUSED") }, emitted: refusal };

  const isAuto = startOf(prepared, moment) === "AUTO";
  const { cancelledLineNos } = order ?? {};
  const created = shipmentsOf(prepared, () => moment.token("shipment")).map((shipment) =>
    withoutLines(shipment, cancelledLineNos ?? [], moment.at),
  );
  const begun = created.map((shipment) =>
    isAuto && shipment.status === "BEFORE" ? sendNow(shipment, moment) : shipment,
  );
  const opened: OrderShipments = {
    orderId,
    partnerIds: sellersOf(prepared),
    status: isAnyLeft(begun) ? "OPEN" : "CANCELLED",
    cancelAsked: false,
    cancelledLineNos,
  };
  return {
    changed: { order: opened, shipments: begun },
    emitted: begun.flatMap(isAuto ? journeyOf : creationOf),
  };
}

const startOf = ({ payMethod }: BodyOf<typeof orderPrepared>, { policies }: Moment) =>
  payMethod === "BANK_TRANSFER"
    ? policies["delivery.start.bankTransfer"]
    : policies["delivery.start.prepaid"];

const NOT_FOUND = refuse("COMMON_ENTITY_NOT_FOUND");

/** Hands a shipment over by itself, through every step, where no seller does it (policy P36). */
function sendNow(shipment: Shipment, moment: Moment): Shipment {
  const parcel = { carrier: OWN_CARRIER, trackingNumber: moment.secret(TRACKING_LENGTH) };
  return must(handOver(must(prepare(shipment, moment.at)), parcel, undefined, moment.at));
}

const OWN_CARRIER = "BOJAGI";
const TRACKING_LENGTH = 12;

const must = (step: Shipment | Refusal): Shipment =>
  isRefusal(step) ? impossible(`a new shipment was refused: ${step.refusal}`) : step;
