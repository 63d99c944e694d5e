import { afterAll, beforeAll, expect, test } from "vitest";
import { onceOnly } from "../town/people.ts";
import { openTown, type Town } from "../town/town.ts";
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
  town = await openTown("fused");
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
