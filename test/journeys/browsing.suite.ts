/** What a shop shows beside its items: categories, a first page, reviews. Of a town with catalog.features. */
import { describe, expect, it } from "vitest";
import { carrierSays, ship } from "#test/town/parcels.ts";
import { newGoods, newRange, newSeller, operatorOf, prepared } from "#test/town/people.ts";
import { ask, read, sellerOf, stranger } from "#test/town/shop.ts";
import type { Town } from "#test/town/town.ts";

type Item = {
  readonly itemId: string;
  readonly rating?: { readonly count: number; readonly averageTenths: number };
};
type Category = {
  readonly categoryId: string;
  readonly name: string;
  readonly children: readonly Category[];
};
type Categories = { readonly categories: readonly Category[] };
type Home = {
  readonly homeLists: readonly { readonly name: string; readonly items: readonly Item[] }[];
  readonly newest: readonly Item[];
};
type Review = { readonly reviewId: string; readonly text: string; readonly answer?: string };

const idsOf = (items: readonly Item[]) => items.map(({ itemId }) => itemId);

export function browsing(town: () => Town): void {
  const asOperator = async <Body>(method: string, path: string, body: object) =>
    ask<Body>(town(), await operatorOf(town()), method, path, body);

  describe("browsing", () => {
    it("S2.19 an operator makes categories, sellers put items there, and shoppers find them by price", async () => {
      const seller = await newSeller(town(), "Haneul Tea");
      const [cheap, dear] = await newRange(town(), seller, [
        { price: 1_000, stock: 1 },
        { price: 9_000, stock: 1 },
      ]);
      const written = { categories: [{ name: "차", children: [{ name: "녹차" }] }] };
      const set = await asOperator<Categories>("PUT", "/api/categories", written);
      expect(set.status).toBe(200);
      const { categories } = await read<Categories>(town(), undefined, "/api/categories");
      expect(categories).toEqual(set.body.categories);

      const put = async (itemId: string | undefined, category: string, version = 1) =>
        ask(
          town(),
          seller,
          "PATCH",
          `/api/items/${itemId}`,
          { category },
          { "if-match": `"${version}"` },
        );
      expect(await put(cheap?.itemId, "녹차")).toMatchObject({ status: 200 });
      expect(await put(dear?.itemId, "차")).toMatchObject({ status: 200 });
      expect(await put(dear?.itemId, "없는 분류", 2)).toMatchObject({ status: 400 });
      await town().quiet();
      const find = async (query: string) =>
        idsOf(
          (await read<{ items: readonly Item[] }>(town(), undefined, `/api/items?${query}`)).items,
        );
      const [tea] = categories;
      expect(await find(`category=${tea?.categoryId}&sort=PRICE_LOW`)).toEqual([
        cheap?.itemId,
        dear?.itemId,
      ]);
      expect(await find(`category=${tea?.categoryId}&minPrice=5000`)).toEqual([dear?.itemId]);
      expect(await find(`category=${tea?.children[0]?.categoryId}`)).toEqual([cheap?.itemId]);
      await asOperator("PUT", "/api/categories", { categories: [] });
    });

    it("S2.19 the first page has an operator's lists, and what is new", async () => {
      const { itemId } = await newGoods(town(), await sellerOf(town()), { price: 1_000, stock: 1 });
      const homeLists = [{ name: "봄", itemIds: [itemId] }];
      expect(await asOperator("PUT", "/api/home-lists", { homeLists })).toMatchObject({
        status: 200,
        body: { homeLists },
      });
      const home = await read<Home>(town(), undefined, "/api/home-lists");
      expect(home.homeLists).toMatchObject([{ name: "봄", items: [{ itemId }] }]);
      expect(idsOf(home.newest)).toContain(itemId);
      await asOperator("PUT", "/api/home-lists", { homeLists: [] });
    });

    it("S2.19 who received an item reviews it once; its seller answers, an operator hides it", async () => {
      const seller = await sellerOf(town());
      const [{ itemId }, mina] = [
        await newGoods(town(), seller, { price: 1_000, stock: 9 }),
        await stranger(town(), 10_000),
      ];
      const { orderId, shipments } = await prepared(town(), mina, [{ itemId }]);
      const path = `/api/items/${itemId}/reviews`;
      const said = { orderId, lineNo: 1, stars: 4, text: "향이 좋아요" };
      const review = (asker = mina) => ask<Review>(town(), asker, "POST", path, said);
      expect(await review()).toMatchObject({
        status: 409,
        body: { code: "COMMON_ILLEGAL_STATUS" },
      });

      await ship(town(), seller, shipments[0]?.shipmentId ?? "");
      await carrierSays(town(), shipments[0]?.shipmentId ?? "", "DELIVERED");
      await town().quiet();
      expect((await review(await stranger(town()))).status).toBe(404);
      const { status, body } = await review();
      expect(status).toBe(201);
      expect((await review()).body.code).toBe("REVIEW_DUPLICATE");
      const answer = `/api/reviews/${body.reviewId}/answer`;
      expect((await ask(town(), seller, "PUT", answer, { text: "고맙습니다" })).status).toBe(200);

      const shown = async () => ({
        item: await read<Item>(town(), undefined, `/api/items/${itemId}`),
        reviews: (await read<{ reviews: readonly Review[] }>(town(), undefined, path)).reviews,
      });
      expect(await shown()).toMatchObject({
        item: { rating: { count: 1, averageTenths: 40 } },
        reviews: [{ text: said.text, answer: "고맙습니다" }],
      });
      await asOperator("PUT", `/api/reviews/${body.reviewId}/status`, { status: "HIDDEN" });
      const hidden = await shown();
      expect([hidden.item.rating, hidden.reviews]).toEqual([undefined, []]);
    });
  });
}
