import {
  newSeller,
  onceOnly,
  operatorOf,
  type Person,
  type Problem,
  type Seller,
} from "./people.ts";
import type { RawAnswer } from "./requests.ts";
import type { Town } from "./town.ts";

/** Whoever sends a request; nobody for a guest. */
export type Asker = Pick<Person, "token"> | undefined;
/** What came back, refusals included. */
export type Told<Body = unknown> = Omit<RawAnswer, "body"> & {
  readonly body: Body & Partial<Problem>;
};

/** Asks as somebody, and answers with whatever came. A write bears a new key, so that none is taken for another. */
export async function ask<Body = object>(
  town: Town,
  asker: Asker,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Told<Body>> {
  const key = method === "GET" ? {} : onceOnly();
  const answer = await town.request(method, path, {
    body,
    token: asker?.token,
    headers: { ...key, ...headers },
  });
  return answer as Told<Body>;
}

/** What somebody reads there; fails the test where it cannot be read. */
export async function read<Body>(town: Town, asker: Asker, path: string): Promise<Body> {
  const { status, body } = await ask<Body>(town, asker, "GET", path);
  if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
  return body;
}

const sellers = new WeakMap<Town, Promise<Seller>>();

/** The seller that journeys share which need no partner of their own. Valid until the clock moves. */
export function sellerOf(town: Town): Promise<Seller> {
  const known = sellers.get(town) ?? newSeller(town, "Haneul Tea");
  sellers.set(town, known);
  return known;
}

/** Somebody with a token alone, for contexts that know people by their tokens. */
export async function stranger(town: Town, balance = 0): Promise<Person> {
  const { memberId, token } = await town.tokenOf();
  const person = { memberId, email: "", token, client: town.client(token) };
  if (balance > 0) await topUp(town, person, balance);
  return person;
}

/** A crowd of strangers. */
export const strangers = (town: Town, count: number, balance = 0): Promise<readonly Person[]> =>
  Promise.all(Array.from({ length: count }, () => stranger(town, balance)));

/** Charges a wallet. */
export async function topUp(town: Town, asker: Asker, amount: number): Promise<void> {
  const { status } = await ask(town, asker, "POST", "/api/wallet/charges", { amount });
  if (status !== 201) throw new Error(`not charged: ${status}`);
}

/** What is in somebody's wallet. */
export const balanceOf = async (town: Town, asker: Asker): Promise<number> =>
  (await read<{ readonly balance: number }>(town, asker, "/api/wallet")).balance;

export type Stock = {
  readonly receivedQuantity: number;
  readonly availableQuantity: number;
  readonly reservedQuantity: number;
  readonly soldQuantity: number;
};

/** Where the units of an item are. */
export async function stockOf(town: Town, itemId: string): Promise<Stock> {
  const path = `/api/items/${itemId}/stock-movements`;
  return (await read<{ readonly stock: Stock }>(town, await operatorOf(town), path)).stock;
}
