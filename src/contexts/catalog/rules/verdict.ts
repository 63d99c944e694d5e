import type { BodyOf } from "#kernel/message.ts";
import { STOCK_REFUSALS, type stockRefused } from "../contract.ts";
import { type Item, isDisabled, type Partner } from "./items.ts";
import { type Stock, unitsByItem } from "./stock.ts";

/** What an order's line says of the item it was written from: copies, which must still hold. */
export type OrderedLine = {
  readonly lineNo: number;
  readonly itemId: string;
  readonly partnerId: string;
  readonly quantity: number;
  readonly unitItemPriceMinor: bigint;
  readonly unitListPriceMinor: bigint;
  readonly options: readonly {
    readonly group: string;
    readonly optionId: string;
    readonly priceMinor: bigint;
  }[];
};

/** What the lines are judged against. What does not exist is absent. */
export type Shelf = {
  readonly items: ReadonlyMap<string, Item>;
  readonly partners: ReadonlyMap<string, Partner>;
  readonly stocks: ReadonlyMap<string, Stock>;
};

/** The reason an order gets no stock, and every line it applies to. */
export type StockRefusal = Omit<BodyOf<typeof stockRefused>, "orderId">;
type Reason = StockRefusal["reason"];
/** What keeps goods from being sold at all, however many there are. */
export const GOODS_REASONS = STOCK_REFUSALS.filter((reason) => reason !== "STOCK_INSUFFICIENT");
/** A line as far as units are counted. */
type CountedLine = Pick<OrderedLine, "lineNo" | "itemId" | "quantity">;

/** The first of the reasons that applies to any line; undefined when all lines are in order. */
export function refusalOf(
  lines: readonly OrderedLine[],
  shelf: Shelf,
  reasons: readonly Reason[] = STOCK_REFUSALS,
): StockRefusal | undefined {
  const units = unitsByItem(lines);
  for (const reason of reasons) {
    const refused = lines.filter((line) => APPLIES[reason](line, shelf, units));
    if (refused.length > 0) return refusalFor(reason, refused, shelf, lines);
  }
  return undefined;
}

/** Every line that could not be ordered among the others, with the first reason of its own. */
export function refusedLines(
  lines: readonly OrderedLine[],
  shelf: Shelf,
): readonly (StockRefusal["lines"][number] & { readonly reason: Reason })[] {
  const units = unitsByItem(lines);
  return STOCK_REFUSALS.flatMap((reason, rank) => {
    const before = STOCK_REFUSALS.slice(0, rank);
    const refused = lines.filter(
      (line) =>
        APPLIES[reason](line, shelf, units) &&
        !before.some((earlier) => APPLIES[earlier](line, shelf, units)),
    );
    return refusalFor(reason, refused, shelf, lines).lines.map((line) => ({ ...line, reason }));
  }).toSorted((a, b) => a.lineNo - b.lineNo);
}

/** Every line that there are too few units for; undefined when there are enough of all. */
export function shortageOf(
  lines: readonly CountedLine[],
  stocks: Shelf["stocks"],
): StockRefusal | undefined {
  const units = unitsByItem(lines);
  const short = lines.filter((line) => isShort(line, stocks, units));
  if (short.length === 0) return undefined;
  return refusalFor("STOCK_INSUFFICIENT", short, { stocks }, lines);
}

const isShort = (
  { itemId }: CountedLine,
  stocks: Shelf["stocks"],
  units: ReadonlyMap<string, number>,
): boolean => (stocks.get(itemId)?.available ?? 0) < (units.get(itemId) ?? 0);

/** A refusal that names these lines, with what the order wants of their items and what there is. */
export function refusalFor(
  reason: Reason,
  refused: readonly CountedLine[],
  { stocks }: Pick<Shelf, "stocks">,
  all: readonly CountedLine[],
): StockRefusal {
  const units = unitsByItem(all);
  return {
    reason,
    lines: refused.map(({ lineNo, itemId, quantity }) => ({
      lineNo,
      itemId,
      wanted: units.get(itemId) ?? quantity,
      available: stocks.get(itemId)?.available ?? 0,
    })),
  };
}

const APPLIES: Readonly<
  Record<Reason, (line: OrderedLine, shelf: Shelf, units: ReadonlyMap<string, number>) => boolean>
> = {
  COMMON_ENTITY_NOT_FOUND: ({ itemId, partnerId }, { items }) => {
    const item = items.get(itemId);
    return item === undefined || item.deleted || item.partnerId !== partnerId;
  },
  PARTNER_DISABLED: ({ partnerId }, { partners }) => isDisabled(partners.get(partnerId)),
  ITEM_NOT_ON_SALE: ({ itemId }, { items }) => items.get(itemId)?.saleStatus !== "ON_SALE",
  PRICE_CHANGED: (line, { items }) => !isPricedAs(line, items.get(line.itemId)),
  STOCK_INSUFFICIENT: (line, { stocks }, units) => isShort(line, stocks, units),
};

/** Every option group takes exactly one of its options, and each price is still the item's. */
function isPricedAs(line: OrderedLine, item: Item | undefined): boolean {
  if (item === undefined || line.unitItemPriceMinor !== item.priceMinor) return false;
  if (line.options.length !== item.optionGroups.length) return false;
  let listPriceMinor = item.priceMinor;
  for (const group of item.optionGroups) {
    const chosen = line.options.find((option) => option.group === group.name);
    const option = group.options.find(({ optionId }) => optionId === chosen?.optionId);
    if (option === undefined || option.priceMinor !== chosen?.priceMinor) return false;
    listPriceMinor += option.priceMinor;
  }
  return line.unitListPriceMinor === listPriceMinor;
}
