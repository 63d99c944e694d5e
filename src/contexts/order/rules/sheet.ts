/** The order sheet: what a purchase would cost, sealed so that its confirmation can be believed. */
import { CURRENCY } from "#kernel/money.ts";
import type { RefusalCode, RefusalDetail } from "#kernel/refusal.ts";
import { amount, count, listOf, oneOf, optional, record, text, token } from "#kernel/schema.ts";
import { address } from "../contract.ts";
import type { PlacedLine } from "./placing.ts";

/** How long a confirmed sheet can be placed. */
export const SHEET_MINUTES = 10;

/** A name that only we can give to a text, and that nobody can move to another. */
export type Seal = (text: string) => string;

/** What a client sends back of the sheet that its customer confirmed; its lines are the order's. */
export const confirmedSheet = () =>
  record({
    totalAmount: amount(),
    orderDiscount: amount(),
    payableAmount: amount(),
    validUntil: text(40),
    signature: text(64),
  });

export const shownSheet = () =>
  record({
    lines: listOf(
      record({
        lineNo: count(1),
        itemId: token("itm"),
        itemName: text(200),
        size: text(50),
        options: listOf(
          record({ group: text(100), option: text(100), optionId: token("opt"), price: amount() }),
          10,
        ),
        /** The line as it is placed: with these, and both prices as the expected ones. */
        optionIds: listOf(token("opt"), 10),
        quantity: count(1),
        memberCouponIds: listOf(token("mcp"), 10),
        cartLineId: optional(token("crl")),
        unitListPrice: amount(),
        unitDiscountedPrice: amount(),
        lineAmount: amount(),
        orderDiscountShare: amount(),
      }),
      200,
    ),
    orderCouponId: optional(token("mcp")),
    address: address(),
    ...confirmedSheet().properties,
    currency: oneOf(CURRENCY),
    /** The member's other coupons: where each would apply, or why it does not. */
    coupons: listOf(
      record({
        memberCouponId: token("mcp"),
        name: text(100),
        scope: oneOf("LINE", "ORDER"),
        type: oneOf("FIXED", "RATIO"),
        value: amount(1),
        usableUntil: text(40),
        /** Lines it would fit; none for a coupon on the whole order. */
        lineNos: listOf(count(1), 200),
        reason: optional(text(60)),
      }),
      50,
    ),
    /** All lines that cannot be had, such as those of which there is too little: an order is refused. */
    unavailableLines: listOf(
      record({
        line: count(1),
        itemId: token("itm"),
        code: text(64),
        wanted: count(1),
        available: count(),
      }),
      200,
    ),
  });

/** A line as the customer confirms it, or as the client sends it back. */
export type ConfirmedLine = {
  readonly itemId: string;
  readonly optionIds: readonly string[];
  readonly quantity: number;
  readonly memberCouponIds: readonly string[];
  readonly cartLineId?: string | undefined;
  readonly unitListPrice: bigint | undefined;
  readonly unitDiscountedPrice: bigint | undefined;
};
export type Confirmed = {
  readonly memberId: string;
  readonly lines: readonly ConfirmedLine[];
  readonly orderCouponId?: string | undefined;
  readonly address: Readonly<Record<string, string>>;
  readonly totalAmount: bigint;
  readonly orderDiscount: bigint;
  readonly payableAmount: bigint;
  readonly validUntil: string;
};

/** One text for one confirmation: whatever the customer saw, and whose sheet it was. */
export const sealedText = (of: Confirmed): string =>
  JSON.stringify([
    "order sheet 1",
    of.memberId,
    of.lines.map((line) => [
      line.itemId,
      [...line.optionIds].toSorted(),
      line.quantity,
      [...line.memberCouponIds].toSorted(),
      line.cartLineId ?? "",
      String(line.unitListPrice),
      String(line.unitDiscountedPrice),
    ]),
    of.orderCouponId ?? "",
    Object.entries(of.address).toSorted(([a], [b]) => (a < b ? -1 : 1)),
    [of.totalAmount, of.orderDiscount, of.payableAmount].map(String),
    of.validUntil,
  ]);

/** What coupon made of the lines. */
export type SheetPrice = {
  readonly lines: readonly {
    readonly lineNo: number;
    readonly unitDiscountedPriceMinor: bigint;
    readonly lineAmountMinor: bigint;
    readonly orderDiscountShareMinor: bigint;
  }[];
  readonly totalAmountMinor: bigint;
  readonly orderDiscountMinor: bigint;
  readonly payableAmountMinor: bigint;
};

/** Where no coupon is chosen and none is held, nobody need be asked. */
export function priceWithoutCoupons(lines: readonly PlacedLine[]): SheetPrice {
  const priced = lines.map(({ lineNo, unitListPriceMinor, quantity }) => ({
    lineNo,
    unitDiscountedPriceMinor: unitListPriceMinor,
    lineAmountMinor: unitListPriceMinor * BigInt(quantity),
    orderDiscountShareMinor: 0n,
  }));
  let totalAmountMinor = 0n;
  for (const { lineAmountMinor } of priced) totalAmountMinor += lineAmountMinor;
  return {
    lines: priced,
    totalAmountMinor,
    orderDiscountMinor: 0n,
    payableAmountMinor: totalAmountMinor,
  };
}

/** The lines at their prices, as the sheet shows them. */
export function sheetLines(lines: readonly PlacedLine[], { lines: priced }: SheetPrice) {
  const byLine = new Map(priced.map((price) => [price.lineNo, price]));
  return lines.map((line) => {
    const price = byLine.get(line.lineNo);
    return {
      lineNo: line.lineNo,
      itemId: line.itemId,
      itemName: line.itemName,
      size: line.size,
      options: line.options.map(({ group, option, optionId, priceMinor }) => ({
        group,
        option,
        optionId,
        price: priceMinor,
      })),
      optionIds: line.options.map(({ optionId }) => optionId),
      quantity: line.quantity,
      memberCouponIds: line.memberCouponIds,
      ...(line.cartLineId === undefined ? {} : { cartLineId: line.cartLineId }),
      unitListPrice: line.unitListPriceMinor,
      unitDiscountedPrice: price?.unitDiscountedPriceMinor ?? line.unitListPriceMinor,
      lineAmount: price?.lineAmountMinor ?? 0n,
      orderDiscountShare: price?.orderDiscountShareMinor ?? 0n,
    };
  });
}

/** What a sheet says of money: enough to tell two of them apart. */
export type SheetAmounts = Pick<Confirmed, "payableAmount"> & {
  readonly lines: readonly Pick<ConfirmedLine, "unitListPrice" | "unitDiscountedPrice">[];
};

/** Every price of the confirmed sheet that is another now, and the sum: what there is to confirm. */
export function differences(before: SheetAmounts, now: SheetAmounts): readonly RefusalDetail[] {
  const lines = now.lines.flatMap((line, index) => {
    const seen = before.lines[index];
    return [
      ...changed("PRICE_CHANGED", seen?.unitListPrice, line.unitListPrice),
      ...changed("DISCOUNT_MISMATCH", seen?.unitDiscountedPrice, line.unitDiscountedPrice).filter(
        () => seen?.unitListPrice === line.unitListPrice,
      ),
    ].map((detail) => ({ line: index + 1, ...detail }));
  });
  const sum = changed("PRICE_CHANGED", before.payableAmount, now.payableAmount);
  return [...lines, ...sum.map((detail) => ({ field: "payableAmount", ...detail }))];
}

const changed = (
  code: RefusalCode,
  expected: bigint | undefined,
  actual: bigint | undefined,
): readonly RefusalDetail[] =>
  expected === actual
    ? []
    : [{ code, values: { expected: Number(expected), actual: Number(actual) } }];
