import {
  amountColumn,
  collection,
  countColumn,
  flagColumn,
  jsonColumn,
  ledger,
  maybeColumn,
  textColumn,
} from "#store/collection.ts";
import { count, flag, listOf, oneOf, optional, record, token } from "#kernel/schema.ts";
import { optionGroup, shortLine, STOCK_REFUSALS } from "./contract.ts";
import type { Reservation, ReservationStatus, ReservedLine } from "./rules.ts";
import type { Item, OptionGroup, Partner } from "./rules/items.ts";
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
