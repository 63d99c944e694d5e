import {
  amountColumn,
  collection,
  countColumn,
  flagColumn,
  instantColumn,
  jsonColumn,
  ledger,
  maybeColumn,
  textColumn,
} from "#store/collection.ts";
import { count, flag, listOf, oneOf, optional, record, token } from "#kernel/schema.ts";
import { homeList, optionGroup, shortLine, STOCK_REFUSALS } from "./contract.ts";
import type { Reservation, ReservationStatus, ReservedLine } from "./rules.ts";
import type { Item, OptionGroup, Partner } from "./rules/items.ts";
import { category, type Layout } from "./rules/layout.ts";
import type { Rating, Review } from "./rules/reviewing.ts";
import type { ItemText } from "./rules/shown.ts";
import type { MovementKind, Stock } from "./rules/stock.ts";
import type { StockRefusal } from "./rules/verdict.ts";

export const optionGroupsColumn = jsonColumn<OptionGroup[]>(listOf(optionGroup(), 10));

/** Read with every placement and written with edits only: what changes with orders is in `stocks`. */
export const items = collection<Item>("catalog.items", "itemId", {
  itemId: textColumn(),
  itemVersion: countColumn(),
  partnerId: textColumn(),
  name: textColumn(),
  size: textColumn(),
  priceMinor: amountColumn(),
  optionGroups: optionGroupsColumn,
  saleStatus: textColumn<Item["saleStatus"]>(),
  deleted: flagColumn(),
});

/** Apart from `items`, so that a placement does not load descriptions. */
export const itemTexts = collection<ItemText>("catalog.item_texts", "itemId", {
  itemId: textColumn(),
  category: maybeColumn(textColumn()),
  description: maybeColumn(textColumn()),
});

/** A partner's claim on a name and size: the row is there while an item of that name is listed. */
export type ItemName = { readonly nameKey: string; readonly itemId: string };
export const itemNames = collection<ItemName>("catalog.item_names", "nameKey", {
  nameKey: textColumn(),
  itemId: textColumn(),
});

export const stocks = collection<Stock>("catalog.stocks", "itemId", {
  itemId: textColumn(),
  received: countColumn(),
  available: countColumn(),
  reserved: countColumn(),
  sold: countColumn(),
  turn: countColumn(),
});

const reservedLine = record({
  lineNo: count(1),
  itemId: token("itm"),
  quantity: count(1),
  returned: optional(flag()),
});
const refused = record({
  reason: oneOf(...STOCK_REFUSALS),
  lines: listOf(shortLine(), 200),
});
export const reservations = collection<Reservation>("catalog.reservations", "orderId", {
  orderId: textColumn(),
  status: textColumn<ReservationStatus>(),
  lines: jsonColumn<readonly ReservedLine[]>(listOf(reservedLine, 200)),
  refused: maybeColumn(jsonColumn<StockRefusal>(refused)),
  claimNo: maybeColumn(countColumn()),
});

/** What identity's facts say of partners. */
export const partners = collection<Partner>("catalog.partners", "partnerId", {
  partnerId: textColumn(),
  enabled: flagColumn(),
});

/** One row: the shop as an operator laid it out. */
export const layouts = collection<Layout>("catalog.layouts", "layoutId", {
  layoutId: textColumn<"shop">(),
  categories: jsonColumn<Layout["categories"]>(listOf(category(), 50)),
  homeLists: jsonColumn<Layout["homeLists"]>(listOf(homeList(), 20)),
});

export const reviews = collection<Review>("catalog.reviews", "reviewId", {
  reviewId: textColumn(),
  itemId: textColumn(),
  partnerId: textColumn(),
  memberId: textColumn(),
  orderId: textColumn(),
  lineNo: countColumn(),
  status: textColumn<Review["status"]>(),
  stars: countColumn(),
  text: textColumn(),
  writtenAt: instantColumn(),
  answer: maybeColumn(textColumn()),
  answeredAt: maybeColumn(instantColumn()),
});

/** Apart from `items`, so that a review does not wait for placements. */
export const ratings = collection<Rating>("catalog.ratings", "itemId", {
  itemId: textColumn(),
  reviewCount: countColumn(),
  starsTotal: countColumn(),
});

/** Every change of a stock, by whom and for which order: the stock is their sum. */
export type StockMovement = {
  readonly itemId: string;
  readonly kind: MovementKind;
  /** Units moved; negative only where a count was put right downwards. */
  readonly quantity: number;
  readonly orderId: string | undefined;
  /** Of a line that moved apart from the others of its order. */
  readonly lineNo: number | undefined;
  readonly reason: string | undefined;
  /** The person who moved it; an order's movements have none. */
  readonly memberId: string | undefined;
};
export const stockMovements = ledger<StockMovement>("catalog.stock_movements", {
  itemId: textColumn(),
  kind: textColumn<MovementKind>(),
  quantity: countColumn(),
  orderId: maybeColumn(textColumn()),
  lineNo: maybeColumn(countColumn()),
  reason: maybeColumn(textColumn()),
  memberId: maybeColumn(textColumn()),
});
