import { describe, expect, test } from "vitest";
import { DEFAULT_POLICIES } from "#kernel/policies.ts";
import type { MemberCoupon } from "../rules.ts";
import { offeredCoupons } from "./offering.ts";

const NOON = Date.parse("2026-03-10T12:00:00+09:00");
const HOUR_MS = 3_600_000;
const MINA = "mem_Mina000000000000";
const couponOf = (name: string, more: Partial<MemberCoupon> = {}): MemberCoupon => ({
  memberCouponId: `mcp_${name.padEnd(16, "0")}`,
  couponId: `cpn_${name.padEnd(16, "0")}`,
  memberId: MINA,
  name,
  scope: "LINE",
  type: "FIXED",
  value: 1_000n,
  status: "AVAILABLE",
  usableFrom: NOON - HOUR_MS,
  usableUntil: NOON + HOUR_MS,
  issuedAt: NOON - HOUR_MS,
  orderId: undefined,
  usedAt: undefined,
  graceGivenAt: undefined,
  ...more,
});
const small = couponOf("small");
const first = couponOf("first");
const second = couponOf("second");

const lineOf = (lineNo: number, priceMinor: bigint, quantity = 1, ...chosen: MemberCoupon[]) => ({
  lineNo,
  unitListPriceMinor: priceMinor,
  quantity,
  memberCouponIds: chosen.map(({ memberCouponId }) => memberCouponId),
});
const offered = (coupon: MemberCoupon, ...lines: readonly ReturnType<typeof lineOf>[]) => {
  const held = new Map([small, first, second, coupon].map((of) => [of.memberCouponId, of]));
  return offeredCoupons({ memberId: MINA, lines }, held, NOON, DEFAULT_POLICIES).find(
    ({ memberCouponId }) => memberCouponId === coupon.memberCouponId,
  );
};

describe("a coupon that is not chosen", () => {
  const cup = lineOf(1, 10_000n);
  const cups = lineOf(2, 10_000n, 2);
  const pot = lineOf(3, 40_000n);

  test.each<readonly [string, MemberCoupon, readonly ReturnType<typeof lineOf>[], object]>([
    ["fits the lines of one", small, [cup, cups, pot], { lineNos: [1, 3] }],
    ["fits only what costs enough", { ...small, value: 6_000n }, [cup, pot], { lineNos: [3] }],
    ["fits no line of several", small, [cups], { reason: "COUPON_QUANTITY_NOT_ONE" }],
    ["takes too much", { ...small, value: 5_001n }, [cup], { reason: "COUPON_DISCOUNT_TOO_LARGE" }],
    [
      "would be the third on its line",
      small,
      [lineOf(1, 10_000n, 1, first, second)],
      { reason: "COUPON_LIMIT_EXCEEDED" },
    ],
    [
      "goes below the floor",
      { ...small, type: "RATIO", value: 91n },
      [cup],
      { reason: "PRICE_BELOW_FLOOR" },
    ],
    ["begins later", { ...small, usableFrom: NOON + 1 }, [cup], { reason: "COUPON_NOT_USABLE" }],
    ["is over", { ...small, usableUntil: NOON - 1 }, [cup], { reason: "COUPON_NOT_USABLE" }],
    ["is for the whole order", { ...small, scope: "ORDER" }, [cup, cups], { lineNos: [] }],
    [
      "finds nothing above the floor",
      { ...small, scope: "ORDER" },
      [lineOf(1, 100n)],
      { reason: "COUPON_NOT_USABLE" },
    ],
  ])("%s", (_, coupon, lines, expected) => {
    const verdict = offered(coupon, ...lines);
    expect(verdict).toMatchObject({ lineNos: [], ...expected });
    expect(verdict?.reason === undefined).toBe(!("reason" in expected));
  });

  test("is not offered when it is chosen, used, or another member's", () => {
    expect(offered(small, lineOf(1, 10_000n, 1, small))).toBeUndefined();
    expect(offered({ ...small, status: "USED" }, cup)).toBeUndefined();
    expect(offered({ ...small, memberId: "mem_Jun0000000000000" }, cup)).toBeUndefined();
  });
});
