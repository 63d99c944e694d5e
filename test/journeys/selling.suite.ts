/** Partners and what they sell. */
import { describe, expect, it } from "vitest";
import {
  newGoods,
  newRange,
  newSeller,
  operatorOf,
  place,
  placed,
  refusedPlacement,
  unique,
} from "#test/town/people.ts";
import { ask, read, sellerOf, stockOf, stranger } from "#test/town/shop.ts";
import type { Town } from "#test/town/town.ts";

type Item = {
  readonly itemId: string;
  readonly price: number;
  readonly version: number;
  readonly saleStatus: string;
  readonly availableQuantity: number;
  readonly optionGroups: readonly {
    readonly name: string;
    readonly options: readonly { readonly name: string; readonly price: number }[];
  }[];
};

const seen = (version: number) => ({ "if-match": `"${version}"` });
const itemAt = (town: Town, itemId: string): Promise<Item> =>
  read<Item>(town, undefined, `/api/items/${itemId}`);

const setStatus = async (town: Town, itemId: string, saleStatus: string) => {
  const { version } = await itemAt(town, itemId);
  const path = `/api/items/${itemId}/sale-status`;
  const answer = await ask(
    town,
    await operatorOf(town),
    "PUT",
    path,
    { saleStatus },
    seen(version),
  );
  expect(answer.status).toBe(200);
  await town.quiet();
};

export function selling(town: () => Town): void {
  describe("selling", () => {
    it("S0.1 a partner is registered with a token of 20 characters; a missing field or a bad e-mail is refused", async () => {
      const operator = await operatorOf(town());
      const partner = { partnerName: "Haneul", businessNo: "123-45-67890", email: "a@tea.example" };
      const { partnerName: _, ...nameless } = partner;
      const register = (body: object) => ask(town(), operator, "POST", "/api/partners", body);

      expect(await register(partner)).toMatchObject({
        status: 201,
        body: { partnerId: expect.stringMatching(/^ptn_[0-9A-Za-z]{16}$/) as string },
      });
      expect(await register(nameless)).toMatchObject({
        status: 400,
        body: { code: "COMMON_INVALID_PARAMETER", errors: [{ field: "partnerName" }] },
      });
      expect(await register({ ...partner, email: "tea.example" })).toMatchObject({
        status: 400,
        body: { errors: [{ field: "email" }] },
      });
    });

    it("S0.2 a disabled partner lists nothing and sells nothing; enabled again it does both", async () => {
      const operator = await operatorOf(town());
      const seller = await newSeller(town(), "Dalbit Lamps");
      const [mina, lamp] = await Promise.all([
        stranger(town()),
        newGoods(town(), seller, { price: 5_000, stock: 10 }),
      ]);
      const set = async (status: string) => {
        const path = `/api/partners/${seller.partnerId}/status`;
        expect((await ask(town(), operator, "PUT", path, { status })).status).toBe(200);
        await town().quiet();
      };
      const list = () =>
        ask(town(), seller, "POST", "/api/items", { name: unique("lamp"), price: 1 });

      await set("DISABLE");
      expect(await list()).toMatchObject({ status: 409, body: { code: "PARTNER_DISABLED" } });
      expect(await refusedPlacement(town(), mina, [{ itemId: lamp.itemId }])).toBe(
        "PARTNER_DISABLED",
      );
      await set("ENABLE");
      expect((await list()).status).toBe(201);
      expect(await placed(town(), mina, [{ itemId: lamp.itemId }])).toMatchObject({
        status: "AWAITING_PAYMENT",
      });
      expect(await stockOf(town(), lamp.itemId)).toMatchObject({ reservedQuantity: 1 });
    });

    it("S0.3 S1.11 sellers and operators list items with and without options, in their order, once by name and size", async () => {
      const seller = await sellerOf(town());
      const operator = await operatorOf(town());
      const shirt = {
        name: unique("shirt"),
        size: "100-M",
        price: 30_000,
        optionGroups: [
          { name: "사이즈", options: ["S", "M", "L"].map((name) => ({ name, price: 0 })) },
          {
            name: "색상",
            options: [
              { name: "RED", price: 0 },
              { name: "GOLD", price: 1_000 },
            ],
          },
        ],
      };
      const list = (asker: typeof seller | undefined, body: object) =>
        ask<Item>(town(), asker, "POST", "/api/items", body);

      const listed = await list(seller, shirt);
      expect(listed.status).toBe(201);
      expect((await itemAt(town(), listed.body.itemId)).optionGroups).toMatchObject(
        shirt.optionGroups,
      );
      expect(await list(seller, shirt)).toMatchObject({
        status: 409,
        body: { code: "ITEM_DUPLICATE" },
      });
      expect((await list(seller, { ...shirt, size: "110-L" })).status).toBe(201);

      const plain = { name: unique("cup"), price: 10_000, partnerId: seller.partnerId };
      const cup = await list(operator as typeof seller, plain);
      expect(cup).toMatchObject({ status: 201, body: { optionGroups: [], size: "-" } });
      expect(await list((await stranger(town())) as typeof seller, plain)).toMatchObject({
        status: 403,
        body: { code: "AUTH_FORBIDDEN" },
      });
      expect(await list(undefined, plain)).toMatchObject({ status: 401 });
    });

    it("S0.4 S2.20 only what is on sale and in stock can be ordered; restocking brings it back", async () => {
      const seller = await sellerOf(town());
      const [mina, { itemId }] = await Promise.all([
        stranger(town()),
        newGoods(town(), seller, { price: 2_000, stock: 0 }),
      ]);
      const tea = [{ itemId }];

      expect(await itemAt(town(), itemId)).toMatchObject({ saleStatus: "OUT_OF_STOCK" });
      expect(await refusedPlacement(town(), mina, tea)).toBe("STOCK_INSUFFICIENT");
      const path = `/api/items/${itemId}/stock-receipts`;
      await ask(town(), seller, "POST", path, { quantity: 5 });
      expect(await itemAt(town(), itemId)).toMatchObject({
        saleStatus: "ON_SALE",
        availableQuantity: 5,
      });
      for (const status of ["SUSPENDED", "PROHIBITED", "PREPARE", "END_OF_SALE"]) {
        await setStatus(town(), itemId, status);
        expect(await refusedPlacement(town(), mina, tea), status).toBe("ITEM_NOT_ON_SALE");
      }
      await setStatus(town(), itemId, "ON_SALE");
      expect((await place(town(), mina, [{ itemId, quantity: 5 }])).status).toBe(201);
      await town().quiet();
      expect(await itemAt(town(), itemId)).toMatchObject({ saleStatus: "OUT_OF_STOCK" });
      expect(await stockOf(town(), itemId)).toMatchObject({ reservedQuantity: 5 });
    });

    it("S1.12 S3.2 items are read with what is available of them; unknown is 404 and malformed 400", async () => {
      const seller = await sellerOf(town());
      const mina = await stranger(town());
      const [tea = "", cup = ""] = (
        await newRange(town(), seller, [
          { price: 2_000, stock: 10 },
          { price: 9_000, stock: 4 },
        ])
      ).map(({ itemId }) => itemId);
      const ids = `${tea},${cup}`;
      const available = async () => {
        const path = `/api/items?ids=${ids}`;
        const { items } = await read<{ items: readonly Item[] }>(town(), undefined, path);
        return Object.fromEntries(items.map((item) => [item.itemId, item.availableQuantity]));
      };

      expect(await available()).toEqual({ [tea]: 10, [cup]: 4 });
      await placed(town(), mina, [{ itemId: tea, quantity: 3 }]);
      expect(await available()).toEqual({ [tea]: 7, [cup]: 4 });
      const list = await read<{ items: readonly Item[] }>(
        town(),
        undefined,
        "/api/items?limit=100",
      );
      expect(list.items.map(({ itemId }) => itemId)).toContain(cup);

      const at = (id: string) => ask(town(), undefined, "GET", `/api/items/${id}`);
      expect(await at("itm_0000000000000000")).toMatchObject({
        status: 404,
        body: { code: "COMMON_ENTITY_NOT_FOUND" },
      });
      for (const id of ["17", "-1", "0", "itm_short"]) {
        expect(await at(id), id).toMatchObject({
          status: 400,
          body: { code: "COMMON_INVALID_PARAMETER" },
        });
      }
    });

    it("S1.13 a new price holds for new orders; a deleted item cannot be ordered, and its old orders can be read", async () => {
      const seller = await sellerOf(town());
      const mina = await stranger(town());
      const { itemId } = await newGoods(town(), seller, { price: 30_000, stock: 10 });
      const before = await placed(town(), mina, [{ itemId }]);
      const path = `/api/items/${itemId}`;
      const change = (version: number) =>
        ask(town(), seller, "PATCH", path, { price: 33_000 }, seen(version));
      const { version } = await itemAt(town(), itemId);

      expect(await change(version)).toMatchObject({ status: 200, body: { price: 33_000 } });
      expect(await change(version)).toMatchObject({
        status: 409,
        body: { code: "VERSION_CONFLICT" },
      });
      await town().quiet();
      const expectation = { itemId, expectedUnitListPrice: 30_000 };
      expect(await refusedPlacement(town(), mina, [expectation])).toBe("PRICE_CHANGED");
      expect(await placed(town(), mina, [{ itemId }])).toMatchObject({ payableAmount: 33_000 });

      expect((await ask(town(), seller, "DELETE", path, undefined, seen(version + 1))).status).toBe(
        204,
      );
      await town().quiet();
      expect((await ask(town(), undefined, "GET", path)).status).toBe(404);
      expect((await place(town(), mina, [{ itemId }])).status).toBeGreaterThanOrEqual(400);
      expect(await read(town(), mina, `/api/orders/${before.orderId}`)).toMatchObject({
        payableAmount: 30_000,
        lines: [{ itemId, unitListPrice: 30_000 }],
      });
    });
  });
}
