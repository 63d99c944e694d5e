import pg from "pg";

export type YardstickPlan = {
  readonly connections: number;
  readonly warmUpSeconds: number;
  readonly seconds: number;
  /** All statements of a transaction in one round trip; otherwise each awaits the one before it. */
  readonly pipelined: boolean;
};

/**
 * Orders per second that the same PostgreSQL reaches with one hand-written transaction per order for
 * the placing step alone: insert the order, its two lines, two guarded stock updates, one event. All
 * statements are prepared, items in key order so that nothing deadlocks. Ends when `clients` are ended.
 */
export async function yardstick(
  clients: readonly pg.Client[],
  plan: YardstickPlan,
): Promise<number> {
  const { warmUpSeconds, seconds, pipelined } = plan;
  const place = pipelined ? placeInOneTrip : placeOneByOne;
  const warm = performance.now() + warmUpSeconds * 1000;
  const until = warm + seconds * 1000;
  let placed = 0;
  let n = 0;
  await Promise.all(
    clients.map(async (client) => {
      for (let now = performance.now(); now < until; now = performance.now()) {
        await place(client, transactionOf(n++));
        if (now >= warm) placed++;
      }
    }),
  );
  return placed / ((performance.now() - warm) / 1000);
}

/** Connections for `yardstick`; the caller ends them. */
export function yardstickClients(
  url: string,
  { connections, pipelined }: YardstickPlan,
): Promise<readonly pg.Client[]> {
  const config = { connectionString: url, pipeline: pipelined } as pg.ClientConfig;
  return Promise.all(
    Array.from({ length: connections }, async () => {
      const client = new pg.Client(config);
      // Lost connections fail their queries; without a listener they would end the process, too.
      client.on("error", () => undefined);
      await client.connect();
      return client;
    }),
  );
}

const ITEMS = 200;

export const YARDSTICK_TABLES = `
  drop schema if exists yardstick cascade;
  create schema yardstick;
  create table yardstick.orders (id text primary key, member_id text not null, status text not null,
    payable bigint not null, address json not null, placed_at timestamptz not null);
  create table yardstick.lines (order_id text not null, line_no integer not null, item_id integer not null,
    quantity integer not null, price bigint not null, primary key (order_id, line_no));
  create table yardstick.stock (item_id integer primary key, available integer not null check (available >= 0));
  create table yardstick.events (id bigint generated always as identity primary key, body text not null);
  insert into yardstick.stock select item, 100000000 from generate_series(1, ${ITEMS}) item;`;

const ADDRESS = JSON.stringify({ receiverName: "Shopper", receiverAddress1: "Seoul" });

function transactionOf(n: number): readonly pg.QueryConfig[] {
  const id = `ord_${n}_${Math.random().toString(36).slice(2)}`;
  const [a = 1, b = 2] = [((n * 7) % ITEMS) + 1, ((n * 7 + 3) % ITEMS) + 1].toSorted(
    (x, y) => x - y,
  );
  return [
    { text: "begin" },
    {
      name: "order",
      text: "insert into yardstick.orders values ($1, $2, 'PLACED', $3, $4, now())",
      values: [id, `mem_${n % 200}`, 30_000, ADDRESS],
    },
    {
      name: "lines",
      text: "insert into yardstick.lines values ($1, 1, $2, 1, 10000), ($1, 2, $3, 2, 10000)",
      values: [id, a, b],
    },
    take(a, 1),
    take(b, 2),
    {
      name: "event",
      text: "insert into yardstick.events (body) values ($1)",
      values: [JSON.stringify({ type: "order.placed", orderId: id, memberId: `mem_${n % 200}` })],
    },
    { text: "commit" },
  ];
}

const take = (itemId: number, quantity: number): pg.QueryConfig => ({
  name: "take",
  text: `update yardstick.stock set available = available - $2
          where item_id = $1 and available >= $2`,
  values: [itemId, quantity],
});

async function placeOneByOne(
  client: pg.Client,
  transaction: readonly pg.QueryConfig[],
): Promise<void> {
  for (const statement of transaction) verify(statement, await client.query(statement));
}

async function placeInOneTrip(
  client: pg.Client,
  transaction: readonly pg.QueryConfig[],
): Promise<void> {
  const results = await Promise.all(transaction.map((statement) => client.query(statement)));
  for (const [index, statement] of transaction.entries()) verify(statement, results[index]);
}

function verify({ name, text }: pg.QueryConfig, result: pg.QueryResult | undefined): void {
  const isDone = name === "take" ? result?.rowCount === 1 : result !== undefined;
  const isKept = text !== "commit" || result?.command === "COMMIT";
  if (!isDone || !isKept) throw new Error(`the yardstick's ${name ?? text} failed`);
}
