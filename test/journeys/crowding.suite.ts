/** Many at once: what there is goes round exactly once. */
import { describe, expect, it } from "vitest";
import {
  newGoods,
  newRange,
  onceOnly,
  pay,
  type Person,
  place,
  placed,
  placement,
  prepared,
} from "#test/town/people.ts";
import { couponsFor, newCoupon } from "#test/town/coupons.ts";
import { handOver, pack } from "#test/town/parcels.ts";
import { ask, balanceOf, sellerOf, stockOf, stranger, strangers } from "#test/town/shop.ts";
import type { Town } from "#test/town/town.ts";

const times = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const statusesOf = <A extends { readonly status: number }>(answers: readonly A[], status: number) =>
  answers.filter((answer) => answer.status === status);

type CountRow = { readonly status: string; readonly count: number };

export function crowding(town: () => Town): void {
  const live = async (sql: string, value: string): Promise<number> => {
    await town().quiet();
    const rows = await town().sql<CountRow>(
      "order",
      `select status, count(*)::int as count from "order".orders where ${sql} group by status`,
      [value],
    );
    const counts = new Map(rows.map(({ status, count }) => [status, count]));
    const ended = [...counts.keys()].filter((s) => s !== "AWAITING_PAYMENT" && s !== "CANCELLED");
    expect(ended).toEqual([]);
    return counts.get("AWAITING_PAYMENT") ?? 0;
  };
  const liveOf = (itemId: string) => live(`lines->0->>'itemId' = $1`, itemId);

  describe("crowding", () => {
    it("S1.40 S3.21 S2.16 S3.26 a thousand orders at once: never more than there is, and no number twice", async () => {
      const shoppers = await strangers(town(), 20);
      const [tea = "", cup = "", pot = ""] = (
        await newRange(town(), await sellerOf(town()), [
          { price: 1_000, stock: 1_000 },
          { price: 1_000, stock: 1_000 },
          { price: 1_000, stock: 1_000 },
        ])
      ).map(({ itemId }) => itemId);
      const wanted = [
        ...times(100, () => ({ itemId: tea, quantity: 3 })),
        ...times(400, () => ({ itemId: cup, quantity: 3 })),
        ...times(500, () => ({ itemId: pot, quantity: 1 })),
      ];
      const answers = await Promise.all(
        wanted.map((line, index) => place(town(), shoppers[index % 20] as Person, [line])),
      );

      expect([await liveOf(tea), await liveOf(cup), await liveOf(pot)]).toEqual([100, 333, 500]);
      const available = async (itemId: string) => (await stockOf(town(), itemId)).availableQuantity;
      expect([await available(tea), await available(cup), await available(pot)]).toEqual([
        700, 1, 500,
      ]);
      // A shortage is an answer: at once where catalog shares the transaction, by the order elsewhere.
      const accepted = statusesOf(answers, 201);
      const refused = answers.filter(({ status }) => status !== 201);
      expect(accepted).toHaveLength(town().topology === "split" ? 1_000 : 933);
      for (const { body } of refused) expect(body.code).toBe("STOCK_INSUFFICIENT");
      const numbers = new Set(accepted.map(({ body }) => body.orderNumber));
      expect(numbers.size).toBe(accepted.length);
      for (const number of numbers) expect(number).toMatch(/^ORD-\d{8}-\d{6}$/);
    });

    it("S3.23 one coupon in 500 orders at once serves one of them", async () => {
      const mina = await stranger(town());
      const [{ itemId }, [coupon = ""]] = await Promise.all([
        newGoods(town(), await sellerOf(town()), { price: 10_000, stock: 1_000 }),
        couponsFor(town(), mina, { type: "FIXED", value: 1_000 }),
      ]);
      const line = { itemId, memberCouponIds: [coupon] };
      const answers = await Promise.all(times(500, () => place(town(), mina, [line])));

      expect(await liveOf(itemId)).toBe(1);
      expect(await stockOf(town(), itemId)).toMatchObject({ reservedQuantity: 1 });
      if (town().topology === "fused") {
        expect(statusesOf(answers, 201)).toHaveLength(1);
        expect(statusesOf(answers, 409)).toHaveLength(499);
      } else expect(statusesOf(answers, 201)).toHaveLength(500);
      const reasons = await town().sql<{ readonly cancel_reason: string }>(
        "order",
        `select distinct cancel_reason from "order".orders
          where member_id = $1 and status = 'CANCELLED'`,
        [mina.memberId],
      );
      for (const { cancel_reason: reason } of reasons) expect(reason).toBe("COUPON_NOT_USABLE");
    });

    it("S3.3 a hundred first-come coupons and a thousand members at once: exactly a hundred are issued", async () => {
      const couponId = await newCoupon(town(), { type: "FIXED", value: 1_000, quantity: 100 });
      const members = await strangers(town(), 1_000);
      const path = `/api/coupons/${couponId}/claims`;
      const answers = await Promise.all(members.map((member) => ask(town(), member, "POST", path)));

      expect(statusesOf(answers, 201)).toHaveLength(100);
      const refused = answers.filter(({ status }) => status !== 201);
      for (const answer of refused) {
        expect(answer).toMatchObject({ status: 409, body: { code: "COUPON_SOLD_OUT" } });
      }
      await town().quiet();
      const [issued] = await town().sql<{ all: number; members: number; usable: number }>(
        "coupon",
        `select count(*)::int as all, count(distinct member_id)::int as members,
                count(*) filter (where status = 'AVAILABLE')::int as usable
           from coupon.member_coupons where coupon_id = $1`,
        [couponId],
      );
      expect(issued).toEqual({ all: 100, members: 100, usable: 100 });
    });

    it("S3.24 ten identical submits make one order", async () => {
      const mina = await stranger(town());
      const { itemId } = await newGoods(town(), await sellerOf(town()), { price: 500, stock: 50 });
      const headers = onceOnly();
      const submit = () => place(town(), mina, [{ itemId }], {}, headers);
      const answers = await Promise.all(times(10, submit));
      const again = await submit();

      expect(again).toMatchObject({ status: 201 });
      expect(again.headers.get("idempotent-replayed")).toBe("true");
      for (const { status, body } of answers) {
        if (status === 201) expect(body.orderId).toBe(again.body.orderId);
        else expect(body.code).toBe("REQUEST_IN_PROGRESS");
      }
      expect(await live("member_id = $1", mina.memberId)).toBe(1);
      const other = placement([{ itemId, quantity: 2 }]);
      expect(
        await town().request("POST", "/api/orders", { body: other, token: mina.token, headers }),
      ).toMatchObject({ status: 422, body: { code: "IDEMPOTENCY_KEY_REUSED" } });
    });

    it("S1.39 two changes of one item, or of one order, at once: one wins", async () => {
      const mina = await stranger(town(), 100_000);
      const seller = await sellerOf(town());
      const { itemId } = await newGoods(town(), seller, { price: 1_000, stock: 50 });
      const change = (body: object) =>
        ask(town(), seller, "PATCH", `/api/items/${itemId}`, body, { "if-match": '"1"' });
      const edits = await Promise.all([change({ price: 1_100 }), change({ description: "new" })]);
      expect(edits.map(({ status }) => status).toSorted()).toEqual([200, 409]);
      await town().quiet();

      const before = await balanceOf(town(), mina);
      const orders = await Promise.all(times(5, () => placed(town(), mina, [{ itemId }])));
      await Promise.all(
        orders.flatMap(({ orderId, payableAmount }) => [
          pay(town(), mina, orderId, payableAmount),
          ask(town(), mina, "POST", `/api/orders/${orderId}/cancellation`, {}),
        ]),
      );
      await town().quiet();
      const rows = await town().sql<{ readonly status: string }>(
        "order",
        `select status from "order".orders where order_id = any($1)`,
        [orders.map(({ orderId }) => orderId)],
      );
      // The cancel came first, or the payment did and was given back.
      for (const { status } of rows) expect(["CANCELLED", "REFUNDED"]).toContain(status);
      expect(await balanceOf(town(), mina)).toBe(before);
      expect(await stockOf(town(), itemId)).toMatchObject({ availableQuantity: 50 });
    });

    it("S1.39 a parcel is handed over while its order is cancelled: either it goes, or the money comes back", async () => {
      const mina = await stranger(town(), 100_000);
      const seller = await sellerOf(town());
      const { itemId } = await newGoods(town(), seller, { price: 1_000, stock: 50 });
      const orders = [
        await prepared(town(), mina, [{ itemId }]),
        await prepared(town(), mina, [{ itemId }]),
        await prepared(town(), mina, [{ itemId }]),
      ];
      const parcels = orders.map(({ shipments }) => shipments[0]?.shipmentId ?? "");
      await Promise.all(parcels.map((parcel) => pack(town(), seller, parcel)));
      await town().quiet();
      await Promise.all(
        orders.flatMap(({ orderId }, index) => [
          handOver(town(), seller, parcels[index] ?? ""),
          ask(town(), mina, "POST", `/api/orders/${orderId}/cancellation`, {}),
        ]),
      );
      await town().quiet();
      const rows = await town().sql<{ readonly status: string }>(
        "order",
        `select status from "order".orders where order_id = any($1)`,
        [orders.map(({ orderId }) => orderId)],
      );
      const gone = rows.filter(({ status }) => status === "SHIPPING").length;
      const back = rows.filter(({ status }) => status === "REFUNDED").length;
      expect(gone + back).toBe(3);
      expect(await balanceOf(town(), mina)).toBe(97_000 + 1_000 * back);
      expect(await stockOf(town(), itemId)).toMatchObject({
        soldQuantity: gone,
        availableQuantity: 50 - gone,
      });
    });
  });
}
