/** Orders, the parcels they travel in, and what people are told of them. */
import { callFor, carrierSays, pack, ship } from "#test/town/parcels.ts";
import { ADDRESS, placed, placement, prepared } from "#test/town/people.ts";
import { until } from "#test/town/waiting.ts";
import type { Cast } from "../stage.ts";
import {
  ALL_CONCERNED,
  EVERYONE,
  LOGGED_IN,
  OPERATOR,
  OWN_MEMBER,
  OWN_OR_OPERATOR,
  OWN_SELLER,
  row,
  type Row,
  SELLERS,
} from "./row.ts";

const newOrder = ({ town, member, itemId }: Cast) => placed(town, member, [{ itemId }]);
const orderPath = async (cast: Cast, below: string) => ({
  path: `/api/orders/${(await newOrder(cast)).orderId}${below}`,
});
/** An order of two lines that is paid. */
const paidPath = async ({ town, member, itemId }: Cast, below: string) => ({
  path: `/api/orders/${(await prepared(town, member, [{ itemId }, { itemId }])).orderId}${below}`,
});
/** An order that is paid, with the parcel that its goods travel in. */
async function newParcel({ town, member, itemId }: Cast) {
  const { orderId, shipments } = await prepared(town, member, [{ itemId }]);
  const shipmentId = shipments[0]?.shipmentId ?? "no parcel";
  return { orderId, shipmentId };
}
async function shippedParcel(cast: Cast) {
  const parcel = await newParcel(cast);
  await ship(cast.town, cast.seller, parcel.shipmentId);
  return parcel;
}

export const orders: readonly Row[] = [
  row("POST /api/orders", LOGGED_IN, ({ itemId }) => ({ body: placement([{ itemId }]) })),
  row("POST /api/order-sheets", LOGGED_IN, ({ itemId }) => ({
    body: { lines: [{ itemId, quantity: 1 }], address: ADDRESS },
  })),
  row("POST /api/orders/{orderId}/payment", OWN_MEMBER, async (cast) => ({
    ...(await orderPath(cast, "/payment")),
    body: { payMethod: "WALLET", amount: 1_000 },
  })),
  row("POST /api/orders/{orderId}/cancellation", OWN_OR_OPERATOR, async (cast) => ({
    ...(await orderPath(cast, "/cancellation")),
    body: { reason: "changed my mind" },
  })),
  row("GET /api/orders/{orderId}/refund-plan", OWN_OR_OPERATOR, (cast) =>
    paidPath(cast, "/refund-plan?lineNos=1"),
  ),
  row("POST /api/orders/{orderId}/line-cancellations", OWN_OR_OPERATOR, async (cast) => ({
    ...(await paidPath(cast, "/line-cancellations")),
    body: { lineNos: [1], expectedRefund: 1_000, reason: "changed my mind" },
  })),
  row("POST /api/orders/{orderId}/receipt", OWN_MEMBER, async (cast) => {
    const { orderId, shipmentId } = await shippedParcel(cast);
    await carrierSays(cast.town, shipmentId, "DELIVERED");
    return { path: `/api/orders/${orderId}/receipt` };
  }),
  row("GET /api/orders", LOGGED_IN),
  row("GET /api/orders/{orderId}", ALL_CONCERNED, (cast) => orderPath(cast, "")),
  row("GET /api/orders/{orderId}/events", ALL_CONCERNED, (cast) => orderPath(cast, "/events")),
];

const parcelPath = async (cast: Cast, below: string) => ({
  path: `/api/shipments/${(await newParcel(cast)).shipmentId}${below}`,
});

export const parcels: readonly Row[] = [
  row("GET /api/shipments", SELLERS),
  row("GET /api/shipments/{shipmentId}", OWN_SELLER, (cast) => parcelPath(cast, "")),
  row("POST /api/shipments/{shipmentId}/preparation", OWN_SELLER, (cast) =>
    parcelPath(cast, "/preparation"),
  ),
  row("POST /api/shipments/{shipmentId}/hand-over", OWN_SELLER, async (cast) => {
    const { path } = await parcelPath(cast, "");
    await cast.town.request("POST", `${path}/preparation`, { token: cast.seller.token });
    return {
      path: `${path}/hand-over`,
      body: { carrier: "Quick", trackingNumber: "6057-1234-5678" },
    };
  }),
  row("POST /api/shipments/{shipmentId}/carrier-events", OPERATOR, async (cast) => ({
    path: `/api/shipments/${(await shippedParcel(cast)).shipmentId}/carrier-events`,
    body: { carrierStatus: "IN_TRANSIT" },
  })),
  row("POST /api/shipments/callbacks/{carrier}", EVERYONE, async (cast) => ({
    path: "/api/shipments/callbacks/SIMULATOR",
    ...cast.town.carrier.callbackOf((await calledParcel(cast)).consignmentId),
  })),
];

/** A parcel that its carrier took. */
async function calledParcel(cast: Cast) {
  const { orderId, shipmentId } = await newParcel(cast);
  await pack(cast.town, cast.seller, shipmentId);
  await callFor(cast.town, cast.seller, shipmentId);
  const consignmentId = `${shipmentId}-1`;
  // One that has arrived is asked about no more, and so nothing of it changes by itself.
  await cast.town.carrier.move(consignmentId, "DELIVERED");
  await until(
    () => statusOfConsignment(cast, consignmentId),
    ([found]) => found?.status === "DELIVERED",
  );
  return { orderId, consignmentId };
}
const statusOfConsignment = ({ town }: Cast, consignmentId: string) =>
  town.sql<{ readonly status: string }>(
    "delivery",
    "select status from delivery.consignments where consignment_id = $1",
    [consignmentId],
  );

/** A notice that was sent. */
async function newNotice(cast: Cast): Promise<string> {
  const { orderId } = await newOrder(cast);
  const find = () =>
    cast.town.sql<{ readonly id: string }>(
      "notification",
      "select notice_id as id from notification.notices where subject_id = $1 and status = 'SENT'",
      [orderId],
    );
  const [notice] = await until(find, (found) => found.length > 0);
  return notice?.id ?? "";
}

export const notices: readonly Row[] = [
  row("GET /api/notices", OPERATOR),
  row("POST /api/notices/{noticeId}/resends", OPERATOR, async (cast) => ({
    path: `/api/notices/${await newNotice(cast)}/resends`,
  })),
];
