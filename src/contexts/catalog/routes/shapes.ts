import { CURRENCY } from "#kernel/money.ts";
import {
  amount,
  anyText,
  count,
  listOf,
  matching,
  oneOf,
  optional,
  record,
  text,
  token,
} from "#kernel/schema.ts";
import { REVIEW_STATUSES, saleStatus, stars } from "../contract.ts";
import { MOVEMENT_KINDS } from "../rules/stock.ts";

const name = (maxLength: number) => matching("\\S", maxLength);

/** An option group as its seller writes it. */
const writtenGroup = () =>
  record({
    name: name(100),
    options: listOf(record({ name: name(100), price: amount() }), 50, 1),
  });

/** What a seller writes about an item. */
export const writtenItem = {
  name: name(200),
  size: name(50),
  price: amount(1),
  optionGroups: listOf(writtenGroup(), 10),
  category: anyText(100),
  description: anyText(2000),
};

/** An item as everyone sees it: options in their order, and what can be had of it now. */
export const item = () =>
  record({
    itemId: token("itm"),
    partnerId: token("ptn"),
    name: text(200),
    size: text(50),
    price: amount(),
    currency: oneOf(CURRENCY),
    optionGroups: listOf(
      record({
        name: text(100),
        options: listOf(
          record({ optionId: token("opt"), name: text(100), price: amount() }),
          50,
          1,
        ),
      }),
      10,
    ),
    saleStatus: saleStatus(),
    availableQuantity: count(),
    version: count(1),
    category: optional(text(100)),
    description: optional(text(2000)),
    /** Of the reviews that are shown: how many, and their average, where 45 is four and a half stars. */
    rating: optional(record({ count: count(1), averageTenths: count(10, 50) })),
  });

const shownCategory = () => ({ categoryId: token("ctg"), name: text(100) });
export const categories = () =>
  listOf(record({ ...shownCategory(), children: listOf(record(shownCategory()), 50) }), 50);

export const review = () =>
  record({
    reviewId: token("rvw"),
    itemId: token("itm"),
    status: oneOf("ASKED", ...REVIEW_STATUSES),
    stars: stars(),
    text: text(2_000),
    writtenAt: text(40),
    answer: optional(text(2_000)),
    answeredAt: optional(text(40)),
  });

/** Where the units of an item are: received = available + reserved + sold. */
export const stock = () =>
  record({
    itemId: token("itm"),
    saleStatus: saleStatus(),
    receivedQuantity: count(),
    availableQuantity: count(),
    reservedQuantity: count(),
    soldQuantity: count(),
  });

export const stockMovement = () =>
  record({
    kind: oneOf(...MOVEMENT_KINDS),
    quantity: count(-1_000_000_000),
    orderId: optional(token("ord")),
    reason: optional(text(200)),
    at: text(40),
  });
