import type { BodyOf } from "#kernel/message.ts";
import type { setCategories } from "#contexts/catalog/contract.ts";

const shelf = (name: string, ...children: readonly string[]) => ({
  name,
  children: children.map((child) => ({ name: child })),
});

/** The demo shop's categories; its goods are in those below. */
export const CATEGORIES: BodyOf<typeof setCategories>["categories"] = [
  shelf("먹거리 / Food and drink", "차 / Tea", "식품 / Food"),
  shelf(
    "집 / Home",
    "다구 / Tea ware",
    "식기 / Tableware",
    "장식 / For the room",
    "침구 / Home textiles",
    "가전 / Appliances",
  ),
  shelf("천과 옷 / Cloth", "보자기 / Wrapping cloths", "의류 / Clothing"),
  shelf("문구 / Stationery", "종이 / Paper", "필기구 / Writing"),
];

/** The lists of its first page, of the goods of these categories. */
export const HOME_LISTS: readonly { readonly name: string; readonly from: readonly string[] }[] = [
  { name: "선물하기 좋은 것 / Good gifts", from: ["보자기 / Wrapping cloths", "다구 / Tea ware"] },
  { name: "오늘의 찻상 / Today's tea table", from: ["차 / Tea", "식품 / Food"] },
];
