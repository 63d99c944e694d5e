import type { Client } from "pg";
import { withClient } from "#store/embedded/connection.ts";

/** Orders as the query context shows them, which may be in another process than the one that took them. */
export type Completed = {
  readonly orders: number;
  /** From the first order's placement until the last is shown as prepared. */
  readonly perSecond: number;
  /** From an order's placement until it is shown as prepared. */
  readonly p50Ms: number;
  readonly p99Ms: number;
};

const LOOK_EVERY_MS = 100;

/** Waits until so many orders placed since then are complete, or patience is over. */
export async function whenComplete(
  queryDatabaseUrl: string,
  since: number,
  orders: number,
  patienceMs: number,
): Promise<Completed> {
  const until = performance.now() + patienceMs;
  return withClient(queryDatabaseUrl, async (client) => {
    // Our own looking is not the platform's work.
    await client.query("set pg_stat_statements.track = 'none'");
    for (;;) {
      const isOver = performance.now() > until;
      if ((await countOf(client, since)) >= orders || isOver) return await read(client, since);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  });
}

const SHOWN = `query.order_views where status = 'PREPARED' and placed_at >= $1`;

async function countOf(client: Client, since: number): Promise<number> {
  const { rows } = await client.query<{ orders: string }>(
    `select count(*) as orders from ${SHOWN}`,
    [new Date(since)],
  );
  return Number(rows[0]?.orders ?? 0);
}

/** The row's last version is at the earliest the one that says prepared: no order looks faster than it was. */
async function read(client: Client, since: number): Promise<Completed> {
  const { rows } = await client.query<Record<"orders" | "ms" | "p50" | "p99", string | null>>(
    `with shown as (
       select placed_at, pg_xact_commit_timestamp(xmin) as shown_at from ${SHOWN}
     ), lags as (
       select placed_at, shown_at, extract(epoch from shown_at - placed_at) * 1000 as lag_ms from shown
     )
     select count(*) as orders,
            extract(epoch from max(shown_at) - min(placed_at)) * 1000 as ms,
            percentile_disc(0.5) within group (order by lag_ms) as p50,
            percentile_disc(0.99) within group (order by lag_ms) as p99
       from lags`,
    [new Date(since)],
  );
  const [row] = rows;
  const orders = Number(row?.orders ?? 0);
  return {
    orders,
    perSecond: orders === 0 ? 0 : (orders * 1000) / Number(row?.ms),
    p50Ms: Number(row?.p50 ?? 0),
    p99Ms: Number(row?.p99 ?? 0),
  };
}
