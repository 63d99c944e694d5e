import type { ItemSearch } from "./reads.ts";

export const SORTS = ["newest", "popular", "cheapest", "dearest"] as const;
type Sort = (typeof SORTS)[number];
const ASKED: Readonly<Record<Sort, NonNullable<ItemSearch["sort"]>>> = {
  newest: "NEWEST",
  popular: "POPULAR",
  cheapest: "PRICE_LOW",
  dearest: "PRICE_HIGH",
};

/** What is looked for, as the address says it. */
export type Search = {
  readonly q?: string | undefined;
  readonly category?: string | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly sort?: string | undefined;
  /** Only what can be bought now. */
  readonly stock?: true | undefined;
};

export const isSearch = (search: Search): boolean =>
  Object.values(search).some((value) => value !== undefined);

const CATEGORY = /^ctg_[0-9A-Za-z]{16}$/;

/** What is asked of the catalog: without its features it knows words only. */
export function askedFor(search: Search, hasFeatures: boolean): ItemSearch {
  const { category = "", min, max } = search;
  const q = search.q?.trim().slice(0, 100) ?? "";
  const sort = SORTS.find((name) => name === search.sort);
  return {
    ...(q === "" ? {} : { q }),
    ...(search.stock ? { inStock: true } : {}),
    ...(hasFeatures && CATEGORY.test(category) ? { category } : {}),
    ...(hasFeatures && min !== undefined ? { minPrice: min } : {}),
    ...(hasFeatures && max !== undefined ? { maxPrice: max } : {}),
    ...(hasFeatures && sort !== undefined ? { sort: ASKED[sort] } : {}),
  };
}
