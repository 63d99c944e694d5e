/** From the shelf to the door: parcels, carriers, receipt. */
import { describe, expect, it } from "vitest";
import {
  newGoods,
  newRange,
  newSeller,
  orderShown,
  prepared,
  placed,
  type Person,
  value,
} from "#test/town/people.ts";
import { carrierSays, handOver, pack, ship } from "#test/town/parcels.ts";
import { ask, sellerOf, stranger } from "#test/town/shop.ts";
import type { Town } from "#test/town/town.ts";

const illegal = { status: 409, body: { code: "COMMON_ILLEGAL_STATUS" } };

export function delivering(town: () => Town): void {
  const receive = (asker: Person, orderId: string) =>
    ask(town(), asker, "POST", `/api/orders/${orderId}/receipt`);
  const labelsOf = (order: { readonly history: readonly { readonly label: string }[] }) =>
    order.history.map(({ label }) => label);

  describe("delivering", () => {
    it("S0.26 no step of a parcel is skipped, and lines may go apart: the order is delivered with the last", async () => {
      const mina = await stranger(town(), 50_000);
      const seller = await sellerOf(town());
      const goods = await newRange(town(), seller, [
        { price: 1_000, stock: 9 },
        { price: 2_000, stock: 9 },
      ]);
      const lines = goods.map(({ itemId }) => ({ itemId }));
      const { orderId, shipments } = await prepared(town(), mina, lines);
      const parcel = shipments[0]?.shipmentId ?? "";
      const shown = () => orderShown(town(), mina, orderId);

      expect(await handOver(town(), seller, parcel)).toMatchObject(illegal);
      expect(await carrierSays(town(), parcel, "DELIVERED")).toMatchObject(illegal);
      expect(await pack(town(), seller, parcel)).toMatchObject({ body: { label: "배송준비중" } });
      expect((await shown()).lines.map(({ deliveryStatus }) => deliveryStatus)).toEqual([
        "PREPARING",
        "PREPARING",
      ]);
      expect((await handOver(town(), seller, parcel, [1])).status).toBe(200);
      expect(await shown()).toMatchObject({
        status: "SHIPPING",
        label: "배송중",
        lines: [{ deliveryStatus: "SHIPPING" }, { deliveryStatus: "PREPARING" }],
      });
      expect((await carrierSays(town(), parcel, "DELIVERED", [1])).status).toBe(200);
      expect(await shown()).toMatchObject({
        status: "SHIPPING",
        lines: [{ deliveryLabel: "배송완료" }, { deliveryLabel: "배송준비중" }],
      });
      expect((await handOver(town(), seller, parcel, [2])).status).toBe(200);
      expect((await carrierSays(town(), parcel, "DELIVERED", [2])).status).toBe(200);
      expect(await shown()).toMatchObject({ status: "DELIVERED", label: "배송완료" });
      expect(
        (await ask(town(), mina, "POST", `/api/orders/${orderId}/cancellation`, {})).status,
      ).toBe(409);
    });

    it("S4.7 S4.8 receipt closes an order from its delivery on, and repeating it is harmless", async () => {
      const mina = await stranger(town(), 50_000);
      const jun = await stranger(town());
      const seller = await sellerOf(town());
      const { itemId } = await newGoods(town(), seller, { price: 1_000, stock: 9 });
      const { orderId, shipments } = await prepared(town(), mina, [{ itemId }]);
      const parcel = shipments[0]?.shipmentId ?? "";

      expect(await receive(mina, orderId)).toMatchObject(illegal);
      await ship(town(), seller, parcel);
      expect((await carrierSays(town(), parcel, "DELIVERED")).status).toBe(200);
      await town().quiet();
      expect(await receive(jun, orderId)).toMatchObject({ status: 404 });
      expect(await receive(mina, orderId)).toMatchObject({
        status: 200,
        body: { status: "CLOSED" },
      });
      expect(await receive(mina, orderId)).toMatchObject({
        status: 200,
        body: { status: "CLOSED" },
      });
      // Every label of an order paid from the wallet that goes well, on the one page of the order.
      const order = await orderShown(town(), mina, orderId);
      expect(labelsOf(order)).toEqual([
        "주문접수",
        "결제대기",
        "결제완료",
        "상품준비완료",
        "배송중",
        "배송완료",
        "수령확인",
      ]);
      const english = await town()
        .client(mina.token, "en")
        .GET("/api/orders/{orderId}", { params: { path: { orderId } } });
      expect(value(english).label).toBe("Receipt confirmed");
    });

    it("S4.8 the labels of orders that are called off: 주문취소 unpaid, 환불 paid, for their owner alone", async () => {
      const mina = await stranger(town(), 50_000);
      const jun = await stranger(town());
      const seller = await sellerOf(town());
      const { itemId } = await newGoods(town(), seller, { price: 1_000, stock: 9 });
      const [unpaid, paid] = [
        await placed(town(), mina, [{ itemId }]),
        await prepared(town(), mina, [{ itemId }]),
      ];
      for (const { orderId } of [unpaid, paid]) {
        const path = `/api/orders/${orderId}/cancellation`;
        expect((await ask(town(), jun, "POST", path, {})).status).toBe(404);
        expect((await ask(town(), mina, "POST", path, {})).status).toBeLessThan(300);
      }

      expect(labelsOf(await orderShown(town(), mina, unpaid.orderId)).at(-1)).toBe("주문취소");
      expect(labelsOf(await orderShown(town(), mina, paid.orderId)).at(-1)).toBe("환불");
      expect(await ask(town(), jun, "GET", `/api/orders/${paid.orderId}`)).toMatchObject({
        status: 404,
      });
    });

    it("S0.26 an order of two sellers goes in two parcels; each seller sees and moves only the own", async () => {
      const mina = await stranger(town(), 50_000);
      const [haneul, dalbit] = [await sellerOf(town()), await newSeller(town(), "Dalbit")];
      const [tea, lamp] = await Promise.all([
        newGoods(town(), haneul, { price: 1_000, stock: 9 }),
        newGoods(town(), dalbit, { price: 2_000, stock: 9 }),
      ]);
      const order = await prepared(
        town(),
        mina,
        [tea, lamp].map(({ itemId }) => ({ itemId })),
      );
      const { orderId } = order;
      const of = (seller: typeof haneul) =>
        order.shipments.find(({ partnerId }) => partnerId === seller.partnerId)?.shipmentId ?? "";

      expect(order.shipments).toHaveLength(2);
      expect(await pack(town(), dalbit, of(haneul))).toMatchObject({ status: 404 });
      const seen = await ask<{ lines: readonly object[] }>(
        town(),
        dalbit,
        "GET",
        `/api/orders/${orderId}`,
      );
      expect(seen.body.lines).toMatchObject([{ itemId: lamp.itemId }]);
      expect(seen.body).not.toHaveProperty("orderer");

      await ship(town(), haneul, of(haneul));
      await carrierSays(town(), of(haneul), "DELIVERED");
      expect(await orderShown(town(), mina, orderId)).toMatchObject({ status: "SHIPPING" });
      await ship(town(), dalbit, of(dalbit));
      await carrierSays(town(), of(dalbit), "DELIVERED");
      expect(await orderShown(town(), mina, orderId)).toMatchObject({ status: "DELIVERED" });
    });
  });
}
