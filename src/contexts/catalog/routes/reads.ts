import { rfc3339 } from "#kernel/calendar.ts";
import type { Refusal } from "#kernel/refusal.ts";
import { invalid } from "#http/refused.ts";
import type { Tools } from "#http/route.ts";
import {
  items,
  itemTexts,
  layouts,
  optionGroupsColumn,
  ratings,
  stockMovements,
  stocks,
} from "../collections.ts";
import type { Item } from "../rules/items.ts";
import { bareLayout, type Layout, nameNow, namesIn } from "../rules/layout.ts";
import { shownRating } from "../rules/reviewing.ts";
import { shownItem, shownStock } from "../rules/shown.ts";
import type { MovementKind, Stock } from "../rules/stock.ts";

type ItemRow = Omit<Item, "optionGroups" | "deleted"> & {
  readonly optionGroups: string;
  readonly available: number;
  readonly category: string | null;
  readonly description?: string | null;
  readonly reviewCount: number | null;
  readonly starsTotal: number | null;
};

const ITEM = `i.item_id as "itemId", i.item_version as "itemVersion", i.partner_id as "partnerId",
  i.name, i.size, i.price_minor as "priceMinor", i.option_groups::text as "optionGroups",
  i.sale_status as "saleStatus", s.available, t.category, r.review_count as "reviewCount",
  r.stars_total as "starsTotal"`;
const STOCKED = `${items.sqlName} i join ${stocks.sqlName} s using (item_id)`;
const FROM = `from ${STOCKED} left join ${itemTexts.sqlName} t using (item_id)
  left join ${ratings.sqlName} r using (item_id)`;

/** The item with its texts; undefined when there is none, or none any more. */
export async function itemById(itemId: string, tools: Tools) {
  const [row] = await tools.read<ItemRow>(
    `select ${ITEM}, t.description ${FROM} where i.item_id = $1 and not i.deleted`,
    [itemId],
  );
  return row === undefined ? undefined : viewIn(await layoutOf(tools), tools)(row);
}

/** Those of the named items that are listed, each once, newest first. */
export async function itemsByIds(itemIds: readonly string[], tools: Tools): Promise<ItemsShown> {
  const rows = await tools.read<ItemRow>(
    `select ${ITEM} ${FROM}
     where i.item_id = any($1::text[]) and not i.deleted
     order by i.created_at desc, i.item_id desc`,
    [itemIds],
  );
  return { items: rows.map(viewIn(await layoutOf(tools), tools)) };
}

export type ItemsShown = {
  readonly items: readonly ReturnType<ReturnType<typeof viewIn>>[];
  readonly nextCursor?: string;
};

/** By what a page of items is sorted, and which way. */
const SORTS = {
  NEWEST: { by: ["i.created_at", "i.item_id"], way: "desc" },
  PRICE_LOW: { by: ["i.price_minor", "i.item_id"], way: "asc" },
  PRICE_HIGH: { by: ["i.price_minor", "i.item_id"], way: "desc" },
  POPULAR: { by: ["s.sold", "i.item_id"], way: "desc" },
} as const;
export type Sort = keyof typeof SORTS;
export const SORT_NAMES = Object.keys(SORTS) as [Sort, ...Sort[]];

export type ItemQuery = {
  /** Words: each is somewhere in the name or the category, in any case. */
  readonly q?: string | undefined;
  readonly partnerId?: string | undefined;
  readonly category?: string | undefined;
  readonly minPrice?: bigint | undefined;
  readonly maxPrice?: bigint | undefined;
  readonly saleStatus?: Item["saleStatus"] | undefined;
  /** Only what can be bought now. */
  readonly inStock?: boolean | undefined;
  readonly sort?: Sort | undefined;
  /** The last item of the page before. */
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/** A page of listed items; a refusal when the cursor names no item, or the category is none. */
export async function itemPage(query: ItemQuery, tools: Tools): Promise<ItemsShown | Refusal> {
  const { category, cursor } = query;
  const layout = await layoutOf(tools);
  const names = category === undefined ? undefined : namesIn(layout.categories, category);
  if (names === undefined && category !== undefined) return invalid("category", "NOT_ALLOWED");
  if (cursor !== undefined) {
    const known = await tools.read(`select 1 from ${items.sqlName} where item_id = $1`, [cursor]);
    if (known.length === 0) return invalid("cursor", "NOT_ALLOWED");
  }
  const { sql, parameters } = pageOf(query, names);
  const rows = await tools.read<ItemRow>(sql, parameters);
  const shown = rows.slice(0, query.limit);
  const last = rows.length > shown.length ? shown.at(-1) : undefined;
  return {
    items: shown.map(viewIn(layout, tools)),
    ...(last === undefined ? {} : { nextCursor: last.itemId }),
  };
}

/** The first of the items that are on sale. */
export async function itemsOnSale(sort: Sort, limit: number, tools: Tools) {
  const { sql, parameters } = pageOf({ sort, limit: limit - 1, saleStatus: "ON_SALE" }, undefined);
  const rows = await tools.read<ItemRow>(sql, parameters);
  return rows.map(viewIn(await layoutOf(tools), tools));
}

/** The shop as an operator laid it out; a bare one while that is not offered. */
export async function layoutOf({ policies, cached, read }: Tools): Promise<Layout> {
  if (!policies["catalog.features"]) return bareLayout;
  const from = [{ table: "catalog.layouts", key: bareLayout.layoutId }];
  return cached("layout", from, async () => {
    const [row = bareLayout] = await read<Layout>(
      `select categories, home_lists as "homeLists" from ${layouts.sqlName} where layout_id = $1`,
      [bareLayout.layoutId],
    );
    return row;
  });
}

/** One statement for each combination of what is asked, so that each finds its index. */
function pageOf(
  { sort = "NEWEST", limit, q, cursor, ...asked }: ItemQuery,
  names: readonly string[] | undefined,
) {
  const { by, way } = SORTS[sort];
  const place = by.join(", ");
  const conditions: readonly (readonly [sql: string, value: unknown])[] = [
    [`i.search_text || coalesce(t.search_text, '') like all (${WORDS})`, patternsOf(q)],
    ["i.partner_id = ?", asked.partnerId],
    ["i.sale_status = ?", asked.saleStatus],
    // No index: each sale would write it, and most of what is listed is in stock.
    ["(?::boolean and i.sale_status = 'ON_SALE' and s.available > 0)", asked.inStock || undefined],
    ["t.category = any(?::text[])", names],
    ["i.price_minor >= ?", asked.minPrice],
    ["i.price_minor <= ?", asked.maxPrice],
    [
      `(${place}) ${way === "asc" ? ">" : "<"} (select ${place} from ${STOCKED} where i.item_id = ?)`,
      cursor,
    ],
  ];
  const given = conditions.filter(([, value]) => value !== undefined);
  const where = given.map(([sql], index) => `and ${sql.replace("?", `$${index + 1}`)}`);
  const order = by.map((field) => `${field} ${way}`).join(", ");
  return {
    sql: `select ${ITEM} ${FROM} where not i.deleted ${where.join(" ")}
          order by ${order} limit $${given.length + 1}`,
    parameters: [...given.map(([, value]) => value), limit + 1],
  };
}

/** Lower-case by the database's own rules, as what it is held against. */
const WORDS = "string_to_array(lower(normalize(?::text, nfkc)), ' ')";

/** Each word as a pattern, a space between them; undefined without words. */
function patternsOf(q = ""): string | undefined {
  const words = q.split(/\s+/).filter((word) => word !== "");
  const patterns = words.map((word) => `%${word.replaceAll(/[\\%_]/g, "\\$&")}%`);
  return patterns.length === 0 ? undefined : patterns.join(" ");
}

const viewIn =
  ({ categories }: Layout, { policies }: Tools) =>
  ({
    optionGroups,
    available,
    category,
    description,
    reviewCount,
    starsTotal,
    ...row
  }: ItemRow) => ({
    ...shownItem(
      { ...row, deleted: false, optionGroups: optionGroupsColumn.fromSql(optionGroups as never) },
      available,
      {
        category: nameNow(categories, category ?? undefined),
        description: description ?? undefined,
      },
    ),
    ...(policies["catalog.features"]
      ? shownRating({ reviewCount: reviewCount ?? 0, starsTotal: starsTotal ?? 0 })
      : {}),
  });

type StockRow = Stock & { readonly partnerId: string; readonly saleStatus: Item["saleStatus"] };

/** The stock of an item that is listed, for whoever may manage it; undefined for everyone else. */
export async function managedStock(itemId: string, { read, identity }: Tools) {
  const [row] = await read<StockRow>(
    `select i.item_id as "itemId", i.partner_id as "partnerId", i.sale_status as "saleStatus",
            s.received, s.available, s.reserved, s.sold
     from ${STOCKED} where i.item_id = $1 and not i.deleted`,
    [itemId],
  );
  if (row === undefined) return undefined;
  const manages = identity.role === "operator" || identity.partnerId === row.partnerId;
  return manages ? shownStock(row.saleStatus, row) : undefined;
}

type MovementRow = {
  readonly kind: MovementKind;
  readonly quantity: number;
  readonly orderId: string | null;
  readonly reason: string | null;
  readonly at: number;
};

/** Movements of an item from that place on, newest first. */
export async function movementPage(
  itemId: string,
  { at, skip }: MovementPlace,
  limit: number,
  { read }: Tools,
) {
  const rows = await read<MovementRow>(
    `select kind, quantity, order_id as "orderId", reason, created_at as at
     from ${stockMovements.sqlName}
     where item_id = $1 and created_at <= $2
     order by created_at desc, id desc offset $3 limit $4`,
    [itemId, new Date(at).toISOString(), skip, limit + 1],
  );
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    movements: page.map(({ orderId, reason, ...row }) => ({
      ...row,
      at: rfc3339(row.at),
      ...(orderId === null ? {} : { orderId }),
      ...(reason === null ? {} : { reason }),
    })),
    ...(last === undefined ? {} : { nextCursor: placeAfter(page, last.at, { at, skip }) }),
  };
}

/**
 * Where a page begins: at the movements of this instant, after as many of them as were shown. Says
 * nothing of how many movements there are of other items, as a number of the row would.
 */
export type MovementPlace = { readonly at: number; readonly skip: number };

export const NEWEST: MovementPlace = { at: Date.parse("9999-12-31T00:00:00Z"), skip: 0 };

/** The place a cursor names. */
export function placeOf(cursor: string): MovementPlace {
  const [at = 0, skip = 0] = cursor.split("-").map(Number);
  return { at, skip };
}

function placeAfter(page: readonly MovementRow[], at: number, from: MovementPlace): string {
  const shown = page.filter((row) => row.at === at).length;
  return `${at}-${at === from.at ? from.skip + shown : shown}`;
}
