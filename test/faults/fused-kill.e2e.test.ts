import { afterAll, beforeAll, expect, test } from "vitest";
import { onceOnly } from "../town/people.ts";
import { openTown, type Town, WITHOUT_NOTICES } from "../town/town.ts";
import { disagreements } from "./books.ts";
import { CRASH_POINTS, duringCrashes, nameOf } from "./crashing.ts";
import {
  deliverAndReceive,
  issueCoupon,
  minasOrder,
  openShop,
  payAndPrepare,
  placeAndVerify,
  type Shop,
} from "./journey.ts";

let town: Town;
let shop: Shop;

beforeAll(async () => {
  town = await openTown("fused", WITHOUT_NOTICES);
  shop = await openShop(town);
});
afterAll(() => town.close());

/** Does a step at each of its crash points, until it ends without reaching one; names those reached. */
async function atEachCrashPoint<Made>(
  prepare: () => Promise<Made>,
  step: (made: Made) => Promise<unknown>,
): Promise<readonly string[]> {
  const survived: string[] = [];
  for (const point of CRASH_POINTS) {
    for (let nth = 1, wasReached = true; wasReached; nth++) {
      const crash = { process: town.processOf("order"), point, nth };
      const made = await prepare();
      const reached = await duringCrashes(town, [crash], () => step(made));
      wasReached = reached.length > 0;
      if (wasReached) survived.push(`${point}:${nth}`);
      expect.soft(await town.brokenPromises(), nameOf(crash)).toEqual([]);
      expect.soft(await disagreements(town.sql), nameOf(crash)).toEqual([]);
    }
  }
  return survived;
}

const countOf = async (context: string, sql: string): Promise<number> => {
  const [row] = await town.sql<{ count: number }>(context, `select count(*)::int ${sql}`);
  return row?.count ?? 0;
};

test("Fused: killed at any commit of a placement, the client's retry finds one order", async () => {
  let placements = 0;
  const survived = await atEachCrashPoint(
    () => issueCoupon(shop),
    async (memberCouponId) => {
      await placeAndVerify(shop, memberCouponId);
      placements++;
    },
  );
  expect(survived).toEqual(["before-commit:1", "after-commit:1"]);
  expect(await countOf("order", 'from "order".orders')).toBe(placements);
  const used = "from coupon.member_coupons where status = 'USED'";
  expect(await countOf("coupon", used)).toBe(placements);
}, 120_000);

test("Fused: killed at any commit of a payment, the client's retry finds one debit", async () => {
  let payments = 0;
  const survived = await atEachCrashPoint(
    async () => placeAndVerify(shop, await issueCoupon(shop)),
    async (placed) => {
      await payAndPrepare(shop, placed);
      payments++;
    },
  );
  expect(survived).toEqual(["before-commit:1", "after-commit:1"]);
  expect(await countOf("wallet", "from wallet.order_bookings")).toBe(payments);
  const [paid] = await town.sql<{ order_id: string }>(
    "order",
    `select order_id from "order".orders where status = 'PREPARED'`,
  );
  await deliverAndReceive(shop, paid?.order_id ?? "");
  expect(await disagreements(town.sql)).toEqual([]);
}, 120_000);

test("Fused: an answer that was lost with its process is given again to the same key", async () => {
  const headers = onceOnly();
  const body = minasOrder(shop, await issueCoupon(shop));
  const send = () => town.request("POST", "/api/orders", { body, token: shop.mina.token, headers });
  const crash = { process: town.processOf("order"), point: "after-commit", nth: 1 } as const;
  await duringCrashes(town, [crash], () => expect(send()).rejects.toThrow("fetch failed"));

  const again = await send();
  expect(again.status).toBe(201);
  expect(again.headers.get("idempotent-replayed")).toBe("true");
  expect((await send()).body).toEqual(again.body);
});

/** What is done to the books of a closed order, and what the checker must say then. */
const FORGERIES: readonly (readonly [context: string, sql: string, said: RegExp])[] = [
  [
    "catalog",
    "delete from catalog.stock_movements where kind = 'COMMIT' and order_id = $1",
    /^stock sold/,
  ],
  [
    "catalog",
    "insert into catalog.stock_movements (item_id, kind, quantity, reason, created_at) select item_id, 'RECEIVE', 1, $1, now() from catalog.stocks",
    /^shelf of/,
  ],
  [
    "wallet",
    "delete from wallet.entries e using wallet.wallet_transactions t where t.transaction_id = e.transaction_id and t.order_id = $1 and e.account_id not like 'platform/%'",
    /^wallet ord_/,
  ],
  [
    "payment",
    "update payment.payments set amount_minor = amount_minor + 1 where order_id = $1",
    /its payment APPROVED of/,
  ],
  [
    "coupon",
    "update coupon.member_coupons set status = 'AVAILABLE', order_id = null, used_at = null where order_id = $1",
    /^coupon used/,
  ],
  [
    "coupon",
    "update coupon.redemptions set status = 'RESTORED' where order_id = $1",
    /^coupon redeemed/,
  ],
  ["delivery", "delete from delivery.shipments where order_id = $1", /^parcels/],
  [
    "query",
    "update query.order_views set status = 'PAID' where order_id = $1",
    /is CLOSED, shown PAID/,
  ],
  [
    "identity",
    "update identity.member_orders set is_open = true where order_id = $1",
    /^identity does not know/,
  ],
  [
    "order",
    `insert into "order".log (slot, position, count, applied_by, messages, at)
      select slot, (select max(position) + log.count from "order".log as other where other.slot = log.slot),
             count, applied_by, messages, at
        from "order".log where messages like '%order.closed%' and messages like '%' || $1 || '%'`,
    /^order\.closed twice/,
  ],
];

test("The checker of the books notices each forgery", async () => {
  expect(await disagreements(town.sql)).toEqual([]);
  const [closed] = await town.sql<{ order_id: string }>(
    "order",
    `select order_id from "order".orders where status = 'CLOSED'`,
  );
  for (const [context, sql, said] of FORGERIES) {
    await town.sql(context, sql, [closed?.order_id]);
    const noticed = (await disagreements(town.sql)).filter((found) => said.test(found));
    expect(noticed, sql).not.toEqual([]);
  }
});
