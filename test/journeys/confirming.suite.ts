/** The order sheet: what the customer sees and confirms, and what becomes of it when things change. */
import { describe, expect, it } from "vitest";
import { askForSheet, placeSheet, type Sheet, sheetOf } from "#test/town/carts.ts";
import { couponsFor, couponStatus } from "#test/town/coupons.ts";
import { ADDRESS, newGoods, newRange, onceOnly, orderShown, place } from "#test/town/people.ts";
import { ask, sellerOf, stockOf, stranger } from "#test/town/shop.ts";
import type { Town } from "#test/town/town.ts";

export function confirming(town: () => Town): void {
  /** Changes a price, and waits until everybody has heard. */
  const reprice = async (itemId: string, price: number, version = 1) => {
    const changed = await ask(
      town(),
      await sellerOf(town()),
      "PATCH",
      `/api/items/${itemId}`,
      { price },
      { "if-match": `"${version}"` },
    );
    expect(changed.status).toBe(200);
    await town().quiet();
  };

  describe("confirming an order sheet", () => {
    it("S2.4 the sheet shows server prices, discounts, address and total, and the order is exactly that", async () => {
      const mina = await stranger(town());
      const [[coat, cup], [coupon = "", whole = ""]] = await Promise.all([
        newRange(town(), await sellerOf(town()), [
          { price: 62_000, stock: 5 },
          { price: 5_000, stock: 9 },
        ]),
        couponsFor(
          town(),
          mina,
          { type: "FIXED", value: 3_000 },
          { type: "RATIO", value: 10, scope: "ORDER" },
        ),
      ]);
      await town().quiet();
      const sheet = await sheetOf(
        town(),
        mina,
        [
          { itemId: coat?.itemId ?? "", memberCouponIds: [coupon] },
          { itemId: cup?.itemId ?? "", quantity: 2 },
        ],
        { orderCouponId: whole },
      );
      expect(sheet).toMatchObject({
        lines: [
          { lineNo: 1, unitListPrice: 62_000, unitDiscountedPrice: 59_000, lineAmount: 59_000 },
          { lineNo: 2, unitListPrice: 5_000, unitDiscountedPrice: 5_000, quantity: 2 },
        ],
        address: ADDRESS,
        totalAmount: 69_000,
        orderDiscount: 6_900,
        payableAmount: 62_100,
        currency: "KRW",
        coupons: [],
        unavailableLines: [],
      });
      const { status, body } = await placeSheet(town(), mina, sheet);
      expect([status, body.code]).toEqual([201, undefined]);
      expect(await orderShown(town(), mina, body.orderId)).toMatchObject({
        status: "AWAITING_PAYMENT",
        totalAmount: sheet.totalAmount,
        orderDiscount: sheet.orderDiscount,
        payableAmount: sheet.payableAmount,
        address: sheet.address,
      });
    });

    it("S2.4 a sheet holds nothing and changes nothing", async () => {
      const mina = await stranger(town());
      const [{ itemId }, [coupon = ""]] = await Promise.all([
        newGoods(town(), await sellerOf(town()), { price: 10_000, stock: 3 }),
        couponsFor(town(), mina, { type: "FIXED", value: 500 }),
      ]);
      await town().quiet();
      const kept = () =>
        Promise.all([
          stockOf(town(), itemId),
          couponStatus(town(), mina, coupon),
          town().sql("order", `select count(*) from "order".orders`),
          town().sql("catalog", "select count(*) from catalog.reservations"),
          town().sql("coupon", "select count(*) from coupon.redemptions"),
        ]);
      const before = await kept();
      const lines = [{ itemId, memberCouponIds: [coupon] }];
      await sheetOf(town(), mina, lines);
      await sheetOf(town(), mina, lines);
      await town().quiet();
      expect(await kept()).toEqual(before);
    });

    it("S2.4 P1 after a price change the order is refused, with what changed and a new sheet; confirmed again it is placed", async () => {
      const mina = await stranger(town());
      const [tea, cup] = await newRange(town(), await sellerOf(town()), [
        { price: 10_000, stock: 9 },
        { price: 5_000, stock: 9 },
      ]);
      const sheet = await sheetOf(town(), mina, [
        { itemId: tea?.itemId ?? "" },
        { itemId: cup?.itemId ?? "", quantity: 2 },
      ]);
      await reprice(cup?.itemId ?? "", 6_000);

      const refused = await placeSheet(town(), mina, sheet);
      expect(refused).toMatchObject({
        status: 409,
        body: {
          code: "PRICE_CHANGED",
          errors: [
            { line: 2, code: "PRICE_CHANGED", values: { expected: 5_000, actual: 6_000 } },
            { field: "payableAmount", values: { expected: 20_000, actual: 22_000 } },
          ],
          instead: { payableAmount: 22_000, lines: [{}, { unitListPrice: 6_000 }] },
        },
      });
      const { body } = await placeSheet(town(), mina, refused.body.instead ?? sheet);
      expect(await orderShown(town(), mina, body.orderId)).toMatchObject({
        status: "AWAITING_PAYMENT",
        payableAmount: 22_000,
      });
      const orders = await town().sql(
        "order",
        `select 1 from "order".orders where member_id = $1`,
        [mina.memberId],
      );
      expect(orders).toHaveLength(1);
    });

    it("P2 a sheet that was changed, or is another member's, is refused as such, and nothing is placed", async () => {
      const [mina, jun] = [await stranger(town()), await stranger(town())];
      const { itemId } = await newGoods(town(), await sellerOf(town()), {
        price: 10_000,
        stock: 9,
      });
      const sheet = await sheetOf(town(), mina, [{ itemId, quantity: 2 }]);
      const line = (changed: object): Sheet => ({
        ...sheet,
        lines: sheet.lines.map((of) => ({ ...of, ...changed })),
      });
      const later = new Date(Date.parse(sheet.validUntil) + 3_600_000).toISOString();
      const tampered: readonly (readonly [string, Sheet, object?])[] = [
        ["a cheaper unit", line({ unitListPrice: 1, unitDiscountedPrice: 1 })],
        ["a discount of one's own", line({ unitDiscountedPrice: 9_000 })],
        ["more than was confirmed", line({ quantity: 3 })],
        ["a smaller sum", { ...sheet, payableAmount: 1 }],
        ["a larger discount", { ...sheet, orderDiscount: 19_999 }],
        ["a longer life", { ...sheet, validUntil: later }],
        ["another signature", { ...sheet, signature: "A".repeat(sheet.signature.length) }],
        ["no signature to speak of", { ...sheet, signature: "x" }],
        ["another address", sheet, { address: { ...ADDRESS, receiverName: "Somebody" } }],
      ];
      const invalid = { status: 422, body: { code: "QUOTE_INVALID" } };
      for (const [name, changed, more = {}] of tampered) {
        expect(await placeSheet(town(), mina, changed, { ...more }), name).toMatchObject(invalid);
      }
      expect(await placeSheet(town(), jun, sheet)).toMatchObject(invalid);
      const none = await town().sql(
        "order",
        `select 1 from "order".orders where member_id = any($1)`,
        [[mina.memberId, jun.memberId]],
      );
      expect(none).toEqual([]);
      expect((await placeSheet(town(), mina, sheet)).status).toBe(201);
    });

    it("S2.5 two lines of which there is too little: the sheet names both, and so does the one refusal", async () => {
      const mina = await stranger(town());
      const goods = await newRange(town(), await sellerOf(town()), [
        { price: 1_000, stock: 1 },
        { price: 1_000, stock: 9 },
        { price: 1_000, stock: 2 },
      ]);
      const lines = goods.map(({ itemId }) => ({ itemId, quantity: 3 }));
      const sheet = await sheetOf(town(), mina, lines);
      const [first, , third] = goods;
      const code = "STOCK_INSUFFICIENT";
      expect(sheet.unavailableLines).toEqual([
        { line: 1, itemId: first?.itemId, code, wanted: 3, available: 1 },
        { line: 3, itemId: third?.itemId, code, wanted: 3, available: 2 },
      ]);

      const { status, body } = await place(town(), mina, lines);
      // Together in a process catalog refuses at once; elsewhere the order is cancelled for it.
      if (status === 201) {
        expect(await orderShown(town(), mina, body.orderId)).toMatchObject({
          status: "CANCELLED",
          cancelReason: "STOCK_INSUFFICIENT",
        });
        const [refused] = await town().sql<{ refused: object }>(
          "catalog",
          "select refused from catalog.reservations where order_id = $1",
          [body.orderId],
        );
        expect(refused).toMatchObject({ refused: { lines: [{ lineNo: 1 }, { lineNo: 3 }] } });
      } else {
        expect(body).toMatchObject({
          code: "STOCK_INSUFFICIENT",
          errors: [
            { line: 1, values: { wanted: 3, available: 1 } },
            { line: 3, values: { wanted: 3, available: 2 } },
          ],
        });
      }
      for (const { itemId } of goods) {
        expect(await stockOf(town(), itemId)).toMatchObject({ reservedQuantity: 0 });
      }
    });

    it("S2.4 of every coupon one holds the sheet says where it would apply, or why it does not", async () => {
      const mina = await stranger(town());
      const [[coat, cup], [small = "", huge = "", whole = ""], [others = ""]] = await Promise.all([
        newRange(town(), await sellerOf(town()), [
          { price: 20_000, stock: 9 },
          { price: 5_000, stock: 9 },
        ]),
        couponsFor(
          town(),
          mina,
          { type: "FIXED", value: 1_000 },
          { type: "FIXED", value: 15_000 },
          { type: "FIXED", value: 2_000, scope: "ORDER" },
        ),
        couponsFor(town(), await stranger(town()), { type: "FIXED", value: 500 }),
      ]);
      await town().quiet();
      const lines = [{ itemId: coat?.itemId ?? "" }, { itemId: cup?.itemId ?? "", quantity: 2 }];
      const { coupons } = await sheetOf(town(), mina, lines);
      const of = (id: string) => coupons.find(({ memberCouponId }) => memberCouponId === id);
      expect(coupons).toHaveLength(3);
      expect(of(small)).toMatchObject({ lineNos: [1], scope: "LINE", value: 1_000 });
      expect(of(huge)).toMatchObject({ lineNos: [], reason: "COUPON_DISCOUNT_TOO_LARGE" });
      expect(of(whole)).toMatchObject({ lineNos: [], scope: "ORDER" });
      expect(of(small)?.reason ?? of(whole)?.reason).toBeUndefined();

      const chosen = (...memberCouponIds: string[]) =>
        askForSheet(town(), mina, [{ itemId: coat?.itemId ?? "", memberCouponIds }]);
      expect((await chosen(small)).body).toMatchObject({ payableAmount: 19_000 });
      expect(await chosen(huge)).toMatchObject({
        status: 422,
        body: { code: "COUPON_DISCOUNT_TOO_LARGE", errors: [{ line: 1 }] },
      });
      expect(await chosen(others)).toMatchObject({
        status: 409,
        body: { code: "COUPON_NOT_USABLE" },
      });
    });

    it("S2.4 a sheet tells what is no longer for sale; there is none of what nobody knows", async () => {
      const mina = await stranger(town());
      const seller = await sellerOf(town());
      const { itemId } = await newGoods(town(), seller, { price: 500, stock: 9 });
      const path = `/api/items/${itemId}/sale-status`;
      const suspended = { saleStatus: "SUSPENDED" };
      await ask(town(), seller, "PUT", path, suspended, { "if-match": '"1"' });
      await town().quiet();
      expect(await askForSheet(town(), mina, [{ itemId }])).toMatchObject({
        status: 200,
        body: { unavailableLines: [{ line: 1, itemId, code: "ITEM_NOT_ON_SALE" }] },
      });
      const unknown = { itemId: "itm_0000000000000000" };
      expect(await askForSheet(town(), mina, [unknown])).toMatchObject({ status: 404 });
      expect((await askForSheet(town(), undefined, [{ itemId }])).status).toBe(401);
    });

    it("K2 a placement said again is answered as the first time, whatever its sheet is worth by then", async () => {
      const mina = await stranger(town());
      const { itemId } = await newGoods(town(), await sellerOf(town()), {
        price: 10_000,
        stock: 9,
      });
      const sheet = await sheetOf(town(), mina, [{ itemId }]);
      const key = onceOnly();
      const first = await placeSheet(town(), mina, sheet, {}, key);
      await reprice(itemId, 12_000);
      const again = await placeSheet(town(), mina, sheet, {}, key);
      expect([first.status, again.status]).toEqual([201, 201]);
      expect(again.body.orderId).toBe(first.body.orderId);
    });
  });
}
