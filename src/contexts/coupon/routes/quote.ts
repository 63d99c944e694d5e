import { CURRENCY } from "#kernel/money.ts";
import { isRefusal, refuse, type Refusal } from "#kernel/refusal.ts";
import {
  amount,
  count,
  LARGEST,
  listOf,
  oneOf,
  optional,
  record,
  token,
  type ValueOf,
} from "#kernel/schema.ts";
import { type Route, routesOf, type Tools } from "#http/route.ts";
import { itemPrices, memberCoupons, optionGroupsColumn } from "../collections.ts";
import { refusalOf } from "../rules.ts";
import { type ItemPrice, unitListPrice } from "../rules/items.ts";
import {
  type AskedLine,
  type HeldCoupon,
  isNo,
  memberCouponIdsOf,
  type PricedOrder,
  priceOrder,
} from "../rules/pricing.ts";

const route = routesOf("coupon");

const quoteBody = record({
  lines: listOf(
    record({
      itemId: token("itm"),
      optionIds: listOf(token("opt"), 10),
      quantity: count(1, 9_999),
      memberCouponIds: listOf(token("mcp"), 10),
    }),
    200,
    1,
  ),
  orderCouponId: optional(token("mcp")),
});
type QuoteBody = ValueOf<typeof quoteBody>;

const quote = record({
  lines: listOf(
    record({
      lineNo: count(1),
      itemId: token("itm"),
      quantity: count(1),
      unitListPrice: amount(),
      unitDiscountedPrice: amount(),
      lineAmount: amount(),
      orderDiscountShare: amount(),
    }),
    200,
  ),
  totalAmount: amount(),
  orderDiscount: amount(),
  payableAmount: amount(),
  currency: oneOf(CURRENCY),
});

/** What an order of these lines with these coupons would cost now. Changes nothing. */
export const quoteRoute: Route = route({
  method: "POST",
  path: "/api/quotes",
  summary: "The price with coupons; changes nothing and holds nothing",
  access: ["member"],
  body: quoteBody,
  answers: { 200: quote },
  refusals: [
    "COMMON_INVALID_PARAMETER",
    "COMMON_ENTITY_NOT_FOUND",
    "ITEM_NOT_ON_SALE",
    "COUPON_LIMIT_EXCEEDED",
    "COUPON_QUANTITY_NOT_ONE",
    "COUPON_NOT_USABLE",
    "COUPON_DISCOUNT_TOO_LARGE",
    "PRICE_BELOW_FLOOR",
    "AMOUNT_OUT_OF_RANGE",
  ],
  handle: async ({ body }, tools) => {
    const lines = await listPriced(body, tools);
    if (isRefusal(lines)) return lines;
    const asked = { ...body, lines, memberId: tools.identity.memberId };
    const held = await heldCoupons(memberCouponIdsOf(asked), tools);
    // The same settings as redemption judges by, so that both say the same.
    const priced = priceOrder(asked, held, tools.now(), tools.policies);
    if (isNo(priced)) return refusalOf(priced);
    if (priced.totalAmountMinor > LARGEST) return refuse("AMOUNT_OUT_OF_RANGE");
    return { status: 200, body: quoteView(body, lines, priced) };
  },
});

/** The lines with the list prices of our copies, or the first line's refusal. */
async function listPriced(
  { lines }: QuoteBody,
  tools: Tools,
): Promise<readonly AskedLine[] | Refusal> {
  const items = await itemsById([...new Set(lines.map(({ itemId }) => itemId))], tools);
  const priced: AskedLine[] = [];
  for (const [index, { itemId, optionIds, quantity, memberCouponIds }] of lines.entries()) {
    const lineNo = index + 1;
    const unitListPriceMinor = unitListPrice(items.get(itemId), optionIds, lineNo);
    if (isRefusal(unitListPriceMinor)) return unitListPriceMinor;
    priced.push({ lineNo, unitListPriceMinor, quantity, memberCouponIds });
  }
  return priced;
}

type Item = Omit<ItemPrice, "itemVersion">;
type StoredItem = Omit<Item, "optionGroups"> & { readonly optionGroups: string };

async function itemsById(
  itemIds: readonly string[],
  { read }: Tools,
): Promise<ReadonlyMap<string, Item>> {
  const rows = await read<StoredItem>(
    `select item_id as "itemId", price_minor as "priceMinor", option_groups::text as "optionGroups",
            sale_status as "saleStatus", deleted
     from ${itemPrices.sqlName} where item_id = any($1)`,
    [itemIds],
  );
  return new Map(
    rows.map((row) => [
      row.itemId,
      { ...row, optionGroups: optionGroupsColumn.fromSql(row.optionGroups as never) },
    ]),
  );
}

async function heldCoupons(
  memberCouponIds: readonly string[],
  { read }: Tools,
): Promise<ReadonlyMap<string, HeldCoupon>> {
  if (memberCouponIds.length === 0) return new Map();
  const rows = await read<HeldCoupon>(
    `select member_coupon_id as "memberCouponId", member_id as "memberId", scope, type, value,
            status, usable_from as "usableFrom", usable_until as "usableUntil",
            issued_at as "issuedAt"
     from ${memberCoupons.sqlName} where member_coupon_id = any($1)`,
    [memberCouponIds],
  );
  return new Map(rows.map((row) => [row.memberCouponId, row]));
}

const quoteView = (body: QuoteBody, lines: readonly AskedLine[], priced: PricedOrder) => ({
  lines: priced.lines.map((line, index) => ({
    lineNo: line.lineNo,
    itemId: body.lines[index]?.itemId,
    quantity: body.lines[index]?.quantity,
    unitListPrice: lines[index]?.unitListPriceMinor,
    unitDiscountedPrice: line.unitDiscountedPriceMinor,
    lineAmount: line.lineAmountMinor,
    orderDiscountShare: line.orderDiscountShareMinor,
  })),
  totalAmount: priced.totalAmountMinor,
  orderDiscount: priced.orderDiscountMinor,
  payableAmount: priced.payableAmountMinor,
  currency: CURRENCY,
});
