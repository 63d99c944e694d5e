import { rfc3339 } from "#kernel/calendar.ts";
import type { Tools } from "#http/route.ts";
import { items, itemTexts, optionGroupsColumn, stockMovements, stocks } from "../collections.ts";
import type { Item } from "../rules/items.ts";
import { shownItem, shownStock } from "../rules/shown.ts";
import type { MovementKind, Stock } from "../rules/stock.ts";

type ItemRow = Omit<Item, "optionGroups" | "deleted"> & {
  readonly optionGroups: string;
  readonly available: number;
  readonly category?: string | null;
  readonly description?: string | null;
};

const ITEM = `i.item_id as "itemId", i.item_version as "itemVersion", i.partner_id as "partnerId",
  i.name, i.size, i.price_minor as "priceMinor", i.option_groups::text as "optionGroups",
  i.sale_status as "saleStatus", s.available`;
const FROM = `from ${items.sqlName} i join ${stocks.sqlName} s using (item_id)`;

/** The item with its texts; undefined when there is none, or none any more. */
export async function itemById(itemId: string, { read }: Tools) {
  const [row] = await read<ItemRow>(
    `select ${ITEM}, t.category, t.description
     ${FROM} left join ${itemTexts.sqlName} t using (item_id)
     where i.item_id = $1 and not i.deleted`,
    [itemId],
  );
  return row === undefined ? undefined : viewOf(row);
}

/** Those of the named items that are listed, each once, newest first. */
export async function itemsByIds(itemIds: readonly string[], { read }: Tools) {
  const rows = await read<ItemRow>(
    `select ${ITEM} ${FROM}
     where i.item_id = any($1::text[]) and not i.deleted
     order by i.created_at desc, i.item_id desc`,
    [itemIds],
  );
  return { items: rows.map(viewOf) };
}

export type ItemQuery = {
  /** Part of the name, in any case. */
  readonly q?: string | undefined;
  readonly partnerId?: string | undefined;
  /** The last item of the page before. */
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/** A page of listed items, newest first; undefined when the cursor names no item. */
export async function itemPage({ q, partnerId, cursor, limit }: ItemQuery, { read }: Tools) {
  if (cursor !== undefined) {
    const known = await read(`select 1 from ${items.sqlName} where item_id = $1`, [cursor]);
    if (known.length === 0) return undefined;
  }
  const rows = await read<ItemRow>(
    `select ${ITEM} ${FROM}
     where not i.deleted
       and ($1::text is null or i.name ilike $1)
       and ($2::text is null or i.partner_id = $2)
       and ($3::text is null or (i.created_at, i.item_id) <
            (select created_at, item_id from ${items.sqlName} where item_id = $3))
     order by i.created_at desc, i.item_id desc limit $4`,
    [
      q === undefined ? null : `%${q.replaceAll(/[\\%_]/g, "\\$&")}%`,
      partnerId ?? null,
      cursor ?? null,
      limit + 1,
    ],
  );
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map(viewOf),
    ...(last === undefined ? {} : { nextCursor: last.itemId }),
  };
}

const viewOf = ({ optionGroups, available, category, description, ...row }: ItemRow) =>
  shownItem(
    { ...row, deleted: false, optionGroups: optionGroupsColumn.fromSql(optionGroups as never) },
    available,
    { category: category ?? undefined, description: description ?? undefined },
  );

type StockRow = Stock & { readonly partnerId: string; readonly saleStatus: Item["saleStatus"] };

/** The stock of an item that is listed, for whoever may manage it; undefined for everyone else. */
export async function managedStock(itemId: string, { read, identity }: Tools) {
  const [row] = await read<StockRow>(
    `select i.item_id as "itemId", i.partner_id as "partnerId", i.sale_status as "saleStatus",
            s.received, s.available, s.reserved, s.sold
     ${FROM} where i.item_id = $1 and not i.deleted`,
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
