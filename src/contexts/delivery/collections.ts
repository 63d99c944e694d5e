import { listOf, token } from "#kernel/schema.ts";
import {
  collection,
  instantColumn,
  jsonColumn,
  ledger,
  maybeColumn,
  textColumn,
} from "#store/collection.ts";
import { type CarrierStatus, deliveryAddress, lineNos, type ShipmentStatus } from "./contract.ts";
import {
  type DeliveryAddress,
  type OrderShipments,
  type Shipment,
  shipmentLine,
  type ShipmentLine,
} from "./rules.ts";

export const orderShipments = collection<OrderShipments>("delivery.order_shipments", "orderId", {
  orderId: textColumn(),
  partnerIds: jsonColumn<readonly string[]>(listOf(token("ptn"))),
  status: textColumn<OrderShipments["status"]>(),
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
  preparedAt: maybeColumn(instantColumn()),
  shippedAt: maybeColumn(instantColumn()),
  deliveredAt: maybeColumn(instantColumn()),
  cancelledAt: maybeColumn(instantColumn()),
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
