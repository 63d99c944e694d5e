import type { Item } from "./reads.ts";

export const SORTS = ["newest", "popular", "cheapest", "dearest"] as const;
export type Search = {
  readonly q?: string | undefined;
  readonly category?: string | undefined;
  readonly sort?: string | undefined;
};

const SHOWN: ReadonlySet<string> = new Set(["ON_SALE", "OUT_OF_STOCK"]);

/** The items that a search means, in its order; `ranking` names the best-selling first. */
export function searched(
  items: readonly Item[],
  { q = "", category, sort, onlyAvailable }: Search & { readonly onlyAvailable: boolean },
  ranking: readonly string[],
): readonly Item[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const found = items.filter(
    (item) =>
      SHOWN.has(item.saleStatus) &&
      (category === undefined || item.category === category) &&
      (!onlyAvailable || item.saleStatus === "ON_SALE") &&
      words.every((word) => textOf(item).includes(word)),
  );
  switch (sort) {
    case "popular":
      return found.toSorted((a, b) => rankOf(a, ranking) - rankOf(b, ranking));
    case "cheapest":
      return found.toSorted((a, b) => a.price - b.price);
    case "dearest":
      return found.toSorted((a, b) => b.price - a.price);
    default:
      return found;
  }
}

const textOf = ({ name, size, category = "", description = "" }: Item): string =>
  `${name} ${size} ${category} ${description}`.toLowerCase();

const rankOf = ({ itemId }: Item, ranking: readonly string[]): number => {
  const at = ranking.indexOf(itemId);
  return at === -1 ? ranking.length : at;
};
