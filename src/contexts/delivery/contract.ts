/** Delivery: one shipment per seller and order, and what the carrier says of it. */
import { command, fact } from "#kernel/message.ts";
import {
  count,
  flag,
  instant,
  listOf,
  matching,
  oneOf,
  optional,
  record,
  text,
  token,
} from "#kernel/schema.ts";

/** The states of requirements §3.7, of a shipment and of the lines in it. */
export const SHIPMENT_STATUSES = [
  "BEFORE",
  "PREPARING",
  "SHIPPING",
  "DELIVERED",
  "CANCELLED",
] as const;
export type ShipmentStatus = (typeof SHIPMENT_STATUSES)[number];
export const shipmentStatus = () => oneOf(...SHIPMENT_STATUSES);

/** What a carrier says of a parcel, in the order it comes about. */
export const CARRIER_STATUSES = [
  "ACCEPTED",
  "PICKED_UP",
  "IN_TRANSIT",
  "OUT_FOR_DELIVERY",
  "DELIVERED",
] as const;
export type CarrierStatus = (typeof CARRIER_STATUSES)[number];
export const carrierStatus = () => oneOf(...CARRIER_STATUSES);

export const carrierName = () => matching("\\S", 50);
export const trackingNumber = () => matching("^[0-9A-Za-z-]+$", 50);
export const lineNos = () => listOf(count(1), 200, 1);

/** Where a parcel goes: a copy of the order's address. Nothing is sent to an unknown one. */
export const deliveryAddress = () =>
  record({
    receiverName: text(50),
    receiverPhone: text(20),
    receiverZipcode: text(5),
    receiverAddress1: text(200),
    receiverAddress2: text(200),
    etcMessage: text(200),
  });

const ofShipment = {
  orderId: token("ord"),
  shipmentId: token("shp"),
  partnerId: token("ptn"),
  lineNos: lineNos(),
};
export const shipmentCreated = fact("delivery.shipment-created", "orderId", ofShipment);
export const shipmentPrepared = fact("delivery.shipment-prepared", "orderId", ofShipment);
/** Lines were handed to the carrier. From here a cancel has lost. */
export const deliveryStarted = fact("delivery.started", "orderId", {
  ...ofShipment,
  carrier: carrierName(),
  trackingNumber: trackingNumber(),
});
export const linesDelivered = fact("delivery.lines-delivered", "orderId", {
  ...ofShipment,
  /** Every live line of the order is delivered. */
  orderComplete: flag(),
});
/** Answers `order.prepared`: there is no shipment for the order, nor ever will be. */
export const shipmentRefused = fact("delivery.shipment-refused", "orderId", {
  orderId: token("ord"),
});
/**
 * Nothing was handed over, and nothing will be: answers `delivery.cancel-shipments`, and is said when
 * the last line is cancelled.
 */
export const shipmentsCancelled = fact("delivery.shipments-cancelled", "orderId", {
  orderId: token("ord"),
});

/** A cancel of some lines is named by its order and its number there. */
const ofCancel = { orderId: token("ord"), cancelNo: count(1) };
/** Answers `delivery.cancel-lines`: none of them was handed over, and none will be. */
export const linesCancelled = fact("delivery.lines-cancelled", "orderId", {
  ...ofCancel,
  lineNos: lineNos(),
});
/** Answers `delivery.cancel-lines`: one of them had left, so all of them go. */
export const linesKept = fact("delivery.lines-kept", "orderId", ofCancel);

/** Answers `delivery.change-address`: nothing was handed over, and all of it goes there instead. */
export const addressChanged = fact("delivery.address-changed", "orderId", {
  orderId: token("ord"),
  address: deliveryAddress(),
});
/** Answers `delivery.change-address`: too late, or nothing is sent. All goes where it went. */
export const addressKept = fact("delivery.address-kept", "orderId", { orderId: token("ord") });

/** Order asks that parcels which are made go elsewhere. Answered by address-changed or address-kept. */
export const changeAddress = command("delivery.change-address", "orderId", {
  orderId: token("ord"),
  address: deliveryAddress(),
});
/** Order asks that no parcel leaves. Answered by cancelled, or by started when one had left. */
export const cancelShipments = command("delivery.cancel-shipments", "orderId", {
  orderId: token("ord"),
});

/** Order asks that these lines do not leave. Answered by lines-cancelled, or by lines-kept. */
export const cancelLines = command("delivery.cancel-lines", "orderId", {
  ...ofCancel,
  lineNos: lineNos(),
});

/** The shipment of one seller in an order. */
const ofSeller = { orderId: token("ord"), partnerId: token("ptn") };
/** The seller packs. Asked again, it is answered again. */
export const startPreparing = command("delivery.start-preparing", "orderId", ofSeller);
/** Prepared lines go to the carrier: those named, or all that have not gone. */
export const handOver = command("delivery.hand-over", "orderId", {
  ...ofSeller,
  carrier: carrierName(),
  trackingNumber: trackingNumber(),
  lineNos: optional(lineNos()),
});
/**
 * A carrier is called for prepared lines: those named, or all that have not gone. They are handed
 * over when it has given the tracking number.
 */
export const callCarrier = command("delivery.call-carrier", "orderId", {
  ...ofSeller,
  carrier: carrierName(),
  lineNos: optional(lineNos()),
});

/** What a carrier knows one parcel by: ours, and the same for every try to give it. */
export const consignmentId = () => matching("^shp_[0-9A-Za-z]{16}-[1-9]\\d{0,3}$", 30);
const ofConsignment = { ...ofSeller, consignmentId: consignmentId() };
/** Asks the carrier to take a parcel, after the commit. */
export const giveConsignment = command("delivery.give-consignment", "orderId", {
  ...ofConsignment,
  carrier: carrierName(),
  pieces: count(1),
  address: deliveryAddress(),
});
/** What the carrier answered: taken with its number, or never to be taken. */
export const noteConsignment = command("delivery.note-consignment", "orderId", {
  ...ofConsignment,
  trackingNumber: optional(trackingNumber()),
});
/** The carrier may know more of a parcel than we: it is to be asked. */
export const lookAtConsignment = command("delivery.look-at-consignment", "orderId", ofConsignment);
/** Asks the carrier where a parcel is, after the commit. */
export const trackConsignment = command("delivery.track-consignment", "orderId", {
  ...ofConsignment,
  carrier: carrierName(),
  trackingNumber: trackingNumber(),
});
/** Where the carrier says it is, and since when; nothing where it does not know. */
export const noteTracking = command("delivery.note-tracking", "orderId", {
  ...ofConsignment,
  carrierStatus: optional(carrierStatus()),
  at: optional(instant()),
});
/** What the carrier says of the lines named, or of all that were handed over. */
export const recordCarrierStatus = command("delivery.record-carrier-status", "orderId", {
  ...ofSeller,
  carrierStatus: carrierStatus(),
  at: instant(),
  lineNos: optional(lineNos()),
});
