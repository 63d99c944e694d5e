import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { onceOnly, type Person } from "../town/people.ts";
import type { TownProcess } from "../town/processes.ts";
import { rawRequest } from "../town/requests.ts";
import { openTown, type Topology, type Town, WITHOUT_NOTICES } from "../town/town.ts";
import { disagreements } from "./books.ts";
import { TRIES_ALL } from "./chance.ts";
import { settled } from "./crashing.ts";
import { print } from "./figures.ts";
import { until } from "./insisting.ts";
import { minasOrder, openShop, type Shop, shopperOf } from "./journey.ts";
import { unread } from "./unread.ts";

/** A thousand in continuous integration; `npm test` has to be quick. */
const ORDERS = TRIES_ALL ? 1_000 : 300;
const SHOPPERS = 10;
const TOGETHER = 40;
/** A session lock is gone with its connection; who polls every half second then takes the lane. */
const LANES_MOVE_WITHIN_MS = 5_000;
/** Order hears five contexts, each in eight lanes. */
const LANES = 5 * 8;

let town: Town;
let shop: Shop;
let instances: readonly TownProcess[];

/** The platform with two more processes of the contexts that take orders. */
async function openWithInstances(topology: Topology): Promise<void> {
  town = await openTown(topology, WITHOUT_NOTICES);
  const first = town.processOf("order");
  const others = [await first.twin(), await first.twin()];
  await Promise.all(others.map(({ start }) => start()));
  instances = [first, ...others];
  shop = await openShop(town);
}
async function closeAll(): Promise<void> {
  await Promise.all(instances.slice(1).map(({ kill }) => kill()));
  await town.close();
}

/** A write to any instance; to the next one under the same key when that one is away. */
async function postToAny<T>(path: string, token: string, body: unknown): Promise<T> {
  const headers = onceOnly();
  let turn = Math.floor(Math.random() * instances.length);
  const answer = await until(`POST ${path}`, async () => {
    const instance = instances[turn++ % instances.length];
    const answered = await rawRequest(instance?.url ?? "", "POST", path, { token, headers, body });
    const { code } = (answered.body ?? {}) as { readonly code?: string };
    return answered.status === 503 || code === "REQUEST_IN_PROGRESS" ? undefined : answered;
  });
  if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return answer.body as T;
}

async function orderAndPay({ token }: Person): Promise<string> {
  const body = { ...minasOrder(shop, ""), autoPay: true };
  const lines = body.lines.map((line) => ({ ...line, memberCouponIds: [] }));
  const { orderId } = await postToAny<{ orderId: string }>("/api/orders", token, {
    ...body,
    lines,
  });
  return orderId;
}

/** So many paid orders, some at a time; `meanwhile` runs when half of them have been begun. */
async function placeOrders(
  count: number,
  meanwhile: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const shoppers = await Promise.all(
    Array.from({ length: SHOPPERS }, () => shopperOf(town, 90_000_000)),
  );
  const before = await preparedOrders();
  const orderIds = new Set<string>();
  let begun = 0;
  let fault: Promise<void> | undefined;
  const customer = async (): Promise<void> => {
    while (begun < count) {
      const shopper = shoppers[begun++ % SHOPPERS];
      if (begun === Math.floor(count / 2)) fault = meanwhile();
      if (shopper !== undefined) orderIds.add(await orderAndPay(shopper));
    }
  };
  await Promise.all(Array.from({ length: TOGETHER }, customer));
  await fault;
  expect(orderIds.size).toBe(count);
  await until("every order is prepared", async () =>
    (await preparedOrders()) === before + count ? true : undefined,
  );
}

async function preparedOrders(): Promise<number> {
  const sql = `select count(*)::int from "order".orders where status = 'PREPARED'`;
  return (await town.sql<{ count: number }>("order", sql))[0]?.count ?? 0;
}

async function everythingAgrees(): Promise<void> {
  await settled(town);
  expect(await town.brokenPromises()).toEqual([]);
  expect(await disagreements(town.sql)).toEqual([]);
}

type Claim = { readonly pid: number; readonly lanes: number };

/** Which connection of the group holds how many lanes: session locks that nobody else can take. */
const claims = (): Promise<Claim[]> =>
  town.sql<Claim>(
    "order",
    `select l.pid, count(*)::int as lanes
       from pg_locks l join pg_stat_activity a using (pid)
      where l.locktype = 'advisory' and l.granted and a.application_name = 'bojagi claims'
        and a.datname = current_database()
      group by l.pid order by lanes desc`,
  );
const lanesOf = (held: readonly Claim[]): number => held.reduce((sum, { lanes }) => sum + lanes, 0);

describe("order apart from the other contexts", () => {
  beforeAll(() => openWithInstances("split"));
  afterAll(closeAll);

  test("S1.36 three instances on one database: each effect once, each lane claimed by one of them", async () => {
    await placeOrders(ORDERS);
    await everythingAgrees();
    expect(await unread(town.sql)).toEqual([]);
    const held = await claims();
    print(`${ORDERS} orders; lanes by connection: ${held.map(({ lanes }) => lanes).join(", ")}`);
    expect(lanesOf(held)).toBe(LANES);
    expect(held.length).toBeLessThanOrEqual(instances.length);
  }, 300_000);

  test("S1.36 an instance is killed: its lanes move within seconds and no order stalls", async () => {
    const [first] = instances;
    let movedInMs = Infinity;
    await placeOrders(ORDERS / 2, async () => {
      const before = new Set((await claims()).map(({ pid }) => pid));
      await first?.kill();
      const killedAt = performance.now();
      await until("the lanes are others'", async () => {
        const held = await claims();
        return lanesOf(held) === LANES && held.some(({ pid }) => !before.has(pid))
          ? true
          : undefined;
      });
      movedInMs = performance.now() - killedAt;
    });
    print(`the lanes moved in ${Math.round(movedInMs)} ms`);
    expect(movedInMs).toBeLessThan(LANES_MOVE_WITHIN_MS);
    await first?.start();
    await everythingAgrees();
    expect(await unread(town.sql)).toEqual([]);
  }, 300_000);
});

describe("all contexts together", () => {
  beforeAll(() => openWithInstances("fused"));
  afterAll(closeAll);

  test("S1.36 three whole platforms on one database: each effect once, though one is killed", async () => {
    const [, second] = instances;
    await placeOrders(ORDERS, async () => {
      await second?.kill();
      await second?.start();
    });
    expect(await preparedOrders()).toBe(ORDERS);
    await everythingAgrees();
  }, 300_000);
});
