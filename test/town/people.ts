import { randomUUID } from "node:crypto";
import type { BojagiClient } from "#src/client/client.ts";
import type { Town } from "./town.ts";
import { OPERATOR } from "./upkeep.ts";

/** Somebody who is logged in. */
export type Person = {
  readonly memberId: string;
  readonly email: string;
  readonly token: string;
  readonly client: BojagiClient;
};
export type Seller = Person & { readonly partnerId: string };
export type Goods = { readonly itemId: string; readonly optionIds: readonly (readonly string[])[] };

export const PASSWORD = "a-password-of-the-town";

/** A new name for whatever must be named once: an e-mail, an item, a key. */
export const unique = (name: string): string => `${name}-${randomUUID().slice(0, 8)}`;
/** The header of a write that must not happen twice. */
export const onceOnly = () => ({ "Idempotency-Key": randomUUID() });

/** The value of a success; fails the test with the problem otherwise. */
export function value<T>(answer: {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}): T {
  if (answer.error !== undefined || !answer.response.ok) {
    throw new Error(`${answer.response.status}: ${JSON.stringify(answer.error)}`);
  }
  return answer.data as T;
}

export async function logIn(town: Town, email: string, password = PASSWORD): Promise<Person> {
  const session = value(await town.client().POST("/api/sessions", { body: { email, password } }));
  const { memberId, accessToken: token } = session;
  return { memberId, email, token, client: town.client(token) };
}

/** The operator, whose token lasts as long as the clock is left alone. */
export async function operatorOf(town: Town): Promise<Person> {
  const token = await town.operator();
  return { memberId: "", email: OPERATOR.email, token, client: town.client(token) };
}

/** Signs somebody up, with that much in the wallet. */
export async function newShopper(town: Town, name: string, balance = 0): Promise<Person> {
  const email = `${unique(name.toLowerCase())}@people.example`;
  value(
    await town.client().POST("/api/members", {
      body: { email, password: PASSWORD, name, phone: "010-1234-5678" },
    }),
  );
  const person = await logIn(town, email);
  if (balance > 0) await charge(person, balance);
  return person;
}

export async function charge({ client }: Person, amount: number): Promise<void> {
  const params = { header: onceOnly() };
  value(await client.POST("/api/wallet/charges", { params, body: { amount } }));
}

/** Registers a partner with a member of staff, who is logged in as its seller. */
export async function newSeller(town: Town, partnerName: string): Promise<Seller> {
  const operator = await operatorOf(town);
  const { partnerId } = value(
    await operator.client.POST("/api/partners", {
      body: {
        partnerName: unique(partnerName),
        businessNo: "123-45-67890",
        email: "shop@people.example",
      },
    }),
  );
  const { memberId, email } = await newShopper(town, "Seller");
  value(
    await operator.client.POST("/api/partners/{partnerId}/staff", {
      params: { path: { partnerId } },
      body: { memberId },
    }),
  );
  await town.quiet();
  return { ...(await logIn(town, email)), partnerId };
}

export type NewGoods = {
  readonly name?: string;
  readonly price: number;
  readonly stock: number;
  readonly options?: readonly (readonly { readonly name: string; readonly price: number }[])[];
};

/** An item on sale with that much in stock, known to every context. */
export async function newGoods(town: Town, seller: Seller, goods: NewGoods): Promise<Goods> {
  const listed = await listGoods(seller, goods);
  await town.quiet();
  return listed;
}

/** Several items at once. */
export async function newRange(
  town: Town,
  seller: Seller,
  range: readonly NewGoods[],
): Promise<readonly Goods[]> {
  const listed = await Promise.all(range.map((goods) => listGoods(seller, goods)));
  await town.quiet();
  return listed;
}

async function listGoods({ client }: Seller, goods: NewGoods): Promise<Goods> {
  const item = value(
    await client.POST("/api/items", {
      body: {
        name: unique(goods.name ?? "goods"),
        price: goods.price,
        saleStatus: "ON_SALE",
        optionGroups: (goods.options ?? []).map((options, index) => ({
          name: `group ${index + 1}`,
          options: [...options],
        })),
      },
    }),
  );
  const params = { path: { itemId: item.itemId } };
  if (goods.stock > 0) {
    const header = onceOnly();
    value(
      await client.POST("/api/items/{itemId}/stock-receipts", {
        params: { ...params, header },
        body: { quantity: goods.stock },
      }),
    );
  }
  const optionIds = item.optionGroups.map(({ options }) => options.map(({ optionId }) => optionId));
  return { itemId: item.itemId, optionIds };
}

export type OrderLine = {
  readonly itemId: string;
  readonly quantity?: number;
  readonly optionIds?: readonly string[];
  readonly memberCouponIds?: readonly string[];
  readonly expectedUnitListPrice?: number;
  readonly expectedUnitPrice?: number;
};

export const ADDRESS = {
  receiverName: "Jun",
  receiverPhone: "010-8765-4321",
  receiverZipcode: "04524",
  receiverAddress1: "서울 중구 세종대로 110",
  receiverAddress2: "3층",
  etcMessage: "문 앞에 놓아 주세요",
};

/** The body of a placement of these lines, paid from the wallet. */
export const placement = (
  lines: readonly OrderLine[],
  more: Readonly<Record<string, unknown>> = {},
) => ({
  lines: lines.map(({ quantity = 1, optionIds = [], ...line }) => ({
    quantity,
    optionIds,
    ...line,
  })),
  orderer: { name: "Mina", phone: "010-1234-5678", email: "mina@people.example" },
  address: ADDRESS,
  payMethod: "WALLET",
  agreements: { termsOfService: true, privacyPolicy: true, ageVerification: true },
  ...more,
});

export type Answered<T> = { readonly status: number; readonly body: T; readonly headers: Headers };
export type Problem = {
  readonly code: string;
  readonly errors?: readonly Record<string, unknown>[];
};
export type PlacedOrder = {
  readonly orderId: string;
  readonly orderNumber: string;
  readonly status: string;
  readonly payableAmount: number;
  readonly cancelReason?: string;
} & Partial<Problem>;

/** Places an order and answers with what came at once, refusals included. */
export async function place(
  town: Town,
  shopper: Person,
  lines: readonly OrderLine[],
  more: Readonly<Record<string, unknown>> = {},
  headers: Readonly<Record<string, string>> = onceOnly(),
): Promise<Answered<PlacedOrder>> {
  const body = placement(lines, more);
  const answer = await town.request("POST", "/api/orders", { body, token: shopper.token, headers });
  return { ...answer, body: answer.body as PlacedOrder };
}

/** Pays an order from the wallet and answers with what came at once. */
export async function pay(
  town: Town,
  shopper: Person,
  orderId: string,
  amount: number,
  headers: Readonly<Record<string, string>> = onceOnly(),
): Promise<Answered<PlacedOrder>> {
  const body = { payMethod: "WALLET", amount };
  const path = `/api/orders/${orderId}/payment`;
  const answer = await town.request("POST", path, { body, token: shopper.token, headers });
  return { ...answer, body: answer.body as PlacedOrder };
}

/** The order as its page shows it once everything stated was applied. */
export async function orderShown(town: Town, shopper: Person, orderId: string) {
  await town.quiet();
  return value(
    await shopper.client.GET("/api/orders/{orderId}", { params: { path: { orderId } } }),
  );
}

/** Places an order and waits until its verdicts are in. */
export async function placed(
  town: Town,
  shopper: Person,
  lines: readonly OrderLine[],
  more: Readonly<Record<string, unknown>> = {},
) {
  const { status, body } = await place(town, shopper, lines, more);
  if (status !== 201) throw new Error(`not placed: ${status} ${JSON.stringify(body)}`);
  return orderShown(town, shopper, body.orderId);
}

/** Places and pays an order, and waits until it is prepared. */
export async function prepared(
  town: Town,
  shopper: Person,
  lines: readonly OrderLine[],
  more: Readonly<Record<string, unknown>> = {},
) {
  const { orderId, payableAmount } = await placed(town, shopper, lines, more);
  const { status, body } = await pay(town, shopper, orderId, payableAmount);
  if (status >= 300) throw new Error(`not paid: ${status} ${JSON.stringify(body)}`);
  return orderShown(town, shopper, orderId);
}

/**
 * A refusal that only catalog or coupon can give. Within one transaction: a 4xx and no row. Between
 * processes: 201, then the order is cancelled with the same code as its reason.
 */
export async function refusedPlacement(
  town: Town,
  shopper: Person,
  lines: readonly OrderLine[],
  more: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const { status, body } = await place(town, shopper, lines, more);
  if (status !== 201) return body.code ?? `no code, status ${status}`;
  const shown = await orderShown(town, shopper, body.orderId);
  if (shown.status !== "CANCELLED") return `not refused: ${shown.status}`;
  return shown.cancelReason ?? "no reason";
}
