import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { percentOff, sumOf } from "#kernel/money.ts";
import { DEFAULT_POLICIES } from "#kernel/policies.ts";
import {
  type AskedLine,
  type AskedOrder,
  type CouponNo,
  floorPrice,
  type HeldCoupon,
  inOrderOfUse,
  isNo,
  type PricedOrder,
  priceOrder,
} from "./pricing.ts";

const MINA = "mem_Mina000000000000";
const NOON = Date.parse("2026-03-10T12:00:00+09:00");

type Sketch = Partial<HeldCoupon> & { readonly type: HeldCoupon["type"]; readonly value: bigint };
const couponOf = (sketch: Sketch, index = 0): HeldCoupon => ({
  memberCouponId: `mcp_${index}`,
  memberId: MINA,
  scope: "LINE",
  status: "AVAILABLE",
  usableFrom: 0,
  usableUntil: NOON,
  issuedAt: index,
  ...sketch,
});
const heldOf = (coupons: readonly HeldCoupon[]) =>
  new Map(coupons.map((coupon) => [coupon.memberCouponId, coupon]));
const idsOf = (coupons: readonly HeldCoupon[]) =>
  coupons.map(({ memberCouponId }) => memberCouponId);

const fixed = (value: number): Sketch => ({ type: "FIXED", value: BigInt(value) });
const ratio = (percent: number): Sketch => ({ type: "RATIO", value: BigInt(percent) });

const verdictOn = (
  lines: readonly Partial<AskedLine>[],
  coupons: readonly HeldCoupon[],
  order: Partial<AskedOrder> = {},
  policies = DEFAULT_POLICIES,
): PricedOrder | CouponNo =>
  priceOrder(
    {
      memberId: MINA,
      lines: lines.map((line, index) => ({
        lineNo: index + 1,
        unitListPriceMinor: 10_000n,
        quantity: 1,
        memberCouponIds: [],
        ...line,
      })),
      ...order,
    },
    heldOf(coupons),
    NOON,
    policies,
  );

/** One unit at that price with those coupons: its discounted price, or why not. */
const unitPriceWith = (price: number, ...sketches: readonly Sketch[]) => {
  const coupons = sketches.map(couponOf);
  const line = { unitListPriceMinor: BigInt(price), memberCouponIds: idsOf(coupons) };
  const verdict = verdictOn([line], coupons);
  return isNo(verdict) ? verdict.reason : Number(verdict.payableAmountMinor);
};

describe("a line with its coupons", () => {
  test.each([
    ["S1.17 F5 49,800: 3,000 off, then 15 %", 49_800, [fixed(3_000), ratio(15)], 39_780],
    ["S1.17 F6 10,000: 1,000 off, then 10 %", 10_000, [fixed(1_000), ratio(10)], 8_100],
    ["S1.18 F7 fixed first, given first", 10_000, [fixed(2_000), ratio(20)], 6_400],
    ["S1.18 F7 fixed first, given last", 10_000, [ratio(20), fixed(2_000)], 6_400],
    ["S1.24 F8 10,000 at 31 %", 10_000, [ratio(31)], 6_900],
    ["S1.24 F8 49,801 at 15 % rounds down", 49_801, [ratio(15)], 42_330],
    ["S1.19 F9 10,000 with a fixed 5,000", 10_000, [fixed(5_000)], 5_000],
    ["S1.19 F9 10,000 with 5,001", 10_000, [fixed(5_001)], "COUPON_DISCOUNT_TOO_LARGE"],
    ["S1.19 F9 9,999 with 4,999", 9_999, [fixed(4_999)], 5_000],
    ["S1.19 F9 9,999 with 5,000", 9_999, [fixed(5_000)], "COUPON_DISCOUNT_TOO_LARGE"],
    ["S1.19 two fixed count together", 10_000, [fixed(3_000), fixed(2_000)], 5_000],
    [
      "S1.19 two fixed together too large",
      10_000,
      [fixed(3_000), fixed(2_001)],
      "COUPON_DISCOUNT_TOO_LARGE",
    ],
    ["S1.22 F10 5,000 off, then 80 %: at the floor", 10_000, [fixed(5_000), ratio(80)], 1_000],
    ["S1.22 F10 then 81 %", 10_000, [fixed(5_000), ratio(81)], "PRICE_BELOW_FLOOR"],
    ["S1.22 F10 500: 250 off, then 60 %", 500, [fixed(250), ratio(60)], 100],
    ["S1.22 F10 500: then 61 %", 500, [fixed(250), ratio(61)], "PRICE_BELOW_FLOOR"],
    ["S1.22 no discount at all under 100 won", 90, [ratio(5)], "PRICE_BELOW_FLOOR"],
    ["S1.29 no coupon", 90, [], 90],
    ["S1.20 three coupons", 10_000, [fixed(1), fixed(2), fixed(3)], "COUPON_LIMIT_EXCEEDED"],
    ["an order coupon on a line", 10_000, [{ ...fixed(1), scope: "ORDER" }], "COUPON_NOT_USABLE"],
  ] as const)("%s", (_, price, coupons, expected) => {
    expect(unitPriceWith(price, ...coupons)).toBe(expected);
  });

  test("S1.21 a line with a coupon has quantity 1, one without may have more", () => {
    const coupons = [couponOf(fixed(1_000))];
    const withCoupon = { quantity: 2, memberCouponIds: idsOf(coupons) };
    expect(verdictOn([{ quantity: 2 }, withCoupon], coupons)).toEqual({
      reason: "COUPON_QUANTITY_NOT_ONE",
      lineNo: 2,
    });
    expect(verdictOn([{ quantity: 2 }], [])).toMatchObject({ totalAmountMinor: 20_000n });
  });

  test("FIXED goes before RATIO, then the larger, then the older coupon", () => {
    const coupons = [
      couponOf({ ...ratio(10), memberCouponId: "young", issuedAt: 2 }),
      couponOf({ ...fixed(1_000), memberCouponId: "small fixed" }),
      couponOf({ ...ratio(10), memberCouponId: "zzz old", issuedAt: 1 }),
      couponOf({ ...ratio(20), memberCouponId: "large ratio", issuedAt: 9 }),
      couponOf({ ...fixed(2_000), memberCouponId: "large fixed" }),
    ];
    expect(idsOf(inOrderOfUse(coupons))).toEqual([
      "large fixed",
      "small fixed",
      "large ratio",
      "zzz old",
      "young",
    ]);
  });
});

describe("S1.23 S1.27 a coupon is usable by its owner, once, inside its dates", () => {
  test.each<[string, Partial<HeldCoupon>, boolean]>([
    ["available", {}, true],
    ["another member's", { memberId: "mem_Jun0000000000000" }, false],
    ["still issuing", { status: "ISSUING" }, false],
    ["used", { status: "USED" }, false],
    ["expired", { status: "EXPIRED" }, false],
    ["from this instant on", { usableFrom: NOON }, true],
    ["not yet", { usableFrom: NOON + 1 }, false],
    ["until this instant", { usableUntil: NOON }, true],
    ["past its date, before the job ran", { usableUntil: NOON - 1 }, false],
  ])("%s", (_, change, usable) => {
    const coupons = [couponOf({ ...fixed(1_000), ...change })];
    const verdict = verdictOn([{ memberCouponIds: idsOf(coupons) }], coupons);
    expect(verdict).toMatchObject(
      usable ? { payableAmountMinor: 9_000n } : { reason: "COUPON_NOT_USABLE", lineNo: 1 },
    );
  });

  test("an unknown one is as a foreign one", () => {
    expect(verdictOn([{ memberCouponIds: ["mcp_nobody"] }], [])).toEqual({
      reason: "COUPON_NOT_USABLE",
      lineNo: 1,
    });
    expect(verdictOn([{}], [], { orderCouponId: "mcp_nobody" })).toEqual({
      reason: "COUPON_NOT_USABLE",
    });
  });

  test("the same member coupon on two lines, or twice on one, is refused", () => {
    const coupons = [couponOf(fixed(1_000))];
    const line = { memberCouponIds: idsOf(coupons) };
    expect(verdictOn([line, line], coupons)).toEqual({ reason: "COUPON_NOT_USABLE", lineNo: 2 });
    const twice = { memberCouponIds: ["mcp_0", "mcp_0"] };
    expect(verdictOn([twice], coupons)).toEqual({ reason: "COUPON_NOT_USABLE", lineNo: 1 });
  });

  test("a line coupon does not serve as order coupon", () => {
    const coupons = [couponOf(fixed(1_000))];
    expect(verdictOn([{}], coupons, { orderCouponId: "mcp_0" })).toEqual({
      reason: "COUPON_NOT_USABLE",
    });
  });
});

describe("the first reason of the list is stated, whatever line it is on", () => {
  const coupons = [
    couponOf(fixed(9_000), 0),
    couponOf(ratio(95), 1),
    couponOf({ ...fixed(1), status: "USED" }, 2),
  ];
  const tooLarge = { memberCouponIds: ["mcp_0"] };
  const underFloor = { memberCouponIds: ["mcp_1"] };
  const used = { memberCouponIds: ["mcp_2"] };
  const two = { quantity: 2, memberCouponIds: ["mcp_0"] };
  const three = { memberCouponIds: ["mcp_0", "mcp_1", "mcp_2"] };
  const forged = { expectedUnitPriceMinor: 1n };
  test.each([
    [[forged, underFloor, tooLarge, used, two, three], "COUPON_LIMIT_EXCEEDED", 6],
    [[forged, underFloor, tooLarge, used, two], "COUPON_QUANTITY_NOT_ONE", 5],
    [[forged, underFloor, tooLarge, used], "COUPON_NOT_USABLE", 4],
    [[forged, underFloor, tooLarge], "COUPON_DISCOUNT_TOO_LARGE", 3],
    [[forged, underFloor], "PRICE_BELOW_FLOOR", 2],
    [[forged], "DISCOUNT_MISMATCH", 1],
  ] as const)("%#: %s", (lines, reason, lineNo) => {
    expect(verdictOn(lines, coupons)).toEqual({ reason, lineNo });
  });
});

test("S1.27 the discounted price the client saw must be the server's, where it is given", () => {
  const coupons = [couponOf(ratio(10))];
  const line = { memberCouponIds: idsOf(coupons) };
  expect(verdictOn([line], coupons)).toMatchObject({ payableAmountMinor: 9_000n });
  const right = { ...line, expectedUnitPriceMinor: 9_000n };
  expect(verdictOn([right], coupons)).toMatchObject({ payableAmountMinor: 9_000n });
  const forged = { ...line, expectedUnitPriceMinor: 8_999n };
  expect(verdictOn([forged], coupons)).toEqual({ reason: "DISCOUNT_MISMATCH", lineNo: 1 });
});

describe("S3.11 an order coupon", () => {
  const goldTwiceAndPlain = [
    { unitListPriceMinor: 31_000n, quantity: 2 },
    { unitListPriceMinor: 10_000n },
  ];
  const oneOfEach = [{ unitListPriceMinor: 31_000n }, { unitListPriceMinor: 10_000n }];
  const priced = (lines: readonly Partial<AskedLine>[], sketch: Sketch) => {
    const coupon = couponOf({ ...sketch, scope: "ORDER" });
    return verdictOn(lines, [coupon], { orderCouponId: coupon.memberCouponId });
  };
  const sharesOf = (verdict: PricedOrder | CouponNo) =>
    isNo(verdict) ? [] : verdict.lines.map((line) => Number(line.orderDiscountShareMinor));

  test("F1 without one, payable is the total", () => {
    expect(verdictOn(goldTwiceAndPlain, [])).toMatchObject({
      totalAmountMinor: 72_000n,
      orderDiscountMinor: 0n,
      payableAmountMinor: 72_000n,
    });
    expect(verdictOn(oneOfEach, [])).toMatchObject({ payableAmountMinor: 41_000n });
  });

  test("F11 F13 FIXED 5,000 on 72,000: payable 67,000, shares 4,306 and 694", () => {
    const verdict = priced(goldTwiceAndPlain, fixed(5_000));
    expect(verdict).toMatchObject({ totalAmountMinor: 72_000n, payableAmountMinor: 67_000n });
    expect(sharesOf(verdict)).toEqual([4_306, 694]);
    expect([62_000 - 4_306, 10_000 - 694]).toEqual([57_694, 9_306]);
  });

  test("F11 RATIO 10 on 72,000: payable 64,800", () => {
    expect(priced(goldTwiceAndPlain, ratio(10))).toMatchObject({ payableAmountMinor: 64_800n });
  });

  test("F12 FIXED 100,000 on 41,000 is capped at the floors: 36,900, payable 4,100", () => {
    const verdict = priced(oneOfEach, fixed(100_000));
    expect(verdict).toMatchObject({ orderDiscountMinor: 36_900n, payableAmountMinor: 4_100n });
    expect(sharesOf(verdict)).toEqual([27_900, 9_000]);
  });

  test("a discount of nothing after the cap is refused", () => {
    expect(priced([{ unitListPriceMinor: 100n }], fixed(5_000))).toEqual({
      reason: "COUPON_NOT_USABLE",
    });
  });

  test("equal shares leave the odd won to the lower line", () => {
    const verdict = priced([{}, {}, {}], fixed(100));
    expect(sharesOf(verdict)).toEqual([34, 33, 33]);
  });

  test("P5 it comes after the line coupons, on what they left", () => {
    const coupons = [couponOf(fixed(2_000), 0), couponOf({ ...ratio(10), scope: "ORDER" }, 1)];
    expect(
      verdictOn([{ memberCouponIds: ["mcp_0"] }], coupons, { orderCouponId: "mcp_1" }),
    ).toMatchObject({
      totalAmountMinor: 8_000n,
      orderDiscountMinor: 800n,
      payableAmountMinor: 7_200n,
    });
  });
});

describe("the floor price", () => {
  test.each([
    [10_000n, 1_000n],
    [10_001n, 1_001n],
    [1_000n, 100n],
    [999n, 100n],
    [100n, 100n],
    [99n, 99n],
    [0n, 0n],
  ])("of %s is %s", (price, floor) => {
    expect(floorPrice(price, DEFAULT_POLICIES)).toBe(floor);
  });

  test("P6 follows the settings", () => {
    const policies = { "price.floor.minWon": 500n, "price.floor.percent": 25n };
    expect(floorPrice(10_000n, policies)).toBe(2_500n);
    expect(floorPrice(1_000n, policies)).toBe(500n);
    const coupons = [couponOf(ratio(76))];
    expect(
      verdictOn(
        [{ memberCouponIds: ["mcp_0"] }],
        coupons,
        {},
        { ...DEFAULT_POLICIES, ...policies },
      ),
    ).toEqual({ reason: "PRICE_BELOW_FLOOR", lineNo: 1 });
  });
});

describe("for any order", () => {
  const price = fc.bigInt({ min: 0n, max: 2_000_000n });
  const discount = fc.oneof(
    fc.record({ type: fc.constant("FIXED" as const), value: fc.bigInt(1n, 300_000n) }),
    fc.record({ type: fc.constant("RATIO" as const), value: fc.bigInt(5n, 95n) }),
  );
  const line = fc.record({
    price,
    quantity: fc.integer({ min: 1, max: 50 }),
    discounts: fc.array(discount, { maxLength: 2 }),
  });
  const order = fc.record({
    lines: fc.array(line, { minLength: 1, maxLength: 8 }),
    orderDiscount: fc.option(discount, { nil: undefined }),
  });

  /** Every line coupon gets its own id; lines with coupons get quantity 1. */
  const laidOut = ({
    lines,
    orderDiscount,
  }: typeof order extends fc.Arbitrary<infer O> ? O : never) => {
    const coupons: HeldCoupon[] = [];
    const held = (sketch: Sketch): string => {
      const coupon = couponOf(sketch, coupons.length);
      coupons.push(coupon);
      return coupon.memberCouponId;
    };
    const asked = lines.map(({ price: unitListPriceMinor, quantity, discounts }, index) => ({
      lineNo: index + 1,
      unitListPriceMinor,
      quantity: discounts.length > 0 ? 1 : quantity,
      memberCouponIds: discounts.map(held),
    }));
    const ofOrder =
      orderDiscount === undefined
        ? {}
        : { orderCouponId: held({ ...orderDiscount, scope: "ORDER" }) };
    return { asked, coupons, ofOrder };
  };

  test("S1.24 the integer rule holds for every price and percentage", () => {
    fc.assert(
      fc.property(price, fc.integer({ min: 5, max: 95 }), (unit, percent) => {
        const off = percentOff(unit, percent);
        expect(off * 100n <= unit * BigInt(100 - percent)).toBe(true);
        expect((off + 1n) * 100n > unit * BigInt(100 - percent)).toBe(true);
      }),
    );
  });

  test("I6 shares sum to the discount, payable to total less discount, no unit under its floor", () => {
    let accepted = 0;
    fc.assert(
      fc.property(order, (drawn) => {
        const { asked, coupons, ofOrder } = laidOut(drawn);
        const verdict = verdictOn(asked, coupons, ofOrder);
        if (isNo(verdict)) return;
        accepted += 1;
        const { lines, totalAmountMinor, orderDiscountMinor, payableAmountMinor } = verdict;
        expect(sumOf(lines.map((one) => one.orderDiscountShareMinor))).toBe(orderDiscountMinor);
        expect(sumOf(lines.map((one) => one.lineAmountMinor))).toBe(totalAmountMinor);
        expect(payableAmountMinor).toBe(totalAmountMinor - orderDiscountMinor);
        for (const [index, one] of lines.entries()) {
          const { unitListPriceMinor, quantity } = asked[index] as AskedLine;
          const floor = floorPrice(unitListPriceMinor, DEFAULT_POLICIES) * BigInt(quantity);
          expect(one.lineAmountMinor).toBe(one.unitDiscountedPriceMinor * BigInt(quantity));
          expect(one.unitDiscountedPriceMinor <= unitListPriceMinor).toBe(true);
          expect(one.orderDiscountShareMinor >= 0n).toBe(true);
          expect(one.lineAmountMinor - one.orderDiscountShareMinor >= floor).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
    expect(accepted).toBeGreaterThan(50);
  });

  test("S1.18 the sequence of ids and lines changes nothing", () => {
    fc.assert(
      fc.property(order, (drawn) => {
        const { asked, coupons, ofOrder } = laidOut(drawn);
        const turned = asked
          .map((one) => ({ ...one, memberCouponIds: one.memberCouponIds.toReversed() }))
          .toReversed();
        expect(verdictOn(turned, coupons.toReversed(), ofOrder)).toEqual(
          verdictOn(asked, coupons, ofOrder),
        );
      }),
    );
  });
});
