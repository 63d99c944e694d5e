/** Carts: what somebody thinks of buying, before and after they say who they are. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { cartAt, cartShown, placeSheet, putIn, sheetOf } from "#test/town/carts.ts";
import { newGoods, newRange, orderShown, placed } from "#test/town/people.ts";
import { rebuild } from "#test/town/operations.ts";
import { ask, read, sellerOf, stranger } from "#test/town/shop.ts";
import type { Town } from "#test/town/town.ts";

const COAT = {
  price: 30_000,
  stock: 100,
  options: [
    ["S", "M"].map((name) => ({ name, price: 0 })),
    [
      { name: "RED", price: 0 },
      { name: "GOLD", price: 1_000 },
    ],
  ],
};
const newCart = (): string => cartAt(`${randomUUID()}-of-a-test`);

export function filling(town: () => Town): void {
  const line = (cartLineId: string, cart = cartAt()) => `${cart}/lines/${cartLineId}`;

  describe("filling a cart", () => {
    it("S2.3 equal things add up, quantities change from 1 on, lines are removed, and the sum follows", async () => {
      const mina = await stranger(town());
      const [coat, cup] = await newRange(town(), await sellerOf(town()), [
        { ...COAT, name: "coat" },
        { price: 10_000, stock: 9 },
      ]);
      const [small = "", medium = ""] = coat?.optionIds[0] ?? [];
      const [, gold = ""] = coat?.optionIds[1] ?? [];
      const coatOf = (...optionIds: string[]) => ({ itemId: coat?.itemId ?? "", optionIds });
      const first = await putIn(town(), mina, { ...coatOf(small, gold), quantity: 2 });
      const second = await putIn(town(), mina, coatOf(gold, small));
      const third = await putIn(town(), mina, coatOf(medium, gold));
      const cups = await putIn(town(), mina, { itemId: cup?.itemId ?? "", quantity: 3 });

      expect(first).toMatchObject({ status: 201, body: { quantity: 2, unitListPrice: 31_000 } });
      expect(second.body).toMatchObject({ cartLineId: first.body.cartLineId, quantity: 3 });
      expect(await cartShown(town(), mina)).toMatchObject({
        quantity: 7,
        totalAmount: 4 * 31_000 + 3 * 10_000,
        lines: [
          { itemId: coat?.itemId, optionIds: [small, gold], quantity: 3, orderable: true },
          { optionIds: [medium, gold], quantity: 1, priceChanged: false },
          { itemId: cup?.itemId, quantity: 3 },
        ],
      });

      const cupLine = line(cups.body.cartLineId);
      const changed = await ask(town(), mina, "PATCH", cupLine, { quantity: 1 });
      expect(changed).toMatchObject({ status: 200, body: { quantity: 1 } });
      for (const quantity of [0, -1, 1.5, 10_000]) {
        expect(await ask(town(), mina, "PATCH", cupLine, { quantity })).toMatchObject({
          status: 400,
          body: { errors: [{ field: "quantity" }] },
        });
      }
      expect((await ask(town(), mina, "DELETE", line(third.body.cartLineId))).status).toBe(204);
      expect((await ask(town(), mina, "DELETE", line(third.body.cartLineId))).status).toBe(404);
      expect(await cartShown(town(), mina)).toMatchObject({ quantity: 4, totalAmount: 103_000 });
    });

    it("S2.3 a cart is its owner's: another's line is as unknown as one that nobody made", async () => {
      const [mina, jun] = [await stranger(town()), await stranger(town())];
      const { itemId } = await newGoods(town(), await sellerOf(town()), { price: 500, stock: 9 });
      const { cartLineId } = (await putIn(town(), mina, { itemId })).body;
      for (const path of [line(cartLineId), line(cartLineId, newCart())]) {
        for (const [method, body] of [["PATCH", { quantity: 2 }], ["DELETE"]] as const) {
          expect(await ask(town(), jun, method, path, body)).toMatchObject({
            status: 404,
            body: { code: "COMMON_ENTITY_NOT_FOUND" },
          });
        }
      }
      expect((await ask(town(), undefined, "GET", cartAt())).status).toBe(401);
      expect((await cartShown(town(), jun)).lines).toEqual([]);
      expect((await cartShown(town(), mina)).lines).toMatchObject([{ cartLineId, quantity: 1 }]);
    });

    it("S2.3 what is unknown, not for sale or chosen wrongly does not come in", async () => {
      const mina = await stranger(town());
      const seller = await sellerOf(town());
      const [coat, cup] = await newRange(town(), seller, [COAT, { price: 500, stock: 9 }]);
      const itemId = cup?.itemId ?? "";
      const suspend = { saleStatus: "SUSPENDED" };
      await ask(town(), seller, "PUT", `/api/items/${itemId}/sale-status`, suspend, {
        "if-match": '"1"',
      });
      await town().quiet();

      const unknown = { itemId: "itm_0000000000000000" };
      expect((await putIn(town(), mina, unknown)).body.code).toBe("COMMON_ENTITY_NOT_FOUND");
      expect((await putIn(town(), mina, { itemId })).body.code).toBe("ITEM_NOT_ON_SALE");
      expect(await putIn(town(), mina, { itemId: coat?.itemId ?? "" })).toMatchObject({
        status: 400,
        body: { errors: [{ field: "optionIds" }] },
      });
      expect((await cartShown(town(), mina)).lines).toEqual([]);
    });

    it("S2.3 a cart shows today's price, and what is sold out or no longer sold, as it changes", async () => {
      const mina = await stranger(town());
      const seller = await sellerOf(town());
      const [tea, cup] = await newRange(town(), seller, [
        { price: 10_000, stock: 1 },
        { price: 5_000, stock: 9 },
      ]);
      const [teaId, cupId] = [tea?.itemId ?? "", cup?.itemId ?? ""];
      for (const itemId of [teaId, cupId]) await putIn(town(), mina, { itemId });
      await placed(town(), await stranger(town()), [{ itemId: teaId }]);
      const ofVersion = (version: number) => ({ "if-match": `"${version}"` });
      await ask(town(), seller, "PATCH", `/api/items/${cupId}`, { price: 6_000 }, ofVersion(1));
      expect(await cartShown(town(), mina)).toMatchObject({
        totalAmount: 6_000,
        quantity: 1,
        lines: [
          { itemId: teaId, orderable: false, reason: "SOLD_OUT", priceChanged: false },
          { unitListPrice: 6_000, seenUnitListPrice: 5_000, priceChanged: true, orderable: true },
        ],
      });

      await ask(town(), seller, "POST", `/api/items/${teaId}/stock-receipts`, { quantity: 1 });
      await ask(town(), seller, "DELETE", `/api/items/${cupId}`, undefined, ofVersion(2));
      expect(await cartShown(town(), mina)).toMatchObject({
        totalAmount: 10_000,
        lines: [{ orderable: true }, { orderable: false, reason: "ITEM_GONE" }],
      });
      expect((await rebuild(town(), "cart")).repaired).toBe(0);
    });

    it("S2.3 an anonymous cart needs no log-in, and comes along at log-in, where equal lines add up", async () => {
      const mina = await stranger(town());
      const [tea, cup] = await newRange(town(), await sellerOf(town()), [
        { price: 10_000, stock: 9 },
        { price: 5_000, stock: 9 },
      ]);
      const [teaId, cupId] = [tea?.itemId ?? "", cup?.itemId ?? ""];
      const cartToken = `${randomUUID()}-of-nobody`;
      const nobodys = cartAt(cartToken);
      await putIn(town(), mina, { itemId: teaId });
      await putIn(town(), undefined, { itemId: teaId, quantity: 2 }, nobodys);
      const { cartLineId } = (await putIn(town(), undefined, { itemId: cupId }, nobodys)).body;
      const more = await ask(town(), undefined, "PATCH", line(cartLineId, nobodys), {
        quantity: 4,
      });
      expect(more.body).toMatchObject({ quantity: 4 });
      expect(await cartShown(town(), undefined, nobodys)).toMatchObject({ totalAmount: 40_000 });
      expect((await cartShown(town(), undefined, newCart())).lines).toEqual([]);

      const merge = () => ask(town(), mina, "POST", "/api/cart/merges", { cartToken });
      expect(await merge()).toMatchObject({ status: 200, body: { mergedLines: 2, leftLines: 0 } });
      expect((await merge()).body).toEqual({ mergedLines: 0, leftLines: 0 });
      expect((await cartShown(town(), mina)).lines).toMatchObject([
        { itemId: teaId, quantity: 3 },
        { itemId: cupId, quantity: 4, cartLineId },
      ]);
      expect((await cartShown(town(), undefined, nobodys)).lines).toEqual([]);
      const kept = await town().sql<{ cart_id: string }>("cart", "select cart_id from cart.carts");
      expect(JSON.stringify(kept)).not.toContain(cartToken);
      expect((await ask(town(), undefined, "GET", cartAt("guessable"))).status).toBe(400);
    });

    it("S2.2 ordered from the cart: the ordered lines leave it once the order is verified, the others stay", async () => {
      const mina = await stranger(town());
      const [tea, cup, pot] = await newRange(town(), await sellerOf(town()), [
        { price: 10_000, stock: 9 },
        { price: 5_000, stock: 9 },
        { price: 7_000, stock: 1 },
      ]);
      for (const goods of [tea, cup, pot])
        await putIn(town(), mina, { itemId: goods?.itemId ?? "", quantity: 2 });
      const [teas, cups, pots] = (await cartShown(town(), mina)).lines;
      const wanted = (...lines: readonly (typeof teas)[]) =>
        lines.map((of) => ({
          itemId: of?.itemId ?? "",
          quantity: of?.quantity ?? 0,
          cartLineId: of?.cartLineId ?? "",
        }));

      const sheet = await sheetOf(town(), mina, wanted(teas, cups));
      expect((await cartShown(town(), mina)).lines).toHaveLength(3);
      const { status, body } = await placeSheet(town(), mina, sheet);
      expect([status, body.code]).toEqual([201, undefined]);
      expect(await orderShown(town(), mina, body.orderId)).toMatchObject({
        status: "AWAITING_PAYMENT",
        payableAmount: 30_000,
        orderer: { name: "Mina" },
        address: { receiverName: "Jun" },
      });
      expect((await cartShown(town(), mina)).lines).toMatchObject([
        { cartLineId: pots?.cartLineId },
      ]);

      // Too little of it: the order is refused, or cancelled, and its line stays.
      const refused = await placeSheet(town(), mina, await sheetOf(town(), mina, wanted(pots)));
      expect([409, 201]).toContain(refused.status);
      // The same thing bought elsewhere is no line of the cart.
      await placed(town(), mina, [{ itemId: pot?.itemId ?? "" }]);
      expect((await cartShown(town(), mina)).lines).toMatchObject([
        { cartLineId: pots?.cartLineId },
      ]);
      expect(await read(town(), await stranger(town()), cartAt())).toMatchObject({ lines: [] });
    });
  });
}
