/** The ranking by the sums of the days, which are committed with the orders behind them. */
import { addDays } from "#kernel/calendar.ts";
import type { Ranking, Read } from "../ranking.ts";

/** It reads the sums of those days alone, whatever the number of orders behind them. */
export const postgresRanking = (read: Read): Ranking => ({
  best: async ({ from, to }, size) => {
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
  },
});
