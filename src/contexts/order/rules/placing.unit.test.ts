import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isRefusal } from "#kernel/refusal.ts";
import { LARGEST } from "#kernel/schema.ts";
import { readBody } from "#kernel/message.ts";
import {
  DAY_MS,
  emittedBy,
  goldShirts,
  idOf,
  items,
  memberCouponId,
  NOON,
  optionId,
  orderId,
  placement,
  shirt,
  tea,
  teaLine,
  tellDraft,
} from "../fixtures.ts";
import { orderPlaced, placeOrder } from "../contract.ts";
import { nextNumber, type OrderNumbers, orderNumberOf, priceLines } from "./placing.ts";

const place = (changed: Parameters<typeof placement>[0] = {}, how = {}) =>
  tellDraft(undefined, placeOrder(placement(changed)), how);
const refusalOf = (told: ReturnType<typeof place>) => {
  const { answer } = told.decision;
  return answer !== undefined && "refusal" in answer ? answer.refusal : undefined;
};

describe("the price of an order", () => {
  it("S0.5 F1: gold shirts twice and tea once cost 72,000", () => {
    const { order } = place({ lines: [goldShirts, teaLine] });

    expect(order?.lines.map(({ lineAmountMinor }) => lineAmountMinor)).toEqual([62_000n, 10_000n]);
    expect(order?.payableAmountMinor).toBe(72_000n);
  });

  it("S0.5 F2: a gold shirt and tea cost 41,000", () => {
    const { order } = place({ lines: [{ ...goldShirts, quantity: 1 }, teaLine] });

    expect(order?.payableAmountMinor).toBe(41_000n);
  });

  it("copies names, size, options and prices into the line", () => {
    const { order } = place({ lines: [goldShirts] });

    expect(order?.lines[0]).toMatchObject({
      itemName: shirt.name,
      size: "-",
      partnerId: shirt.partnerId,
      unitItemPriceMinor: 30_000n,
      unitListPriceMinor: 31_000n,
      deliveryStatus: "BEFORE",
      options: [
        { group: "사이즈", option: "M", ordering: 1, priceMinor: 0n },
        { group: "색상", option: "GOLD", ordering: 2, priceMinor: 1_000n },
      ],
    });
  });

  it("takes the options in any order, and the same item on several lines", () => {
    const { order } = place({
      lines: [{ ...goldShirts, optionIds: ["GOLD", "M"].map(optionId) }, goldShirts],
    });

    expect(order?.lines.map(({ lineNo }) => lineNo)).toEqual([1, 2]);
    expect(order?.lines[0]?.options).toEqual(order?.lines[1]?.options);
  });

  it("S1.49 keeps the orderer as it was", () => {
    expect(place().order?.orderer).toEqual(placement().orderer);
  });

  it("states a fact that fits its own shape", () => {
    const [fact] =
      place({ orderCouponId: memberCouponId, lines: [teaLine] }).decision.emitted ?? [];
    const parsed = JSON.parse(orderPlaced.codec.encode(fact?.body as never)) as unknown;

    expect(readBody(orderPlaced, { version: 1, body: parsed } as never)).not.toHaveProperty(
      "unreadable",
    );
  });
});

describe("a placement is refused", () => {
  const cases = [
    [
      "an unknown item",
      [{ ...teaLine, itemId: idOf("itm", "none") }],
      "COMMON_ENTITY_NOT_FOUND",
      1,
    ],
    ["no option", [teaLine, { ...goldShirts, optionIds: [] }], "COMMON_INVALID_PARAMETER", 2],
    [
      "two options of one group",
      [{ ...goldShirts, optionIds: ["S", "M"].map(optionId) }],
      "COMMON_INVALID_PARAMETER",
      1,
    ],
    [
      "an option of no group",
      [{ ...teaLine, optionIds: [optionId("M")] }],
      "COMMON_INVALID_PARAMETER",
      1,
    ],
    ["a changed price", [{ ...teaLine, expectedUnitListPriceMinor: 9_999n }], "PRICE_CHANGED", 1],
    [
      "another discounted price where there is no coupon",
      [{ ...teaLine, expectedUnitPriceMinor: 9_000n }],
      "DISCOUNT_MISMATCH",
      1,
    ],
    [
      "a member coupon on two lines",
      [1, 2].map(() => ({ ...teaLine, memberCouponIds: [memberCouponId] })),
      "COUPON_NOT_USABLE",
      2,
    ],
    [
      "a member coupon twice on a line",
      [{ ...teaLine, memberCouponIds: [memberCouponId, memberCouponId] }],
      "COUPON_NOT_USABLE",
      1,
    ],
  ] as const;

  it.each(cases)("for %s", (_, lines, code, line) => {
    const told = place({ lines: lines as never });

    expect(refusalOf(told)).toMatchObject({ refusal: code, details: [{ line }] });
    expect(told.order).toBeUndefined();
    expect(emittedBy(told)).toEqual([]);
  });

  it("for a deleted item, as for an unknown one", () => {
    const without = new Map([[tea.itemId, { ...tea, deleted: true }]]);

    expect(priceLines(placement({ lines: [teaLine] }), without)).toMatchObject({
      refusal: "COMMON_ENTITY_NOT_FOUND",
    });
  });

  it("for an order coupon that is on a line too", () => {
    const told = place({ orderCouponId: memberCouponId });

    expect(refusalOf(told)).toMatchObject({ refusal: "COUPON_NOT_USABLE" });
  });

  it("for a sum that no number can hold", () => {
    const dear = new Map([[tea.itemId, { ...tea, priceMinor: BigInt(LARGEST) }]]);

    expect(priceLines(placement({ lines: [teaLine] }), dear)).not.toHaveProperty("refusal");
    expect(priceLines(placement({ lines: [teaLine, teaLine] }), dear)).toMatchObject({
      refusal: "AMOUNT_OUT_OF_RANGE",
    });
  });

  it("for the price first, when the coupon is wrong too", () => {
    const line = { ...teaLine, memberCouponIds: [memberCouponId] };
    const told = place({ lines: [line, { ...line, expectedUnitListPriceMinor: 1n }] });

    expect(refusalOf(told)).toEqual({
      refusal: "PRICE_CHANGED",
      details: [{ line: 2, code: "PRICE_CHANGED", values: { expected: 1, actual: 10_000 } }],
    });
  });
});

it("the total is the sum of the lines, whatever is bought", () => {
  const line = fc
    .constantFrom(goldShirts, teaLine)
    .chain((wanted) =>
      fc.integer({ min: 1, max: 9_999 }).map((quantity) => ({ ...wanted, quantity })),
    );
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 20 }), (lines) => {
      const priced = priceLines({ lines }, items);
      const { order } = place({ lines });
      const expected = lines.reduce(
        (sum, { itemId, quantity }) =>
          sum + BigInt(quantity) * (itemId === tea.itemId ? 10_000n : 31_000n),
        0n,
      );
      return !isRefusal(priced) && order?.payableAmountMinor === expected;
    }),
  );
});

describe("order numbers", () => {
  const numberAt = (numbers: OrderNumbers | undefined, at: number) =>
    orderNumberOf(nextNumber(numbers, at));

  it("S2.16 are ORD-day-six digits, from 000001 each day", () => {
    expect(numberAt(undefined, NOON)).toBe("ORD-20260301-000001");
    expect(numberAt(nextNumber(undefined, NOON), NOON)).toBe("ORD-20260301-000002");
    expect(numberAt(nextNumber(undefined, NOON), NOON + DAY_MS)).toBe("ORD-20260302-000001");
  });

  it("take the day in Seoul", () => {
    expect(numberAt(undefined, Date.parse("2026-02-28T15:00:00Z"))).toBe("ORD-20260301-000001");
    expect(numberAt(undefined, Date.parse("2026-02-28T14:59:59Z"))).toBe("ORD-20260228-000001");
  });

  it("have a seventh digit after 999,999", () => {
    const last = { series: "ORD", day: "2026-03-01", lastNumber: 999_999 };

    expect(numberAt(last, NOON)).toBe("ORD-20260301-1000000");
  });

  it("S2.16 never repeat, whatever the clock does", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 200 }), (days) => {
        let numbers: OrderNumbers | undefined;
        const given = days.map((day) => {
          numbers = nextNumber(numbers, NOON + day * DAY_MS);
          return orderNumberOf(numbers);
        });
        return new Set(given).size === given.length;
      }),
    );
  });
});

it("S3.24 a placement that is repeated is one order, answered again", () => {
  const { order } = place();
  const again = tellDraft(order, placeOrder(placement()));

  expect(again.order).toBe(order);
  expect(emittedBy(again)).toEqual([]);
  expect(again.decision.answer).toMatchObject({ settled: false, value: { orderId } });
});
