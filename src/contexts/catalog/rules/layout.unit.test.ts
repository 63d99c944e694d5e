import { describe, expect, test } from "vitest";
import {
  arranged,
  bareLayout,
  type Category,
  nameNow,
  namesIn,
  refusalOfCategories,
  refusalOfCategory,
} from "./layout.ts";

type Drafts = Parameters<typeof arranged>[0];
type Draft = { readonly name: string; readonly categoryId?: string; readonly children?: Draft[] };
const drafts = (...written: readonly Draft[]) =>
  written.map((draft) => ({ children: [], ...draft })) as unknown as Drafts;

/** The categories as they are after each of these was set. */
function after(...settings: readonly Drafts[]): Category[] {
  let made = 0;
  let categories: Category[] = [];
  for (const setting of settings) {
    categories = arranged(setting, categories, () => `ctg_${(made += 1)}`);
  }
  return categories;
}
const tea = drafts({ name: "차", children: [{ name: "녹차" }] });

describe("categories", () => {
  test("S2.19 keep their id and their items under a new name, and those below come with them", () => {
    const renamed = drafts({
      categoryId: "ctg_1",
      name: "마실 것",
      children: [{ categoryId: "ctg_2", name: "푸른 차" }],
    });
    const categories = after(tea, renamed);
    expect(namesIn(categories, "ctg_1")).toEqual(["마실 것", "차", "푸른 차", "녹차"]);
    expect(namesIn(categories, "ctg_2")).toEqual(["푸른 차", "녹차"]);
    expect(namesIn(categories, "ctg_3")).toBeUndefined();
    expect(nameNow(categories, "녹차")).toBe("푸른 차");
    expect(nameNow(categories, "그릇")).toBe("그릇");
    expect(nameNow(categories, undefined)).toBeUndefined();
  });

  test("S2.19 a former name belongs to whoever has it now", () => {
    const swapped = drafts({ categoryId: "ctg_1", name: "녹차" }, { name: "차" });
    const categories = after(tea, swapped);
    expect(categories.map(({ formerNames }) => formerNames)).toEqual([[], []]);
    expect(namesIn(categories, "ctg_1")).toEqual(["녹차"]);
  });

  test.each<[string, Drafts, readonly string[]]>([
    ["new ones", drafts({ name: "차" }, { name: "그릇" }), []],
    [
      "a name above and below",
      drafts({ name: "차", children: [{ name: " 차" }] }),
      ["0.children.0.name"],
    ],
    ["an id that is none", drafts({ categoryId: "ctg_9", name: "차" }), ["0.categoryId"]],
    [
      "an id twice",
      drafts({ categoryId: "ctg_1", name: "차" }, { categoryId: "ctg_1", name: "그릇" }),
      ["1.categoryId"],
    ],
  ])("S2.19 to set %s", (_, written, fields) => {
    const details = refusalOfCategories(written, after(tea))?.details ?? [];
    expect(details.map(({ field }) => field)).toEqual(fields.map((field) => `categories.${field}`));
  });

  test.each<[string, string | undefined, boolean]>([
    ["one of them", "녹차", true],
    ["none", "", true],
    ["not said", undefined, true],
    ["another", "그릇", false],
  ])("S2.19 an item in %s", (_, written, isTaken) => {
    const layout = { ...bareLayout, categories: after(tea) };
    expect(refusalOfCategory(written, layout) === undefined).toBe(isTaken);
    expect(refusalOfCategory(written, bareLayout)).toBeUndefined();
  });
});
