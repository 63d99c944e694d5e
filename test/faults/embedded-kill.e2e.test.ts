import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Pool } from "pg";
import { onceOnly } from "../town/people.ts";
import { openTown, type Town, WITHOUT_NOTICES } from "../town/town.ts";
import { disagreements } from "./books.ts";
import type { Read } from "./orders.ts";
import { TRIES_ALL } from "./chance.ts";
import { print } from "./figures.ts";
import { until } from "./insisting.ts";
import { minasOrder, openShop, type Shop } from "./journey.ts";
import { killPostgres } from "./killingPostgres.ts";

const KILLS = TRIES_ALL ? 10 : 2;
const CUSTOMERS = 8;

let town: Town;
let shop: Shop;
let cluster: string;

beforeAll(async () => {
  // No database of its own is named: it starts the embedded one in its data folder.
  town = await openTown("fused", {
    ...WITHOUT_NOTICES,
    DATABASE_URL: "",
  });
  shop = await openShop(town);
  cluster = join(dirname(dirname(town.signingKeyFile)), "postgres", "cluster");
});
afterAll(() => town.close());

type Seen = { readonly statuses: Map<string, number>; readonly orderIds: Set<string> };

/** Places and pays one order after the other, each under one key until it is answered for good. */
async function customer(seen: Seen, isOver: () => boolean): Promise<void> {
  const body = { ...minasOrder(shop, ""), autoPay: true };
  const lines = body.lines.map((line) => ({ ...line, memberCouponIds: [] }));
  while (!isOver()) {
    const headers = onceOnly();
    const { token } = shop.mina;
    const orderId = await until("an order", async () => {
      const asked = { body: { ...body, lines }, token, headers };
      const answer = await town.request("POST", "/api/orders", asked);
      const { code = "", orderId: placed } = answer.body as { code?: string; orderId?: string };
      const name = `${answer.status} ${code}`.trim();
      seen.statuses.set(name, (seen.statuses.get(name) ?? 0) + 1);
      return answer.status === 503 || code === "REQUEST_IN_PROGRESS" ? undefined : (placed ?? name);
    });
    seen.orderIds.add(orderId);
  }
}

/**
 * Looks at the shop again and again, and notes what is answered. An order may be tried until the
 * database is back; what is read is answered at once, so an outage is seen here.
 */
async function visitor(seen: Map<string, number>, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const answer = await town.request("GET", "/api/items");
    const { code = "" } = answer.body as { code?: string };
    const name = `${answer.status} ${code}`.trim();
    seen.set(name, (seen.get(name) ?? 0) + 1);
    await delay(5);
  }
}

const moreOrders = ({ orderIds }: Seen, more: number): Promise<true> => {
  const wanted = orderIds.size + more;
  return until(`${more} more orders`, () =>
    Promise.resolve(orderIds.size >= wanted ? true : undefined),
  );
};

/** From the kill until orders are taken again. */
async function outageMs(seen: Seen): Promise<number> {
  await moreOrders(seen, 100);
  await killPostgres(cluster);
  const killedAt = performance.now();
  // As many may still be answered that were committed before.
  await moreOrders(seen, CUSTOMERS + 1);
  return Math.round(performance.now() - killedAt);
}

/** Reads the embedded database itself. */
async function reading<T>(use: (read: Read) => Promise<T>): Promise<T> {
  const folder = dirname(cluster);
  const [password, port] = await Promise.all([
    readFile(join(folder, "password"), "utf8"),
    readFile(join(folder, "port"), "utf8"),
  ]);
  const pool = new Pool({
    connectionString: `postgres://bojagi:${password}@127.0.0.1:${port}/bojagi`,
  });
  try {
    return await use(async <Row>(_: string, sql: string) => {
      const { rows } = await pool.query(sql);
      return rows as Row[];
    });
  } finally {
    await pool.end();
  }
}

const timesOf = (statuses: ReadonlyMap<string, number>): string =>
  [...statuses].map(([status, times]) => `${status}: ${times}`).join(", ");

test("S2.22 its PostgreSQL is killed under load: 503 meanwhile, it comes back alone, nothing is lost", async () => {
  const seen: Seen = { statuses: new Map(), orderIds: new Set() };
  let over = false;
  const looked = new Map<string, number>();
  const customers = Array.from({ length: CUSTOMERS }, () => customer(seen, () => over));
  customers.push(visitor(looked, () => over));
  const outages: number[] = [];
  for (let kill = 0; kill < KILLS; kill++) outages.push(await outageMs(seen));
  over = true;
  await Promise.all(customers);
  print(
    `outages ${outages.join(", ")} ms; orders ${timesOf(seen.statuses)}; looks ${timesOf(looked)}`,
  );

  expect(
    [...seen.statuses.keys()].filter((status) => !/^(?:201|503|409 REQ)/.test(status)),
  ).toEqual([]);
  expect([...looked.keys()].toSorted()).toEqual(["200", "503 DEPENDENCY_UNAVAILABLE"]);
  await town.quiet();
  expect(await town.brokenPromises()).toEqual([]);
  const kept = await reading(async (read) => {
    expect(await disagreements(read)).toEqual([]);
    return read<{ order_id: string }>("order", 'select order_id from "order".orders');
  });
  expect(kept.map(({ order_id: orderId }) => orderId).toSorted()).toEqual(
    [...seen.orderIds].toSorted(),
  );
}, 240_000);
