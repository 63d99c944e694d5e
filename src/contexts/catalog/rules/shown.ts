import { CURRENCY } from "#kernel/money.ts";
import type { Item } from "./items.ts";
import type { Stock } from "./stock.ts";

/** What a person wrote about an item beside its name; absent where nothing was. */
export type ItemText = {
  readonly itemId: string;
  readonly category: string | undefined;
  readonly description: string | undefined;
};

/** ON_SALE with nothing available is shown as sold out; every other status stays what it is. */
export const shownStatus = (saleStatus: Item["saleStatus"], available: number) =>
  saleStatus === "ON_SALE" && available === 0 ? "OUT_OF_STOCK" : saleStatus;

/** An item as HTTP shows it. */
export const shownItem = (
  item: Item,
  available: number,
  texts: Pick<ItemText, "category" | "description"> | undefined,
) => ({
  itemId: item.itemId,
  partnerId: item.partnerId,
  name: item.name,
  size: item.size,
  price: item.priceMinor,
  currency: CURRENCY,
  optionGroups: item.optionGroups.map(({ name, options }) => ({
    name,
    options: options.map((option) => ({
      optionId: option.optionId,
      name: option.name,
      price: option.priceMinor,
    })),
  })),
  saleStatus: shownStatus(item.saleStatus, available),
  availableQuantity: available,
  version: item.itemVersion,
  ...(texts?.category === undefined ? {} : { category: texts.category }),
  ...(texts?.description === undefined ? {} : { description: texts.description }),
});

/** A stock as its seller sees it. */
export const shownStock = (saleStatus: Item["saleStatus"], stock: Stock) => ({
  itemId: stock.itemId,
  saleStatus: shownStatus(saleStatus, stock.available),
  receivedQuantity: stock.received,
  availableQuantity: stock.available,
  reservedQuantity: stock.reserved,
  soldQuantity: stock.sold,
});
