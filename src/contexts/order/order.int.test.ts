import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newToken } from "#kernel/ids.ts";
import type { Draft } from "#kernel/message.ts";
import { DEFAULT_POLICIES } from "#kernel/policies.ts";
import { realWorld } from "#kernel/world.ts";
import { itemListed } from "#contexts/catalog/contract.ts";
import { couponsRedeemed, couponsRestored } from "#contexts/coupon/contract.ts";
import { stockReserved, stockUndone } from "#contexts/catalog/contract.ts";
import { paymentCancelled, paymentOpened } from "#contexts/payment/contract.ts";
import { groupOf, type Group } from "#runtime/group.ts";
import { silent } from "#runtime/log.ts";
import { routingOf } from "#runtime/routing.ts";
import { checkCollections } from "#store/conformity.ts";
import { migrate } from "#store/migrate.ts";
import { postgresStore } from "#store/stores/postgres.ts";
import { type FreshDatabase, freshDatabase } from "#test/postgres.ts";
import { orderContext } from "./context.ts";
import { cancelOrder, placeOrder } from "./contract.ts";
import { MINA, messages, placement, shirt, tea } from "./fixtures.ts";

const world = realWorld();
const context = orderContext(() => "sealed");
const PAYMENT_MIGRATIONS = new URL("../payment/migrations/", import.meta.url);

let database: FreshDatabase;
let client: Client;
let group: Group;
let closeStore: () => Promise<void>;

beforeAll(async () => {
  database = await freshDatabase();
  const { url } = database;
  await migrate({ url, contexts: [context, { name: "payment", migrations: PAYMENT_MIGRATIONS }] });
  client = new Client({ connectionString: url });
  await client.connect();
  const store = await postgresStore({ url, contexts: ["order"], applicationName: "order test" });
  closeStore = store.close;
  const routing = routingOf(["order"], [context]);
  group = groupOf({ world, policies: DEFAULT_POLICIES, routing, store, log: silent });
  await group.start();
  for (const { itemId, itemVersion, partnerId, name, size, priceMinor, optionGroups } of [
    shirt,
    tea,
  ]) {
    const item = { itemId, itemVersion, partnerId, name, size, priceMinor, deleted: false };
    const groups = optionGroups.map((each) => ({ ...each }));
    await tell(itemListed({ ...item, optionGroups: groups, saleStatus: "ON_SALE" }));
  }
});
afterAll(async () => {
  await group.drain();
  await Promise.all([closeStore(), client.end()]);
  await database.drop();
});

const tell = (draft: Draft) =>
  group.send(draft, { actor: { role: "member", memberId: MINA }, requestId: "test" });
const place = async (): Promise<string> => {
  const orderId = newToken("order", world);
  await group.send(placeOrder(placement({ orderId })), {
    actor: { role: "member", memberId: MINA },
    requestId: "test",
    fresh: orderId,
  });
  return orderId;
};
const ordersOf = async () =>
  (
    await client.query<{ order_id: string; order_number: string; status: string }>(
      `select * from "order".orders order by order_number`,
    )
  ).rows;
const orderOf = async (orderId: string) =>
  (await ordersOf()).find((order) => order.order_id === orderId);

it("has the tables that its collections believe in", async () => {
  const { collections, ledgers } = context;

  expect(await checkCollections(database.url, collections, ledgers)).toEqual([]);
});

it("S2.16 a thousand parallel orders have a thousand numbers", async () => {
  await Promise.all(Array.from({ length: 1_000 }, place));

  const numbers = (await ordersOf()).map(({ order_number: number }) => number);
  expect(new Set(numbers).size).toBe(1_000);
  expect(numbers.every((number) => /^ORD-\d{8}-\d{6}$/.test(number))).toBe(true);
});

it("keeps an order through its journey as it was decided", async () => {
  const orderId = await place();
  const redeemed = { ...(messages.redeemed.body as object), orderId };
  await tell(stockReserved({ orderId }));
  await tell(couponsRedeemed(redeemed as never));
  await tell(paymentOpened({ orderId, paymentId: "pay_1000000000000000" }));
  expect(await orderOf(orderId)).toMatchObject({ status: "AWAITING_PAYMENT" });

  await tell(cancelOrder({ orderId, memberId: MINA }));
  await tell(paymentCancelled({ orderId }));
  await tell(couponsRestored({ orderId, memberCouponIds: [] }));
  await tell(stockUndone({ orderId, was: "RESERVED" }));
  expect(await orderOf(orderId)).toMatchObject({
    status: "CANCELLED",
    cancel_reason: "CANCELLED_BY_MEMBER",
  });
  const { rows } = await client.query(
    `select deadline_id from "order".deadlines where deadline_id like '%' || $1`,
    [orderId],
  );
  expect(rows).toEqual([]);
});

describe("the invariants", () => {
  const broken = async (): Promise<readonly string[]> => {
    const now = [new Date().toISOString()];
    const found: string[] = [];
    for (const { name, sql } of context.invariants) {
      const { rows } = await client.query(sql, sql.includes("$1") ? now : []);
      if (rows.length > 0) found.push(name.split(" ", 1).join());
    }
    return found;
  };
  /** What is broken once one order was spoiled so. */
  const spoiled = async (change: string): Promise<readonly string[]> => {
    const orderId = (await ordersOf()).at(-1)?.order_id;
    await client.query("begin");
    try {
      await client.query(`update "order".orders set ${change} where order_id = $1`, [orderId]);
      return await broken();
    } finally {
      await client.query("rollback");
    }
  };

  it("hold", async () => {
    expect((await ordersOf()).length).toBeGreaterThan(1_000);
    expect(await broken()).toEqual([]);
  });

  const CANCELLED_HISTORY = `'[{"status":"PLACED"},{"status":"CANCELLED"}]'`;
  const PAID = `status = 'PAID', money_taken = true, history =
    '[{"status":"PLACED"},{"status":"AWAITING_PAYMENT"},{"status":"PAID"}]'`;
  const cases = [
    ["I6", "total_amount_minor = 1, payable_amount_minor = 1"],
    ["I6", "order_discount_minor = 1, payable_amount_minor = total_amount_minor - 1"],
    ["I8", PAID],
    [
      "I17",
      `history = '[{"status":"PLACED"}]', status = 'PLACED', cancel_asked_at = null, cancel_asked_by = null`,
    ],
    [
      "I17",
      `status = 'COMPENSATING', updated_at = now() - interval '16 minutes',
       history = '[{"status":"PLACED"},{"status":"COMPENSATING"}]'`,
    ],
    ["I18", `history = '[{"status":"CANCELLED"}]'`],
    ["I18", `history = '[{"status":"PLACED"},{"status":"PREPARED"},{"status":"CANCELLED"}]'`],
    ["I18", `history = '[{"status":"PLACED"}]'`],
    ["I19", `history = ${CANCELLED_HISTORY}, steps = '{"stock":{"verdict":"PENDING"}}'`],
    [
      "I19",
      `history = ${CANCELLED_HISTORY}, steps = '{"stock":{"verdict":"YES","compensation":"ASKED"}}'`,
    ],
  ] as const;

  it.each(cases)("%s is seen to be broken by %s", async (name, change) => {
    expect(await spoiled(change)).toEqual([name]);
  });
});
