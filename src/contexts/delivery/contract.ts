/** Delivery: one shipment per seller and order, and what the carrier says of it. */
import { command, fact } from "#kernel/message.ts";
import { count, flag, listOf, oneOf, text, token } from "#kernel/schema.ts";

/** The states of requirements §3.7, of a shipment and of the lines in it. */
export const SHIPMENT_STATUSES = [
  "BEFORE",
  "PREPARING",
  "SHIPPING",
  "DELIVERED",
  "CANCELLED",
] as const;
export const shipmentStatus = () => oneOf(...SHIPMENT_STATUSES);

const ofShipment = {
  orderId: token("ord"),
  shipmentId: token("shp"),
  partnerId: token("ptn"),
  lineNos: listOf(count(1), 200, 1),
};
export const shipmentCreated = fact(
  "delivery.shipment-created",
  "orderId",
  ofShipment,
);
export const shipmentPrepared = fact(
  "delivery.shipment-prepared",
  "orderId",
  ofShipment,
);
/** Lines were handed to the carrier. From here a cancel has lost. */
export const deliveryStarted = fact("delivery.started", "orderId", {
  ...ofShipment,
  carrier: text(50),
  trackingNumber: text(50),
});
export const linesDelivered = fact("delivery.lines-delivered", "orderId", {
  ...ofShipment,
  /** Every live line of the order is delivered. */
  orderComplete: flag(),
});
/** Answers `delivery.cancel-shipments`: nothing was handed over, and nothing will be. */
export const shipmentsCancelled = fact(
  "delivery.shipments-cancelled",
  "orderId",
  {
    orderId: token("ord"),
  },
);

/** Order asks that no parcel leaves. Answered by cancelled, or by started when one had left. */
export const cancelShipments = command("delivery.cancel-shipments", "orderId", {
  orderId: token("ord"),
});
