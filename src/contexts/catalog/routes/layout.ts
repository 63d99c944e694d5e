/** The categories and the first page: an operator arranges them, everybody sees them. */
import { listOf, matching, optional, record, text, token } from "#kernel/schema.ts";
import { EVERY_ROW } from "#http/readCache.ts";
import { answered, type Route, routesOf, type Tools } from "#http/route.ts";
import { homeList, setCategories, setHomeLists } from "../contract.ts";
import { shownCategories } from "../rules/layout.ts";
import { itemsByIds, itemsOnSale, layoutOf } from "./reads.ts";
import { categories, item } from "./shapes.ts";

const route = routesOf("catalog");
const offeredWith = "catalog.features";
const FIRST_PAGE = 10;

const writtenCategory = () => ({
  categoryId: optional(token("ctg")),
  name: matching("\\S", 100),
});

export const layoutRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/api/categories",
    summary: "The shop's categories, in order, on two levels",
    access: "guest",
    offeredWith,
    answers: { 200: record({ categories: categories() }) },
    refusals: [],
    handle: async (_, tools) => {
      const layout = await layoutOf(tools);
      return { status: 200, body: { categories: shownCategories(layout.categories) } };
    },
  }),
  route({
    method: "PUT",
    path: "/api/categories",
    summary:
      "Set all categories, in order: one without an id is new, one that is left out is gone. A new name keeps the items",
    access: ["operator"],
    offeredWith,
    body: record({
      categories: listOf(
        record({
          ...writtenCategory(),
          children: optional(listOf(record(writtenCategory()), 50)),
        }),
        50,
      ),
    }),
    answers: { 200: record({ categories: categories() }) },
    refusals: ["COMMON_INVALID_PARAMETER"],
    handle: async ({ body }, tools) => {
      const written = body.categories.map((one) => ({ ...one, children: one.children ?? [] }));
      const command = setCategories({ layoutId: "shop", categories: written });
      return answered(await tools.send(command), 200);
    },
  }),

  route({
    method: "GET",
    path: "/api/home-lists",
    summary:
      "The lists of the first page with what is on sale of them, the newest and the most sold",
    access: "guest",
    offeredWith,
    answers: {
      200: record({
        homeLists: listOf(record({ name: text(100), items: listOf(item(), 30) }), 20),
        newest: listOf(item(), FIRST_PAGE),
        popular: listOf(item(), FIRST_PAGE),
      }),
    },
    refusals: [],
    handle: async (_, tools) => ({
      status: 200,
      body: await tools.cached(
        "home lists",
        PARTS.map((table) => ({ table, key: EVERY_ROW })),
        () => firstPage(tools),
      ),
    }),
  }),
  route({
    method: "PUT",
    path: "/api/home-lists",
    summary: "Set the lists of the first page, in order: each a name and its items",
    access: ["operator"],
    offeredWith,
    body: record({ homeLists: listOf(homeList(), 20) }),
    answers: { 200: record({ homeLists: listOf(homeList(), 20) }) },
    refusals: ["COMMON_INVALID_PARAMETER"],
    handle: async ({ body: { homeLists } }, tools) =>
      answered(await tools.send(setHomeLists({ layoutId: "shop", homeLists })), 200),
  }),
];

/** Not the stocks, which change with every order: the first page may show those of a second ago. */
const PARTS = ["catalog.items", "catalog.item_texts", "catalog.ratings", "catalog.layouts"];

async function firstPage(tools: Tools) {
  const { homeLists } = await layoutOf(tools);
  const namedIds = homeLists.flatMap(({ itemIds }) => itemIds);
  const [named, newest, popular] = await Promise.all([
    itemsByIds(namedIds, tools),
    itemsOnSale("NEWEST", FIRST_PAGE, tools),
    itemsOnSale("POPULAR", FIRST_PAGE, tools),
  ]);
  const onSale = new Map(
    named.items
      .filter(({ saleStatus }) => saleStatus === "ON_SALE" || saleStatus === "OUT_OF_STOCK")
      .map((one) => [one.itemId, one]),
  );
  return {
    homeLists: homeLists.map(({ name, itemIds }) => ({
      name,
      items: itemIds.flatMap((itemId) => onSale.get(itemId) ?? []),
    })),
    newest,
    popular,
  };
}
