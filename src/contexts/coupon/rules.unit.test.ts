import { describe, expect, test } from "vitest";
import { isRefusal } from "#kernel/refusal.ts";
import {
  claim,
  type Coupon,
  expiryOf,
  giveBack,
  issue,
  type MemberCoupon,
  newCoupon,
  use,
} from "./rules.ts";
import { unitListPrice } from "./rules/items.ts";

const instant = (text: string) => Date.parse(`${text}+09:00`);
const NOON = instant("2026-03-10T12:00:00");
const DAY_MS = 86_400_000;
const COUPON = "cpn_Welcome000000000";
const MINA = "mem_Mina000000000000";

describe("a new coupon", () => {
  const asked = {
    couponId: COUPON,
    name: "첫 가입 3,000원",
    scope: "LINE",
    type: "FIXED",
    value: 3_000n,
  } as const;

  test("is valid from today, 30 days on, to the last instant", () => {
    expect(newCoupon(asked, NOON)).toMatchObject({
      validFrom: instant("2026-03-10T00:00:00"),
      validUntil: instant("2026-04-09T23:59:59.999"),
      issuedQuantity: 0,
    });
  });

  test("takes its days from Seoul, not from the server", () => {
    const justPastMidnight = instant("2026-03-11T00:00:01");
    expect(newCoupon(asked, justPastMidnight)).toMatchObject({
      validFrom: instant("2026-03-11T00:00:00"),
    });
  });

  test.each([
    ["S1.14 4 %", { type: "RATIO", value: 4n }, "value"],
    ["S1.14 5 %", { type: "RATIO", value: 5n }, undefined],
    ["S1.14 95 %", { type: "RATIO", value: 95n }, undefined],
    ["S1.14 96 %", { type: "RATIO", value: 96n }, "value"],
    ["S1.14 1 won", { value: 1n }, undefined],
    ["S1.14 0 won", { value: 0n }, "value"],
    ["S1.14 a negative amount", { value: -1n }, "value"],
    ["one day only", { validFrom: "2026-03-12", validUntil: "2026-03-12" }, undefined],
    ["ends before it begins", { validFrom: "2026-03-12", validUntil: "2026-03-11" }, "validUntil"],
    ["the 31st of February", { validUntil: "2027-02-31" }, "validUntil"],
    ["a month 13", { validFrom: "2026-13-01" }, "validFrom"],
  ] as const)("%s", (_, change, field) => {
    const made = newCoupon({ ...asked, ...change }, NOON);
    if (field === undefined) expect(isRefusal(made)).toBe(false);
    else {
      expect(made).toMatchObject({ refusal: "COMMON_INVALID_PARAMETER", details: [{ field }] });
    }
  });
});

const coupon: Coupon = {
  couponId: COUPON,
  name: "선착순",
  scope: "LINE",
  type: "RATIO",
  value: 15n,
  validFrom: NOON - DAY_MS,
  validUntil: NOON + DAY_MS,
  quantity: 2,
  issuedQuantity: 0,
};
const unlimited: Coupon = { ...coupon, quantity: undefined };
const asked = { couponId: COUPON, memberCouponId: "mcp_1", memberId: MINA };
const claimed = { ...asked, claimId: `${COUPON}/${MINA}` };

describe("handing a coupon out", () => {
  test.each([
    ["issue", "unknown", undefined, undefined, "COMMON_ENTITY_NOT_FOUND"],
    ["claim", "unknown", undefined, undefined, "COMMON_ENTITY_NOT_FOUND"],
    ["issue", "limited", coupon, undefined, "AVAILABLE"],
    ["claim", "limited", coupon, undefined, "ISSUING"],
    ["issue", "the last one", { ...coupon, issuedQuantity: 1 }, undefined, "AVAILABLE"],
    ["claim", "the last one", { ...coupon, issuedQuantity: 1 }, undefined, "ISSUING"],
    ["issue", "sold out", { ...coupon, issuedQuantity: 2 }, undefined, "COUPON_SOLD_OUT"],
    ["claim", "sold out", { ...coupon, issuedQuantity: 2 }, undefined, "COUPON_SOLD_OUT"],
    ["issue", "already theirs", coupon, claimed, "COUPON_ALREADY_ISSUED"],
    ["claim", "already theirs", coupon, claimed, "COUPON_ALREADY_ISSUED"],
    [
      "claim",
      "already theirs and sold out",
      { ...coupon, issuedQuantity: 2 },
      claimed,
      "COUPON_ALREADY_ISSUED",
    ],
    ["issue", "unlimited", unlimited, undefined, "AVAILABLE"],
    ["claim", "unlimited", unlimited, undefined, "COMMON_ILLEGAL_STATUS"],
    ["claim", "on its last instant", { ...coupon, validUntil: NOON }, undefined, "ISSUING"],
    ["claim", "past its date", { ...coupon, validUntil: NOON - 1 }, undefined, "COUPON_NOT_USABLE"],
    ["claim", "before its first day", { ...coupon, validFrom: NOON + 1 }, undefined, "ISSUING"],
  ] as const)("%s, %s", (way, _, of, before, expected) => {
    const issued = (way === "issue" ? issue : claim)(of, before, asked, NOON);
    if (isRefusal(issued)) expect(issued.refusal).toBe(expected);
    else {
      expect(issued.memberCoupon).toMatchObject({ ...asked, status: expected, issuedAt: NOON });
      expect(issued.coupon.issuedQuantity).toBe((of?.issuedQuantity ?? 0) + 1);
      expect(issued.claim).toEqual(of?.quantity === undefined ? undefined : claimed);
    }
  });
});

const held: MemberCoupon = {
  memberCouponId: "mcp_1",
  couponId: COUPON,
  memberId: MINA,
  name: "선착순",
  scope: "LINE",
  type: "RATIO",
  value: 15n,
  status: "AVAILABLE",
  usableFrom: NOON - DAY_MS,
  usableUntil: NOON,
  orderId: undefined,
  issuedAt: NOON - DAY_MS,
  usedAt: undefined,
  graceGivenAt: undefined,
};

describe("giving a member coupon back", () => {
  const used = use(held, "ord_1", NOON - 1);

  test("S1.31 within its dates it is as before", () => {
    expect(used).toMatchObject({ status: "USED", orderId: "ord_1", usedAt: NOON - 1 });
    expect(giveBack(used, NOON, 7)).toEqual(held);
  });

  test("P31 past its date it gets 7 days from now, once", () => {
    const back = giveBack(used, NOON + 1, 7);
    expect(back).toEqual({
      ...held,
      usableUntil: NOON + 1 + 7 * DAY_MS,
      graceGivenAt: NOON + 1,
    });
    const again = use(back, "ord_2", NOON + 2);
    expect(giveBack(again, NOON + 3, 7)).toEqual(back);
    expect(giveBack(again, NOON + 8 * DAY_MS, 7)).toEqual({ ...back, status: "EXPIRED" });
  });

  test("P31 without grace it is EXPIRED", () => {
    expect(giveBack(used, NOON + 1, 0)).toEqual({ ...held, status: "EXPIRED" });
  });
});

test("S3.6 a coupon expires at the midnight after its last day", () => {
  const endOfDay = instant("2026-03-10T23:59:59.999");
  expect(expiryOf({ usableUntil: endOfDay })).toBe(instant("2026-03-11T00:00:00"));
  expect(expiryOf({ usableUntil: NOON })).toBe(instant("2026-03-11T00:00:00"));
});

describe("the list price of a unit", () => {
  const item = {
    itemId: "itm_1",
    priceMinor: 30_000n,
    optionGroups: [
      {
        options: [
          { optionId: "S", priceMinor: 0n },
          { optionId: "M", priceMinor: 0n },
        ],
      },
      {
        options: [
          { optionId: "RED", priceMinor: 0n },
          { optionId: "GOLD", priceMinor: 1_000n },
        ],
      },
    ],
    saleStatus: "ON_SALE",
    deleted: false,
  };
  const plain = { ...item, optionGroups: [] };
  test.each([
    ["F1 GOLD in S", item, ["S", "GOLD"], 31_000n],
    ["in either sequence", item, ["GOLD", "S"], 31_000n],
    ["without groups", plain, [], 30_000n],
    ["a group left out", item, ["GOLD"], "COMMON_INVALID_PARAMETER"],
    ["two of a group", item, ["S", "M"], "COMMON_INVALID_PARAMETER"],
    ["two of a group and one of the other", item, ["S", "M", "RED"], "COMMON_INVALID_PARAMETER"],
    ["the same option twice", item, ["S", "RED", "RED"], "COMMON_INVALID_PARAMETER"],
    ["an option of something else", item, ["S", "BLUE"], "COMMON_INVALID_PARAMETER"],
    ["an option where none is", plain, ["S"], "COMMON_INVALID_PARAMETER"],
    ["sold out for now", { ...plain, saleStatus: "OUT_OF_STOCK" }, [], 30_000n],
    ["suspended", { ...plain, saleStatus: "SUSPENDED" }, [], "ITEM_NOT_ON_SALE"],
    ["deleted", { ...plain, deleted: true }, [], "COMMON_ENTITY_NOT_FOUND"],
    ["unknown", undefined, [], "COMMON_ENTITY_NOT_FOUND"],
  ] as const)("%s", (_, of, optionIds, expected) => {
    const price = unitListPrice(of, optionIds, 3);
    if (isRefusal(price)) {
      const detail =
        expected === "COMMON_INVALID_PARAMETER"
          ? { field: "lines.2.optionIds", code: "NOT_ALLOWED" }
          : { line: 3, code: expected };
      expect(price).toEqual({ refusal: expected, details: [detail] });
    } else expect(price).toBe(expected);
  });
});
