/** The best-selling items, added up from the sums of their days. */
import { addDays } from "#kernel/calendar.ts";
import type { BodyOf, Message } from "#kernel/message.ts";
import type { Tools } from "#http/route.ts";
import type { TaskRunner } from "#runtime/tasks.ts";
import type { PopularList } from "./collections.ts";
import { keepPopularList, type makePopularList } from "./contract.ts";

type Read = Tools["read"];
type Entries = PopularList["entries"];
/** Whole days, both included. */
export type Span = { readonly from: string; readonly to: string };

/** The window that ends the day before, or with the day itself. */
export const windowOf = (day: string, windowDays: number, includesDay = false): Span => {
  const to = includesDay ? day : addDays(day, -1);
  return { from: addDays(to, 1 - windowDays), to };
};

/**
 * More pieces first; of equals more orders; then by token. It reads the sums of those days alone,
 * whatever the number of orders behind them.
 */
export async function bestSelling(read: Read, { from, to }: Span, size: number): Promise<Entries> {
  const rows = await read<{
    readonly item_id: string;
    readonly quantity: bigint;
    readonly orders: bigint;
  }>(
    `select item_id, sum(quantity) as quantity, sum(orders) as orders from query.daily_sales
      where sale_id >= $1 and sale_id < $2
      group by item_id having sum(quantity) > 0
      order by sum(quantity) desc, sum(orders) desc, item_id limit $3`,
    [from, addDays(to, 1), size],
  );
  return rows.map(({ item_id: itemId, quantity, orders }) => ({
    itemId,
    quantity: Number(quantity),
    orders: Number(orders),
  }));
}

/** The list made at the midnight of that day, where there is one. */
export async function keptList(read: Read, day: string): Promise<Entries | undefined> {
  const [list] = await read<{ readonly entries: Entries }>(
    "select entries from query.popular_lists where as_of_day = $1",
    [day],
  );
  return list?.entries;
}

/** Makes the list of a day out of what was sold before it. */
export const listMaking =
  (read: Read): TaskRunner =>
  async (message) => {
    const { asOfDay, windowDays, size } = (message as Message<BodyOf<typeof makePopularList>>).body;
    const entries = await bestSelling(read, windowOf(asOfDay, windowDays), size);
    return keepPopularList({ asOfDay, entries: [...entries] });
  };
