import { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newToken } from "#kernel/ids.ts";
import type { Draft } from "#kernel/message.ts";
import { DEFAULT_POLICIES } from "#kernel/policies.ts";
import { realWorld } from "#kernel/world.ts";
import { groupOf, type Group } from "#runtime/group.ts";
import { silent } from "#runtime/log.ts";
import { routingOf } from "#runtime/routing.ts";
import { checkCollections } from "#store/conformity.ts";
import { migrate } from "#store/migrate.ts";
import { postgresStore } from "#store/stores/postgres.ts";
import { type FreshDatabase, freshDatabase } from "#test/postgres.ts";
import { context } from "./context.ts";
import { addLine, mergeCarts, removeLine } from "./contract.ts";
import { available, JUN, listed, MINA, optionId, shirt, tea, verified } from "./fixtures.ts";
import { readCart } from "./routes/reads.ts";
import { anonymousCartId } from "./rules.ts";

const world = realWorld();
let database: FreshDatabase;
let client: Client;
let group: Group;
let closeStore: () => Promise<void>;

beforeAll(async () => {
  database = await freshDatabase();
  const { url } = database;
  await migrate({ url, contexts: [context] });
  client = new Client({ connectionString: url });
  await client.connect();
  const store = await postgresStore({ url, contexts: ["cart"], applicationName: "cart test" });
  closeStore = store.close;
  const routing = routingOf(["cart"], [context]);
  group = groupOf({ world, policies: DEFAULT_POLICIES, routing, store, log: silent });
  await group.start();
  for (const item of [tea, shirt]) {
    await tell(listed(item));
    await tell(available(item));
  }
});
afterAll(async () => {
  await group.drain();
  await Promise.all([closeStore(), client.end()]);
  await database.drop();
});

const tell = (draft: Draft) =>
  group.send(draft, { actor: { role: "member", memberId: MINA }, requestId: "test" });
const add = async (cartId: string, item = tea, optionIds: string[] = []): Promise<string> => {
  const cartLineId = newToken("cartLine", world);
  await tell(addLine({ cartId, cartLineId, itemId: item.itemId, optionIds, quantity: 2 }));
  return cartLineId;
};
/** Reads as a route does: amounts as bigint. */
const read = async <Row>(sql: string, values: readonly unknown[] = []) => {
  const { rows } = await client.query(sql, [...values]);
  return rows.map((row: Record<string, unknown>) => ({
    ...row,
    ...("priceMinor" in row ? { priceMinor: BigInt(row["priceMinor"] as string) } : {}),
  })) as readonly unknown[] as readonly Row[];
};
const shownTo = (cartId: string) => readCart(cartId, { read } as never);

it("has the tables that its collections believe in", async () => {
  expect(await checkCollections(database.url, context.collections, context.ledgers)).toEqual([]);
});

it("S2.3 keeps a cart, shows it at today's prices, and empties it line by line", async () => {
  const first = await add(MINA);
  const second = await add(MINA, shirt, [optionId("GOLD"), optionId("S")]);
  expect(await shownTo(MINA)).toMatchObject({
    totalAmount: 82_000n,
    quantity: 4,
    lines: [
      { cartLineId: first, itemName: "녹차", unitListPrice: 10_000n, orderable: true },
      {
        cartLineId: second,
        optionIds: [optionId("S"), optionId("GOLD")],
        options: [
          { group: "사이즈", option: "S", price: 0n },
          { group: "색상", option: "GOLD", price: 1_000n },
        ],
        lineAmount: 62_000n,
      },
    ],
  });
  await tell(verified([first]));
  expect((await shownTo(MINA)).lines.map(({ cartLineId }) => cartLineId)).toEqual([second]);
  await tell(verified([second]));
  expect(await shownTo(MINA)).toEqual({ lines: [], quantity: 0, totalAmount: 0n, currency: "KRW" });
  const third = await add(MINA);
  await tell(removeLine({ cartId: MINA, cartLineId: third }));
  expect(await read("select 1 from cart.carts where cart_id = $1", [MINA])).toEqual([]);
});

it("merges an anonymous cart into a member's own, and forgets its deadline", async () => {
  const anonymousCartId_ = anonymousCartId("digest");
  await add(JUN);
  await add(anonymousCartId_);
  await tell(mergeCarts({ cartId: JUN, anonymousCartId: anonymousCartId_ }));
  expect(await shownTo(JUN)).toMatchObject({ quantity: 4, lines: [{ quantity: 4 }] });
  expect(await read("select cart_id from cart.carts")).toEqual([{ cart_id: JUN }]);
  expect(await read("select 1 from cart.deadlines")).toEqual([]);
});

it("has a promise on its lines that tells a broken one", async () => {
  const broken = async () => {
    const promises = context.invariants.filter(({ needs }) => needs.join() === "cart");
    const rows = await Promise.all(
      promises.map(({ sql }) => client.query(sql, sql.includes("$1") ? [new Date()] : [])),
    );
    return rows.flatMap((result) => result.rows);
  };
  expect(await broken()).toEqual([]);
  const [row] = await read<{ lines: readonly object[] }>("select lines from cart.carts");
  const again = [...(row?.lines ?? []), ...(row?.lines ?? [])];
  await client.query("update cart.carts set lines = $1", [JSON.stringify(again)]);
  expect(await broken()).toHaveLength(2);
});
