/** The whole journey of a wallet order with a coupon, by a client who never gives up. */
import { charge, newGoods, newSeller, onceOnly, type Person, placement } from "../town/people.ts";
import type { Town } from "../town/town.ts";
import { insist, until } from "./insisting.ts";

/** A shop with two items and a coupon, and Mina with money. */
export type Shop = {
  readonly town: Town;
  readonly mina: Person;
  readonly sellerToken: string;
  readonly operatorToken: string;
  readonly cup: string;
  readonly pot: string;
  readonly couponId: string;
};

const MINAS_MONEY = 90_000_000;

export async function openShop(town: Town): Promise<Shop> {
  const operatorToken = await town.operator();
  const seller = await newSeller(town, "Haneul Tea");
  const [cup, pot] = [
    await newGoods(town, seller, { name: "cup", price: 10_000, stock: 200_000 }),
    await newGoods(town, seller, { name: "pot", price: 30_000, stock: 200_000 }),
  ];
  const mina = await shopperOf(town, MINAS_MONEY);
  const coupon = await answeredWith<{ couponId: string }>(town, "/api/coupons", {
    body: { name: "a thousand off", scope: "LINE", type: "FIXED", value: 1_000 },
    token: operatorToken,
  });
  return {
    town,
    mina,
    sellerToken: seller.token,
    operatorToken,
    cup: cup.itemId,
    pot: pot.itemId,
    couponId: coupon.couponId,
  };
}

/** Somebody with a token and money, of whom identity has never heard. */
export async function shopperOf(town: Town, balance: number): Promise<Person> {
  const { memberId, token } = await town.tokenOf();
  const person = { memberId, token, email: "crowd@people.example", client: town.client(token) };
  await charge(person, balance);
  return person;
}

type Posted = { readonly body?: unknown; readonly token: string };

/** Posts under one key until it succeeds; any refusal fails the test. */
export async function answeredWith<T>(
  town: Pick<Town, "request">,
  path: string,
  posted: Posted,
): Promise<T> {
  const headers = onceOnly();
  const { status, body } = await insist(town, "POST", path, { ...posted, headers });
  if (status >= 300) throw new Error(`POST ${path}: ${status} ${JSON.stringify(body)}`);
  return body as T;
}

/** Mina's coupon, good for one order. */
export async function issueCoupon({ town, ...shop }: Shop): Promise<string> {
  const path = `/api/coupons/${shop.couponId}/issues`;
  const body = { memberId: shop.mina.memberId };
  const issued = await answeredWith<{ memberCouponId: string }>(town, path, {
    body,
    token: shop.operatorToken,
  });
  return issued.memberCouponId;
}

/** What Mina orders: a cup with her coupon, and two pots. */
export const minasOrder = ({ cup, pot }: Shop, memberCouponId: string) =>
  placement([
    { itemId: cup, memberCouponIds: [memberCouponId] },
    { itemId: pot, quantity: 2 },
  ]);

export const statusOf = async (town: Town, orderId: string): Promise<string | undefined> => {
  const sql = `select status from "order".orders where order_id = $1`;
  return (await town.sql<{ status: string }>("order", sql, [orderId]))[0]?.status;
};

/** Waits for the order to reach a status, whoever is away meanwhile. */
export const reaches = (town: Town, orderId: string, wanted: string): Promise<true> =>
  until(`${orderId} ${wanted}`, async () =>
    (await statusOf(town, orderId)) === wanted ? true : undefined,
  );

type Placed = { readonly orderId: string; readonly payableAmount: number };

/** Places the order, and waits until it may be paid. */
export async function placeAndVerify(shop: Shop, memberCouponId: string): Promise<Placed> {
  const { town, mina } = shop;
  const body = minasOrder(shop, memberCouponId);
  const { orderId } = await answeredWith<Placed>(town, "/api/orders", { body, token: mina.token });
  await reaches(town, orderId, "AWAITING_PAYMENT");
  const sql = `select payable_amount_minor::int as "payableAmount" from "order".orders where order_id = $1`;
  const [row] = await town.sql<Placed>("order", sql, [orderId]);
  return { orderId, payableAmount: row?.payableAmount ?? 0 };
}

export async function payAndPrepare({ town, mina }: Shop, placed: Placed): Promise<void> {
  const body = { payMethod: "WALLET", amount: placed.payableAmount };
  const path = `/api/orders/${placed.orderId}/payment`;
  await answeredWith(town, path, { body, token: mina.token });
  await reaches(town, placed.orderId, "PREPARED");
}

/** From the parcel's packing to its confirmed receipt. */
export async function deliverAndReceive(shop: Shop, orderId: string): Promise<void> {
  const { town, mina, sellerToken, operatorToken } = shop;
  const shipmentId = await until(`the shipment of ${orderId}`, async () => {
    const sql = "select shipment_id from delivery.shipments where order_id = $1";
    return (await town.sql<{ shipment_id: string }>("delivery", sql, [orderId]))[0]?.shipment_id;
  });
  const path = `/api/shipments/${shipmentId}`;
  await answeredWith(town, `${path}/preparation`, { token: sellerToken });
  const parcel = { carrier: "CJ", trackingNumber: "123456789012" };
  await answeredWith(town, `${path}/hand-over`, { body: parcel, token: sellerToken });
  const arrival = { carrierStatus: "DELIVERED" };
  await answeredWith(town, `${path}/carrier-events`, { body: arrival, token: operatorToken });
  await reaches(town, orderId, "DELIVERED");
  await answeredWith(town, `/api/orders/${orderId}/receipt`, { token: mina.token });
  await reaches(town, orderId, "CLOSED");
}

/** From placement to receipt; answers the order, which is then CLOSED. */
export async function wholeJourney(shop: Shop, memberCouponId: string): Promise<string> {
  const placed = await placeAndVerify(shop, memberCouponId);
  await payAndPrepare(shop, placed);
  await deliverAndReceive(shop, placed.orderId);
  return placed.orderId;
}
