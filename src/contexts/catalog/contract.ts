/** Catalog: what is for sale, its price, and the stock set aside for orders. */
import { command, fact } from "#kernel/message.ts";
import {
  amount,
  anyText,
  count,
  flag,
  listOf,
  matching,
  oneOf,
  optional,
  record,
  text,
  token,
} from "#kernel/schema.ts";

export const SALE_STATUSES = [
  "PREPARE",
  "ON_SALE",
  "OUT_OF_STOCK",
  "SUSPENDED",
  "PROHIBITED",
  "END_OF_SALE",
] as const;
export const saleStatus = () => oneOf(...SALE_STATUSES);

export const option = () =>
  record({ optionId: token("opt"), name: text(100), priceMinor: amount() });
/** Every option group of an item takes exactly one of its options. */
export const optionGroup = () => record({ name: text(100), options: listOf(option(), 50, 1) });

/** An item as it stands now, whole. A later `itemVersion` replaces an earlier one. */
const itemFields = {
  itemId: token("itm"),
  itemVersion: count(1),
  partnerId: token("ptn"),
  name: text(200),
  size: text(50),
  priceMinor: amount(),
  optionGroups: listOf(optionGroup(), 10),
  saleStatus: saleStatus(),
  deleted: flag(),
};
export const itemListed = fact("catalog.item-listed", "itemId", itemFields);
/** Its price, name, options or sale status changed, or it was deleted. */
export const itemChanged = fact("catalog.item-changed", "itemId", itemFields);
/**
 * The last unit was set aside, or units can be had again. `turn` counts the times: a later one
 * replaces an earlier one. An item begins with none.
 */
export const itemAvailabilityChanged = fact("catalog.availability-changed", "itemId", {
  itemId: token("itm"),
  isAvailable: flag(),
  turn: count(1),
});

/** A line that stock is asked for, and what there was of it. */
export const shortLine = () =>
  record({
    lineNo: count(1),
    itemId: token("itm"),
    wanted: count(1),
    available: count(),
  });
/** A line as it would be ordered: its prices are copies, which must still hold. */
const checkedLine = () =>
  record({
    lineNo: count(1),
    itemId: token("itm"),
    partnerId: token("ptn"),
    quantity: count(1),
    unitItemPriceMinor: amount(),
    unitListPriceMinor: amount(),
    options: listOf(record({ group: text(100), optionId: token("opt"), priceMinor: amount() }), 10),
  });
/**
 * Could these lines be ordered now? Sets nothing aside and changes nothing. Answered by
 * lines-checked; `checkId` names the question.
 */
export const checkLines = command("catalog.check-lines", "checkId", {
  checkId: text(40),
  lines: listOf(checkedLine(), 200, 1),
});

/** Every line is set aside until the order is paid or undone. No timer ends it. */
export const stockReserved = fact("catalog.stock-reserved", "orderId", {
  orderId: token("ord"),
});

/** The lines can be sold as they are written. Nothing is set aside: stock is claimed once it is paid. */
export const goodsAccepted = fact("catalog.goods-accepted", "orderId", {
  orderId: token("ord"),
});

export const STOCK_REFUSALS = [
  "COMMON_ENTITY_NOT_FOUND",
  "PARTNER_DISABLED",
  "ITEM_NOT_ON_SALE",
  "PRICE_CHANGED",
  "STOCK_INSUFFICIENT",
] as const;
/** Answers `catalog.check-lines`: every line that an order could not have, with its first reason. */
export const linesChecked = fact("catalog.lines-checked", "checkId", {
  checkId: text(40),
  refused: listOf(record({ ...shortLine().properties, reason: oneOf(...STOCK_REFUSALS) }), 200),
});
/** Nothing is set aside. The first reason that applies, in the order of the list, and all short lines. */
export const stockRefused = fact("catalog.stock-refused", "orderId", {
  orderId: token("ord"),
  reason: oneOf(...STOCK_REFUSALS),
  lines: listOf(shortLine(), 200),
});
/** What was set aside is sold. */
export const stockCommitted = fact("catalog.stock-committed", "orderId", {
  orderId: token("ord"),
});
/** What should have been sold cannot be: the order must be undone. */
export const stockCommitRefused = fact("catalog.stock-commit-refused", "orderId", {
  orderId: token("ord"),
  /** Why, where the stock was only to be sold once the order was paid. */
  reason: optional(oneOf(...STOCK_REFUSALS)),
});
/** Answers `catalog.undo-stock`: nothing is set aside or sold for the order any more, nor ever will be. */
export const stockUndone = fact("catalog.stock-undone", "orderId", {
  orderId: token("ord"),
  /** What ended: a reservation, a sale, or nothing (the undo came first). */
  was: oneOf("RESERVED", "COMMITTED", "NOTHING"),
});

/** A claim is named by its order and the number of its try. */
const ofClaim = { orderId: token("ord"), claimNo: count(1) };
/**
 * Payment asks for the stock of an order whose money is there: all lines, or none. Answered by
 * stock-claimed or claim-refused. A repeat repeats the answer; after a no, a higher number is judged
 * anew.
 */
export const claimStock = command("catalog.claim-stock", "orderId", {
  ...ofClaim,
  lines: listOf(record({ lineNo: count(1), itemId: token("itm"), quantity: count(1) }), 200, 1),
});
/** Every line is sold. */
export const stockClaimed = fact("catalog.stock-claimed", "orderId", ofClaim);
/** Nothing is sold: all short lines, or none where the order was undone before. */
export const claimRefused = fact("catalog.claim-refused", "orderId", {
  ...ofClaim,
  reason: oneOf(...STOCK_REFUSALS),
  lines: listOf(shortLine(), 200),
});

/** Order asks, on evidence, that what was reserved or sold goes back. */
export const undoStock = command("catalog.undo-stock", "orderId", {
  orderId: token("ord"),
});

/** A cancel of some lines is named by its order and its number there. */
const ofCancel = { orderId: token("ord"), cancelNo: count(1) };
/** Order asks that what was reserved or sold for these lines goes back; the others stay. */
export const returnLines = command("catalog.return-lines", "orderId", {
  ...ofCancel,
  lineNos: listOf(count(1), 200, 1),
});
/** Answers `catalog.return-lines`: nothing is held for those lines any more. Repeated when asked again. */
export const linesReturned = fact("catalog.lines-returned", "orderId", ofCancel);

export const itemNote = () => anyText(2000);
export const itemDescription = () => optional(itemNote());

/** What a person may set. OUT_OF_STOCK is none of them: it is what ON_SALE looks like at zero. */
export const SET_SALE_STATUSES = [
  "PREPARE",
  "ON_SALE",
  "SUSPENDED",
  "PROHIBITED",
  "END_OF_SALE",
] as const;
export const setSaleStatus = () => oneOf(...SET_SALE_STATUSES);

/** Groups as a person writes them; an option keeps its id while its group and name stay. */
export const draftOptionGroup = () =>
  record({
    name: text(100),
    options: listOf(record({ name: text(100), priceMinor: amount() }), 50, 1),
  });
const ofDraft = {
  name: text(200),
  size: text(50),
  priceMinor: amount(1),
  optionGroups: listOf(draftOptionGroup(), 10),
};

/** Puts an item on the partner's list, with no stock. The name and size are the partner's only once. */
export const listItem = command("catalog.list-item", "itemId", {
  itemId: token("itm"),
  partnerId: token("ptn"),
  ...ofDraft,
  saleStatus: setSaleStatus(),
  category: optional(anyText(100)),
  description: itemDescription(),
});

/** The item, and the version of it that was seen: without it an edit is refused. */
const ofEdit = { itemId: token("itm"), itemVersion: optional(count(1)) };

/** Changes what is given and leaves the rest. An empty category or description is taken away. */
export const changeItem = command("catalog.change-item", "itemId", {
  ...ofEdit,
  name: optional(ofDraft.name),
  size: optional(ofDraft.size),
  priceMinor: optional(ofDraft.priceMinor),
  optionGroups: optional(ofDraft.optionGroups),
  category: optional(anyText(100)),
  description: itemDescription(),
});
/** Takes the item off the list for good. What orders hold of it stays theirs. */
export const deleteItem = command("catalog.delete-item", "itemId", ofEdit);
/** Only an operator sets or lifts PROHIBITED. */
export const changeSaleStatus = command("catalog.change-sale-status", "itemId", {
  ...ofEdit,
  saleStatus: setSaleStatus(),
});

/** Goods came in: they are available at once. */
export const receiveStock = command("catalog.receive-stock", "itemId", {
  itemId: token("itm"),
  quantity: count(1, 1_000_000),
});
/** The count was wrong by this many, never 0; what is reserved or sold is not touched. */
export const adjustStock = command("catalog.adjust-stock", "itemId", {
  itemId: token("itm"),
  quantity: count(-1_000_000, 1_000_000),
  reason: text(200),
});

/** The shop has one layout: its categories, and the lists of its first page. */
const ofLayout = { layoutId: oneOf("shop") };
const writtenCategory = () => ({ categoryId: optional(token("ctg")), name: matching("\\S", 100) });
/**
 * Replaces the categories, in their order. One without an id is new; one that keeps its id keeps its
 * items whatever it is called now. An item is in the category that its seller named.
 */
export const setCategories = command("catalog.set-categories", "layoutId", {
  ...ofLayout,
  categories: listOf(
    record({ ...writtenCategory(), children: listOf(record(writtenCategory()), 50) }),
    50,
  ),
});
export const homeList = () =>
  record({ name: matching("\\S", 100), itemIds: listOf(token("itm"), 30, 1) });
/** Replaces the lists of the first page, in their order. */
export const setHomeLists = command("catalog.set-home-lists", "layoutId", {
  ...ofLayout,
  homeLists: listOf(homeList(), 20),
});

export const REVIEW_STATUSES = ["SHOWN", "HIDDEN"] as const;
export const reviewStatus = () => oneOf(...REVIEW_STATUSES);
export const stars = () => count(1, 5);
export const reviewText = () => matching("\\S", 2_000);
const ofReview = { reviewId: token("rvw") };
/** A member says how an item was. Shown once order has told that they received it. */
export const writeReview = command("catalog.write-review", "reviewId", {
  ...ofReview,
  itemId: token("itm"),
  orderId: token("ord"),
  lineNo: count(1),
  memberId: token("mem"),
  stars: stars(),
  text: reviewText(),
});
/** The item's seller answers below it; a later answer replaces an earlier one. */
export const answerReview = command("catalog.answer-review", "reviewId", {
  ...ofReview,
  text: reviewText(),
});
/** An operator takes a review out of sight, and out of the item's rating, or back. */
export const setReviewStatus = command("catalog.set-review-status", "reviewId", {
  ...ofReview,
  status: reviewStatus(),
});
