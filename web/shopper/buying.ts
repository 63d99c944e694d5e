/** What is about to be bought: lines of the cart, or one thing right from its page. */
import type { Cart } from "./reads.ts";

export type BuyLine = {
  readonly itemId: string;
  readonly optionIds: string[];
  readonly quantity: number;
  readonly cartLineId?: string;
};

const FORM = /^(itm_[0-9A-Za-z]{16}):([1-9]\d{0,3})((?::opt_[0-9A-Za-z]{16})*)$/;

/** As it stands in an address: `itm_…:2:opt_…`. */
export const buyText = ({ itemId, quantity, optionIds }: BuyLine): string =>
  [itemId, quantity, ...optionIds].join(":");

export function buyLineOf(text: string): BuyLine | undefined {
  const [, itemId, quantity, options = ""] = FORM.exec(text) ?? [];
  if (itemId === undefined) return undefined;
  return { itemId, quantity: Number(quantity), optionIds: options.split(":").filter(Boolean) };
}

/** What of a cart can be ordered. */
export const cartLines = ({ lines }: Cart): readonly BuyLine[] =>
  lines
    .filter(({ orderable }) => orderable)
    .map(({ itemId, optionIds, quantity, cartLineId }) => ({
      itemId,
      optionIds: [...optionIds],
      quantity,
      cartLineId,
    }));
