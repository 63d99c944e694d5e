import { afterAll, describe, expect, test } from "vitest";
import { DEFAULT_POLICIES } from "#kernel/policies.ts";
import { partnerRegistered } from "#contexts/identity/contract.ts";
import { orderPaid, orderPlaced } from "#contexts/order/contract.ts";
import { HANEUL_TEA, operator, seller, tokenOf } from "./fixtures.ts";
import { openCatalog, orderFor } from "./onPostgres.fixture.ts";
import { routes } from "./routes.ts";

const { tell, call, listed, detail, close } = await openCatalog({
  ...DEFAULT_POLICIES,
  "catalog.features": true,
});
afterAll(close);

type Category = {
  readonly categoryId: string;
  readonly name: string;
  readonly children: readonly Category[];
};
const categoriesOf = async (...categories: readonly object[]): Promise<readonly Category[]> => {
  const { body } = await call(operator, "PUT", "/api/categories", { body: { categories } });
  return (body as unknown as { readonly categories: readonly Category[] }).categories;
};

describe("browsing on PostgreSQL", () => {
  test("S2.19 items are found by words in any case and spacing, by category, by price, and sorted", async () => {
    const tea = await categoriesOf({ name: "차", children: [{ name: "꽃차" }] }, { name: "그릇" });
    const [blossom, other] = [tea[0]?.children[0], tea[1]];
    const foreign = { body: { name: "접시", price: 1n, category: "없는 분류" } };
    expect((await call(seller, "POST", "/api/items", foreign)).refusal).toBe(
      "COMMON_INVALID_PARAMETER",
    );
    const mine = { partnerId: HANEUL_TEA };
    const cup = await listed("Celadon CUP 청자 찻잔", { price: 90_000n, category: "그릇" });
    const plum = await listed("매화 꽃차", { price: 30_000n, category: "꽃차" });
    const leaf = await listed("오룡차 Oolong", { price: 20_000n, category: "차" });
    const found = async (query: object) => {
      const { body } = await call(seller, "GET", "/api/items", { query: { ...mine, ...query } });
      return body?.items.map(({ itemId }) => itemId);
    };
    const all = { category: tea[0]?.categoryId };
    expect(await found({ q: "cup celadon" })).toEqual([cup.itemId]);
    expect(await found({ q: "청자찻잔" })).toEqual([cup.itemId]);
    expect(await found({ q: "청자".normalize("NFD") })).toEqual([cup.itemId]);
    expect(await found({ q: "매화 그릇" })).toEqual([]);
    expect(await found({ q: "찻잔 그릇" })).toEqual([cup.itemId]);
    expect(await found(all)).toEqual([leaf.itemId, plum.itemId]);
    expect(await found({ category: blossom?.categoryId })).toEqual([plum.itemId]);
    expect(await found({ ...all, minPrice: 25_000n })).toEqual([plum.itemId]);
    expect(await found({ ...all, maxPrice: 25_000n })).toEqual([leaf.itemId]);
    expect(await found({ ...all, sort: "PRICE_HIGH" })).toEqual([plum.itemId, leaf.itemId]);
    const first = { ...all, sort: "PRICE_LOW", limit: 1 };
    expect(await found(first)).toEqual([leaf.itemId]);
    expect(await found({ ...first, cursor: leaf.itemId })).toEqual([plum.itemId]);
    expect(await found({ category: tokenOf("ctg", "none") })).toBeUndefined();

    // A new name takes the items along; a category that is left out does not.
    await categoriesOf({ ...blossom, name: "꽃으로 만든 차" });
    expect(await found({ category: blossom?.categoryId })).toEqual([plum.itemId]);
    expect(await detail(plum)).toMatchObject({ category: "꽃으로 만든 차" });
    expect(await found({ category: other?.categoryId })).toBeUndefined();
    await categoriesOf();
  });

  test("S2.19 the most sold comes first where it is asked for, page by page", async () => {
    const partnerId = tokenOf("ptn", "popular");
    await tell(partnerRegistered({ partnerId, partnerName: "인기" }));
    const ids: string[] = [];
    for (const sold of [2, 3, 1]) {
      const body = { partnerId, name: `인기 ${sold}`, price: 10_000n, saleStatus: "ON_SALE" };
      const { body: item } = await call(operator, "POST", "/api/items", { body });
      if (item === undefined) throw new Error("not listed");
      const params = { itemId: item.itemId };
      const receipt = { params, body: { quantity: 9 } };
      await call(operator, "POST", "/api/items/:itemId/stock-receipts", receipt);
      const order = orderFor(`popular${sold}`, item, sold);
      await tell(
        orderPlaced({
          ...order,
          lines: order.lines.map((line) => ({ ...line, partnerId })),
        } as never),
      );
      await tell(orderPaid({ orderId: order.orderId } as never));
      ids.push(item.itemId);
    }
    const [two, three, one] = ids;
    const list = async (query: object) =>
      (await call(seller, "GET", "/api/items", { query: { partnerId, sort: "POPULAR", ...query } }))
        .body;
    const page = await list({ limit: 2 });
    expect(page?.items.map(({ itemId }) => itemId)).toEqual([three, two]);
    const rest = await list({ cursor: page?.nextCursor });
    expect(rest?.items.map(({ itemId }) => itemId)).toEqual([one]);
  });

  test("S2.19 what cannot be bought now is left out where it is asked for, on every page", async () => {
    const partnerId = tokenOf("ptn", "stocked");
    await tell(partnerRegistered({ partnerId, partnerName: "재고" }));
    const ids: string[] = [];
    for (const [quantity, saleStatus] of [
      [9, "ON_SALE"],
      [0, "ON_SALE"],
      [9, "PREPARE"],
      [1, "ON_SALE"],
    ] as const) {
      const body = { partnerId, name: `재고 ${ids.length}`, price: 10_000n, saleStatus };
      const { body: item } = await call(operator, "POST", "/api/items", { body });
      if (item === undefined) throw new Error("not listed");
      const params = { itemId: item.itemId };
      const receipt = { params, body: { quantity } };
      if (quantity > 0) await call(operator, "POST", "/api/items/:itemId/stock-receipts", receipt);
      ids.push(item.itemId);
    }
    const list = async (query: object) =>
      (await call(seller, "GET", "/api/items", { query: { partnerId, ...query } })).body;
    const idsIn = (page: Awaited<ReturnType<typeof list>>) =>
      page?.items.map(({ itemId }) => itemId);
    expect(idsIn(await list({ inStock: false }))).toEqual(ids.toReversed());
    const page = await list({ inStock: true, limit: 1 });
    expect(idsIn(page)).toEqual([ids[3]]);
    const rest = await list({ inStock: true, limit: 1, cursor: page?.nextCursor });
    expect(idsIn(rest)).toEqual([ids[0]]);
    expect(rest?.nextCursor).toBeUndefined();
  });

  test("S2.19 without catalog.features a search knows words only", async () => {
    const route = routes.find(({ method, path }) => method === "GET" && path === "/api/items");
    const asked = { query: { minPrice: 1n } } as never;
    const answer = await route?.handle(asked, { policies: DEFAULT_POLICIES } as never);
    expect(answer).toEqual({
      refusal: "COMMON_INVALID_PARAMETER",
      details: [{ field: "minPrice", code: "UNKNOWN_FIELD" }],
    });
  });
});
