import { amount, listOf, record, text, token } from "#kernel/schema.ts";
import {
  amountColumn,
  collection,
  countColumn,
  flagColumn,
  instantColumn,
  jsonColumn,
  textColumn,
} from "#store/collection.ts";
import { LINES_MAX } from "./contract.ts";
import { type Availability, type Cart, cartLine, type Item } from "./rules.ts";

export const linesColumn = jsonColumn<Cart["lines"]>(listOf(cartLine(), LINES_MAX));

/** A cart is one row: whatever is done to it is done to all its lines or to none. */
export const carts = collection<Cart>("cart.carts", "cartId", {
  cartId: textColumn(),
  lines: linesColumn,
  touchedAt: instantColumn(),
});

const optionGroup = record({
  name: text(100),
  options: listOf(record({ optionId: token("opt"), name: text(100), priceMinor: amount() }), 50),
});
export const optionGroupsColumn = jsonColumn<Item["optionGroups"]>(listOf(optionGroup, 10));

export const items = collection<Item>("cart.items", "itemId", {
  itemId: textColumn(),
  itemVersion: countColumn(),
  name: textColumn(),
  size: textColumn(),
  priceMinor: amountColumn(),
  optionGroups: optionGroupsColumn,
  saleStatus: textColumn(),
  deleted: flagColumn(),
});

/** Apart from `items`: the facts of stock and of the item come in any order. */
export const availabilities = collection<Availability>("cart.availabilities", "itemId", {
  itemId: textColumn(),
  isAvailable: flagColumn(),
  turn: countColumn(),
});
