/** What time does. It moves the clock, so everybody logs in anew, and it comes last in a town. */
import { describe, expect, it } from "vitest";
import { addDays, dayOf, endOfDay, startOfDay } from "#kernel/calendar.ts";
import {
  newGoods,
  newShopper,
  onceOnly,
  orderShown,
  type Person,
  place,
  placed,
  prepared,
  refusedPlacement,
} from "#test/town/people.ts";
import { placeSheet, sheetOf } from "#test/town/carts.ts";
import { couponsFor, couponStatus, newCoupon, ownCoupons } from "#test/town/coupons.ts";
import { allStated, typesOf } from "#test/town/logs.ts";
import { carrierSays, ship } from "#test/town/parcels.ts";
import { ask, balanceOf, sellerOf, stockOf, stranger } from "#test/town/shop.ts";
import type { Town } from "#test/town/town.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

export function days(town: () => Town): void {
  /** The same person with a token of now. */
  const again = async ({ memberId, email }: Person): Promise<Person> => {
    const { token } = await town().tokenOf({ memberId });
    return { memberId, email, token, client: town().client(token) };
  };
  const passes = (at: number) => town().setClock(at - Date.now());

  describe("days", () => {
    it("S3.5 a claim is answered at once, recorded after it, once, and outlives its process", async () => {
      const mina = await stranger(town());
      const couponId = await newCoupon(town(), { type: "FIXED", value: 500, quantity: 9 });
      const path = `/api/coupons/${couponId}/claims`;
      const key = onceOnly();
      type Claimed = { readonly memberCouponId: string; readonly status: string };
      const claim = () => ask<Claimed>(town(), mina, "POST", path, undefined, key);
      const first = await claim();

      expect(first.status).toBe(201);
      // In one process the record is part of the answer's transaction.
      expect(["ISSUING", "AVAILABLE"]).toContain(first.body.status);
      expect(await claim()).toMatchObject({ status: 201, body: first.body });
      await town().processOf("coupon").kill();
      await town().processOf("coupon").start();
      await town().quiet();
      expect(await claim()).toMatchObject({ status: 201, body: first.body });
      const own = await ownCoupons(town(), mina);
      expect([...own.keys()]).toEqual([first.body.memberCouponId]);
      expect(own.get(first.body.memberCouponId)?.status).toBe("AVAILABLE");
    });

    it("P2 S2.4 a confirmed sheet can be placed for ten minutes; after that it comes with a new one", async () => {
      const mina = await stranger(town());
      const { itemId } = await newGoods(town(), await sellerOf(town()), {
        price: 10_000,
        stock: 5,
      });
      const sheet = await sheetOf(town(), mina, [{ itemId }]);
      const from = town().now();
      await passes(from + 9 * MINUTE_MS);
      expect((await placeSheet(town(), mina, sheet)).status).toBe(201);
      await passes(from + 11 * MINUTE_MS);
      const late = await placeSheet(town(), mina, sheet);
      expect(late).toMatchObject({
        status: 409,
        body: { code: "QUOTE_EXPIRED", instead: { payableAmount: 10_000 } },
      });
      const { status } = await placeSheet(town(), mina, late.body.instead ?? sheet);
      expect(status).toBe(201);
    });

    it("S1.9 S2.26 after half an hour an unpaid order is cancelled with all it held; after an hour a token is spent", async () => {
      const mina = await stranger(town());
      const seller = await sellerOf(town());
      const [{ itemId }, [coupon = ""]] = await Promise.all([
        newGoods(town(), seller, { price: 10_000, stock: 5 }),
        couponsFor(town(), mina, { type: "FIXED", value: 500 }),
      ]);
      const line = { itemId, memberCouponIds: [coupon] };
      const { orderId } = await placed(town(), mina, [line]);
      const from = town().now();

      await passes(from + 29 * MINUTE_MS);
      expect(await orderShown(town(), mina, orderId)).toMatchObject({ status: "AWAITING_PAYMENT" });
      await passes(from + 31 * MINUTE_MS);
      expect(await orderShown(town(), mina, orderId)).toMatchObject({
        status: "CANCELLED",
        label: "주문취소",
        cancelReason: "UNPAID_LIMIT",
      });
      expect(await stockOf(town(), itemId)).toMatchObject({ availableQuantity: 5 });
      expect(await couponStatus(town(), mina, coupon)).toBe("AVAILABLE");

      await passes(from + 61 * MINUTE_MS);
      expect(await ask(town(), mina, "GET", "/api/wallet")).toMatchObject({
        status: 401,
        body: { code: "AUTH_TOKEN_INVALID" },
      });
      expect(await balanceOf(town(), await again(mina))).toBe(0);
    });

    it("S3.6 S1.23 after the midnight of its last day a coupon is expired; given back late it has a week, once", async () => {
      const today = dayOf(town().now());
      let mina = await stranger(town(), 100_000);
      const seller = await again(await sellerOf(town()));
      const sellerNow = await withPartner(town(), seller, await sellerOf(town()));
      const last = { validFrom: today, validUntil: addDays(today, 1) };
      const [{ itemId }, [idle = "", spent = ""]] = await Promise.all([
        newGoods(town(), sellerNow, { price: 10_000, stock: 50 }),
        couponsFor(
          town(),
          mina,
          { type: "FIXED", value: 500, ...last },
          { type: "FIXED", value: 700, ...last },
        ),
      ]);
      const paid = await prepared(town(), mina, [{ itemId, memberCouponIds: [spent] }]);

      await passes(endOfDay(addDays(today, 1)) - 5 * MINUTE_MS);
      mina = await again(mina);
      expect(await couponStatus(town(), mina, idle)).toBe("AVAILABLE");
      await passes(startOfDay(addDays(today, 2)) + MINUTE_MS);
      mina = await again(mina);
      expect(await couponStatus(town(), mina, idle)).toBe("EXPIRED");
      const [row] = await town().sql<{ readonly status: string }>(
        "coupon",
        "select status from coupon.member_coupons where member_coupon_id = $1",
        [idle],
      );
      expect(row?.status).toBe("EXPIRED");
      const told = (await allStated(town(), "coupon")).filter(
        ({ type }) => type === "coupon.expired",
      );
      expect(
        told.filter(({ body }) => (body as { memberCouponId: string }).memberCouponId === idle),
      ).toHaveLength(1);
      const late = [{ itemId, memberCouponIds: [idle] }];
      expect(await refusedPlacement(town(), mina, late)).toBe("COUPON_NOT_USABLE");

      const path = `/api/orders/${paid.orderId}/cancellation`;
      expect((await ask(town(), mina, "POST", path, {})).status).toBeLessThan(300);
      await town().quiet();
      const back = (await ownCoupons(town(), mina)).get(spent);
      expect(back?.status).toBe("AVAILABLE");
      const graceDays = (Date.parse(back?.usableUntil ?? "") - town().now()) / DAY_MS;
      expect(graceDays).toBeGreaterThan(6.9);
      expect(graceDays).toBeLessThanOrEqual(7);
      expect(await place(town(), mina, [{ itemId, memberCouponIds: [spent] }])).toMatchObject({
        status: 201,
      });
    });

    it("three days before its last a member is told of a coupon that was not used, once", async () => {
      const last = addDays(dayOf(town().now()), 6);
      const mina = await newShopper(town(), "Mina");
      const until = { validUntil: last };
      const [unused = ""] = await couponsFor(town(), mina, { type: "FIXED", value: 500, ...until });
      const toldOf = () =>
        town().sql<{ readonly status: string }>(
          "notification",
          "select status from notification.notices where dedupe_key = $1",
          [`${unused}/COUPON_EXPIRING`],
        );
      const morning = startOfDay(addDays(last, -3)) + 10 * 60 * MINUTE_MS;
      await passes(morning - MINUTE_MS);
      expect(await toldOf()).toEqual([]);
      await passes(morning + MINUTE_MS);
      await town().quiet();
      expect(await toldOf()).toHaveLength(1);
    });

    it("S4.7 a week after its delivery an order closes by itself", async () => {
      let mina = await stranger(town(), 100_000);
      const seller = await withPartner(
        town(),
        await again(await sellerOf(town())),
        await sellerOf(town()),
      );
      const { itemId } = await newGoods(town(), seller, { price: 10_000, stock: 50 });
      const { orderId, shipments } = await prepared(town(), mina, [{ itemId }]);
      const parcel = shipments[0]?.shipmentId ?? "";
      await ship(town(), seller, parcel);
      await carrierSays(town(), parcel, "DELIVERED");
      await town().quiet();
      const from = town().now();

      await passes(from + 7 * DAY_MS - 5 * MINUTE_MS);
      mina = await again(mina);
      expect(await orderShown(town(), mina, orderId)).toMatchObject({ status: "DELIVERED" });
      await passes(from + 7 * DAY_MS + MINUTE_MS);
      mina = await again(mina);
      const { history, status } = await orderShown(town(), mina, orderId);
      expect(status).toBe("CLOSED");
      expect(history.at(-1)).toMatchObject({ label: "수령확인", actor: "system" });
      expect((await typesOf(town(), "order", orderId)).at(-1)).toBe("order.closed");
    });
  });
}

/** The shared seller, with a token of now. */
async function withPartner(
  town: Town,
  { memberId, email }: Person,
  { partnerId }: { readonly partnerId: string },
) {
  const { token } = await town.tokenOf({ memberId, partnerId, role: "seller" });
  return { memberId, email, partnerId, token, client: town.client(token) };
}
