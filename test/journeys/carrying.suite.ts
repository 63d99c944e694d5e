/** Parcels that a carrier is called for, and what becomes of them when it is unwell or lied about. */
import { describe, expect, it } from "vitest";
import {
  newGoods,
  newSeller,
  orderShown,
  type Person,
  prepared,
  type Seller,
} from "#test/town/people.ts";
import {
  callFor,
  carrierCallsBack,
  carrierSays,
  handOver,
  pack,
  type Parcel,
} from "#test/town/parcels.ts";
import { ask, type Told, stranger } from "#test/town/shop.ts";
import type { Town } from "#test/town/town.ts";
import { until } from "#test/town/waiting.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const ON_THE_WAY = ["PICKED_UP", "IN_TRANSIT", "OUT_FOR_DELIVERY"] as const;

type Shipped = Parcel & {
  readonly carrier?: string;
  readonly trackingNumber?: string;
  readonly calling?: { readonly carrier: string };
};

/** A paid order whose parcel is packed. */
async function packed(town: Town) {
  const mina = await stranger(town, 50_000);
  const seller = await newSeller(town, "Haneul Tea");
  const { itemId } = await newGoods(town, seller, { price: 1_000, stock: 9 });
  const { orderId, shipments } = await prepared(town, mina, [{ itemId }]);
  const shipmentId = shipments[0]?.shipmentId ?? "";
  await pack(town, seller, shipmentId);
  return { mina, seller, orderId, shipmentId, consignmentId: `${shipmentId}-1` };
}

const shipmentOf = async (town: Town, seller: Seller, shipmentId: string): Promise<Shipped> =>
  (await ask<Shipped>(town, seller, "GET", `/api/shipments/${shipmentId}`)).body;
const isAt = (town: Town, seller: Seller, shipmentId: string, status: string): Promise<Shipped> =>
  until(
    () => shipmentOf(town, seller, shipmentId),
    (shipment) => shipment.status === status,
    30_000,
  );
/** What we know of a parcel by its carrier, apart from the shipment. */
const eventsOf = async (town: Town, shipmentId: string): Promise<readonly string[]> => {
  const rows = await town.sql<{ readonly status: string }>(
    "delivery",
    "select carrier_status as status from delivery.carrier_events where shipment_id = $1 order by id",
    [shipmentId],
  );
  return rows.map(({ status }) => status);
};
const cancels = (town: Town, who: Person, orderId: string): Promise<Told> =>
  ask(town, who, "POST", `/api/orders/${orderId}/cancellation`, {});

export function carrying(town: () => Town): void {
  const fails = (fault: string, times: number, on: "take" | "track" = "take"): void =>
    town().carrier.set({ faults: [{ on, fault: fault as "slow", times }] });

  describe("carrying", () => {
    it("S2.14 the carrier gives the number, and what it says of the parcel moves the order 배송중 to 배송완료", async () => {
      const { mina, seller, orderId, shipmentId, consignmentId } = await packed(town());
      const called = await callFor(town(), seller, shipmentId);
      expect(called).toMatchObject({ status: 200, body: { carrier: "SIMULATOR" } });
      const { trackingNumber } = called.body as Shipped;
      expect(trackingNumber).toMatch(/^SIM-\d{10}$/);
      expect(await orderShown(town(), mina, orderId)).toMatchObject({
        status: "SHIPPING",
        label: "배송중",
        shipments: [{ carrier: "SIMULATOR", trackingNumber }],
      });
      for (const stop of ON_THE_WAY) {
        await town().carrier.move(consignmentId, stop);
        await until(
          () => eventsOf(town(), shipmentId),
          (events) => events.at(-1) === stop,
        );
      }
      expect(await orderShown(town(), mina, orderId)).toMatchObject({ label: "배송중" });
      await town().carrier.move(consignmentId, "DELIVERED");
      await isAt(town(), seller, shipmentId, "DELIVERED");
      expect(await orderShown(town(), mina, orderId)).toMatchObject({
        status: "DELIVERED",
        label: "배송완료",
      });
      // The shipment is the seller's; what the carrier said is kept apart from it.
      expect((await eventsOf(town(), shipmentId)).slice(-4)).toEqual([...ON_THE_WAY, "DELIVERED"]);
    });

    it.each(["slow", "server-error", "act-then-time-out", "act-then-server-error", "garbage"])(
      "S2.14 a carrier that meets a call with %s takes the parcel once",
      async (fault) => {
        const { seller, shipmentId, consignmentId } = await packed(town());
        town().carrier.set({ slowMs: 1_500 });
        fails(fault, 1);
        const waiting = await callFor(town(), seller, shipmentId, { wait: "wait=0" });
        expect(waiting).toMatchObject({ status: 202, body: { status: "PREPARING" } });
        expect(waiting.body).toMatchObject({ calling: { carrier: "SIMULATOR", lineNos: [1] } });
        await isAt(town(), seller, shipmentId, "SHIPPING");
        const booked = town()
          .carrier.book.parcels()
          .filter((parcel) => parcel.consignmentId === consignmentId);
        expect(booked).toHaveLength(1);
        expect(await shipmentOf(town(), seller, shipmentId)).toMatchObject({
          trackingNumber: booked[0]?.trackingNumber,
        });
        fails(fault, 0);
      },
    );

    it("S2.14 twenty copies of a callback, early and out of order, have the effect of one", async () => {
      town().carrier.set({ callbackCopies: 20, callbackFirst: true });
      const { seller, shipmentId, consignmentId } = await packed(town());
      await callFor(town(), seller, shipmentId);
      await town().carrier.move(consignmentId, "DELIVERED");
      await isAt(town(), seller, shipmentId, "DELIVERED");
      const late = await Promise.all(
        Array.from({ length: 20 }, () => carrierCallsBack(town(), consignmentId)),
      );
      expect(new Set(late.map(({ status }) => status))).toEqual(new Set([200]));
      town().carrier.set({ callbackCopies: 1, callbackFirst: false });
      await town().quiet();
      const events = await eventsOf(town(), shipmentId);
      expect(events.filter((event) => event === "DELIVERED")).toEqual(["DELIVERED"]);
    });

    it("S2.14 a forged callback, or one of another time, is refused and asks nothing", async () => {
      town().carrier.set({ callbackCopies: 0 });
      const { seller, shipmentId, consignmentId } = await packed(town());
      await callFor(town(), seller, shipmentId);
      await until(
        () => eventsOf(town(), shipmentId),
        (events) => events.length > 0,
      );
      const { trackingNumber } = await shipmentOf(town(), seller, shipmentId);
      const asked = () => town().carrier.asked(`GET /parcels/${trackingNumber}`);
      const before = asked();
      const says = (change: Parameters<typeof carrierCallsBack>[2], at?: number) =>
        carrierCallsBack(town(), consignmentId, change, at);
      const now = town().now();
      const answers = await Promise.all([
        says({ headers: { "webhook-signature": "v1,Zm9yZ2Vk" } }),
        says({ body: JSON.stringify({ type: "parcel.moved", version: 1, consignmentId, at: 1 }) }),
        says({}, now - 6 * MINUTE_MS),
        says({}, now + 6 * MINUTE_MS),
        says({ headers: { "webhook-timestamp": "1e9" } }),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 400]);
      await town().quiet();
      expect(asked()).toBe(before);
      town().carrier.set({ callbackCopies: 1 });
    });

    it("S2.14 what a carrier refuses for good is handed over by hand instead", async () => {
      const { mina, seller, orderId, shipmentId } = await packed(town());
      fails("refuse", 1);
      const { body } = await callFor(town(), seller, shipmentId);
      expect(body).toMatchObject({ status: "PREPARING" });
      expect(body).not.toHaveProperty("calling");
      expect((await handOver(town(), seller, shipmentId)).status).toBe(200);
      await carrierSays(town(), shipmentId, "DELIVERED");
      expect(await orderShown(town(), mina, orderId)).toMatchObject({ status: "DELIVERED" });
    });

    it.each([
      ["takes the parcel: the cancel has lost", "server-error", "SHIPPING"],
      ["refuses it: the order is refunded", "refuse", "REFUNDED"],
    ])("S2.14 a cancel waits while a carrier is called, and it %s", async (_, fault, end) => {
      const { mina, orderId, seller, shipmentId } = await packed(town());
      fails("server-error", 2);
      await callFor(town(), seller, shipmentId, { wait: "wait=0" });
      expect((await cancels(town(), mina, orderId)).status).toBeLessThan(300);
      if (fault === "refuse") fails("refuse", 1);
      await until(
        () => orderShown(town(), mina, orderId),
        ({ status }) => status === end,
        30_000,
      );
    });
  });
}

/** A carrier that says nothing. It moves the clock: it comes after the others. */
export function tracking(town: () => Town): void {
  describe("tracking", () => {
    it("S2.14 S4.7 a carrier whose word was lost is asked, and the order closes a week after it delivered", async () => {
      const { mina, seller, orderId, shipmentId, consignmentId } = await packed(town());
      await callFor(town(), seller, shipmentId);
      await until(
        () => eventsOf(town(), shipmentId),
        (events) => events.length > 0,
      );
      town().carrier.set({ callbackCopies: 0 });
      await town().carrier.move(consignmentId, "DELIVERED");
      await town().setClock(town().now() - Date.now() + 10 * MINUTE_MS);
      await until(
        () => eventsOf(town(), shipmentId),
        (events) => events.at(-1) === "DELIVERED",
      );
      town().carrier.set({ callbackCopies: 1 });
      await town().quiet();
      await town().setClock(town().now() - Date.now() + 8 * DAY_MS);
      const { token } = await town().tokenOf({ memberId: mina.memberId });
      const again = { ...mina, token, client: town().client(token) };
      expect(await orderShown(town(), again, orderId)).toMatchObject({ status: "CLOSED" });
    });
  });
}
