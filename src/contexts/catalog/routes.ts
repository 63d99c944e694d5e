import { isRefusal, refuse, type Refusal } from "#kernel/refusal.ts";
import {
  amount,
  count,
  flag,
  listOf,
  matching,
  oneOf,
  optional,
  record,
  text,
  token,
} from "#kernel/schema.ts";
import type { Sent } from "#runtime/sending.ts";
import { EVERY_ROW } from "#http/readCache.ts";
import { invalid } from "#http/refused.ts";
import { answered, type Route, type RouteAnswer, routesOf, type Tools } from "#http/route.ts";
import {
  adjustStock,
  changeItem,
  changeSaleStatus,
  deleteItem,
  listItem,
  receiveStock,
  setSaleStatus,
} from "./contract.ts";
import {
  itemById,
  itemPage,
  itemsByIds,
  type ItemsShown,
  managedStock,
  movementPage,
  NEWEST,
  placeOf,
  SORT_NAMES,
} from "./routes/reads.ts";
import { layoutRoutes } from "./routes/layout.ts";
import { reviewRoutes } from "./routes/reviews.ts";
import { item, stock, stockMovement, writtenItem } from "./routes/shapes.ts";
import { entityTag, versionSeen } from "./routes/version.ts";

const route = routesOf("catalog");
const PAGE_SIZE = 20;
const NO_SIZE = "-";

/** Where the parts of an item lie that everybody sees. */
const PARTS = ["catalog.items", "catalog.item_texts", "catalog.stocks", "catalog.ratings"];
const LAYOUT = { table: "catalog.layouts", key: EVERY_ROW };
const ofItem = () => record({ itemId: token("itm") });
const { name, size, price, optionGroups, category, description } = writtenItem;

export const routes: readonly Route[] = [
  ...layoutRoutes,
  ...reviewRoutes,
  route({
    method: "POST",
    path: "/api/items",
    summary: "List an item: a seller for the own partner, an operator for the partner named",
    access: ["seller", "operator"],
    body: record({
      partnerId: optional(token("ptn")),
      name,
      size: optional(size),
      price,
      optionGroups: optional(optionGroups),
      saleStatus: optional(setSaleStatus()),
      category: optional(category),
      description: optional(description),
    }),
    answers: { 201: item() },
    refusals: [
      "COMMON_INVALID_PARAMETER",
      "AUTH_FORBIDDEN",
      "COMMON_ENTITY_NOT_FOUND",
      "PARTNER_DISABLED",
      "ITEM_DUPLICATE",
    ],
    handle: async ({ body }, tools) => {
      const partnerId = partnerFor(body.partnerId, tools);
      if (isRefusal(partnerId)) return partnerId;
      const itemId = tools.token("item");
      const { size: writtenSize = NO_SIZE, saleStatus = "PREPARE" } = body;
      const command = listItem({
        ...textsOf(body),
        itemId,
        partnerId,
        name: body.name,
        size: writtenSize,
        priceMinor: body.price,
        optionGroups: draftOf(body.optionGroups ?? []),
        saleStatus,
      });
      return itemAnswer(await tools.send(command, { fresh: itemId }), 201);
    },
  }),

  route({
    method: "GET",
    path: "/api/items",
    summary:
      "Items with all words of `q`, newest first; or those named by `ids`. `inStock` leaves out what cannot be bought now. The cursor is the last item of a page. With catalog.features also by category, price and rank",
    access: "guest",
    query: record({
      ids: optional(matching("^itm_[0-9A-Za-z]{16}(?:,itm_[0-9A-Za-z]{16}){0,99}$", 2_099)),
      q: optional(text(100)),
      partnerId: optional(token("ptn")),
      category: optional(token("ctg")),
      minPrice: optional(amount()),
      maxPrice: optional(amount()),
      sort: optional(oneOf(...SORT_NAMES)),
      inStock: optional(flag()),
      cursor: optional(token("itm")),
      limit: optional(count(1, 100)),
    }),
    answers: { 200: record({ items: listOf(item(), 100), nextCursor: optional(token("itm")) }) },
    refusals: ["COMMON_INVALID_PARAMETER"],
    handle: async ({ query: { ids, limit = PAGE_SIZE, ...query } }, tools) => {
      const unknown = FEATURES.find((name) => query[name] !== undefined);
      if (unknown !== undefined && !tools.policies["catalog.features"]) {
        return invalid(unknown, "UNKNOWN_FIELD");
      }
      const wanted = { ...query, limit };
      const body = await tools.cached(
        `items ${Object.entries({ ...wanted, ids }).join(" ")}`,
        [...PARTS.map((table) => ({ table, key: EVERY_ROW })), LAYOUT],
        (): Promise<ItemsShown | Refusal> =>
          ids === undefined ? itemPage(wanted, tools) : itemsByIds(ids.split(","), tools),
      );
      return isRefusal(body) ? body : { status: 200, body };
    },
  }),

  route({
    method: "GET",
    path: "/api/items/:itemId",
    summary: "An item with its option groups and what is available of it",
    access: "guest",
    params: ofItem(),
    answers: { 200: item() },
    refusals: ["COMMON_INVALID_PARAMETER", "COMMON_ENTITY_NOT_FOUND"],
    handle: async ({ params: { itemId } }, tools) => {
      const found = await tools.cached(
        `item ${itemId}`,
        [...PARTS.map((table) => ({ table, key: itemId })), LAYOUT],
        () => itemById(itemId, tools),
      );
      if (found === undefined) return refuse("COMMON_ENTITY_NOT_FOUND");
      return { status: 200, body: found, headers: entityTag(found.version) };
    },
  }),

  route({
    method: "PATCH",
    path: "/api/items/:itemId",
    summary: "Change an item, as seen at the version in If-Match; new orders use what it says",
    access: ["seller", "operator"],
    params: ofItem(),
    body: record({
      name: optional(name),
      size: optional(size),
      price: optional(price),
      optionGroups: optional(optionGroups),
      category: optional(category),
      description: optional(description),
    }),
    answers: { 200: item() },
    refusals: [
      "COMMON_INVALID_PARAMETER",
      "COMMON_ENTITY_NOT_FOUND",
      "VERSION_REQUIRED",
      "VERSION_CONFLICT",
      "ITEM_DUPLICATE",
    ],
    handle: async ({ params: { itemId }, body, headers }, tools) => {
      const seen = versionSeen(headers);
      if (isRefusal(seen)) return seen;
      const command = changeItem({
        ...seen,
        ...textsOf(body),
        itemId,
        ...(body.name === undefined ? {} : { name: body.name }),
        ...(body.size === undefined ? {} : { size: body.size }),
        ...(body.price === undefined ? {} : { priceMinor: body.price }),
        ...(body.optionGroups === undefined ? {} : { optionGroups: draftOf(body.optionGroups) }),
      });
      return itemAnswer(await tools.send(command), 200);
    },
  }),

  route({
    method: "PUT",
    path: "/api/items/:itemId/sale-status",
    summary: "Set the sale status; OUT_OF_STOCK is not set but shown while nothing is available",
    access: ["seller", "operator"],
    params: ofItem(),
    body: record({ saleStatus: setSaleStatus() }),
    answers: { 200: item() },
    refusals: [
      "COMMON_INVALID_PARAMETER",
      "COMMON_ENTITY_NOT_FOUND",
      "VERSION_REQUIRED",
      "VERSION_CONFLICT",
      "AUTH_FORBIDDEN",
    ],
    handle: async ({ params: { itemId }, body: { saleStatus }, headers }, tools) => {
      const seen = versionSeen(headers);
      if (isRefusal(seen)) return seen;
      return itemAnswer(await tools.send(changeSaleStatus({ ...seen, itemId, saleStatus })), 200);
    },
  }),

  route({
    method: "DELETE",
    path: "/api/items/:itemId",
    summary: "Take an item off the list for good; orders keep what they copied of it",
    access: ["seller", "operator"],
    params: ofItem(),
    answers: { 204: null },
    refusals: [
      "COMMON_INVALID_PARAMETER",
      "COMMON_ENTITY_NOT_FOUND",
      "VERSION_REQUIRED",
      "VERSION_CONFLICT",
    ],
    handle: async ({ params: { itemId }, headers }, tools) => {
      const seen = versionSeen(headers);
      if (isRefusal(seen)) return seen;
      return answered(await tools.send(deleteItem({ ...seen, itemId })), 204);
    },
  }),

  route({
    method: "POST",
    path: "/api/items/:itemId/stock-receipts",
    summary: "Goods came in and are available at once",
    access: ["seller", "operator"],
    params: ofItem(),
    body: record({ quantity: count(1, 1_000_000) }),
    answers: { 201: stock() },
    refusals: ["COMMON_INVALID_PARAMETER", "COMMON_ENTITY_NOT_FOUND", "AMOUNT_OUT_OF_RANGE"],
    idempotency: "required",
    handle: async ({ params: { itemId }, body: { quantity } }, tools) =>
      answered(await tools.send(receiveStock({ itemId, quantity })), 201),
  }),

  route({
    method: "POST",
    path: "/api/items/:itemId/stock-adjustments",
    summary: "Put the count of available units right, up or down, with the reason",
    access: ["seller", "operator"],
    params: ofItem(),
    body: record({ quantity: count(-1_000_000, 1_000_000), reason: matching("\\S", 200) }),
    answers: { 201: stock() },
    refusals: [
      "COMMON_INVALID_PARAMETER",
      "COMMON_ENTITY_NOT_FOUND",
      "STOCK_INSUFFICIENT",
      "AMOUNT_OUT_OF_RANGE",
    ],
    idempotency: "required",
    handle: async ({ params: { itemId }, body: { quantity, reason } }, tools) =>
      answered(await tools.send(adjustStock({ itemId, quantity, reason })), 201),
  }),

  route({
    method: "GET",
    path: "/api/items/:itemId/stock-movements",
    summary: "Where the units of an item are, and every movement of them, newest first",
    access: ["seller", "operator"],
    params: ofItem(),
    query: record({
      cursor: optional(matching("^\\d{1,14}-\\d{1,6}$", 21)),
      limit: optional(count(1, 100)),
    }),
    answers: {
      200: record({
        stock: stock(),
        movements: listOf(stockMovement(), 100),
        nextCursor: optional(text(21)),
      }),
    },
    refusals: ["COMMON_INVALID_PARAMETER", "COMMON_ENTITY_NOT_FOUND"],
    handle: async ({ params: { itemId }, query: { cursor, limit = PAGE_SIZE } }, tools) => {
      const found = await managedStock(itemId, tools);
      if (found === undefined) return refuse("COMMON_ENTITY_NOT_FOUND");
      const place = cursor === undefined ? NEWEST : placeOf(cursor);
      const page = await movementPage(itemId, place, limit, tools);
      return { status: 200, body: { stock: found, ...page } };
    },
  }),
];

/** What of a search comes with catalog.features. */
const FEATURES = ["category", "minPrice", "maxPrice", "sort"] as const;

/** A seller lists for the own partner, an operator for the one that is named. */
function partnerFor(named: string | undefined, { identity }: Tools): string | Refusal {
  if (identity.role === "operator") return named ?? invalid("partnerId", "REQUIRED");
  const own = identity.partnerId;
  if (own === undefined || (named !== undefined && named !== own)) return refuse("AUTH_FORBIDDEN");
  return own;
}

type WrittenGroups = readonly {
  readonly name: string;
  readonly options: readonly { readonly name: string; readonly price: bigint }[];
}[];
const draftOf = (groups: WrittenGroups) =>
  groups.map((group) => ({
    name: group.name,
    options: group.options.map((option) => ({ name: option.name, priceMinor: option.price })),
  }));

type WrittenTexts = { readonly category?: string; readonly description?: string };
const textsOf = ({ category: shelf, description: told }: WrittenTexts): WrittenTexts => ({
  ...(shelf === undefined ? {} : { category: shelf }),
  ...(told === undefined ? {} : { description: told }),
});

/** The item as the command left it, under the version the next edit must name. */
function itemAnswer(sent: Sent, status: number): RouteAnswer {
  if ("refusal" in sent.answer) return sent.answer.refusal;
  const { itemId, version } = sent.answer.value as {
    readonly itemId: string;
    readonly version: number;
  };
  const location = status === 201 ? { location: `/api/items/${itemId}` } : {};
  return answered(sent, status, { ...entityTag(version), ...location });
}
