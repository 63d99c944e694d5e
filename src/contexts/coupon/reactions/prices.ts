/** Coupon's own copy of what items cost, as catalog tells it. */
import type { BodyOf } from "#kernel/message.ts";
import {
  type Decision,
  type Reaction,
  reactionsOf,
  type StateOf,
  unchanged,
} from "#runtime/reaction.ts";
import { itemChanged, itemListed } from "#contexts/catalog/contract.ts";
import { itemPrices } from "../collections.ts";

const on = reactionsOf("coupon");

type ItemFact = BodyOf<typeof itemListed>;
const copyOfItem = ({ itemId }: ItemFact) => ({ price: itemPrices.one(itemId) });
type ItemNeeds = ReturnType<typeof copyOfItem>;
/** Facts of an item may come late or twice: an older version never replaces a newer one. */
function copyPrice(item: ItemFact, { price }: StateOf<ItemNeeds>): Decision<ItemNeeds> {
  if (price !== undefined && price.itemVersion >= item.itemVersion) return unchanged;
  const { itemId, itemVersion, priceMinor, saleStatus, deleted } = item;
  const optionGroups = item.optionGroups.map(({ options }) => ({
    options: options.map((option) => ({
      optionId: option.optionId,
      priceMinor: option.priceMinor,
    })),
  }));
  return {
    changed: { price: { itemId, itemVersion, priceMinor, optionGroups, saleStatus, deleted } },
  };
}

export const priceReactions: readonly Reaction[] = [
  on(itemListed, { needs: copyOfItem, decide: copyPrice }),
  on(itemChanged, { needs: copyOfItem, decide: copyPrice }),
];
