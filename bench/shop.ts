import type { BenchClient } from "./client.ts";

export const OPERATOR = { email: "operator@bench.example", password: "operator-of-the-bench" };
const PASSWORD = "password-of-the-bench";
const PRICE = 10_000;

export type Shopper = {
  readonly memberId: string;
  readonly token: string;
  /** Member coupons not used yet. */
  readonly coupons: string[];
};
export type Shop = { readonly items: readonly string[]; readonly shoppers: readonly Shopper[] };

const created = async <T>(answer: Promise<{ readonly status: number; readonly body: T }>) => {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`${status}: ${JSON.stringify(body)}`);
  return body;
};

/** A shop with plenty of stock, shoppers with plenty of money, and coupons for every fourth order. */
export async function openShop(
  client: BenchClient,
  size: { readonly items: number; readonly shoppers: number; readonly coupons: number },
): Promise<Shop> {
  const { accessToken: token } = await logIn(client, OPERATOR);
  const { partnerId } = await created(
    client.call<{ partnerId: string }>("POST", "/api/partners", {
      body: { partnerName: "Bench", businessNo: "123-45-67890", email: "bench@bench.example" },
      token,
    }),
  );
  const items = await inTurns(size.items, 16, (index) => openItem(client, partnerId, index, token));
  const shoppers = await inTurns(size.shoppers, 4, (index) => openShopper(client, index));
  await issueCoupons(client, shoppers, size.coupons, token);
  return { items, shoppers };
}

const logIn = (client: BenchClient, body: { readonly email: string; readonly password: string }) =>
  created(
    client.call<{ accessToken: string; memberId: string }>("POST", "/api/sessions", { body }),
  );

async function openItem(
  client: BenchClient,
  partnerId: string,
  index: number,
  token: string,
): Promise<string> {
  const { itemId } = await created(
    client.call<{ itemId: string }>("POST", "/api/items", {
      body: { partnerId, name: `Item ${index}`, price: PRICE, optionGroups: [] },
      token,
    }),
  );
  const onSale = { body: { saleStatus: "ON_SALE" }, token, version: 1 };
  await created(client.call("PUT", `/api/items/${itemId}/sale-status`, onSale));
  const plenty = { body: { quantity: 1_000_000 }, token };
  await created(client.call("POST", `/api/items/${itemId}/stock-receipts`, plenty));
  return itemId;
}

async function openShopper(client: BenchClient, index: number): Promise<Shopper> {
  const email = `shopper${index}@bench.example`;
  const person = { email, password: PASSWORD, name: `Shopper ${index}`, phone: "010-0000-0000" };
  await created(client.call("POST", "/api/members", { body: person }));
  const { accessToken: token, memberId } = await logIn(client, { email, password: PASSWORD });
  const money = { body: { amount: 100_000_000 }, token };
  for (let times = 0; times < 5; times++) {
    await created(client.call("POST", "/api/wallet/charges", money));
  }
  return { memberId, token, coupons: [] };
}

async function issueCoupons(
  client: BenchClient,
  shoppers: readonly Shopper[],
  count: number,
  token: string,
): Promise<void> {
  const { couponId } = await created(
    client.call<{ couponId: string }>("POST", "/api/coupons", {
      body: { name: "Bench", scope: "LINE", type: "FIXED", value: 1_000 },
      token,
    }),
  );
  await inTurns(count, 64, async (index) => {
    const shopper = shoppers[index % shoppers.length] as Shopper;
    const { memberCouponId } = await created(
      client.call<{ memberCouponId: string }>("POST", `/api/coupons/${couponId}/issues`, {
        body: { memberId: shopper.memberId },
        token,
      }),
    );
    shopper.coupons.push(memberCouponId);
  });
}

/** An order of two lines by the n-th shopper, with a coupon on every fourth where one is left. */
export function orderOf(shop: Shop, n: number, autoPay: boolean, onlyItem?: string) {
  const shopper = shop.shoppers[n % shop.shoppers.length] as Shopper;
  const item = (at: number) => onlyItem ?? (shop.items[at % shop.items.length] as string);
  const coupon = n % 4 === 0 ? shopper.coupons.pop() : undefined;
  return {
    shopper,
    hasCoupon: coupon !== undefined,
    body: {
      lines: [
        {
          itemId: item(n * 7),
          optionIds: [],
          quantity: 1,
          ...(coupon === undefined ? {} : { memberCouponIds: [coupon] }),
        },
        { itemId: item(n * 7 + 3), optionIds: [], quantity: 2 },
      ],
      orderer: { name: "Shopper", phone: "010-0000-0000", email: "shopper@bench.example" },
      address: {
        receiverName: "Shopper",
        receiverPhone: "010-0000-0000",
        receiverZipcode: "04524",
        receiverAddress1: "Seoul",
        receiverAddress2: "1",
        etcMessage: "At the door",
      },
      payMethod: "WALLET",
      autoPay,
      agreements: { termsOfService: true, privacyPolicy: true, ageVerification: true },
    },
  };
}

/** Runs `count` tasks, `atOnce` at a time, and answers with their results in order. */
export async function inTurns<T>(
  count: number,
  atOnce: number,
  task: (index: number) => Promise<T>,
): Promise<T[]> {
  const results = new Array<T>(count);
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < count; index = next++) results[index] = await task(index);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, worker));
  return results;
}
