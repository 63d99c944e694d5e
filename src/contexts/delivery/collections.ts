import { listOf, token } from "#kernel/schema.ts";
import {
  collection,
  countColumn,
  flagColumn,
  instantColumn,
  jsonColumn,
  ledger,
  maybeColumn,
  textColumn,
} from "#store/collection.ts";
import { type CarrierStatus, deliveryAddress, lineNos, type ShipmentStatus } from "./contract.ts";
import {
  carrierCall,
  type CarrierCall,
  type DeliveryAddress,
  type OrderShipments,
  type Shipment,
  shipmentLine,
  type ShipmentLine,
} from "./rules.ts";
import type { Consignment } from "./rules/consigning.ts";

export const orderShipments = collection<OrderShipments>("delivery.order_shipments", "orderId", {
  orderId: textColumn(),
  partnerIds: jsonColumn<readonly string[]>(listOf(token("ptn"))),
  status: textColumn<OrderShipments["status"]>(),
  cancelAsked: flagColumn(),
  cancelledLineNos: maybeColumn(jsonColumn<readonly number[]>(lineNos())),
});

export const shipments = collection<Shipment>("delivery.shipments", "shipmentKey", {
  shipmentKey: textColumn(),
  shipmentId: textColumn(),
  orderId: textColumn(),
  partnerId: textColumn(),
  lines: jsonColumn<readonly ShipmentLine[]>(listOf(shipmentLine())),
  address: jsonColumn<DeliveryAddress>(deliveryAddress()),
  status: textColumn<ShipmentStatus>(),
  calls: countColumn(),
  calling: maybeColumn(jsonColumn<CarrierCall>(carrierCall())),
  preparedAt: maybeColumn(instantColumn()),
  shippedAt: maybeColumn(instantColumn()),
  deliveredAt: maybeColumn(instantColumn()),
  cancelledAt: maybeColumn(instantColumn()),
});

/** Parcels that a carrier was called for, apart from the shipments whose lines are in them. */
export const consignments = collection<Consignment>("delivery.consignments", "consignmentId", {
  consignmentId: textColumn(),
  orderId: textColumn(),
  partnerId: textColumn(),
  carrier: textColumn(),
  lineNos: jsonColumn<readonly number[]>(lineNos()),
  status: textColumn<Consignment["status"]>(),
  trackingNumber: maybeColumn(textColumn()),
  look: maybeColumn(textColumn<NonNullable<Consignment["look"]>>()),
  looks: countColumn(),
});

export type CarrierEvent = {
  readonly shipmentId: string;
  readonly carrierStatus: CarrierStatus;
  /** When it was so, by the carrier's clock. */
  readonly carrierAt: number;
  /** The lines it was news for. */
  readonly lineNos: readonly number[];
};

export const carrierEvents = ledger<CarrierEvent>("delivery.carrier_events", {
  shipmentId: textColumn(),
  carrierStatus: textColumn<CarrierStatus>(),
  carrierAt: instantColumn(),
  lineNos: jsonColumn<readonly number[]>(lineNos()),
});
