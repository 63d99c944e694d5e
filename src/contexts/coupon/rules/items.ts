import { sumOf } from "#kernel/money.ts";
import { refuse, type Refusal, type RefusalCode } from "#kernel/refusal.ts";

/** What a quote must know of an item: a copy of catalog's, never older than the one before it. */
export type ItemPrice = {
  readonly itemId: string;
  readonly itemVersion: number;
  readonly priceMinor: bigint;
  readonly optionGroups: readonly OptionGroup[];
  readonly saleStatus: string;
  readonly deleted: boolean;
};
type OptionGroup = {
  readonly options: readonly { readonly optionId: string; readonly priceMinor: bigint }[];
};

// What is sold out for the moment has its price; a quote does not judge stock.
const PRICED: readonly string[] = ["ON_SALE", "OUT_OF_STOCK"];

/**
 * The list price of a unit with the chosen options. Refuses an unknown or deleted item, one that is
 * not for sale, and options that are not exactly one of every group.
 */
export function unitListPrice(
  item: Omit<ItemPrice, "itemVersion"> | undefined,
  optionIds: readonly string[],
  lineNo: number,
): bigint | Refusal {
  if (item === undefined || item.deleted) return no("COMMON_ENTITY_NOT_FOUND", lineNo);
  if (!PRICED.includes(item.saleStatus)) return no("ITEM_NOT_ON_SALE", lineNo);
  const chosen = item.optionGroups.map(({ options }) =>
    options.filter(({ optionId }) => optionIds.includes(optionId)),
  );
  const oneOfEach = chosen.every((options) => options.length === 1);
  if (!oneOfEach || optionIds.length !== chosen.length) {
    const field = `lines.${lineNo - 1}.optionIds`;
    return refuse("COMMON_INVALID_PARAMETER", [{ field, code: "NOT_ALLOWED" }]);
  }
  return item.priceMinor + sumOf(chosen.flat().map((option) => option.priceMinor));
}

const no = (code: RefusalCode, line: number): Refusal => refuse(code, [{ line, code }]);
