import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { address, idOf, items, JUN, MINA, optionId, shirt, tea } from "../fixtures.ts";
import { type PlacedLine, priceLines } from "./placing.ts";
import {
  type Confirmed,
  differences,
  priceWithoutCoupons,
  sealedText,
  sheetLines,
} from "./sheet.ts";

const coupon = idOf("mcp", "1");
const confirmed: Confirmed = {
  memberId: MINA,
  lines: [
    {
      itemId: shirt.itemId,
      optionIds: [optionId("S"), optionId("GOLD")],
      quantity: 1,
      memberCouponIds: [coupon],
      unitListPrice: 31_000n,
      unitDiscountedPrice: 28_000n,
    },
    {
      itemId: tea.itemId,
      optionIds: [],
      quantity: 2,
      memberCouponIds: [],
      cartLineId: idOf("crl", "1"),
      unitListPrice: 10_000n,
      unitDiscountedPrice: 10_000n,
    },
  ],
  address,
  totalAmount: 48_000n,
  orderDiscount: 0n,
  payableAmount: 48_000n,
  validUntil: "2026-03-01T12:10:00.000+09:00",
};
const withLine = (no: number, changed: Partial<Confirmed["lines"][number]>): Confirmed => ({
  ...confirmed,
  lines: confirmed.lines.map((line, index) => (index === no ? { ...line, ...changed } : line)),
});

describe("what is sealed", () => {
  test.each<readonly [string, Confirmed]>([
    ["another member", { ...confirmed, memberId: JUN }],
    ["a cheaper unit", withLine(0, { unitDiscountedPrice: 27_999n })],
    ["a list price left out", withLine(1, { unitListPrice: undefined })],
    ["another item at the same price", withLine(1, { itemId: shirt.itemId })],
    ["more of it", withLine(1, { quantity: 3 })],
    ["another option", withLine(0, { optionIds: [optionId("L"), optionId("GOLD")] })],
    ["a coupon moved to another line", withLine(1, { memberCouponIds: [coupon] })],
    ["another cart line", withLine(1, { cartLineId: idOf("crl", "2") })],
    ["lines in another order", { ...confirmed, lines: confirmed.lines.toReversed() }],
    ["a line less", { ...confirmed, lines: confirmed.lines.slice(1) }],
    ["an order coupon", { ...confirmed, orderCouponId: coupon }],
    ["another address", { ...confirmed, address: { ...address, receiverName: "Jun " } }],
    ["a smaller sum", { ...confirmed, payableAmount: 1n }],
    ["a larger discount", { ...confirmed, orderDiscount: 1n }],
    ["a longer life", { ...confirmed, validUntil: "2026-03-01T12:10:01.000+09:00" }],
  ])("%s is another text", (_, tampered) => {
    expect(sealedText(tampered)).not.toBe(sealedText(confirmed));
  });

  test("how a client orders options, coupons and fields does not matter", () => {
    const turned = {
      ...withLine(0, { optionIds: [optionId("GOLD"), optionId("S")] }),
      address: Object.fromEntries(Object.entries(address).toReversed()),
    };
    expect(sealedText(turned)).toBe(sealedText(confirmed));
  });
});

describe("a sheet without coupons", () => {
  const wanted = fc.array(
    fc.record({ isShirt: fc.boolean(), quantity: fc.integer({ min: 1, max: 9_999 }) }),
    { minLength: 1, maxLength: 20 },
  );
  const placedLines = (lines: readonly { isShirt: boolean; quantity: number }[]) =>
    priceLines(
      {
        lines: lines.map(({ isShirt, quantity }) => ({
          itemId: (isShirt ? shirt : tea).itemId,
          optionIds: isShirt ? [optionId("S"), optionId("GOLD")] : [],
          quantity,
          memberCouponIds: [],
        })),
      },
      items,
    ) as readonly PlacedLine[];

  test("costs the sum of its lines, exactly", () => {
    fc.assert(
      fc.property(wanted, (asked) => {
        const lines = placedLines(asked);
        const price = priceWithoutCoupons(lines);
        const shown = sheetLines(lines, price);
        const sum = asked.reduce(
          (all, { isShirt, quantity }) => all + (isShirt ? 31_000n : 10_000n) * BigInt(quantity),
          0n,
        );
        expect(price).toMatchObject({ totalAmountMinor: sum, payableAmountMinor: sum });
        expect(shown.reduce((all, { lineAmount }) => all + lineAmount, 0n)).toBe(sum);
        expect(shown.every((line) => line.unitListPrice === line.unitDiscountedPrice)).toBe(true);
      }),
    );
  });
});

describe("what there is to confirm again", () => {
  test("nothing where nothing changed", () => {
    expect(differences(confirmed, confirmed)).toEqual([]);
  });

  test("every changed price with what it was and is, and the sum", () => {
    const now = {
      ...withLine(1, { unitListPrice: 12_000n, unitDiscountedPrice: 12_000n }),
      payableAmount: 52_000n,
    };
    expect(differences(confirmed, now)).toEqual([
      { line: 2, code: "PRICE_CHANGED", values: { expected: 10_000, actual: 12_000 } },
      {
        field: "payableAmount",
        code: "PRICE_CHANGED",
        values: { expected: 48_000, actual: 52_000 },
      },
    ]);
  });

  test("another discount at the same list price is told as such", () => {
    expect(differences(confirmed, withLine(0, { unitDiscountedPrice: 29_000n }))).toEqual([
      { line: 1, code: "DISCOUNT_MISMATCH", values: { expected: 28_000, actual: 29_000 } },
    ]);
  });
});
