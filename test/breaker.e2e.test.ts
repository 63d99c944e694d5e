/** Confirming deposits while the stock, in a process of its own, is too slow to be asked. */
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BY_TRANSFER } from "./town/deposits.ts";
import { newGoods, orderShown, type Person, place } from "./town/people.ts";
import { ask, read, sellerOf, stockOf, strangers, type Told } from "./town/shop.ts";
import { openTown, type Town } from "./town/town.ts";
import { until } from "./town/waiting.ts";

const LIMIT_MS = 610;
const USERS = 100;
const SOLD = ["PREPARED", "SHIPPING", "DELIVERED"];

let town: Town;
beforeAll(async () => {
  const policies = { "breaker.payToProduct.limitMs": LIMIT_MS };
  town = await openTown("split", { BOJAGI_POLICIES: JSON.stringify(policies) });
});
afterAll(() => town.close());

/** Nobody reads or changes stock until the answer is called; after `heldMs` where that is given. */
async function holdStock(heldMs?: number): Promise<() => Promise<void>> {
  const client = new Client({ connectionString: town.processOf("catalog").databaseUrl });
  client.on("error", () => undefined);
  await client.connect();
  await client.query("begin");
  await client.query("lock table catalog.stocks, catalog.reservations in access exclusive mode");
  const passed =
    heldMs === undefined ? undefined : client.query("select pg_sleep($1)", [heldMs / 1_000]);
  return async () => {
    await passed;
    await client.query("rollback");
    await client.end();
  };
}

async function expectRefusedAtOnce(confirm: () => Promise<Told>): Promise<void> {
  const began = performance.now();
  const refused = await confirm();
  expect(refused).toMatchObject({ status: 503, body: { code: "DEPENDENCY_UNAVAILABLE" } });
  expect(performance.now() - began).toBeLessThan(LIMIT_MS);
  const waitSeconds = Number(refused.headers.get("retry-after"));
  expect(waitSeconds).toBeGreaterThanOrEqual(1);
  expect(waitSeconds).toBeLessThanOrEqual(5);
}

/** Those whose deposit nobody has begun to confirm. */
const untouchedOf = (orderIds: readonly string[]) =>
  town.sql(
    "payment",
    `select order_id from payment.payments where order_id = any($1::text[])
        and status = 'WAITING_DEPOSIT' and not claiming and attempt = 0`,
    [orderIds],
  );

describe("the breaker from pay to product", () => {
  test(
    "S4.12 a slow product opens it, a refused confirmation changes nothing, and it closes again",
    { timeout: 120_000 },
    async () => {
      const seller = await sellerOf(town);
      const { itemId } = await newGoods(town, seller, { price: 10_000, stock: USERS });
      const users = await strangers(town, USERS);
      const answers = await Promise.all(
        users.map((user) => place(town, user, [{ itemId }], BY_TRANSFER)),
      );
      await town.quiet();
      const orders = answers.map(({ body: { orderId } }) => orderId);
      const confirm = (orderId = ""): Promise<Told> =>
        ask(town, seller, "POST", `/api/deposits/${orderId}/confirmation`, {});
      const all = (some: readonly string[]) => Promise.all(some.map(confirm));
      const shown = (index: number) =>
        orderShown(town, users[index] as Person, orders[index] ?? "");

      // Slower than usual, and in time for most: whatever the machine, too few are slow.
      const isThrough = await holdStock(400);
      const early = all(orders.slice(0, 8));
      await isThrough();
      for (const { status } of await early) expect([200, 202]).toContain(status);
      for (const orderId of orders.slice(8, 30))
        expect([200, 202]).toContain((await confirm(orderId)).status);

      const isBack = await holdStock();
      const slow = await all(orders.slice(30, 50));
      expect(slow.map(({ status }) => status)).toEqual(slow.map(() => 202));
      expect(slow[0]?.body).toMatchObject({ checking: true });
      for (const orderId of orders.slice(50, 70)) await expectRefusedAtOnce(() => confirm(orderId));
      const page = `/api/orders/${orders[50]}`;
      expect(await read(town, users[50], page)).toMatchObject({ label: "입금확인대기" });
      expect(await untouchedOf(orders.slice(50, 70))).toHaveLength(20);

      await isBack();
      // What was asked before it opened has its answer, however late.
      for (let index = 30; index < 50; index++)
        await until(
          () => shown(index),
          ({ status }) => SOLD.includes(status),
        );
      for (const orderId of orders.slice(50))
        await until(
          () => confirm(orderId),
          ({ status }) => status === 200,
        );

      await town.quiet();
      expect(await stockOf(town, itemId)).toMatchObject({
        availableQuantity: 0,
        reservedQuantity: 0,
        soldQuantity: USERS,
      });
      expect(await town.brokenPromises()).toEqual([]);
    },
  );
});
