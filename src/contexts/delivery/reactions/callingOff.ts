/** What shall not leave: an order, or lines of it. What left, or may have, decides for all of them. */
import type { BodyOf } from "#kernel/message.ts";
import type { Decision, Moment, StateOf } from "#runtime/reaction.ts";
import { orderShipments, shipments } from "../collections.ts";
import { type cancelLines, linesCancelled, linesKept, shipmentsCancelled } from "../contract.ts";
import {
  areBeyondRecall,
  callOff,
  hasStarted,
  type OrderShipments,
  type Shipment,
  shipmentKeys,
  withoutLines,
} from "../rules.ts";
import { startsOf } from "./telling.ts";

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
  if (order === undefined || order.status === "EXPECTED")
    return { changed: { order: tombstone(orderId, "CANCELLED") }, emitted };
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

/** These lines shall not leave. A carrier that was called for one of them may have it already. */
export function callLinesOff(
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
  if (mine.some((shipment) => areBeyondRecall(shipment, lineNos))) {
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

export const isAnyLeft = (all: readonly Shipment[]): boolean =>
  all.some(({ status }) => status !== "CANCELLED");

/** The ask came before the order: its lines are left out when it comes. */
const expecting = (
  orderId: string,
  order: OrderShipments | undefined,
  lineNos: readonly number[],
): OrderShipments => ({
  orderId,
  partnerIds: [],
  status: "EXPECTED",
  cancelAsked: false,
  cancelledLineNos: [...new Set([...(order?.cancelledLineNos ?? []), ...lineNos])],
});

export const tombstone = (orderId: string, status: "CANCELLED" | "REFUSED"): OrderShipments => ({
  orderId,
  partnerIds: [],
  status,
  cancelAsked: false,
});
