import { expect, test } from "vitest";
import { inTurns, type Issued, nthOrder } from "./shop.ts";

const shopOf = (coupons: Issued<string>[]) => ({
  items: ["tea", "cup", "pot"],
  shoppers: ["Mina", "Jun", "Ara", "Hana"],
  coupons,
});

test("every fourth order has a coupon, and is placed by the one who owns it", () => {
  const shop = shopOf([
    { owner: "Hana", memberCouponId: "second" },
    { owner: "Jun", memberCouponId: "first" },
  ]);
  const orders = Array.from({ length: 9 }, (_, n) => nthOrder(shop, n));
  expect(orders.map(({ shopper, coupon }) => `${shopper} ${coupon ?? "-"}`)).toEqual([
    "Jun first",
    "Jun -",
    "Ara -",
    "Hana -",
    "Hana second",
    "Jun -",
    "Ara -",
    "Hana -",
    "Mina -",
  ]);
});

test("orders are spread over the goods, and in a flash sale are all of one", () => {
  const shop = shopOf([]);
  const spread = Array.from({ length: 3 }, (_, n) => nthOrder(shop, n).items[0]);
  expect(new Set(spread).size).toBe(3);
  expect(nthOrder(shop, 5, true).items).toEqual(["tea", "tea"]);
});

test("tasks run so many at a time, and their results are in order", async () => {
  let atOnce = 0;
  let most = 0;
  const results = await inTurns(10, 4, async (index) => {
    most = Math.max(most, ++atOnce);
    await Promise.resolve();
    atOnce--;
    return index * 2;
  });
  expect(most).toBe(4);
  expect(results).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16, 18]);
});
