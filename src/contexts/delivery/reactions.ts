import type { BodyOf, Draft } from "#kernel/message.ts";
import { impossible, isRefusal, type Refusal, refuse } from "#kernel/refusal.ts";
import { orderPrepared } from "#contexts/order/contract.ts";
import {
  type Answer,
  type Decision,
  type Moment,
  type Reaction,
  reactionsOf,
  refused,
  type StateOf,
  unchanged,
} from "#runtime/reaction.ts";
import { type CarrierEvent, carrierEvents, orderShipments, shipments } from "./collections.ts";
import {
  addressChanged,
  addressKept,
  cancelLines,
  cancelShipments,
  changeAddress,
  deliveryStarted,
  handOver as handOverCommand,
  linesCancelled,
  linesDelivered,
  linesKept,
  recordCarrierStatus,
  shipmentCreated,
  shipmentPrepared,
  shipmentRefused,
  shipmentsCancelled,
  startPreparing,
} from "./contract.ts";
import {
  callOff,
  type CarrierReport,
  handOver,
  hasStarted,
  haveLeft,
  isOver,
  lineNosOf,
  linesBrought,
  linesToldOf,
  type OrderShipments,
  parcelsOf,
  prepare,
  type PreparedOrder,
  redirect,
  report,
  sellersOf,
  type Shipment,
  shipmentKey,
  shipmentKeys,
  shipmentsOf,
  withoutLines,
} from "./rules.ts";
import { shown } from "./rules/showing.ts";

const on = reactionsOf("delivery");

type OfOrder = { readonly orderId: string };
type OfSeller = OfOrder & { readonly partnerId: string };

const ofPrepared = (prepared: PreparedOrder) => ({
  order: orderShipments.one(prepared.orderId),
  shipments: shipments.many(
    sellersOf(prepared).map((partnerId) => shipmentKey(prepared.orderId, partnerId)),
  ),
});
const ofSeller = ({ orderId, partnerId }: OfSeller) => ({
  shipment: shipments.one(shipmentKey(orderId, partnerId)),
});
const ofOrder = ({ orderId }: OfOrder) => ({ order: orderShipments.one(orderId) });
const allOfOrder = (_: OfOrder, { order }: { readonly order: OrderShipments | undefined }) => ({
  shipments: shipments.many(order === undefined ? [] : shipmentKeys(order)),
});

type OfWholeOrder = ReturnType<typeof ofOrder> & ReturnType<typeof allOfOrder>;

export const reactions: readonly Reaction[] = [
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
        emitted: [shipmentPrepared(ofShipment(next))],
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
      const { carrier, trackingNumber } = ask;
      const lineNos = linesBrought(shipment, next, "SHIPPING");
      return {
        changed: { shipment: next },
        emitted: [deliveryStarted({ ...ofShipment(next), lineNos, carrier, trackingNumber })],
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
      return {
        changed: { shipments: [next] },
        added: [carrierEvents.add(eventOf(shipment, next, said))],
        emitted: deliveriesOf(shipment, next, all),
        answer: answerOf(next),
      };
    },
  }),

  on(cancelShipments, { needs: ofOrder, thenNeeds: allOfOrder, decide: callAllOff }),
  on(cancelLines, { needs: ofOrder, thenNeeds: allOfOrder, decide: callLinesOff }),

  on(changeAddress, {
    needs: ofOrder,
    thenNeeds: allOfOrder,
    decide: ({ orderId, address }, { order, shipments: all }) => {
      const mine = [...all.values()];
      if (order?.status !== "OPEN" || mine.some(hasStarted)) {
        return { emitted: [addressKept({ orderId })] };
      }
      return {
        changed: { shipments: mine.map((shipment) => redirect(shipment, address)) },
        emitted: [addressChanged({ orderId, address })],
      };
    },
  }),
];

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

const isAnyLeft = (all: readonly Shipment[]): boolean =>
  all.some(({ status }) => status !== "CANCELLED");

/** These lines shall not leave. All of them are decided together: one that left decides for all. */
function callLinesOff(
  { orderId, cancelNo, lineNos }: BodyOf<typeof cancelLines>,
  { order, shipments: all }: StateOf<OfWholeOrder>,
  moment: Moment,
): Decision<OfWholeOrder> {
  const emitted = [linesCancelled({ orderId, cancelNo, lineNos })];
  if (order === undefined || order.status === "EXPECTED") {
    return { changed: { order: expecting(orderId, order, lineNos) }, emitted };
  }
  if (order.status !== "OPEN") return { emitted };
  const mine = [...all.values()];
  if (mine.some((shipment) => haveLeft(shipment, lineNos))) {
    return { emitted: [linesKept({ orderId, cancelNo })] };
  }
  const after = mine.map((shipment) => withoutLines(shipment, lineNos, moment.at));
  if (after.every((shipment, index) => shipment === mine[index])) return { emitted };
  if (isAnyLeft(after)) return { changed: { shipments: after }, emitted };
  return {
    changed: { shipments: after, order: { ...order, status: "CANCELLED" } },
    emitted: [...emitted, shipmentsCancelled({ orderId })],
  };
}

/** The ask came before the order: its lines are left out when it comes. */
const expecting = (
  orderId: string,
  order: OrderShipments | undefined,
  lineNos: readonly number[],
): OrderShipments => ({
  orderId,
  partnerIds: [],
  status: "EXPECTED",
  cancelledLineNos: [...new Set([...(order?.cancelledLineNos ?? []), ...lineNos])],
});

/** No parcel shall leave. All shipments of an order are decided together: one that left decides for all. */
function callAllOff(
  { orderId }: OfOrder,
  { order, shipments: all }: StateOf<OfWholeOrder>,
  moment: Moment,
): Decision<OfWholeOrder> {
  const emitted = [shipmentsCancelled({ orderId })];
  if (order === undefined || order.status === "EXPECTED")
    return { changed: { order: tombstone(orderId, "CANCELLED") }, emitted };
  if (order.status !== "OPEN") return { emitted };
  const mine = [...all.values()];
  if (mine.some(hasStarted)) return { emitted: mine.flatMap(startsOf) };
  return {
    changed: {
      order: { ...order, status: "CANCELLED" },
      shipments: mine.map((shipment) => callOff(shipment, moment.at)),
    },
    emitted,
  };
}

const NOT_FOUND = refuse("COMMON_ENTITY_NOT_FOUND");

const tombstone = (orderId: string, status: "CANCELLED" | "REFUSED"): OrderShipments => ({
  orderId,
  partnerIds: [],
  status,
});

/** Hands a shipment over by itself, through every step, where no seller does it (policy P36). */
function sendNow(shipment: Shipment, moment: Moment): Shipment {
  const parcel = { carrier: OWN_CARRIER, trackingNumber: moment.secret(TRACKING_LENGTH) };
  return must(handOver(must(prepare(shipment, moment.at)), parcel, undefined, moment.at));
}

const OWN_CARRIER = "BOJAGI";
const TRACKING_LENGTH = 12;

const must = (step: Shipment | Refusal): Shipment =>
  isRefusal(step) ? impossible(`a new shipment was refused: ${step.refusal}`) : step;

const ofShipment = (shipment: Shipment) => ({
  orderId: shipment.orderId,
  shipmentId: shipment.shipmentId,
  partnerId: shipment.partnerId,
  lineNos: lineNosOf(shipment),
});
const creationOf = (shipment: Shipment): readonly Draft[] =>
  shipment.status === "CANCELLED" ? [] : [shipmentCreated(ofShipment(shipment))];
/** Each parcel that left, as it was told when it left. */
const startsOf = (shipment: Shipment): readonly Draft[] =>
  parcelsOf(shipment).map((parcel) => deliveryStarted({ ...ofShipment(shipment), ...parcel }));
const journeyOf = (shipment: Shipment): readonly Draft[] =>
  shipment.status === "CANCELLED"
    ? []
    : [...creationOf(shipment), shipmentPrepared(ofShipment(shipment)), ...startsOf(shipment)];

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

const answerOf = (shipment: Shipment): Answer => ({ settled: true, value: shown(shipment) });
