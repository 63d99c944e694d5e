/** How the shop is laid out: its categories on two levels, and the lists of its first page. */
import type { BodyOf } from "#kernel/message.ts";
import { refuse, type Refusal, type RefusalDetail } from "#kernel/refusal.ts";
import { listOf, record, text, token, type ValueOf } from "#kernel/schema.ts";
import type { homeList, setCategories } from "../contract.ts";

const named = () => ({
  categoryId: token("ctg"),
  name: text(100),
  /** What it was called before: sellers may have named it so. */
  formerNames: listOf(text(100), 20),
});
export const category = () => record({ ...named(), children: listOf(record(named()), 50) });
export type Category = ValueOf<ReturnType<typeof category>>;
type Named = Omit<Category, "children">;
export type HomeList = ValueOf<ReturnType<typeof homeList>>;
export type Layout = {
  readonly layoutId: "shop";
  readonly categories: readonly Category[];
  readonly homeLists: readonly HomeList[];
};
type Draft = BodyOf<typeof setCategories>["categories"][number];
type DraftNamed = Omit<Draft, "children">;

export const bareLayout: Layout = { layoutId: "shop", categories: [], homeLists: [] };

const everyOne = (categories: readonly Category[]): readonly Named[] =>
  categories.flatMap((one) => [one, ...one.children]);

/** Why these cannot be the shop's categories: a name, or an id, that is not one category's alone. */
export function refusalOfCategories(
  drafts: readonly Draft[],
  before: readonly Category[],
): Refusal | undefined {
  const known = new Set(everyOne(before).map(({ categoryId }) => categoryId));
  const names = new Set<string>();
  const details = placesOf(drafts).flatMap(({ field, draft }): RefusalDetail[] => {
    const name = seen(draft.name);
    const isRepeated = names.has(name);
    names.add(name);
    // Each id stands for one of those before, once.
    const isForeign = draft.categoryId !== undefined && !known.delete(draft.categoryId);
    return [
      ...(isRepeated ? [{ field: `${field}.name`, code: "REPEATED_NAME" }] : []),
      ...(isForeign ? [{ field: `${field}.categoryId`, code: "NOT_ALLOWED" }] : []),
    ];
  });
  return details.length === 0 ? undefined : refuse("COMMON_INVALID_PARAMETER", details);
}

const placesOf = (drafts: readonly Draft[]) =>
  drafts.flatMap((draft, index): { readonly field: string; readonly draft: DraftNamed }[] => [
    { field: `categories.${index}`, draft },
    ...draft.children.map((child, place) => ({
      field: `categories.${index}.children.${place}`,
      draft: child,
    })),
  ]);

const FORMER_MAX = 20;

/** The categories as written. `newId` makes a token for each that is new. */
export function arranged(
  drafts: readonly Draft[],
  before: readonly Category[],
  newId: () => string,
): Category[] {
  const known = new Map(everyOne(before).map((one) => [one.categoryId, one]));
  const taken = new Set(placesOf(drafts).map(({ draft }) => seen(draft.name)));
  const kept = ({ categoryId, name: written }: DraftNamed): Named => {
    const name = seen(written);
    const old = categoryId === undefined ? undefined : known.get(categoryId);
    if (old === undefined) return { categoryId: newId(), name, formerNames: [] };
    const former = [...new Set([old.name, ...old.formerNames])].filter((one) => !taken.has(one));
    return { categoryId: old.categoryId, name, formerNames: former.slice(0, FORMER_MAX) };
  };
  return drafts.map((draft) => ({ ...kept(draft), children: draft.children.map(kept) }));
}

/** Two names are one when a reader sees the same. */
const seen = (written: string): string => written.normalize("NFC").trim();

/** Everything that sellers may have written for that category and those below it. */
export function namesIn(
  categories: readonly Category[],
  categoryId: string,
): readonly string[] | undefined {
  const above = categories.find((one) => one.categoryId === categoryId);
  const meant =
    above === undefined
      ? everyOne(categories).filter((one) => one.categoryId === categoryId)
      : everyOne([above]);
  if (meant.length === 0) return undefined;
  return meant.flatMap(({ name, formerNames }) => [name, ...formerNames]);
}

/** What the category that a seller named is called now; as it was written where there is none. */
export const nameNow = (
  categories: readonly Category[],
  written: string | undefined,
): string | undefined =>
  everyOne(categories).find(({ formerNames }) => formerNames.includes(written ?? ""))?.name ??
  written;

/** Where the shop has categories, an item is in one of them, by the name it has now, or in none. */
export function refusalOfCategory(
  written: string | undefined,
  { categories }: Layout = bareLayout,
): Refusal | undefined {
  if (written === undefined || written === "" || categories.length === 0) return undefined;
  return everyOne(categories).some(({ name }) => name === written)
    ? undefined
    : refuse("COMMON_INVALID_PARAMETER", [{ field: "category", code: "NOT_ALLOWED" }]);
}

/** The categories as everybody sees them. */
export const shownCategories = (categories: readonly Category[]) =>
  categories.map(({ children, ...above }) => ({
    ...shownCategory(above),
    children: children.map(shownCategory),
  }));
const shownCategory = ({ categoryId, name }: Named) => ({ categoryId, name });
