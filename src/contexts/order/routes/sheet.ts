import { timingSafeEqual } from "node:crypto";
import { rfc3339 } from "#kernel/calendar.ts";
import type { BodyOf } from "#kernel/message.ts";
import { CURRENCY } from "#kernel/money.ts";
import { isRefusal, refuse, type Refusal } from "#kernel/refusal.ts";
import { count, listOf, optional, record, token, type ValueOf } from "#kernel/schema.ts";
import type { linesChecked } from "#contexts/catalog/contract.ts";
import { type linesQuoted, OFFERED_MAX } from "#contexts/coupon/contract.ts";
import { type Route, routesOf, type Tools } from "#http/route.ts";
import { heldCoupons, items, optionGroupsColumn } from "../collections.ts";
import { address, askPrice, askStock } from "../contract.ts";
import { awaitedBy, type Item, type PlacedLine, priceLines } from "../rules/placing.ts";
import {
  type Confirmed,
  type confirmedSheet,
  differences,
  priceWithoutCoupons,
  type Seal,
  sealedText,
  SHEET_MINUTES,
  sheetLines,
  type SheetPrice,
  shownSheet,
} from "../rules/sheet.ts";

const route = routesOf("order");
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const sheetBody = record({
  lines: listOf(
    record({
      itemId: token("itm"),
      optionIds: optional(listOf(token("opt"), 10)),
      quantity: count(1, 9_999),
      memberCouponIds: optional(listOf(token("mcp"), 10)),
      cartLineId: optional(token("crl")),
    }),
    200,
    1,
  ),
  orderCouponId: optional(token("mcp")),
  address: address(),
});
type SheetBody = ValueOf<typeof sheetBody>;

/** The server's view of a purchase before it is placed, sealed for some minutes. */
export const sheetRoute = (seal: Seal): Route =>
  route({
    method: "POST",
    path: "/api/order-sheets",
    summary: "What an order would cost, for its customer to confirm; holds nothing",
    access: ["member"],
    body: sheetBody,
    answers: { 200: shownSheet() },
    refusals: [
      "COMMON_INVALID_PARAMETER",
      "COMMON_ENTITY_NOT_FOUND",
      "COUPON_NOT_USABLE",
      "COUPON_LIMIT_EXCEEDED",
      "COUPON_QUANTITY_NOT_ONE",
      "COUPON_DISCOUNT_TOO_LARGE",
      "PRICE_BELOW_FLOOR",
      "AMOUNT_OUT_OF_RANGE",
      "DEPENDENCY_UNAVAILABLE",
    ],
    handle: async ({ body }, tools) => {
      const sheet = await makeSheet(body, seal, tools);
      return isRefusal(sheet) ? sheet : { status: 200, body: sheet };
    },
  });

/** Asks coupon for the price, then catalog for the goods; neither holds anything. */
async function makeSheet(body: SheetBody, seal: Seal, tools: Tools) {
  const { memberId } = tools.identity;
  const { orderCouponId, address: to } = body;
  const wanted = {
    lines: body.lines.map(({ optionIds = [], memberCouponIds = [], ...line }) => ({
      ...line,
      optionIds,
      memberCouponIds,
    })),
    ...(orderCouponId === undefined ? {} : { orderCouponId }),
  };
  const lines = priceLines(wanted, await copiesOf(wanted.lines, tools));
  if (isRefusal(lines)) return lines;
  // One after the other: only the first says no, and a refusal leaves nothing behind.
  const price = await priceOf(lines, orderCouponId, tools);
  if (isRefusal(price)) return price;
  const unavailable = await unavailableAmong(lines, tools);
  if (isRefusal(unavailable)) return unavailable;
  const shown = {
    lines: sheetLines(lines, price),
    ...(orderCouponId === undefined ? {} : { orderCouponId }),
    address: to,
    totalAmount: price.totalAmountMinor,
    orderDiscount: price.orderDiscountMinor,
    payableAmount: price.payableAmountMinor,
    validUntil: rfc3339(tools.now() + SHEET_MINUTES * MINUTE_MS),
  };
  return {
    ...shown,
    signature: seal(sealedText({ ...shown, memberId })),
    currency: CURRENCY,
    coupons: price.offered.map((coupon) => ({
      ...coupon,
      usableUntil: rfc3339(coupon.usableUntil),
    })),
    unavailableLines: unavailable.map(({ lineNo, reason, ...line }) => ({
      ...line,
      line: lineNo,
      code: reason,
    })),
  };
}

async function copiesOf(
  lines: readonly { readonly itemId: string }[],
  { read }: Tools,
): Promise<ReadonlyMap<string, Item>> {
  type Row = Omit<Item, "optionGroups"> & { readonly optionGroups: string };
  const rows = await read<Row>(
    `select item_id as "itemId", item_version as "itemVersion", partner_id as "partnerId", name,
            size, price_minor as "priceMinor", option_groups::text as "optionGroups", deleted
     from ${items.sqlName} where item_id = any($1::text[])`,
    [[...new Set(lines.map(({ itemId }) => itemId))]],
  );
  return new Map(
    rows.map((row) => [
      row.itemId,
      { ...row, optionGroups: optionGroupsColumn.fromSql(row.optionGroups as never) },
    ]),
  );
}

type Quoted = BodyOf<typeof linesQuoted>;

async function priceOf(
  lines: readonly PlacedLine[],
  orderCouponId: string | undefined,
  tools: Tools,
): Promise<(SheetPrice & Pick<Quoted, "offered">) | Refusal> {
  const { memberId } = tools.identity;
  const offeredCouponIds = await couponsOf(memberId, tools);
  const wanted = { lines, ...(orderCouponId === undefined ? {} : { orderCouponId }) };
  if (offeredCouponIds.length === 0 && !awaitedBy(wanted).includes("coupon")) {
    return { ...priceWithoutCoupons(lines), offered: [] };
  }
  const ask = askPrice({ memberId, ...wanted, lines: [...lines], offeredCouponIds });
  return answerTo<Quoted>(ask, tools);
}

/** The coupons a member was given that may still be good, those that end soonest first. */
async function couponsOf(memberId: string, { read, now, policies }: Tools): Promise<string[]> {
  const graceMs = policies["coupon.restoreGraceDays"] * DAY_MS;
  const rows = await read<{ readonly id: string }>(
    `select member_coupon_id as id from ${heldCoupons.sqlName}
     where member_id = $1 and usable_until > $2
     order by usable_until, member_coupon_id limit $3`,
    [memberId, new Date(now() - graceMs).toISOString(), OFFERED_MAX],
  );
  return rows.map(({ id }) => id);
}

type Unavailable = BodyOf<typeof linesChecked>["refused"];

const unavailableAmong = (
  lines: readonly PlacedLine[],
  tools: Tools,
): Promise<Unavailable | Refusal> => {
  const { memberId } = tools.identity;
  const ask = askStock({ memberId, checkId: tools.secret(20), lines: [...lines] });
  return answerTo<Unavailable>(ask, tools);
};

async function answerTo<Value>(
  ask: Parameters<Tools["ask"]>[0],
  tools: Tools,
): Promise<Value | Refusal> {
  const answer = await tools.ask(ask);
  if (answer === undefined) return refuse("DEPENDENCY_UNAVAILABLE");
  return "refusal" in answer ? answer.refusal : (answer.value as Value);
}

type Placement = Omit<SheetBody, "lines"> & {
  readonly lines: readonly (SheetBody["lines"][number] & {
    readonly expectedUnitListPrice?: bigint;
    readonly expectedUnitPrice?: bigint;
  })[];
};
type Sheet = ValueOf<ReturnType<typeof confirmedSheet>>;

/** What the customer confirmed, as the client sends it back. */
const confirmedBy = (memberId: string, body: Placement, sheet: Sheet): Confirmed => ({
  ...sheet,
  memberId,
  lines: body.lines.map(({ optionIds = [], memberCouponIds = [], ...line }) => ({
    ...line,
    optionIds,
    memberCouponIds,
    unitListPrice: line.expectedUnitListPrice,
    unitDiscountedPrice: line.expectedUnitPrice,
  })),
  orderCouponId: body.orderCouponId,
  address: body.address,
});

/** True where the placement is, to the last won, the sheet that this member was given. */
export function isAsConfirmed(
  memberId: string,
  body: Placement,
  sheet: Sheet,
  seal: Seal,
): boolean {
  const ours = Buffer.from(seal(sealedText(confirmedBy(memberId, body, sheet))));
  const given = Buffer.from(sheet.signature);
  return ours.length === given.length && timingSafeEqual(ours, given);
}

const DRIFTS: readonly string[] = ["PRICE_CHANGED", "DISCOUNT_MISMATCH", "QUOTE_EXPIRED"];

/**
 * A refusal of a confirmed sheet that time alone made wrong comes with what is different now, and a
 * new sheet to confirm; any other stays as it is.
 */
export async function withNewSheet(
  refusal: Refusal,
  body: Placement,
  sheet: Sheet,
  seal: Seal,
  tools: Tools,
): Promise<Refusal> {
  if (!DRIFTS.includes(refusal.refusal)) return refusal;
  const lines = body.lines.map(
    ({ expectedUnitListPrice: _, expectedUnitPrice: __, ...line }) => line,
  );
  const fresh = await makeSheet({ ...body, lines }, seal, tools);
  if (isRefusal(fresh)) return refusal;
  const { memberId } = tools.identity;
  const details = differences(confirmedBy(memberId, body, sheet), fresh);
  return { ...refusal, ...(details.length === 0 ? {} : { details }), instead: fresh };
}
