/** A cart and its lines as values, and what may be done to them. */
import { sumOf } from "#kernel/money.ts";
import { refuse, type Refusal, type RefusalCode } from "#kernel/refusal.ts";
import { amount, count, listOf, record, token, type ValueOf } from "#kernel/schema.ts";
import { LINES_MAX, QUANTITY_MAX } from "./contract.ts";

export const cartLine = () =>
  record({
    cartLineId: token("crl"),
    itemId: token("itm"),
    /** One of each group, in the order of the groups. */
    optionIds: listOf(token("opt"), 10),
    quantity: count(1, QUANTITY_MAX),
    /** What one cost when it was last put in: a change is shown against it. */
    seenUnitListPriceMinor: amount(),
  });
export type CartLine = Readonly<ValueOf<ReturnType<typeof cartLine>>>;

/** Mostly not empty: only a cart that was ordered whole stays behind as an empty one. */
export type Cart = {
  readonly cartId: string;
  readonly lines: readonly CartLine[];
  readonly touchedAt: number;
};

/** Cart's copy of an item, as catalog last told it. */
export type Item = {
  readonly itemId: string;
  readonly itemVersion: number;
  readonly name: string;
  readonly size: string;
  readonly priceMinor: bigint;
  readonly optionGroups: readonly OptionGroup[];
  readonly saleStatus: string;
  readonly deleted: boolean;
};
type Option = { readonly optionId: string; readonly name: string; readonly priceMinor: bigint };
export type OptionGroup = { readonly name: string; readonly options: readonly Option[] };
export type ChosenOption = Option & { readonly group: string };

/** Whether anything of an item can be had. An item of which nothing ever came in has no row. */
export type Availability = {
  readonly itemId: string;
  readonly isAvailable: boolean;
  /** Rises each time the item sells out or comes back. */
  readonly turn: number;
};

const ANONYMOUS = "anonymous/";
/** An anonymous cart that nobody touched for so long is thrown away. */
export const ABANDONED_AFTER_MS = 30 * 86_400_000;

/** The name of an anonymous cart, from the digest of its token: whoever reads our rows cannot open it. */
export const anonymousCartId = (digest: string): string => ANONYMOUS + digest;
export const isAnonymous = (cartId: string): boolean => cartId.startsWith(ANONYMOUS);

/** What can be sold again tomorrow may lie in a cart; what is not for sale may not be put there. */
const MAY_BE_PUT_IN: readonly string[] = ["ON_SALE", "OUT_OF_STOCK"];

/** The options in the order of the groups; undefined unless they are exactly one of each. */
export function chosenOptions(
  { optionGroups }: Item,
  optionIds: readonly string[],
): readonly ChosenOption[] | undefined {
  const chosen = optionGroups.flatMap(({ name: group, options }) =>
    options
      .filter(({ optionId }) => optionIds.includes(optionId))
      .slice(0, 1)
      .map((option) => ({ ...option, group })),
  );
  const oneOfEach = chosen.length === optionGroups.length && chosen.length === optionIds.length;
  return oneOfEach ? chosen : undefined;
}

export const unitListPrice = (item: Item, options: readonly ChosenOption[]): bigint =>
  item.priceMinor + sumOf(options.map(({ priceMinor }) => priceMinor));

/**
 * The line as it would lie in the cart, or why it cannot: the item is unknown, not for sale, or its
 * options are not exactly one of each group.
 */
export function newLine(
  wanted: Omit<CartLine, "seenUnitListPriceMinor">,
  item: Item | undefined,
): CartLine | Refusal {
  if (item === undefined || item.deleted) return refuse("COMMON_ENTITY_NOT_FOUND");
  if (!MAY_BE_PUT_IN.includes(item.saleStatus)) return refuse("ITEM_NOT_ON_SALE");
  const options = chosenOptions(item, wanted.optionIds);
  if (options === undefined) return wrong("optionIds", "NOT_ALLOWED");
  const { cartLineId, itemId, quantity } = wanted;
  return {
    cartLineId,
    itemId,
    optionIds: options.map(({ optionId }) => optionId),
    quantity,
    seenUnitListPriceMinor: unitListPrice(item, options),
  };
}

/**
 * The lines with one more: added to the line of the same item and options, else at the end. Refuses
 * more lines, or more of one thing, than a cart takes.
 */
export function withLine(
  lines: readonly CartLine[],
  line: CartLine,
): readonly CartLine[] | Refusal {
  const same = lines.find((other) => isSame(other, line));
  if (same !== undefined) {
    const quantity = same.quantity + line.quantity;
    if (quantity > QUANTITY_MAX) return wrong("quantity", "TOO_LARGE", QUANTITY_MAX);
    const { seenUnitListPriceMinor } = line;
    return replaced(lines, { ...same, quantity, seenUnitListPriceMinor });
  }
  return lines.length < LINES_MAX ? [...lines, line] : wrong("lines", "TOO_MANY", LINES_MAX);
}

/** Where the line went: its own place, or the line it was added to. */
export const lineLike = (lines: readonly CartLine[], line: CartLine): CartLine =>
  lines.find((other) => isSame(other, line)) ?? line;

const isSame = (a: CartLine, b: CartLine): boolean =>
  a.itemId === b.itemId &&
  a.optionIds.length === b.optionIds.length &&
  a.optionIds.every((optionId, index) => optionId === b.optionIds[index]);

const replaced = (lines: readonly CartLine[], line: CartLine): readonly CartLine[] =>
  lines.map((other) => (other.cartLineId === line.cartLineId ? line : other));

/** The line with another quantity; undefined where the cart has no such line. */
export function withQuantity(
  lines: readonly CartLine[],
  cartLineId: string,
  quantity: number,
): { readonly lines: readonly CartLine[]; readonly line: CartLine } | undefined {
  const before = lines.find((line) => line.cartLineId === cartLineId);
  if (before === undefined) return undefined;
  const line = { ...before, quantity };
  return { lines: quantity === before.quantity ? lines : replaced(lines, line), line };
}

/** The lines without those; the same list when none of them was there. */
export function without(
  lines: readonly CartLine[],
  cartLineIds: readonly string[],
): readonly CartLine[] {
  const left = lines.filter(({ cartLineId }) => !cartLineIds.includes(cartLineId));
  return left.length === lines.length ? lines : left;
}

/** Two carts in one. What finds no room in the first is left in the second. */
export function merged(
  into: readonly CartLine[],
  from: readonly CartLine[],
): { readonly lines: readonly CartLine[]; readonly left: readonly CartLine[] } {
  let lines = into;
  const left: CartLine[] = [];
  for (const line of from) {
    const more = withLine(lines, line);
    if ("refusal" in more) left.push(line);
    else lines = more;
  }
  return { lines, left };
}

const wrong = (field: string, code: string, maximum?: number): Refusal =>
  refuse("COMMON_INVALID_PARAMETER" satisfies RefusalCode, [
    { field, code, ...(maximum === undefined ? {} : { values: { maximum } }) },
  ]);
