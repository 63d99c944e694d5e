/** Coupons: what they may be, what they take off, and when they take nothing. */
import { describe, expect, it } from "vitest";
import { addDays, dayOf } from "#kernel/calendar.ts";
import { newGoods, newRange, placed, type Person, refusedPlacement } from "#test/town/people.ts";
import {
  type CouponTerms,
  couponsFor,
  couponStatus,
  makeCoupon,
  newCoupon,
  ownCoupons,
} from "#test/town/coupons.ts";
import { rebuild } from "#test/town/operations.ts";
import { ask, read, sellerOf, stockOf, stranger } from "#test/town/shop.ts";
import type { Town } from "#test/town/town.ts";

type Quote = {
  readonly payableAmount: number;
  readonly orderDiscount: number;
  readonly lines: readonly {
    readonly unitDiscountedPrice: number;
    readonly orderDiscountShare: number;
  }[];
};

const fixed = (value: number): CouponTerms => ({ type: "FIXED", value });
const ratio = (value: number): CouponTerms => ({ type: "RATIO", value });
const onOrder = (terms: CouponTerms): CouponTerms => ({ ...terms, scope: "ORDER" });

export function discounting(town: () => Town): void {
  const quote = (
    asker: Person,
    lines: readonly { itemId: string; memberCouponIds?: readonly string[]; quantity?: number }[],
    more: object = {},
  ) =>
    ask<Quote>(town(), asker, "POST", "/api/quotes", {
      lines: lines.map((line) => ({ optionIds: [], memberCouponIds: [], quantity: 1, ...line })),
      ...more,
    });
  /** The price of a unit with these coupons of one's own, or why there is none. */
  const priced = async (itemId: string, ...terms: readonly CouponTerms[]) => {
    const mina = await stranger(town());
    const memberCouponIds = await couponsFor(town(), mina, ...terms);
    const { body } = await quote(mina, [{ itemId, memberCouponIds }]);
    return body.code ?? body.payableAmount;
  };
  const item = async (price: number) =>
    (await newGoods(town(), await sellerOf(town()), { price, stock: 100 })).itemId;

  describe("discounting", () => {
    it("S1.14 S1.15 operators make coupons within bounds; members make none", async () => {
      const mina = await stranger(town());
      const cases: readonly (readonly [CouponTerms, number])[] = [
        [ratio(4), 400],
        [ratio(5), 201],
        [ratio(95), 201],
        [ratio(96), 400],
        [fixed(-1), 400],
        [fixed(0), 400],
        [fixed(1), 201],
        [{ ...fixed(1), validFrom: "2026-03-02", validUntil: "2026-03-01" }, 400],
      ];

      for (const [terms, status] of cases) {
        expect((await makeCoupon(town(), terms)).status, JSON.stringify(terms)).toBe(status);
      }
      const coupon = { name: "mine", scope: "LINE", ...fixed(9_000) };
      expect(await ask(town(), mina, "POST", "/api/coupons", coupon)).toMatchObject({
        status: 403,
        body: { code: "AUTH_FORBIDDEN" },
      });
    });

    it("S1.16 S3.4 all see the coupons there are, and only oneself one's own: available, used and expired", async () => {
      const mina = await stranger(town());
      const jun = await stranger(town());
      const today = dayOf(town().now());
      const past = { validFrom: addDays(today, -2), validUntil: addDays(today, -1) };
      const [itemId, [free = "", spent = "", over = ""]] = await Promise.all([
        item(30_000),
        couponsFor(town(), mina, fixed(1_000), fixed(3_000), { ...fixed(1_000), ...past }),
      ]);
      await placed(town(), mina, [{ itemId, memberCouponIds: [spent] }]);
      const statuses = new Map(
        [...(await ownCoupons(town(), mina))].map(([id, { status }]) => [id, status]),
      );
      const own = (status: string) =>
        read<{ coupons: readonly { memberCouponId: string }[] }>(
          town(),
          mina,
          `/api/members/${mina.memberId}/coupons?status=${status}`,
        );

      expect(statuses).toEqual(
        new Map([
          [free, "AVAILABLE"],
          [spent, "USED"],
          [over, "EXPIRED"],
        ]),
      );
      expect((await own("USED")).coupons).toMatchObject([{ memberCouponId: spent }]);
      const others = await ask(town(), jun, "GET", `/api/members/${mina.memberId}/coupons`);
      expect(others).toMatchObject({ status: 403, body: { code: "AUTH_FORBIDDEN" } });
      const all = await read<{ coupons: readonly object[] }>(town(), undefined, "/api/coupons");
      expect(all.coupons.length).toBeGreaterThan(2);
      await town().takeDue();
    });

    it("S1.17 S1.18 a quote takes fixed before ratio in whatever order they are given, and changes nothing", async () => {
      const mina = await stranger(town());
      const [[shirt, cup], ids] = await Promise.all([
        newRange(town(), await sellerOf(town()), [
          { price: 49_800, stock: 5 },
          { price: 10_000, stock: 5 },
        ]),
        couponsFor(
          town(),
          mina,
          fixed(3_000),
          ratio(15),
          fixed(1_000),
          ratio(10),
          fixed(2_000),
          ratio(20),
        ),
      ]);
      const [f3 = "", r15 = "", f1 = "", r10 = "", f2 = "", r20 = ""] = ids;
      const of = async (itemId: string | undefined, ...memberCouponIds: readonly string[]) =>
        (await quote(mina, [{ itemId: itemId ?? "", memberCouponIds }])).body.payableAmount;

      expect(await of(shirt?.itemId, f3, r15)).toBe(39_780);
      expect(await of(cup?.itemId, f1, r10)).toBe(8_100);
      expect(await of(cup?.itemId, r20, f2)).toBe(6_400);
      expect(await of(cup?.itemId, f2, r20)).toBe(6_400);
      expect(await of(cup?.itemId)).toBe(10_000);
      for (const { status } of (await ownCoupons(town(), mina)).values()) {
        expect(status).toBe("AVAILABLE");
      }
      expect(await stockOf(town(), cup?.itemId ?? "")).toMatchObject({ availableQuantity: 5 });
    });

    it("S1.19 S1.22 S1.24 a fixed discount up to half, a price down to its floor, exact to the won", async () => {
      const [cup, odd, pin, shirt] = await Promise.all(
        [10_000, 9_999, 500, 49_801].map((price) => item(price)),
      );
      const table: readonly (readonly [string | undefined, readonly CouponTerms[], unknown])[] = [
        [cup, [fixed(5_000)], 5_000],
        [cup, [fixed(5_001)], "COUPON_DISCOUNT_TOO_LARGE"],
        [odd, [fixed(4_999)], 5_000],
        [odd, [fixed(5_000)], "COUPON_DISCOUNT_TOO_LARGE"],
        [cup, [fixed(5_000), ratio(80)], 1_000],
        [cup, [fixed(5_000), ratio(81)], "PRICE_BELOW_FLOOR"],
        [pin, [fixed(250), ratio(60)], 100],
        [pin, [fixed(250), ratio(61)], "PRICE_BELOW_FLOOR"],
        [cup, [ratio(31)], 6_900],
        [shirt, [ratio(15)], 42_330],
      ];
      for (const [itemId = "", terms, outcome] of table) {
        expect(await priced(itemId, ...terms), JSON.stringify(terms)).toBe(outcome);
      }
    });

    it("S1.20 S1.21 at most two coupons on a line, and only on a line of one", async () => {
      const mina = await stranger(town());
      const [itemId, coupons] = await Promise.all([
        item(30_000),
        couponsFor(town(), mina, fixed(1), fixed(2), fixed(3)),
      ]);
      const three = { itemId, memberCouponIds: coupons };
      const pair = { itemId, memberCouponIds: coupons.slice(0, 1), quantity: 2 };

      expect(await quote(mina, [three])).toMatchObject({
        status: 422,
        body: { code: "COUPON_LIMIT_EXCEEDED", errors: [{ line: 1 }] },
      });
      expect(await refusedPlacement(town(), mina, [three])).toBe("COUPON_LIMIT_EXCEEDED");
      expect(await quote(mina, [pair])).toMatchObject({
        status: 422,
        body: { code: "COUPON_QUANTITY_NOT_ONE" },
      });
      expect(await refusedPlacement(town(), mina, [pair])).toBe("COUPON_QUANTITY_NOT_ONE");
    });

    it("S1.23 a coupon works on its first and its last day, and neither before nor after", async () => {
      const itemId = await item(10_000);
      const today = dayOf(town().now());
      const between = (from: number, until: number): CouponTerms => ({
        ...fixed(1_000),
        validFrom: addDays(today, from),
        validUntil: addDays(today, until),
      });

      expect(await priced(itemId, between(1, 5))).toBe("COUPON_NOT_USABLE");
      expect(await priced(itemId, between(-5, -1))).toBe("COUPON_NOT_USABLE");
      expect(await priced(itemId, between(0, 5))).toBe(9_000);
      expect(await priced(itemId, between(-5, 0))).toBe(9_000);
      await town().takeDue();
    });

    it("S1.27 a forged price, another's coupon and a spent one are refused, and nothing is used", async () => {
      const [mina, jun] = [await stranger(town()), await stranger(town())];
      const [itemId, [coupon = ""]] = await Promise.all([
        item(30_000),
        couponsFor(town(), mina, fixed(3_000)),
      ]);
      const line = { itemId, memberCouponIds: [coupon] };

      expect(await refusedPlacement(town(), mina, [{ ...line, expectedUnitPrice: 1 }])).toBe(
        "DISCOUNT_MISMATCH",
      );
      expect(await couponStatus(town(), mina, coupon)).toBe("AVAILABLE");
      expect(await refusedPlacement(town(), jun, [line])).toBe("COUPON_NOT_USABLE");
      const right = { ...line, expectedUnitPrice: 27_000 };
      expect(await placed(town(), mina, [right])).toMatchObject({ payableAmount: 27_000 });
      expect(await refusedPlacement(town(), mina, [line])).toBe("COUPON_NOT_USABLE");
      expect(await stockOf(town(), itemId)).toMatchObject({ reservedQuantity: 1 });
    });

    it("S3.11 an order's coupon is fixed or ratio, capped at the floors, and shared over the lines exactly", async () => {
      const mina = await stranger(town());
      const [[coat, cup], ids] = await Promise.all([
        newRange(town(), await sellerOf(town()), [
          { price: 31_000, stock: 50 },
          { price: 10_000, stock: 50 },
        ]),
        couponsFor(
          town(),
          mina,
          onOrder(fixed(5_000)),
          onOrder(ratio(10)),
          onOrder(fixed(100_000)),
        ),
      ]);
      const [five = "", tenth = "", huge = ""] = ids;
      const lines = (quantity: number) => [
        { itemId: coat?.itemId ?? "", quantity },
        { itemId: cup?.itemId ?? "" },
      ];
      const f11 = await placed(town(), mina, lines(2), { orderCouponId: five });

      expect(f11).toMatchObject({
        totalAmount: 72_000,
        orderDiscount: 5_000,
        payableAmount: 67_000,
      });
      expect(f11.lines.map(({ orderDiscountShare }) => orderDiscountShare)).toEqual([4_306, 694]);
      expect(await couponStatus(town(), mina, five)).toBe("USED");
      expect((await quote(mina, lines(2), { orderCouponId: tenth })).body.payableAmount).toBe(
        64_800,
      );
      expect((await quote(mina, lines(1), { orderCouponId: huge })).body).toMatchObject({
        orderDiscount: 36_900,
        payableAmount: 4_100,
      });
      expect(await refusedPlacement(town(), mina, lines(1), { orderCouponId: five })).toBe(
        "COUPON_NOT_USABLE",
      );
    });

    it("S1.41 coupon's copy of the prices follows a change, and is rebuilt when it is lost", async () => {
      const itemId = await item(10_000);
      const seller = await sellerOf(town());
      await ask(
        town(),
        seller,
        "PATCH",
        `/api/items/${itemId}`,
        { price: 12_000 },
        {
          "if-match": '"1"',
        },
      );
      await town().quiet();
      expect(await priced(itemId)).toBe(12_000);

      const copies = () =>
        town().sql<{ readonly row: string }>(
          "coupon",
          `select concat_ws(' ', item_id, item_version, price_minor, option_groups, sale_status,
                  deleted) as row from coupon.item_prices order by item_id`,
        );
      const before = await copies();
      await town().sql("coupon", "delete from coupon.item_prices");
      expect((await rebuild(town(), "coupon")).repaired).toBeGreaterThan(0);
      expect(await copies()).toEqual(before);
      expect(await priced(itemId)).toBe(12_000);
    });

    it("S3.3 a limited coupon goes to each member once, then it is sold out", async () => {
      const couponId = await newCoupon(town(), { ...fixed(1_000), quantity: 2 });
      const claim = (asker: Person) =>
        ask(town(), asker, "POST", `/api/coupons/${couponId}/claims`);
      const [mina, jun, sora] = await Promise.all([1, 2, 3].map(() => stranger(town())));
      const says = (code: string) => ({ status: 409, body: { code } });

      expect((await claim(mina as Person)).status).toBe(201);
      expect(await claim(mina as Person)).toMatchObject(says("COUPON_ALREADY_ISSUED"));
      expect((await claim(jun as Person)).status).toBe(201);
      expect(await claim(sora as Person)).toMatchObject(says("COUPON_SOLD_OUT"));
    });
  });
}
