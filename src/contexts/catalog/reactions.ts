import type { BodyOf, Draft } from "#kernel/message.ts";
import { impossible, isRefusal, refuse, type Refusal } from "#kernel/refusal.ts";
import { partnerDisabled, partnerEnabled, partnerRegistered } from "#contexts/identity/contract.ts";
import { orderPaid, orderPlaced } from "#contexts/order/contract.ts";
import {
  type Answer,
  type Decision,
  type Moment,
  reactionsOf,
  type Reaction,
  refused,
  unchanged,
} from "#runtime/reaction.ts";
import {
  type ItemName,
  itemNames,
  items,
  itemTexts,
  layouts,
  partners,
  reservations,
  stockMovements,
  stocks,
} from "./collections.ts";
import {
  adjustStock,
  changeItem,
  changeSaleStatus,
  checkLines,
  claimStock,
  deleteItem,
  itemAvailabilityChanged,
  itemChanged,
  itemListed,
  linesChecked,
  listItem,
  receiveStock,
  returnLines,
  undoStock,
} from "./contract.ts";
import { laying } from "./reactions/layout.ts";
import { reviewing } from "./reactions/reviewing.ts";
import {
  accept,
  claim,
  commit,
  heldLines,
  type Outcome,
  type ReservedLine,
  reserve,
  returnSome,
  undo,
} from "./rules.ts";
import {
  changed,
  editable,
  type Item,
  listed,
  managed,
  nameKey,
  nextVersion,
  type Partner,
  refusalOfGroups,
  refusalToList,
  refusalToSetStatus,
} from "./rules/items.ts";
import { type Layout, refusalOfCategory } from "./rules/layout.ts";
import { type ItemText, shownItem, shownStock } from "./rules/shown.ts";
import { refusedLines } from "./rules/verdict.ts";
import { emptyStock, moved, refusalToReceive, type Stock, unitsByItem } from "./rules/stock.ts";

const on = reactionsOf("catalog");

/** Of an order that was judged before: its row, then the stocks its lines name. */
const reservationOf = ({ orderId }: { readonly orderId: string }) => ({
  reservation: reservations.one(orderId),
});
const stocksOf = (_: unknown, { reservation }: { readonly reservation: Held }) => ({
  stocks: stocks.many((reservation?.lines ?? []).map(({ itemId }) => itemId)),
});
type Held = { readonly lines: readonly { readonly itemId: string }[] } | undefined;

const stockOf = ({ itemId }: { readonly itemId: string }) => ({
  item: items.one(itemId),
  stock: stocks.one(itemId),
});
const wholeItem = ({ itemId }: { readonly itemId: string }) => ({
  ...stockOf({ itemId }),
  texts: itemTexts.one(itemId),
});
const partnerNamed = ({ partnerId }: { readonly partnerId: string }) => ({
  partner: partners.one(partnerId),
});

export const reactions: readonly Reaction[] = [
  on(orderPlaced, {
    needs: ({ orderId, lines }) => ({
      reservation: reservations.one(orderId),
      items: items.many(lines.map(({ itemId }) => itemId)),
      partners: partners.many(lines.map(({ partnerId }) => partnerId)),
      stocks: stocks.many(lines.map(({ itemId }) => itemId)),
    }),
    decide: (order, state, moment) =>
      decisionOf(
        isClaimedLater(order, moment)
          ? accept(order, state.reservation, state, soldBy(order))
          : reserve(order, state.reservation, state, moment.maybe("catalog.reserve")),
        state.stocks,
      ),
  }),
  on(claimStock, {
    needs: ({ orderId, lines }) => ({
      reservation: reservations.one(orderId),
      stocks: stocks.many(lines.map(({ itemId }) => itemId)),
    }),
    decide: (ask, state) => decisionOf(claim(ask, state.reservation, state.stocks), state.stocks),
  }),
  on(checkLines, {
    needs: ({ lines }) => ({
      items: items.many(lines.map(({ itemId }) => itemId)),
      partners: partners.many(lines.map(({ partnerId }) => partnerId)),
      stocks: stocks.many(lines.map(({ itemId }) => itemId)),
    }),
    decide: ({ checkId, lines }, shelf) => ({
      emitted: [linesChecked({ checkId, refused: [...refusedLines(lines, shelf)] })],
    }),
  }),
  on(orderPaid, {
    needs: reservationOf,
    thenNeeds: stocksOf,
    decide: ({ orderId }, { reservation, stocks: held }, moment) =>
      decisionOf(commit(orderId, reservation, held, moment.maybe("catalog.commit")), held),
  }),
  on(undoStock, {
    needs: reservationOf,
    thenNeeds: stocksOf,
    decide: ({ orderId }, { reservation, stocks: held }) =>
      decisionOf(undo(orderId, reservation), held),
  }),
  on(returnLines, {
    needs: reservationOf,
    thenNeeds: stocksOf,
    decide: (ask, { reservation, stocks: held }) => decisionOf(returnSome(ask, reservation), held),
  }),

  on(listItem, {
    needs: (body) => ({
      ...wholeItem(body),
      partner: partners.one(body.partnerId),
      name: itemNames.one(nameKey(body)),
      layout: layouts.one("shop"),
    }),
    decide: (body, before, moment) => {
      if (before.item !== undefined) return { answer: shown(before.item, before) };
      const refusal =
        refusalToList(body, before.partner, moment.message.actor) ??
        misplaced(body, before.layout, moment);
      if (refusal !== undefined) return refused(refusal);
      if (before.name !== undefined) return refused(refuse("ITEM_DUPLICATE"));

      const item = listed(body, () => moment.token("option"));
      const stock = emptyStock(item.itemId);
      const texts = textsAfter(body, undefined);
      return {
        changed: { item, stock, name: nameOf(item), ...(texts === undefined ? {} : { texts }) },
        emitted: [itemListed(item)],
        answer: shown(item, { stock, texts }),
      };
    },
  }),
  on(changeItem, {
    needs: (edit) => ({ ...wholeItem(edit), layout: layouts.one("shop") }),
    thenNeeds: (edit, { item }) => ({
      nameBefore: itemNames.one(keyOf(item)),
      nameAfter: itemNames.one(keyOf(item, edit)),
    }),
    decide: (edit, before, moment) => {
      const own = editable(before.item, edit.itemVersion, moment.message.actor);
      if (isRefusal(own)) return refused(own);
      const refusal = refusalOfGroups(edit.optionGroups) ?? misplaced(edit, before.layout, moment);
      if (refusal !== undefined) return refused(refusal);
      const renamed = keyOf(own) !== keyOf(own, edit);
      if (renamed && before.nameAfter !== undefined) return refused(refuse("ITEM_DUPLICATE"));

      const item = changed(own, edit, () => moment.token("option"));
      const texts = textsAfter(edit, before.texts);
      return {
        changed: {
          item,
          ...(texts === undefined ? {} : { texts }),
          ...(renamed ? { nameBefore: null, nameAfter: nameOf(item) } : {}),
        },
        emitted: [itemChanged(item)],
        answer: shown(item, { stock: before.stock, texts }),
      };
    },
  }),
  on(changeSaleStatus, {
    needs: wholeItem,
    decide: ({ itemVersion, saleStatus }, before, { message: { actor } }) => {
      const own = editable(before.item, itemVersion, actor);
      if (isRefusal(own)) return refused(own);
      const refusal = refusalToSetStatus(own, saleStatus, actor);
      if (refusal !== undefined) return refused(refusal);
      if (own.saleStatus === saleStatus) return { answer: shown(own, before) };

      const item = nextVersion(own, { saleStatus });
      return { changed: { item }, emitted: [itemChanged(item)], answer: shown(item, before) };
    },
  }),
  on(deleteItem, {
    needs: stockOf,
    thenNeeds: (_, { item }) => ({ name: itemNames.one(keyOf(item)) }),
    decide: ({ itemVersion }, before, { message: { actor } }) => {
      const own = editable(before.item, itemVersion, actor);
      if (isRefusal(own)) return refused(own);
      const item = nextVersion(own, { deleted: true });
      return {
        changed: { item, name: null },
        emitted: [itemChanged(item)],
        answer: { settled: true, value: {} },
      };
    },
  }),

  on(receiveStock, {
    needs: stockOf,
    decide: (body, state, moment) => counted("RECEIVE", body, state, moment),
  }),
  on(adjustStock, {
    needs: stockOf,
    decide: (body, state, moment) => counted("ADJUST", body, state, moment),
  }),

  ...laying,
  ...reviewing,

  on(partnerRegistered, {
    needs: partnerNamed,
    decide: ({ partnerId }, { partner }) => partnerIs(partnerId, partner?.enabled ?? true, partner),
  }),
  on(partnerEnabled, {
    needs: partnerNamed,
    decide: ({ partnerId }, { partner }) => partnerIs(partnerId, true, partner),
  }),
  on(partnerDisabled, {
    needs: partnerNamed,
    decide: ({ partnerId }, { partner }) => partnerIs(partnerId, false, partner),
  }),
];

/** Whether the order sets nothing aside, because its stock is claimed once its money is there. */
const isClaimedLater = ({ payMethod }: Placed, { policies }: Moment): boolean =>
  payMethod === "BANK_TRANSFER"
    ? policies["stock.claim.bankTransfer"] === "CLAIM_AT_CONFIRMATION"
    : policies["stock.claim.prepaid"] === "CLAIM_AT_PAYMENT";

/** A deposit's stock is claimed by payment, before the money counts; all else is sold by `order.paid`. */
const soldBy = ({ payMethod }: Placed) => (payMethod === "BANK_TRANSFER" ? "claim" : "commit");

type Placed = BodyOf<typeof orderPlaced>;

/** The outcome of an order's message: its row, the stocks it moves, and what is said. */
function decisionOf(
  { reservation, movement, moves, said }: Outcome,
  held: ReadonlyMap<string, Stock>,
): Decision<OfOrder> {
  const emitted = said === undefined ? [] : [said];
  if (reservation === undefined) return { emitted };
  if (movement === undefined) return { changed: { reservation }, emitted };
  const { orderId, lines } = reservation;
  const units = [...unitsByItem(moves ?? heldLines(lines))];
  const after = units.map(([itemId, quantity]) =>
    moved(held.get(itemId) ?? impossible(`${itemId} has no stock`), movement, quantity),
  );
  const movedLines = moves === undefined ? wholeMovements(units) : moves;
  return {
    changed: { reservation, stocks: after },
    added: movedLines.map(({ lineNo, itemId, quantity }) =>
      stockMovements.add({ itemId, kind: movement, quantity, orderId, lineNo, ...NOBODY }),
    ),
    emitted: [...emitted, ...after.flatMap((stock) => turned(held.get(stock.itemId), stock))],
  };
}
type OfOrder = {
  readonly reservation: ReturnType<typeof reservations.one>;
  readonly stocks: ReturnType<typeof stocks.many>;
};
/** One movement for all units of an item; lines that move apart have one each. */
const wholeMovements = (
  units: readonly (readonly [itemId: string, quantity: number])[],
): readonly (Omit<ReservedLine, "lineNo"> & { readonly lineNo: undefined })[] =>
  units.map(([itemId, quantity]) => ({ lineNo: undefined, itemId, quantity }));

const NOBODY = { reason: undefined, memberId: undefined };

/** Said when the last unit went or the first came, so that not every sale is told to everybody. */
const turned = (before: Stock | undefined, { itemId, available, turn }: Stock): readonly Draft[] =>
  turn === before?.turn
    ? []
    : [itemAvailabilityChanged({ itemId, isAvailable: available > 0, turn })];

/** A person moved the stock: goods came in, or a count was put right. */
function counted(
  kind: "RECEIVE" | "ADJUST",
  { quantity, reason }: { readonly quantity: number; readonly reason?: string },
  { item, stock: before }: { readonly item: Item | undefined; readonly stock: Stock | undefined },
  { message: { actor } }: Moment,
): Decision<ReturnType<typeof stockOf>> {
  const own = managed(item, actor);
  if (isRefusal(own)) return refused(own);
  const { itemId, saleStatus } = own;
  if (before === undefined) return impossible(`${itemId} has no stock`);
  const refusal = refusalToReceive(before, quantity);
  if (refusal !== undefined) return refused(refusal);

  const stock = moved(before, kind, quantity);
  const { memberId } = actor;
  return {
    changed: { stock },
    added: [stockMovements.add({ itemId, kind, quantity, ...NO_ORDER, reason, memberId })],
    emitted: turned(before, stock),
    answer: { settled: true, value: shownStock(saleStatus, stock) },
  };
}

const NO_ORDER = { orderId: undefined, lineNo: undefined };

const partnerIs = (
  partnerId: string,
  enabled: boolean,
  before: Partner | undefined,
): Decision<ReturnType<typeof partnerNamed>> =>
  before?.enabled === enabled ? unchanged : { changed: { partner: { partnerId, enabled } } };

const nameOf = (item: Item): ItemName => ({ nameKey: nameKey(item), itemId: item.itemId });

/** The key of an item's name, after an edit if one is given. An unknown item has a name nobody has. */
const keyOf = (
  item: Item | undefined,
  { name = item?.name, size = item?.size }: BodyOf<typeof changeItem> | Partial<Item> = {},
): string =>
  item === undefined || name === undefined || size === undefined
    ? ""
    : nameKey({ partnerId: item.partnerId, name, size });

/** Why the item cannot be in that category. */
const misplaced = (
  { category }: { readonly category?: string },
  layout: Layout | undefined,
  { policies }: Moment,
): Refusal | undefined =>
  policies["catalog.features"] ? refusalOfCategory(category, layout) : undefined;

/** The texts to be kept; undefined when there never were any. An empty one is taken away. */
function textsAfter(
  { itemId, category, description }: Pick<BodyOf<typeof changeItem>, keyof ItemText>,
  before: ItemText | undefined,
): ItemText | undefined {
  if (category === undefined && description === undefined) return before;
  return {
    itemId,
    category: (category ?? before?.category) || undefined,
    description: (description ?? before?.description) || undefined,
  };
}

const shown = (
  item: Item,
  { stock, texts }: { readonly stock: Stock | undefined; readonly texts: ItemText | undefined },
): Answer => ({ settled: true, value: shownItem(item, stock?.available ?? 0, texts) });
