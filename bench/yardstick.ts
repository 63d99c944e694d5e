import pg from "pg";

/**
 * What the same PostgreSQL reaches with one hand-written transaction per order for the placing step
 * alone: insert the order, its two lines, two guarded stock updates, one event. All statements are
 * prepared and sent in one round trip, items in key order so that nothing deadlocks.
 */
export async function yardstick(
  url: string,
  connections: number,
  seconds: number,
): Promise<{ readonly connections: number; readonly perSecond: number }> {
  await prepareTables(url);
  const clients = await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = new pg.Client({ connectionString: url, pipeline: true } as pg.ClientConfig);
      await client.connect();
      return client;
    }),
  );
  let counting = false;
  let placed = 0;
  let n = 0;
  const warm = performance.now() + 1_000;
  const until = warm + seconds * 1000;
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() < until) {
        counting ||= performance.now() >= warm;
        await placeOne(client, n++);
        if (counting) placed++;
      }
    }),
  );
  await Promise.all(clients.map((client) => client.end()));
  return { connections, perSecond: placed / seconds };
}

const ITEMS = 200;

async function prepareTables(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`
    drop schema if exists yardstick cascade;
    create schema yardstick;
    create table yardstick.orders (id text primary key, member_id text not null, status text not null,
      payable bigint not null, address json not null, placed_at timestamptz not null);
    create table yardstick.lines (order_id text not null, line_no integer not null, item_id integer not null,
      quantity integer not null, price bigint not null, primary key (order_id, line_no));
    create table yardstick.stock (item_id integer primary key, available integer not null check (available >= 0));
    create table yardstick.events (id bigint generated always as identity primary key, body text not null);
    insert into yardstick.stock select item, 100000000 from generate_series(1, ${ITEMS}) item;`);
  await client.end();
}

const ADDRESS = JSON.stringify({ receiverName: "Shopper", receiverAddress1: "Seoul" });

async function placeOne(client: pg.Client, n: number): Promise<void> {
  const id = `ord_${n}_${Math.random().toString(36).slice(2)}`;
  const [a = 1, b = 2] = [((n * 7) % ITEMS) + 1, ((n * 7 + 3) % ITEMS) + 1].toSorted(
    (x, y) => x - y,
  );
  const take = (itemId: number, quantity: number) => ({
    name: "take",
    text: `update yardstick.stock set available = available - $2
            where item_id = $1 and available >= $2`,
    values: [itemId, quantity],
  });
  const results = await Promise.all([
    client.query("begin"),
    client.query({
      name: "order",
      text: "insert into yardstick.orders values ($1, $2, 'PLACED', $3, $4, now())",
      values: [id, `mem_${n % 200}`, 30_000, ADDRESS],
    }),
    client.query({
      name: "lines",
      text: "insert into yardstick.lines values ($1, 1, $2, 1, 10000), ($1, 2, $3, 2, 10000)",
      values: [id, a, b],
    }),
    client.query(take(a, 1)),
    client.query(take(b, 2)),
    client.query({
      name: "event",
      text: "insert into yardstick.events (body) values ($1)",
      values: [JSON.stringify({ type: "order.placed", orderId: id, memberId: `mem_${n % 200}` })],
    }),
    client.query("commit"),
  ]);
  if (results[6]?.command !== "COMMIT") throw new Error("the yardstick's transaction failed");
}
