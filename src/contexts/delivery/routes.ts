import { refuse } from "#kernel/refusal.ts";
import { count, listOf, matching, optional, record, token } from "#kernel/schema.ts";
import { type Identity, type Route, type RouteAnswer, routesOf, type Tools } from "#http/route.ts";
import type { Sent } from "#runtime/sending.ts";
import { shipments } from "./collections.ts";
import type { Carriers } from "./carrier.ts";
import {
  callCarrier,
  carrierName,
  carrierStatus,
  handOver,
  lineNos,
  recordCarrierStatus,
  shipmentStatus,
  type ShipmentStatus,
  startPreparing,
  trackingNumber,
} from "./contract.ts";
import type { Shipment } from "./rules.ts";
import { callbackRoute } from "./routes/callbacks.ts";
import { labelled, shown, shownShipment, type Unlabelled } from "./rules/showing.ts";

const route = routesOf("delivery");
const PAGE_SIZE = 20;
const params = record({ shipmentId: token("shp") });
const parcel = { carrier: carrierName(), trackingNumber: optional(trackingNumber()) };
/** RFC 3339 with an offset or Z, to the second or finer. */
const rfc3339Text = () =>
  matching("^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})$", 40);

export const routes = (carriers: Carriers): readonly Route[] => [
  ...shipmentRoutes,
  callbackRoute(carriers),
];

const shipmentRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/api/shipments",
    summary: "Shipments, newest first: a seller's own, or all; the cursor is the last of a page",
    access: ["seller", "operator"],
    query: record({
      status: optional(shipmentStatus()),
      cursor: optional(token("shp")),
      limit: optional(count(1, 100)),
    }),
    answers: {
      200: record({
        shipments: listOf(shownShipment(), 100),
        nextCursor: optional(token("shp")),
      }),
    },
    refusals: ["COMMON_INVALID_PARAMETER"],
    handle: async ({ query: { status, cursor, limit = PAGE_SIZE }, language }, tools) => {
      if (cursor !== undefined && (await shipmentOf(cursor, tools)) === undefined)
        return refuse("COMMON_INVALID_PARAMETER", [{ field: "cursor", code: "unknown" }]);
      const found = await shipmentsBefore(cursor, status, limit + 1, tools);
      const page = found.slice(0, limit);
      const last = found.length > limit ? page.at(-1) : undefined;
      return {
        status: 200,
        body: {
          shipments: page.map((shipment) => labelled(shown(shipment), language)),
          ...(last === undefined ? {} : { nextCursor: last.shipmentId }),
        },
      };
    },
  }),

  route({
    method: "GET",
    path: "/api/shipments/:shipmentId",
    summary: "One shipment",
    access: ["seller", "operator"],
    params,
    answers: { 200: shownShipment() },
    refusals: ["COMMON_ENTITY_NOT_FOUND"],
    handle: async ({ params: { shipmentId }, language }, tools) => {
      const shipment = await shipmentOf(shipmentId, tools);
      if (shipment === undefined) return refuse("COMMON_ENTITY_NOT_FOUND");
      return { status: 200, body: labelled(shown(shipment), language) };
    },
  }),

  route({
    method: "POST",
    path: "/api/shipments/:shipmentId/preparation",
    summary: "Start packing a shipment",
    access: ["seller", "operator"],
    params,
    answers: { 200: shownShipment() },
    refusals: ["COMMON_ENTITY_NOT_FOUND", "COMMON_ILLEGAL_STATUS"],
    handle: async ({ params: { shipmentId }, language }, tools) => {
      const shipment = await shipmentOf(shipmentId, tools);
      if (shipment === undefined) return refuse("COMMON_ENTITY_NOT_FOUND");
      return told(await tools.send(startPreparing(sellerOf(shipment))), language);
    },
  }),

  route({
    method: "POST",
    path: "/api/shipments/:shipmentId/hand-over",
    summary:
      "Hand a packed shipment to the carrier: the lines named, or all that have not gone; without a tracking number the carrier is called for one",
    access: ["seller", "operator"],
    params,
    body: record({ ...parcel, lineNos: optional(lineNos()) }),
    /** 202: the carrier is called, and the lines leave when it has answered. */
    answers: { 200: shownShipment(), 202: shownShipment() },
    refusals: ["COMMON_INVALID_PARAMETER", "COMMON_ENTITY_NOT_FOUND", "COMMON_ILLEGAL_STATUS"],
    handle: async ({ params: { shipmentId }, body, language }, tools) => {
      const shipment = await shipmentOf(shipmentId, tools);
      if (shipment === undefined) return refuse("COMMON_ENTITY_NOT_FOUND");
      const { trackingNumber: number, ...ask } = { ...sellerOf(shipment), ...body };
      const command =
        number === undefined ? callCarrier(ask) : handOver({ ...ask, trackingNumber: number });
      return told(await tools.send(command), language);
    },
  }),

  route({
    method: "POST",
    path: "/api/shipments/:shipmentId/carrier-events",
    summary: "Record what the carrier says of a shipment, or of the lines named",
    access: ["operator"],
    params,
    body: record({
      carrierStatus: carrierStatus(),
      at: optional(rfc3339Text()),
      lineNos: optional(lineNos()),
    }),
    answers: { 200: shownShipment() },
    refusals: ["COMMON_INVALID_PARAMETER", "COMMON_ENTITY_NOT_FOUND", "COMMON_ILLEGAL_STATUS"],
    handle: async ({ params: { shipmentId }, body, language }, tools) => {
      const { at: saidAt, ...said } = body;
      const at = saidAt === undefined ? tools.now() : Date.parse(saidAt);
      if (Number.isNaN(at) || at < 0)
        return refuse("COMMON_INVALID_PARAMETER", [{ field: "at", code: "format" }]);
      const shipment = await shipmentOf(shipmentId, tools);
      if (shipment === undefined) return refuse("COMMON_ENTITY_NOT_FOUND");
      const command = recordCarrierStatus({ ...sellerOf(shipment), ...said, at });
      return told(await tools.send(command), language);
    },
  }),
];

const sellerOf = ({ orderId, partnerId }: Shipment) => ({ orderId, partnerId });

function told(sent: Sent, language: "ko" | "en"): RouteAnswer {
  if ("refusal" in sent.answer) return sent.answer.refusal;
  const body = labelled(sent.answer.value as Unlabelled, language);
  return { status: sent.answer.settled ? 200 : 202, body, position: sent.position };
}

/** Whose shipments the caller sees: null for everybody's. */
const sellerSeenBy = ({ role, partnerId }: Identity): string | null =>
  role === "operator" ? null : (partnerId ?? "");

/** A shipment as it is read: json is parsed, and what is not yet so is null. */
type Row = { readonly [Field in keyof Shipment]: Shipment[Field] | null };
const COLUMNS = `shipment_key as "shipmentKey", shipment_id as "shipmentId",
  order_id as "orderId", partner_id as "partnerId", lines,
  address, status, calls, calling, prepared_at as "preparedAt", shipped_at as "shippedAt",
  delivered_at as "deliveredAt", cancelled_at as "cancelledAt"`;

/** A shipment the caller may see. */
async function shipmentOf(
  shipmentId: string,
  { read, identity }: Tools,
): Promise<Shipment | undefined> {
  const [row] = await read<Row>(
    `select ${COLUMNS} from ${shipments.sqlName}
     where shipment_id = $1 and ($2::text is null or partner_id = $2)`,
    [shipmentId, sellerSeenBy(identity)],
  );
  return row === undefined ? undefined : shipmentIn(row);
}

async function shipmentsBefore(
  cursor: string | undefined,
  status: ShipmentStatus | undefined,
  limit: number,
  { read, identity }: Tools,
): Promise<readonly Shipment[]> {
  const rows = await read<Row>(
    `select ${COLUMNS} from ${shipments.sqlName}
     where ($1::text is null or partner_id = $1)
       and ($2::text is null or status = $2)
       and ($3::text is null or (created_at, shipment_id) <
            (select created_at, shipment_id from ${shipments.sqlName} where shipment_id = $3))
     order by created_at desc, shipment_id desc limit $4`,
    [sellerSeenBy(identity), status ?? null, cursor ?? null, limit],
  );
  return rows.map(shipmentIn);
}

const shipmentIn = (row: Row): Shipment =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Shipment;
