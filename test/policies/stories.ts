/** What each switch of the requirements' §5 changes, told from outside under its other values. */
import { expect } from "vitest";
import { booked, booksAgree, payBy } from "#test/town/cards.ts";
import { couponsFor, couponStatus, newCoupon } from "#test/town/coupons.ts";
import { BY_TRANSFER, confirm, ordered } from "#test/town/deposits.ts";
import {
  given,
  giftShown,
  linkOf,
  refuse,
  registered,
  startPayment,
  takeBack,
} from "#test/town/gifts.ts";
import { cancelLines, planOf } from "#test/town/lines.ts";
import { typesOf } from "#test/town/logs.ts";
import { ship } from "#test/town/parcels.ts";
import {
  newGoods,
  newRange,
  newSeller,
  type NewGoods,
  onceOnly,
  orderShown,
  pay,
  type Person,
  place,
  placed,
  prepared,
  refusedPlacement,
} from "#test/town/people.ts";
import { ask, balanceOf, read, sellerOf, stockOf, stranger } from "#test/town/shop.ts";
import type { Town } from "#test/town/town.ts";
import { until } from "#test/town/waiting.ts";

const PRICE = 10_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const FIXED_1000 = { type: "FIXED", value: 1_000 } as const;
const ON_ORDER = { ...FIXED_1000, scope: "ORDER" } as const;

const shelf = async (town: Town, of: Partial<NewGoods> = {}): Promise<string> =>
  (await newGoods(town, await sellerOf(town), { price: PRICE, stock: 9, ...of })).itemId;
const rich = (town: Town): Promise<Person> => stranger(town, 1_000_000);
const cancel = (town: Town, asker: Person, orderId: string) =>
  ask(town, asker, "POST", `/api/orders/${orderId}/cancellation`, {}, { prefer: "wait=20" });
/** Paid or not, as the order ends up: its verdicts and its payment are in. */
const settled = (town: Town, shopper: Person, orderId: string, statuses: readonly string[]) =>
  until(
    () => orderShown(town, shopper, orderId),
    ({ status }) => statuses.includes(status),
  );

/** Once all is applied that was stated, nothing is broken that any process can check. */
export async function promisesHold(town: Town): Promise<void> {
  await town.quiet();
  expect(await town.brokenPromises()).toEqual([]);
}

type Story = (town: Town) => Promise<void>;

/** By `policy=value`; every value of every switch that is not its default has one. */
export const STORIES: Readonly<Record<string, Story>> = {
  "stock.claim.prepaid=CLAIM_AT_PAYMENT": async (town) => {
    const [itemId, mina, jun] = [
      await shelf(town, { stock: 1 }),
      await rich(town),
      await rich(town),
    ];
    const first = await placed(town, mina, [{ itemId }]);
    const second = await placed(town, jun, [{ itemId }]);
    expect(await stockOf(town, itemId)).toMatchObject({
      availableQuantity: 1,
      reservedQuantity: 0,
    });

    await pay(town, mina, first.orderId, PRICE);
    expect(await settled(town, mina, first.orderId, ["PREPARED"])).toMatchObject({});
    expect(await stockOf(town, itemId)).toMatchObject({ availableQuantity: 0, soldQuantity: 1 });
    await pay(town, jun, second.orderId, PRICE);
    const short = await settled(town, jun, second.orderId, ["REFUNDED"]);
    expect(short).toMatchObject({ cancelReason: "STOCK_INSUFFICIENT", refundedAmount: PRICE });
    expect(await balanceOf(town, jun)).toBe(1_000_000);

    expect((await cancel(town, mina, first.orderId)).status).toBeLessThan(300);
    await settled(town, mina, first.orderId, ["REFUNDED"]);
    expect(await stockOf(town, itemId)).toMatchObject({ availableQuantity: 1, soldQuantity: 0 });
  },

  "stock.claim.bankTransfer=RESERVE_AT_ORDER": async (town) => {
    const [itemId, mina] = [await shelf(town, { stock: 1 }), await stranger(town)];
    const { orderId } = await ordered(town, mina, [{ itemId }]);
    expect(await stockOf(town, itemId)).toMatchObject({
      availableQuantity: 0,
      reservedQuantity: 1,
    });
    expect(await refusedPlacement(town, mina, [{ itemId }], BY_TRANSFER)).toBe(
      "STOCK_INSUFFICIENT",
    );
    expect((await confirm(town, await sellerOf(town), orderId)).status).toBe(200);
    await town.quiet();
    expect(await stockOf(town, itemId)).toMatchObject({ reservedQuantity: 0, soldQuantity: 1 });
  },

  "saga.verification=SEQUENTIAL": async (town) => {
    const mina = await rich(town);
    const [none, some] = await newRange(town, await sellerOf(town), [
      { price: PRICE, stock: 0 },
      { price: PRICE, stock: 1 },
    ]);
    const [coupon = "", lost = ""] = await couponsFor(town, mina, FIXED_1000, FIXED_1000);
    const line = (itemId: string | undefined, id: string) => ({
      itemId: itemId ?? "",
      memberCouponIds: [id],
      expectedUnitPrice: PRICE - 1_000,
    });

    // Without stock nobody asks for the coupon, and so it is not given back either.
    expect(await refusedPlacement(town, mina, [line(none?.itemId, coupon)])).toBe(
      "STOCK_INSUFFICIENT",
    );
    const order = await placed(town, mina, [line(some?.itemId, coupon)]);
    expect(order).toMatchObject({ status: "AWAITING_PAYMENT", payableAmount: PRICE - 1_000 });
    expect(await typesOf(town, "order", order.orderId)).toContain("coupon.redeem");
    expect(await couponStatus(town, mina, coupon)).toBe("USED");
    expect((await cancel(town, mina, order.orderId)).status).toBeLessThan(300);
    await settled(town, mina, order.orderId, ["CANCELLED"]);
    expect(await couponStatus(town, mina, coupon)).toBe("AVAILABLE");
    // A coupon that says no, after the stock's yes: only the stock is undone.
    const worse = { ...line(some?.itemId, lost), expectedUnitPrice: 1 };
    expect(await refusedPlacement(town, mina, [worse])).toBe("DISCOUNT_MISMATCH");
    expect(await stockOf(town, some?.itemId ?? "")).toMatchObject({ availableQuantity: 1 });
    expect(await couponStatus(town, mina, lost)).toBe("AVAILABLE");
  },

  "coupon.expectedPrice=REQUIRED": async (town) => {
    const [itemId, mina] = [await shelf(town), await rich(town)];
    const [coupon = ""] = await couponsFor(town, mina, FIXED_1000);
    const line = { itemId, memberCouponIds: [coupon] };
    expect(await place(town, mina, [line])).toMatchObject({
      status: 400,
      body: {
        code: "COMMON_INVALID_PARAMETER",
        errors: [{ field: "lines.0.expectedUnitPrice", line: 1, code: "REQUIRED" }],
      },
    });
    const named = { ...line, expectedUnitPrice: PRICE - 1_000 };
    expect((await placed(town, mina, [named])).payableAmount).toBe(PRICE - 1_000);
  },

  "coupon.scopes=LINE_ONLY": async (town) => {
    const [itemId, mina] = [await shelf(town), await rich(town)];
    const [coupon = "", onOrder = ""] = await couponsFor(town, mina, FIXED_1000, ON_ORDER);
    const line = { itemId, memberCouponIds: [coupon], expectedUnitPrice: PRICE - 1_000 };
    expect(await refusedPlacement(town, mina, [line], { orderCouponId: onOrder })).toBe(
      "COUPON_NOT_USABLE",
    );
    expect((await placed(town, mina, [line])).payableAmount).toBe(PRICE - 1_000);
  },
  "coupon.scopes=ORDER_ONLY": async (town) => {
    const [itemId, mina] = [await shelf(town), await rich(town)];
    const [coupon = "", onOrder = ""] = await couponsFor(town, mina, FIXED_1000, ON_ORDER);
    const line = { itemId, memberCouponIds: [coupon], expectedUnitPrice: PRICE - 1_000 };
    expect(await refusedPlacement(town, mina, [line])).toBe("COUPON_NOT_USABLE");
    const order = await placed(town, mina, [{ itemId }], { orderCouponId: onOrder });
    expect(order.payableAmount).toBe(PRICE - 1_000);
  },

  "price.expectation=IGNORE": async (town) => {
    const [itemId, mina] = [await shelf(town), await rich(town)];
    const order = await placed(town, mina, [
      { itemId, expectedUnitListPrice: 1, expectedUnitPrice: 1 },
    ]);
    expect(order.payableAmount).toBe(PRICE);
  },

  "cancel.prepaid.until=PAID": async (town) => {
    const [itemId, mina] = [await shelf(town), await rich(town)];
    const paid = await prepared(town, mina, [{ itemId }]);
    expect(await cancel(town, mina, paid.orderId)).toMatchObject({
      status: 409,
      body: { code: "ORDER_NOT_CANCELLABLE" },
    });
  },

  "cancel.gift.until=PAID": async (town) => {
    const [itemId, mina] = [await shelf(town), await rich(town)];
    const { gift } = await given(town, mina, [{ itemId }]);
    expect((await takeBack(town, mina, gift)).status).toBe(409);
    const unpaid = await registered(town, mina, [{ itemId }]);
    expect((await takeBack(town, mina, unpaid)).status).toBe(200);
  },

  "cancel.partial=OFF": async (town) => {
    const [itemId, mina] = [await shelf(town), await rich(town)];
    const { orderId } = await prepared(town, mina, [{ itemId }, { itemId }]);
    const refusal = { status: 409, body: { code: "ORDER_NOT_CANCELLABLE" } };
    expect(await planOf(town, mina, orderId, [1])).toMatchObject(refusal);
    expect(await cancelLines(town, mina, orderId, [1], PRICE)).toMatchObject(refusal);
  },

  "gift.refundTarget=BUYER_WALLET": async (town) => {
    const [itemId, mina] = [await shelf(town), await stranger(town)];
    const gift = await registered(town, mina, [{ itemId }], { payMethod: "CARD" });
    expect((await startPayment(town, mina, gift)).status).toBe(200);
    const { orderId } = gift;
    await payBy(town, mina, "CARD", { orderId, payableAmount: PRICE });
    await town.quiet();
    expect((await refuse(town, await linkOf(town, gift))).status).toBe(200);
    await until(
      () => balanceOf(town, mina),
      (balance) => balance === PRICE,
    );
    expect(await orderShown(town, mina, orderId)).toMatchObject({ status: "REFUNDED" });
    expect(booked(town, orderId)).toMatchObject([{ status: "CHARGED", refunds: [] }]);
    expect(await booksAgree(town)).toEqual([]);
  },

  "deposit.onShortStock=SELLER_DECIDES": async (town) => {
    const seller = await sellerOf(town);
    const [itemId, mina] = [await shelf(town, { stock: 1 }), await stranger(town)];
    const [first, second] = [
      await ordered(town, mina, [{ itemId }]),
      await ordered(town, mina, [{ itemId }]),
    ];
    expect((await confirm(town, seller, first.orderId)).status).toBe(200);
    expect(await confirm(town, seller, second.orderId)).toMatchObject({
      status: 409,
      body: { code: "STOCK_INSUFFICIENT" },
    });
    expect(await orderShown(town, mina, second.orderId)).toMatchObject({
      status: "AWAITING_PAYMENT",
    });
    await ask(town, seller, "POST", `/api/items/${itemId}/stock-receipts`, { quantity: 1 });
    expect((await confirm(town, seller, second.orderId)).status).toBe(200);
    await town.quiet();
    expect(await stockOf(town, itemId)).toMatchObject({ availableQuantity: 0, soldQuantity: 2 });
  },

  "labels.language=en": async (town) => {
    const [itemId, mina] = [await shelf(town), await stranger(town)];
    await ordered(town, mina, [{ itemId }]);
    await until(
      () => town.channels.delivered().map(({ title }) => title),
      (titles) => titles.some((title) => /^[A-Z][ -~]+$/.test(title ?? "")),
    );
  },

  "delivery.deliveredStep=NONE": async (town) => {
    const [itemId, mina] = [await shelf(town), await rich(town)];
    const { orderId, shipments } = await prepared(town, mina, [{ itemId }]);
    await ship(town, await sellerOf(town), shipments[0]?.shipmentId ?? "");
    expect(await orderShown(town, mina, orderId)).toMatchObject({ status: "SHIPPING" });
    expect((await ask(town, mina, "POST", `/api/orders/${orderId}/receipt`)).status).toBe(200);
    const { status, history } = await orderShown(town, mina, orderId);
    expect(status).toBe("CLOSED");
    expect(history.map((entry) => entry.status)).not.toContain("DELIVERED");
  },

  "order.autoPay=true": async (town) => {
    const [itemId, mina] = [await shelf(town), await rich(town)];
    const { body } = await place(town, mina, [{ itemId }]);
    await settled(town, mina, body.orderId, ["PREPARED", "SHIPPING"]);
    expect(await balanceOf(town, mina)).toBe(1_000_000 - PRICE);
  },

  "payment.onFailure=RETRYABLE": async (town) => {
    const [itemId, mina] = [await shelf(town), await stranger(town)];
    const order = await placed(town, mina, [{ itemId }]);
    const tries = async () =>
      (await pay(town, mina, order.orderId, PRICE, { ...onceOnly(), prefer: "wait=20" })).body;
    expect((await tries()).code).toBe("WALLET_BALANCE_INSUFFICIENT");
    expect((await orderShown(town, mina, order.orderId)).status).toBe("AWAITING_PAYMENT");
    await ask(town, mina, "POST", "/api/wallet/charges", { amount: PRICE });
    await tries();
    await settled(town, mina, order.orderId, ["PREPARED"]);
  },

  "ranking.includeToday=true": async (town) => {
    const [itemId, mina] = [await shelf(town), await rich(town)];
    const order = await placed(town, mina, [{ itemId, quantity: 9 }]);
    await pay(town, mina, order.orderId, 9 * PRICE);
    await town.quiet();
    type Popular = { readonly items: readonly { readonly itemId: string }[] };
    const { items } = await read<Popular>(town, undefined, "/api/items/popular");
    expect(items.map((item) => item.itemId)).toContain(itemId);
  },

  "deposit.multiSeller=NOT_OFFERED": async (town) => {
    const other = await newSeller(town, "Dalbit");
    const [itemId, mina] = [await shelf(town), await stranger(town)];
    const theirs = await newGoods(town, other, { price: PRICE, stock: 9 });
    const both = [{ itemId }, { itemId: theirs.itemId }];
    expect(await place(town, mina, both, BY_TRANSFER)).toMatchObject({
      status: 400,
      body: { errors: [{ field: "payMethod", code: "NOT_ALLOWED" }] },
    });
    expect((await place(town, mina, [{ itemId }], BY_TRANSFER)).status).toBe(201);
  },

  "gift.expiryStart=REGISTRATION": async (town) => {
    const [itemId, mina] = [await shelf(town), await rich(town)];
    const before = town.now();
    const { gift } = await given(town, mina, [{ itemId }]);
    const { expiresAt = "" } = await giftShown(town, mina, gift);
    const [row] = await town.sql<{ readonly at: Date }>(
      "gift",
      "select created_at as at from gift.gifts where gift_id = $1",
      [gift.giftId],
    );
    const registeredAt = row?.at.getTime() ?? 0;
    expect(registeredAt).toBeGreaterThanOrEqual(before - 60_000);
    expect(Math.abs(Date.parse(expiresAt) - (registeredAt + 7 * DAY_MS))).toBeLessThan(1_000);
  },

  "deposit.refund=WALLET_AT_ONCE": async (town) => {
    const seller = await sellerOf(town);
    const [itemId, mina] = [await shelf(town, { stock: 1 }), await stranger(town)];
    const { orderId } = await ordered(town, mina, [{ itemId }]);
    await prepared(town, await rich(town), [{ itemId }]);
    await confirm(town, seller, orderId);
    await settled(town, mina, orderId, ["PAYMENT_CANCELLED"]);
    await until(
      () => balanceOf(town, mina),
      (balance) => balance === PRICE,
    );
  },

  "coupon.firstCome.record=SYNC": async (town) => {
    const mina = await stranger(town);
    const couponId = await newCoupon(town, { ...FIXED_1000, quantity: 1 });
    const path = `/api/coupons/${couponId}/claims`;
    const claimed = await ask<{ readonly status: string }>(town, mina, "POST", path);
    expect(claimed).toMatchObject({ status: 201, body: { status: "AVAILABLE" } });
    expect((await ask(town, await stranger(town), "POST", path)).status).toBe(409);
    await town.quiet();
    const [row] = await town.sql<{ readonly asked: number }>(
      "coupon",
      "select count(*)::int as asked from coupon.log where messages::text like '%coupon.record-issue%'",
    );
    expect(row?.asked).toBe(0);
  },

  "delivery.start.prepaid=AUTO": async (town) => {
    const [itemId, mina] = [await shelf(town), await rich(town)];
    const { body } = await place(town, mina, [{ itemId }]);
    await pay(town, mina, body.orderId, PRICE);
    await settled(town, mina, body.orderId, ["SHIPPING"]);
  },
  "delivery.start.bankTransfer=SELLER": async (town) => {
    const seller = await sellerOf(town);
    const [itemId, mina] = [await shelf(town), await stranger(town)];
    const { orderId } = await ordered(town, mina, [{ itemId }]);
    expect((await confirm(town, seller, orderId)).status).toBe(200);
    const { status, shipments } = await orderShown(town, mina, orderId);
    expect(status).toBe("PREPARED");
    await ship(town, seller, shipments[0]?.shipmentId ?? "");
    expect((await orderShown(town, mina, orderId)).status).toBe("SHIPPING");
  },

  "catalog.features=true": async (town) => {
    const [dear, cheap] = [await shelf(town), await shelf(town, { price: 5_000 })];
    const { partnerId } = await sellerOf(town);
    const asked = `/api/items?partnerId=${partnerId}&sort=PRICE_LOW&minPrice=5000&limit=1`;
    type Found = { readonly items: readonly { readonly itemId: string }[] };
    expect(await read<Found>(town, undefined, asked)).toMatchObject({ items: [{ itemId: cheap }] });
    expect(await read(town, undefined, `/api/items/${dear}/reviews`)).toEqual({ reviews: [] });
  },
};
