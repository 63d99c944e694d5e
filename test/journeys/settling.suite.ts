/** What sellers are owed for what they sold. */
import { describe, expect, it } from "vitest";
import { addDays, dayOf } from "#kernel/calendar.ts";
import { couponsFor } from "#test/town/coupons.ts";
import { rebuild } from "#test/town/operations.ts";
import {
  newRange,
  newSeller,
  operatorOf,
  type Person,
  prepared,
  type Seller,
} from "#test/town/people.ts";
import { ask, read, stranger } from "#test/town/shop.ts";
import type { Town } from "#test/town/town.ts";

const pathOf = (partnerId: string) => `/api/partners/${partnerId}/settlement-statement`;

type Statement = {
  readonly partnerId: string;
  readonly from: string;
  readonly to: string;
  readonly soldAmount: number;
  readonly refundedAmount: number;
  readonly feeAmount: number;
  readonly dueAmount: number;
  readonly lines: readonly {
    readonly kind: string;
    readonly amount: number;
    readonly fee: number;
  }[];
  readonly hasMore: boolean;
};

export function settling(town: () => Town): void {
  /** Two sellers, each with a thing to sell. */
  const market = async () => {
    const [haneul, dalbit] = await Promise.all([
      newSeller(town(), "Haneul Tea"),
      newSeller(town(), "Dalbit Lamps"),
    ]);
    const [[tea], [lamp]] = await Promise.all([
      newRange(town(), haneul, [{ price: 3_335, stock: 50 }]),
      newRange(town(), dalbit, [{ price: 1_999, stock: 50 }]),
    ]);
    return { haneul, dalbit, teaId: tea?.itemId ?? "", lampId: lamp?.itemId ?? "" };
  };
  const statement = (seller: Seller, query = "", asker: Person = seller) =>
    read<Statement>(town(), asker, `${pathOf(seller.partnerId)}${query}`);
  const sums = ({ soldAmount, refundedAmount, feeAmount, dueAmount }: Statement) => [
    soldAmount,
    refundedAmount,
    feeAmount,
    dueAmount,
  ];
  const cancel = async (mina: Person, orderId: string) => {
    const path = `/api/orders/${orderId}/cancellation`;
    expect((await ask(town(), mina, "POST", path, {})).status).toBeLessThan(300);
    await town().quiet();
  };

  describe("settling", () => {
    it("a seller is owed what was paid for the seller's lines, less what went back, less the fee", async () => {
      const { haneul, dalbit, teaId, lampId } = await market();
      const mina = await stranger(town(), 100_000);
      const kept = await prepared(town(), mina, [
        { itemId: teaId, quantity: 3 },
        { itemId: lampId },
      ]);
      const gone = await prepared(town(), mina, [{ itemId: teaId }]);
      await cancel(mina, gone.orderId);

      const own = await statement(haneul);
      expect(sums(own)).toEqual([13_340, 3_335, 1_000, 9_005]);
      expect(own.lines).toMatchObject([
        {
          kind: "SALE",
          orderNumber: kept.orderNumber,
          lineNo: 1,
          quantity: 3,
          amount: 10_005,
          fee: 1_000,
        },
        { kind: "SALE", orderNumber: gone.orderNumber, amount: 3_335, fee: 333, due: 3_002 },
        { kind: "REFUND", orderNumber: gone.orderNumber, amount: -3_335, fee: -333, due: -3_002 },
      ]);
      expect(sums(await statement(dalbit))).toEqual([1_999, 0, 199, 1_800]);
      expect(await statement(haneul, "", await operatorOf(town()))).toEqual(own);
    });

    it("a discount on the whole order is borne by its lines, to the won", async () => {
      const { haneul, dalbit, teaId, lampId } = await market();
      const mina = await stranger(town(), 100_000);
      const terms = { type: "FIXED", value: 1_000, scope: "ORDER" } as const;
      const [coupon = ""] = await couponsFor(town(), mina, terms);
      const { payableAmount } = await prepared(
        town(),
        mina,
        [{ itemId: teaId }, { itemId: lampId }],
        { orderCouponId: coupon },
      );
      const both = await Promise.all([statement(haneul), statement(dalbit)]);
      expect(payableAmount).toBe(4_334);
      expect(both.reduce((sum, { soldAmount }) => sum + soldAmount, 0)).toBe(payableAmount);
    });

    it("it is told by month or by days, page by page, and as a table for a spreadsheet", async () => {
      const { haneul, teaId } = await market();
      const mina = await stranger(town(), 100_000);
      const orders = [];
      for (const quantity of [1, 2, 3]) {
        orders.push(await prepared(town(), mina, [{ itemId: teaId, quantity }]));
      }
      const today = dayOf(town().now());
      const month = await statement(haneul, `?month=${today.slice(0, 7)}`);
      expect(month).toMatchObject({ from: `${today.slice(0, 7)}-01`, soldAmount: 20_010 });
      const day = `?from=${today}&to=${today}`;
      expect(sums(await statement(haneul, day))).toEqual(sums(month));
      const before = addDays(today, -1);
      expect(sums(await statement(haneul, `?from=${before}&to=${before}`))).toEqual([0, 0, 0, 0]);
      const pages = await Promise.all(
        [1, 2].map((page) => statement(haneul, `${day}&size=2&page=${page}`)),
      );
      expect(pages.map(({ lines, hasMore }) => [lines.length, hasMore])).toEqual([
        [2, true],
        [1, false],
      ]);

      const { status, headers, body } = await ask<string>(
        town(),
        haneul,
        "GET",
        `${pathOf(haneul.partnerId)}.csv${day}`,
      );
      expect(status).toBe(200);
      expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
      expect(headers.get("content-disposition")).toContain(`${haneul.partnerId}-${today}`);
      const rows = String(body).trimEnd().split("\r\n");
      expect(rows[0]).toMatch(/kind,day,orderId,orderNumber,lineNo/);
      expect(rows.slice(1).map((row) => row.split(",")[3])).toEqual(
        orders.map(({ orderNumber }) => orderNumber),
      );
    });

    it("a seller reads no other's statement, and days must be days", async () => {
      const { haneul, dalbit } = await market();
      const refusal = async (asker: Person, query: string) => {
        const path = pathOf(haneul.partnerId);
        const { status, body } = await ask(town(), asker, "GET", `${path}${query}`);
        return [status, body.errors?.[0]?.["field"]];
      };
      expect(await refusal(dalbit, "")).toEqual([404, undefined]);
      expect(await refusal(haneul, "?from=2026-03-02")).toEqual([400, "to"]);
      expect(await refusal(haneul, "?from=2026-03-02&to=2026-03-01")).toEqual([400, "from"]);
      expect(await refusal(haneul, "?from=2026-02-30&to=2026-03-01")).toEqual([400, "from"]);
      expect(await refusal(haneul, "?month=2026-13")).toEqual([400, "month"]);
      expect(await refusal(haneul, "?month=2026-03&from=2026-03-01&to=2026-03-02")).toEqual([
        400,
        "month",
      ]);
      expect(await refusal(await stranger(town()), "")).toEqual([403, undefined]);
    });

    it("lost or damaged, what statements are made of is told again from the facts", async () => {
      const { haneul, teaId } = await market();
      const mina = await stranger(town(), 100_000);
      await prepared(town(), mina, [{ itemId: teaId, quantity: 2 }]);
      await cancel(mina, (await prepared(town(), mina, [{ itemId: teaId }])).orderId);
      const before = await statement(haneul);
      await town().sql(
        "query",
        `update query.order_views
            set paid_at = paid_at - interval '40 days', lines_back = null, last_back_at = null
          where lines->0->>'partnerId' = $1`,
        [haneul.partnerId],
      );
      expect(sums(await statement(haneul))).not.toEqual(sums(before));
      await rebuild(town(), "query");
      expect(await statement(haneul)).toEqual(before);
    });
  });
}
