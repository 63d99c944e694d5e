import type { BenchClient } from "./client.ts";

export const OPERATOR = { email: "operator@bench.example", password: "operator-of-the-bench" };
const PASSWORD = "password-of-the-bench";
export const PRICE = 10_000;
export const DISCOUNT = 1_000;
/** Enough for any run: goods of one item, and what a shopper charges, so many times. */
export const PLENTY = { stock: 1_000_000, charge: 100_000_000, charges: 5 } as const;
const QUIET_WITHIN_MS = 30_000;

/** A coupon not used yet, and whose it is. */
export type Issued<Owner> = { readonly owner: Owner; readonly memberCouponId: string };
export type Shopper = { readonly memberId: string; readonly token: string };
export type Shop = {
  readonly items: readonly string[];
  readonly shoppers: readonly Shopper[];
  readonly couponId: string;
  readonly coupons: Issued<Shopper>[];
  readonly operatorToken: string;
};

/** A shop with plenty of stock, shoppers with plenty of money, and no coupons issued yet. */
export async function openShop(
  client: BenchClient,
  size: { readonly items: number; readonly shoppers: number },
): Promise<Shop> {
  const { accessToken: token } = await logIn(client, OPERATOR);
  const { partnerId } = await created(
    client.call<{ partnerId: string }>("POST", "/api/partners", {
      body: { partnerName: "Bench", businessNo: "123-45-67890", email: "bench@bench.example" },
      token,
    }),
  );
  await quiet(client, token);
  const items = await inTurns(size.items, 16, (index) => openItem(client, partnerId, index, token));
  const shoppers = await inTurns(size.shoppers, 4, (index) => openShopper(client, index));
  const { couponId } = await created(
    client.call<{ couponId: string }>("POST", "/api/coupons", {
      body: { name: "Bench", scope: "LINE", type: "FIXED", value: DISCOUNT },
      token,
    }),
  );
  await quiet(client, token);
  return { items, shoppers, couponId, coupons: [], operatorToken: token };
}

const created = async <T>(answer: Promise<{ readonly status: number; readonly body: T }>) => {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`${status}: ${JSON.stringify(body)}`);
  return body;
};

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
  const stock = { body: { quantity: PLENTY.stock }, token };
  await created(client.call("POST", `/api/items/${itemId}/stock-receipts`, stock));
  return itemId;
}

async function openShopper(client: BenchClient, index: number): Promise<Shopper> {
  const email = `shopper${index}@bench.example`;
  const person = { email, password: PASSWORD, name: `Shopper ${index}`, phone: "010-0000-0000" };
  await created(client.call("POST", "/api/members", { body: person }));
  const { accessToken: token, memberId } = await logIn(client, { email, password: PASSWORD });
  const money = { body: { amount: PLENTY.charge }, token };
  for (let times = 0; times < PLENTY.charges; times++) {
    await created(client.call("POST", "/api/wallet/charges", money));
  }
  return { memberId, token };
}

/** Issues coupons to the shoppers in turn until `count` are there. */
export async function issueCoupons(
  client: BenchClient,
  { shoppers, couponId, coupons, operatorToken: token }: Shop,
  count: number,
): Promise<void> {
  await inTurns(Math.max(0, count - coupons.length), 64, async (index) => {
    const owner = inRing(shoppers, index);
    const { memberCouponId } = await created(
      client.call<{ memberCouponId: string }>("POST", `/api/coupons/${couponId}/issues`, {
        body: { memberId: owner.memberId },
        token,
      }),
    );
    coupons.push({ owner, memberCouponId });
  });
  await quiet(client, token);
}

type Lag = {
  readonly waiting: number;
  readonly lanes: readonly { readonly behind: number }[];
};

/** Waits until every process has applied what was stated anywhere. */
async function quiet(client: BenchClient, token: string): Promise<void> {
  const until = performance.now() + QUIET_WITHIN_MS;
  // Twice in a row: what one process has just applied may have been stated to another since it was asked.
  for (let still = 0; still < 2;) {
    const lags = await client.everywhere<Lag>("/ops/lag", token);
    const behind = lags.flatMap(({ body: { waiting, lanes } }) => [
      waiting,
      ...lanes.map((lane) => lane.behind),
    ]);
    still = behind.every((count) => count === 0) ? still + 1 : 0;
    if (performance.now() > until) throw new Error(`not quiet: ${Math.max(...behind)} behind`);
  }
}

export const ORDERER = { name: "Shopper", phone: "010-0000-0000", email: "shopper@bench.example" };
export const ADDRESS = {
  receiverName: "Shopper",
  receiverPhone: "010-0000-0000",
  receiverZipcode: "04524",
  receiverAddress1: "Seoul",
  receiverAddress2: "1",
  etcMessage: "At the door",
};

/** Who places the n-th order, for which two items, and with which coupon: every fourth has one. */
export function nthOrder<Owner>(
  shop: {
    readonly items: readonly string[];
    readonly shoppers: readonly Owner[];
    readonly coupons: Issued<Owner>[];
  },
  n: number,
  oneItem = false,
): {
  readonly shopper: Owner;
  readonly coupon: string | undefined;
  readonly items: readonly [string, string];
} {
  const issued = n % 4 === 0 ? shop.coupons.pop() : undefined;
  const item = (at: number) => inRing(shop.items, oneItem ? 0 : at);
  return {
    shopper: issued?.owner ?? inRing(shop.shoppers, n),
    coupon: issued?.memberCouponId,
    items: [item(n * 7), item(n * 7 + 3)],
  };
}

/** The body of a request to place that order, paid at once. */
export function bodyOf({ coupon, items: [first, second] }: ReturnType<typeof nthOrder>) {
  const memberCouponIds = coupon === undefined ? {} : { memberCouponIds: [coupon] };
  return {
    lines: [
      { itemId: first, optionIds: [], quantity: 1, ...memberCouponIds },
      { itemId: second, optionIds: [], quantity: 2 },
    ],
    orderer: ORDERER,
    address: ADDRESS,
    payMethod: "WALLET",
    autoPay: true,
    agreements: { termsOfService: true, privacyPolicy: true, ageVerification: true },
  };
}

function inRing<T>(list: readonly T[], at: number): T {
  const found = list[at % list.length];
  if (found === undefined) throw new Error("the shop is empty");
  return found;
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
