/** From a shelf to an order: what it costs, who judges it, what is kept of it. */
import { describe, expect, it } from "vitest";
import {
  ADDRESS,
  newGoods,
  newRange,
  newShopper,
  orderShown,
  place,
  placed,
  placement,
  prepared,
  refusedPlacement,
} from "#test/town/people.ts";
import { couponsFor, couponStatus } from "#test/town/coupons.ts";
import { ask, read, sellerOf, stockOf, stranger } from "#test/town/shop.ts";
import type { Town } from "#test/town/town.ts";

/** The items of fixtures F1 and F2. */
const COAT = {
  price: 30_000,
  stock: 100,
  options: [
    ["S", "M", "L"].map((name) => ({ name, price: 0 })),
    [
      { name: "RED", price: 0 },
      { name: "GOLD", price: 1_000 },
    ],
  ],
};

export function placing(town: () => Town): void {
  describe("placing", () => {
    it("S0.5 S0.7 S2.6 S4.25 an order costs item and options times count, and one page shows all of it", async () => {
      const seller = await sellerOf(town());
      const mina = await newShopper(town(), "Mina", 100_000);
      const [coat, cup] = await newRange(town(), seller, [
        { ...COAT, name: "스웨터" },
        { price: 10_000, stock: 100 },
      ]);
      const gold = coat?.optionIds.map((group) => group.at(-1) ?? "") ?? [];
      const lines = (count: number) => [
        { itemId: coat?.itemId ?? "", quantity: count, optionIds: gold },
        { itemId: cup?.itemId ?? "" },
      ];

      expect(await placed(town(), mina, lines(1))).toMatchObject({ payableAmount: 41_000 });
      const order = await prepared(town(), mina, lines(2));
      expect(order).toMatchObject({
        totalAmount: 72_000,
        payableAmount: 72_000,
        currency: "KRW",
        status: "PREPARED",
        label: "상품준비완료",
        description: expect.stringMatching(/\S/) as string,
        address: ADDRESS,
        orderer: { name: "Mina" },
        payment: { status: "APPROVED", amount: 72_000 },
        shipments: [{ lineNos: [1, 2], status: "BEFORE", label: "배송전" }],
        lines: [
          { quantity: 2, unitListPrice: 31_000, lineAmount: 62_000, deliveryStatus: "BEFORE" },
          { quantity: 1, unitListPrice: 10_000, lineAmount: 10_000, deliveryLabel: "배송전" },
        ],
      });
      expect(order.lines[0]?.itemName).toContain("스웨터");
      expect(order.lines[0]?.options).toMatchObject([
        { option: "L", price: 0 },
        { option: "GOLD", price: 1_000 },
      ]);
      expect(order.orderNumber).toMatch(/^ORD-\d{8}-\d{6}$/);
      const [stored] = await town().sql(
        "order",
        `select * from "order".orders where order_id = $1`,
        [order.orderId],
      );
      expect(stored).toMatchObject({ status: "PREPARED", payable_amount_minor: "72000" });
    });

    it("S0.6 each of the six address fields is required and not blank", async () => {
      const mina = await stranger(town());
      const lines = [{ itemId: "itm_0000000000000000" }];
      for (const field of Object.keys(ADDRESS)) {
        for (const blank of ["", "   "]) {
          const more = { address: { ...ADDRESS, [field]: blank } };
          expect((await place(town(), mina, lines, more)).body, field).toMatchObject({
            code: "COMMON_INVALID_PARAMETER",
            errors: [{ field: `address.${field}` }],
          });
        }
        const { [field as keyof typeof ADDRESS]: _, ...without } = ADDRESS;
        expect(await place(town(), mina, lines, { address: without }), field).toMatchObject({
          status: 400,
          body: { errors: [{ field: `address.${field}` }] },
        });
      }
    });

    it("S2.17 each agreement must be given", async () => {
      const mina = await stranger(town());
      const { agreements } = placement([]);
      for (const name of Object.keys(agreements)) {
        const more = { agreements: { ...agreements, [name]: false } };
        const answer = await place(town(), mina, [{ itemId: "itm_0000000000000000" }], more);
        expect(answer, name).toMatchObject({
          status: 400,
          body: { code: "AGREEMENT_REQUIRED", errors: [{ field: `agreements.${name}` }] },
        });
      }
    });

    it("S1.26 S3.7 an unknown item, another price and too little stock are refused; stock and coupon stay", async () => {
      const mina = await stranger(town());
      const [{ itemId }, [coupon = ""]] = await Promise.all([
        newGoods(town(), await sellerOf(town()), { price: 30_000, stock: 3 }),
        couponsFor(town(), mina, { type: "FIXED", value: 3_000 }),
      ]);
      const memberCouponIds = [coupon];

      expect(await refusedPlacement(town(), mina, [{ itemId: "itm_0000000000000000" }])).toBe(
        "COMMON_ENTITY_NOT_FOUND",
      );
      const cheap = { itemId, expectedUnitListPrice: 29_999 };
      expect(await refusedPlacement(town(), mina, [cheap])).toBe("PRICE_CHANGED");
      const lines = [
        { itemId, memberCouponIds },
        { itemId, quantity: 3 },
      ];
      expect(await refusedPlacement(town(), mina, lines)).toBe("STOCK_INSUFFICIENT");
      expect(await stockOf(town(), itemId)).toMatchObject({
        availableQuantity: 3,
        reservedQuantity: 0,
      });
      expect(await couponStatus(town(), mina, coupon)).toBe("AVAILABLE");
      const live = await town().sql(
        "order",
        `select 1 from "order".orders where member_id = $1 and status not in ('CANCELLED')`,
        [mina.memberId],
      );
      expect(live).toEqual([]);
    });

    it("S1.28 S1.29 S1.52 S3.9 with and without coupons: stock is held, the coupon used, the discount in the price", async () => {
      const mina = await stranger(town());
      const [[a, b], [coupon = ""]] = await Promise.all([
        newRange(town(), await sellerOf(town()), [
          { price: 30_000, stock: 5 },
          { price: 10_000, stock: 5 },
        ]),
        couponsFor(town(), mina, { type: "FIXED", value: 3_000 }),
      ]);
      const plain = await placed(town(), mina, [{ itemId: b?.itemId ?? "", quantity: 2 }]);
      const mixed = await placed(town(), mina, [
        { itemId: a?.itemId ?? "", memberCouponIds: [coupon] },
        { itemId: b?.itemId ?? "", quantity: 2 },
      ]);

      expect(plain).toMatchObject({ totalAmount: 20_000, payableAmount: 20_000 });
      expect(mixed).toMatchObject({
        status: "AWAITING_PAYMENT",
        label: "결제대기",
        payableAmount: 47_000,
        lines: [{ unitListPrice: 30_000, unitDiscountedPrice: 27_000 }, { lineAmount: 20_000 }],
      });
      expect(await couponStatus(town(), mina, coupon)).toBe("USED");
      expect(await stockOf(town(), b?.itemId ?? "")).toMatchObject({
        availableQuantity: 1,
        reservedQuantity: 4,
      });
      const [redemption] = await town().sql(
        "coupon",
        "select status from coupon.redemptions where order_id = $1",
        [mixed.orderId],
      );
      expect(redemption).toEqual({ status: "USED" });
    });

    it("S1.34 S1.49 the order keeps its history and its orderer, whatever the member is called later", async () => {
      const mina = await newShopper(town(), "Mina", 10_000);
      const { itemId } = await newGoods(town(), await sellerOf(town()), { price: 500, stock: 9 });
      const { orderId } = await prepared(town(), mina, [{ itemId }]);
      const { body: verified } = await ask<{ accessToken: string }>(
        town(),
        mina,
        "POST",
        "/api/members/me/password-verification",
        { password: "a-password-of-the-town" },
      );
      await ask(town(), { token: verified.accessToken }, "PATCH", "/api/members/me", {
        name: "Somebody Else",
      });
      const { history, orderer } = await orderShown(town(), mina, orderId);

      expect(orderer).toEqual({
        name: "Mina",
        phone: "010-1234-5678",
        email: "mina@people.example",
      });
      expect(history.map(({ status, label }) => [status, label])).toEqual([
        ["PLACED", "주문접수"],
        ["AWAITING_PAYMENT", "결제대기"],
        ["PAID", "결제완료"],
        ["PREPARED", "상품준비완료"],
      ]);
      const times = history.map(({ at }) => Date.parse(at));
      expect(times).toEqual(times.toSorted((x, y) => x - y));
      for (const { cause, actor } of history) expect([cause, actor]).not.toContain("");
    });

    it("S1.25 an order is answered at once with 주문접수 first in its history, whatever its state is then", async () => {
      const mina = await stranger(town());
      const { itemId } = await newGoods(town(), await sellerOf(town()), { price: 500, stock: 9 });
      const { status, body, headers } = await place(town(), mina, [{ itemId }]);

      expect(status).toBe(201);
      expect(headers.get("location")).toBe(`/api/orders/${body.orderId}`);
      // In one process all verdicts are in with the answer; elsewhere they follow.
      if (town().topology === "fused") expect(body.status).toBe("AWAITING_PAYMENT");
      else expect(body.status).toBe("PLACED");
      const { history } = await orderShown(town(), mina, body.orderId);
      expect(history[0]).toMatchObject({ status: "PLACED", label: "주문접수" });
    });

    it("S2.15 S1.53 one's own orders, by range, status, sort and page; errors name their fields", async () => {
      const mina = await stranger(town(), 10_000);
      const jun = await stranger(town());
      const { itemId } = await newGoods(town(), await sellerOf(town()), { price: 500, stock: 90 });
      const paid = await prepared(town(), mina, [{ itemId }]);
      const open = await placed(town(), mina, [{ itemId }]);
      const today = paid.orderNumber.slice(4, 12).replace(/(....)(..)(..)/, "$1-$2-$3");
      type Page = { readonly orders: readonly { readonly orderId: string }[]; hasMore: boolean };
      const list = async (query: string, asker = mina) => {
        const page = await read<Page>(town(), asker, `/api/orders?${query}`);
        return page.orders.map(({ orderId }) => orderId);
      };
      const bad = (query: string) => ask(town(), mina, "GET", `/api/orders?${query}`);
      const fields = (...names: string[]) => ({
        status: 400,
        body: {
          code: "COMMON_INVALID_PARAMETER",
          title: "잘못된 요청 값",
          errors: names.map((field) => ({ field, message: expect.stringMatching(/\S/) as string })),
        },
      });

      for (const range of ["LAST_WEEK", "LAST_MONTH", "LAST_3_MONTHS", "LAST_6_MONTHS"]) {
        expect(await list(`range=${range}`)).toEqual([open.orderId, paid.orderId]);
      }
      expect(await list(`range=CUSTOM&from=${today}&to=${today}`)).toHaveLength(2);
      expect(await list("range=CUSTOM&from=2020-01-01&to=2020-12-31")).toEqual([]);
      expect(await list("status=PREPARED")).toEqual([paid.orderId]);
      expect(await list("sortBy=ORDER_STATUS")).toEqual([open.orderId, paid.orderId]);
      expect(await list("sortBy=ALL")).toEqual([paid.orderId, open.orderId]);
      expect(await list("size=1&page=2")).toEqual([paid.orderId]);
      expect(await list("size=100", jun)).toEqual([]);

      expect(await bad("range=CUSTOM")).toMatchObject(fields("from", "to"));
      expect(await bad("range=CUSTOM&from=2026-02-02&to=2026-02-01")).toMatchObject(fields("from"));
      expect(await bad("size=101")).toMatchObject(fields("size"));
      expect(await bad("page=0")).toMatchObject(fields("page"));
      expect(await bad("sortBy=PRICE")).toMatchObject(fields("sortBy"));
      expect(await ask(town(), jun, "GET", `/api/orders/${paid.orderId}`)).toMatchObject({
        status: 404,
        body: { code: "COMMON_ENTITY_NOT_FOUND" },
      });
    });
  });
}
