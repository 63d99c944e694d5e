/** How an operator lays the shop out. */
import { refuse, type Refusal } from "#kernel/refusal.ts";
import { type Reaction, reactionsOf, refused } from "#runtime/reaction.ts";
import { items, layouts } from "../collections.ts";
import { setCategories, setHomeLists } from "../contract.ts";
import type { Item } from "../rules/items.ts";
import {
  arranged,
  bareLayout,
  type HomeList,
  refusalOfCategories,
  shownCategories,
} from "../rules/layout.ts";

const on = reactionsOf("catalog");

export const laying: readonly Reaction[] = [
  on(setCategories, {
    needs: ({ layoutId }) => ({ layout: layouts.one(layoutId) }),
    decide: ({ categories: drafts }, { layout: before = bareLayout }, moment) => {
      const refusal = refusalOfCategories(drafts, before.categories);
      if (refusal !== undefined) return refused(refusal);
      const categories = arranged(drafts, before.categories, () => moment.token("category"));
      return {
        changed: { layout: { ...before, categories } },
        answer: { settled: true, value: { categories: shownCategories(categories) } },
      };
    },
  }),
  on(setHomeLists, {
    needs: ({ layoutId, homeLists }) => ({
      layout: layouts.one(layoutId),
      items: items.many(homeLists.flatMap(({ itemIds }) => itemIds)),
    }),
    decide: ({ homeLists }, { layout: before = bareLayout, items: known }) => {
      const refusal = refusalOfLists(homeLists, known);
      if (refusal !== undefined) return refused(refusal);
      return {
        changed: { layout: { ...before, homeLists } },
        answer: { settled: true, value: { homeLists } },
      };
    },
  }),
];

/** A list holds items that are listed, each once. */
function refusalOfLists(
  homeLists: readonly HomeList[],
  known: ReadonlyMap<string, Item>,
): Refusal | undefined {
  const wrong = homeLists.flatMap(({ itemIds }, index) =>
    itemIds.flatMap((itemId, place) =>
      known.get(itemId)?.deleted === false && itemIds.indexOf(itemId) === place
        ? []
        : [{ field: `homeLists.${index}.itemIds.${place}`, code: "NOT_ALLOWED" }],
    ),
  );
  return wrong.length === 0 ? undefined : refuse("COMMON_INVALID_PARAMETER", wrong);
}
