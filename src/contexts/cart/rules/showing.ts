/** A cart as its owner sees it: today's prices, and what can no longer be had. */
import { CURRENCY, smaller, sumOf } from "#kernel/money.ts";
import {
  amount,
  count,
  flag,
  LARGEST,
  listOf,
  oneOf,
  optional,
  record,
  text,
  token,
} from "#kernel/schema.ts";
import { LINES_MAX, QUANTITY_MAX } from "../contract.ts";
import {
  type Availability,
  type CartLine,
  chosenOptions,
  type Item,
  unitListPrice,
} from "../rules.ts";

/** Why a line cannot be ordered as it lies there, the first that applies. */
export const WHY_NOT = ["ITEM_GONE", "ITEM_NOT_ON_SALE", "OPTIONS_CHANGED", "SOLD_OUT"] as const;
type WhyNot = (typeof WHY_NOT)[number];

export const shownCart = () =>
  record({
    lines: listOf(
      record({
        cartLineId: token("crl"),
        itemId: token("itm"),
        itemName: text(200),
        size: text(50),
        options: listOf(
          record({
            group: text(100),
            option: text(100),
            optionId: token("opt"),
            price: amount(),
          }),
          10,
        ),
        /** As they were chosen: what an order of this line names. */
        optionIds: listOf(token("opt"), 10),
        quantity: count(1, QUANTITY_MAX),
        /** Today's, absent where it has none any more. */
        unitListPrice: optional(amount()),
        lineAmount: optional(amount()),
        /** What one cost when it was last put in. */
        seenUnitListPrice: amount(),
        priceChanged: flag(),
        orderable: flag(),
        reason: optional(oneOf(...WHY_NOT)),
      }),
      LINES_MAX,
    ),
    /** Of what can be ordered. */
    quantity: count(),
    totalAmount: amount(),
    currency: oneOf(CURRENCY),
  });

export type Shelf = {
  readonly items: ReadonlyMap<string, Item>;
  readonly availabilities: ReadonlyMap<string, Availability>;
};

/** The cart at the prices of our copies of the items; only what can be ordered is counted and summed. */
export function showCart(lines: readonly CartLine[], shelf: Shelf) {
  const shown = lines.map((line) => showLine(line, shelf));
  const orderable = shown.filter((line) => line.orderable);
  let quantity = 0;
  for (const line of orderable) quantity += line.quantity;
  return {
    lines: shown,
    quantity,
    totalAmount: inRange(sumOf(orderable.map(({ lineAmount = 0n }) => lineAmount))),
    currency: CURRENCY,
  };
}

function showLine(line: CartLine, { items, availabilities }: Shelf) {
  const { cartLineId, itemId, optionIds, quantity, seenUnitListPriceMinor } = line;
  const item = items.get(itemId);
  const options = item === undefined ? undefined : chosenOptions(item, optionIds);
  const reason = whyNot(item, options !== undefined, availabilities.get(itemId));
  const price =
    item === undefined || item.deleted || options === undefined
      ? undefined
      : unitListPrice(item, options);
  return {
    cartLineId,
    itemId,
    itemName: item?.name ?? "-",
    size: item?.size ?? "-",
    options: (options ?? []).map(({ group, name, optionId, priceMinor }) => ({
      group,
      option: name,
      optionId,
      price: priceMinor,
    })),
    optionIds,
    quantity,
    ...(price === undefined
      ? {}
      : { unitListPrice: price, lineAmount: inRange(price * BigInt(quantity)) }),
    seenUnitListPrice: seenUnitListPriceMinor,
    priceChanged: price !== undefined && price !== seenUnitListPriceMinor,
    orderable: reason === undefined,
    ...(reason === undefined ? {} : { reason }),
  };
}

function whyNot(
  item: Item | undefined,
  optionsFit: boolean,
  availability: Availability | undefined,
): WhyNot | undefined {
  if (item === undefined || item.deleted) return "ITEM_GONE";
  if (item.saleStatus === "OUT_OF_STOCK") return "SOLD_OUT";
  if (item.saleStatus !== "ON_SALE") return "ITEM_NOT_ON_SALE";
  if (!optionsFit) return "OPTIONS_CHANGED";
  return availability?.isAvailable === true ? undefined : "SOLD_OUT";
}

/** A dream of a cart may cost more than JSON carries; an order of it is refused. */
const inRange = (amountMinor: bigint): bigint => smaller(amountMinor, BigInt(LARGEST));
