import { afterAll, beforeAll, expect, test } from "vitest";
import { onceOnly } from "../town/people.ts";
import { openTown, type Town, WITHOUT_NOTICES } from "../town/town.ts";
import { disagreements } from "./books.ts";
import { unread } from "./unread.ts";
import { settled } from "./crashing.ts";
import { until } from "./insisting.ts";
import {
  deliverAndReceive,
  issueCoupon,
  minasOrder,
  openShop,
  payAndPrepare,
  placeAndVerify,
  reaches,
  type Shop,
  statusOf,
} from "./journey.ts";

let town: Town;
let shop: Shop;

beforeAll(async () => {
  town = await openTown("split", WITHOUT_NOTICES);
  shop = await openShop(town);
});
afterAll(() => town.close());

/** Does `act` while the process of a context is stopped; it runs again afterwards. */
async function without<T>(context: string, act: () => Promise<T>): Promise<T> {
  const process = town.processOf(context);
  await process.stop();
  const done = await act();
  await process.start();
  return done;
}

async function everythingAgrees(): Promise<void> {
  await settled(town);
  expect(await town.brokenPromises()).toEqual([]);
  expect(await disagreements(town.sql)).toEqual([]);
  expect(await unread(town.sql)).toEqual([]);
}

type Shown = { readonly status: string; readonly label: string };

/** What the shopper sees, as soon as it is this status. */
const shownAs = (orderId: string, status: string): Promise<Shown> =>
  until(`${orderId} is shown ${status}`, async () => {
    const token = shop.mina.token;
    const { body } = await town.request("GET", `/api/orders/${orderId}`, { token });
    return (body as Shown).status === status ? (body as Shown) : undefined;
  });

type Placed = { readonly orderId: string; readonly payableAmount: number };
const post = (path: string, body?: unknown, token = shop.mina.token) =>
  town.request("POST", path, {
    ...(body === undefined ? {} : { body }),
    token,
    headers: onceOnly(),
  });

async function place(memberCouponId: string): Promise<Placed> {
  const { status, body } = await post("/api/orders", minasOrder(shop, memberCouponId));
  expect(status).toBe(201);
  return body as Placed;
}

test.each(["catalog", "coupon", "payment"])(
  "S1.25 while %s is stopped an order is taken and shown as 주문접수; it proceeds when that starts",
  async (context) => {
    const memberCouponId = await issueCoupon(shop);
    const { orderId } = await without(context, async () => {
      const placed = await place(memberCouponId);
      expect((await shownAs(placed.orderId, "PLACED")).label).toBe("주문접수");
      return placed;
    });
    await reaches(town, orderId, "AWAITING_PAYMENT");
    await everythingAgrees();
  },
);

test("S1.33 while catalog is stopped a cancelled order is shown as 취소 처리중; then it is CANCELLED", async () => {
  const { orderId } = await placeAndVerify(shop, await issueCoupon(shop));
  await without("catalog", async () => {
    await post(`/api/orders/${orderId}/cancellation`, {});
    expect((await shownAs(orderId, "COMPENSATING")).label).toBe("취소 처리중");
    expect(await statusOf(town, orderId)).toBe("COMPENSATING");
  });
  await shownAs(orderId, "CANCELLED");
  await everythingAgrees();
});

test("S1.33 an order that coupon refused while catalog was stopped is undone when catalog answers", async () => {
  const used = await issueCoupon(shop);
  await placeAndVerify(shop, used);
  const { orderId } = await without("catalog", async () => {
    const placed = await place(used);
    expect((await shownAs(placed.orderId, "COMPENSATING")).label).toBe("주문실패 처리중");
    return placed;
  });
  const { label } = await shownAs(orderId, "CANCELLED");
  expect(label).toBe("주문취소");
  await everythingAgrees();
});

test("S1.25 while wallet is stopped a payment is taken with 202, and made once when it starts", async () => {
  const placed = await placeAndVerify(shop, await issueCoupon(shop));
  await without("wallet", async () => {
    const path = `/api/orders/${placed.orderId}/payment`;
    const paid = await post(path, { payMethod: "WALLET", amount: placed.payableAmount });
    expect(paid.status).toBe(202);
    expect(await statusOf(town, placed.orderId)).toBe("AWAITING_PAYMENT");
  });
  await reaches(town, placed.orderId, "PREPARED");
  await everythingAgrees();
});

test("S1.25 while delivery and query are stopped an order is paid; its parcel and its page come later", async () => {
  const placed = await placeAndVerify(shop, await issueCoupon(shop));
  await without("query", () => without("delivery", () => payAndPrepare(shop, placed)));
  await deliverAndReceive(shop, placed.orderId);
  expect((await shownAs(placed.orderId, "CLOSED")).label).toBe("수령확인");
  await everythingAgrees();
});

test("S2.22 connections that the database ends in the middle of orders leave none of them stuck", async () => {
  const coupons = [];
  for (let order = 0; order < 20; order++) coupons.push(await issueCoupon(shop));
  let over = false;
  let ended = 0;
  const cutting = (async () => {
    while (!over) ended += await endConnections();
  })();
  const orders = await Promise.all(
    coupons.map(async (memberCouponId) => {
      const placed = await placeAndVerify(shop, memberCouponId);
      await payAndPrepare(shop, placed);
      return placed.orderId;
    }),
  ).finally(() => (over = true));
  await cutting;
  expect(ended).toBeGreaterThan(town.processes.length * 3);
  expect(new Set(orders).size).toBe(coupons.length);
  await everythingAgrees();
});

/** Ends every connection of the platform to one database after the other, as a failover would. */
async function endConnections(): Promise<number> {
  let ended = 0;
  for (const { contexts } of town.processes) {
    const rows = await town.sql(
      contexts[0] ?? "",
      `select pg_terminate_backend(pid) from pg_stat_activity
        where application_name like 'bojagi%' and datname = current_database()`,
    );
    ended += rows.length;
  }
  return ended;
}
