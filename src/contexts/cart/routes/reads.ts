import type { Tools } from "#http/route.ts";
import { availabilities, carts, items, linesColumn, optionGroupsColumn } from "../collections.ts";
import type { Availability, CartLine, Item } from "../rules.ts";
import { type Shelf, showCart } from "../rules/showing.ts";

/** The cart as its owner sees it; one that nobody filled is empty. */
export async function readCart(cartId: string, tools: Tools) {
  const lines = await linesOf(cartId, tools);
  const itemIds = [...new Set(lines.map(({ itemId }) => itemId))];
  return showCart(lines, await shelfOf(itemIds, tools));
}

async function linesOf(cartId: string, { read }: Tools): Promise<readonly CartLine[]> {
  const [row] = await read<{ readonly lines: string }>(
    `select lines::text from ${carts.sqlName} where cart_id = $1`,
    [cartId],
  );
  return row === undefined ? [] : linesColumn.fromSql(row.lines as never);
}

type ItemRow = Omit<Item, "optionGroups"> &
  Pick<Availability, "isAvailable" | "turn"> & { readonly optionGroups: string };

async function shelfOf(itemIds: readonly string[], { read }: Tools): Promise<Shelf> {
  const rows = await read<ItemRow>(
    `select i.item_id as "itemId", i.item_version as "itemVersion", i.name, i.size,
            i.price_minor as "priceMinor", i.option_groups::text as "optionGroups",
            i.sale_status as "saleStatus", i.deleted,
            coalesce(a.is_available, false) as "isAvailable", coalesce(a.turn, 0) as turn
     from ${items.sqlName} i left join ${availabilities.sqlName} a using (item_id)
     where i.item_id = any($1::text[])`,
    [itemIds],
  );
  return {
    items: new Map(
      rows.map(({ isAvailable: _, turn: __, optionGroups, ...row }) => [
        row.itemId,
        { ...row, optionGroups: optionGroupsColumn.fromSql(optionGroups as never) },
      ]),
    ),
    availabilities: new Map(rows.map((row) => [row.itemId, row])),
  };
}
