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
      expect((await all(orders.slice(8, 30))).filter(({ status }) => status !== 200)).toEqual([]);

      const isBack = await holdStock();
      const slow = await all(orders.slice(30, 50));
      expect(slow.map(({ status }) => status)).toEqual(slow.map(() => 202));
      expect(slow[0]?.body).toMatchObject({ checking: true });
      for (const orderId of orders.slice(50, 70)) {
        const began = performance.now();
        const refused = await confirm(orderId);
        expect(refused).toMatchObject({ status: 503, body: { code: "DEPENDENCY_UNAVAILABLE" } });
        expect(performance.now() - began).toBeLessThan(LIMIT_MS);
        expect(Number(refused.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
        expect(Number(refused.headers.get("retry-after"))).toBeLessThanOrEqual(5);
      }
      const page = `/api/orders/${orders[50]}`;
      expect(await read(town, users[50], page)).toMatchObject({ label: "입금확인대기" });
      const untouched = await town.sql(
        "payment",
        `select order_id from payment.payments where order_id = any($1::text[])
            and status = 'WAITING_DEPOSIT' and not claiming and attempt = 0`,
        [orders.slice(50, 70)],
      );
      expect(untouched).toHaveLength(20);

      await isBack();
      // What was asked before it opened has its answer, however late.
      for (let index = 30; index < 50; index++)
        await until(
          () => shown(index),
          ({ status }) => SOLD.includes(status),
        );
      await until(
        () => confirm(orders[50]),
        ({ status }) => status === 200,
        15_000,
      );
      for (const orderId of orders.slice(51, 55)) expect((await confirm(orderId)).status).toBe(200);
      const rest = await all(orders.slice(55));
      expect(rest.filter(({ status }) => status === 503)).toEqual([]);

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
