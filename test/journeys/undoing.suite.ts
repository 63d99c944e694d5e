/** When a step says no: whoever had said yes is undone, once, from the last success to the first. */
import { describe, expect, it } from "vitest";
import {
  newGoods,
  onceOnly,
  orderShown,
  pay,
  type Person,
  place,
  placed,
  type PlacedOrder,
} from "#test/town/people.ts";
import { couponsFor, couponStatus } from "#test/town/coupons.ts";
import { typesOf } from "#test/town/logs.ts";
import { balanceOf, read, sellerOf, stockOf, stranger } from "#test/town/shop.ts";
import type { Topology, Town } from "#test/town/town.ts";

type Failing = {
  readonly name: string;
  readonly fault: string;
  /** At which request the step is taken. */
  readonly at: "placing" | "paying";
  readonly code: string;
  /** Where the step shares the request's transaction and refuses it: then nothing of it is left. */
  readonly refusedIn: readonly Topology[];
  readonly endsAs: "CANCELLED" | "REFUNDED";
  /** Who had said yes, and is undone. */
  readonly undoes: readonly ("money" | "coupon" | "stock")[];
};

const everywhere = { refusedIn: [] } as const;
const FAILING: readonly Failing[] = [
  {
    name: "S3.15 S3.7 S1.30 step 1, the stock: the coupon alone is given back, once",
    fault: "catalog.reserve",
    at: "placing",
    code: "STOCK_INSUFFICIENT",
    refusedIn: ["fused", "mixed"],
    endsAs: "CANCELLED",
    undoes: ["coupon"],
  },
  {
    name: "S3.15 S3.10 S1.30 step 2, the coupon: the stock alone is given back, once",
    fault: "coupon.redeem",
    at: "placing",
    code: "COUPON_NOT_USABLE",
    refusedIn: ["fused"],
    endsAs: "CANCELLED",
    undoes: ["stock"],
  },
  {
    name: "S3.8 S1.31 the order cannot be stored as verified: stock and coupon are given back",
    fault: "order.verify",
    at: "placing",
    code: "CANNOT_COMPLETE",
    refusedIn: ["fused"],
    endsAs: "CANCELLED",
    undoes: ["coupon", "stock"],
  },
  {
    name: "S3.15 step 3, the money: stock and coupon are given back",
    fault: "wallet.debit",
    at: "paying",
    code: "WALLET_BALANCE_INSUFFICIENT",
    ...everywhere,
    endsAs: "CANCELLED",
    undoes: ["coupon", "stock"],
  },
  {
    name: "S3.15 S3.13 step 4, the payment cannot be recorded: the balance is as before",
    fault: "payment.record",
    at: "paying",
    code: "PAYMENT_DECLINED",
    refusedIn: ["fused"],
    endsAs: "CANCELLED",
    undoes: ["coupon", "stock"],
  },
  {
    name: "S3.15 S3.14 step 5, the order cannot be completed: the payment is undone first",
    fault: "order.complete",
    at: "paying",
    code: "CANNOT_COMPLETE",
    refusedIn: ["fused"],
    endsAs: "REFUNDED",
    undoes: ["money", "coupon", "stock"],
  },
  {
    name: "S3.15 step 6, the stock cannot be sold: money, coupon and stock go back",
    fault: "catalog.commit",
    at: "paying",
    code: "CANNOT_COMPLETE",
    ...everywhere,
    endsAs: "REFUNDED",
    undoes: ["money", "coupon", "stock"],
  },
  {
    name: "S3.15 step 7, no shipment can be made: money, coupon and sold stock go back",
    fault: "delivery.create",
    at: "paying",
    code: "CANNOT_COMPLETE",
    ...everywhere,
    endsAs: "REFUNDED",
    undoes: ["money", "coupon", "stock"],
  },
];

const COMPENSATIONS: Readonly<Record<string, Failing["undoes"][number]>> = {
  "payment.refund": "money",
  "coupon.restore": "coupon",
  "catalog.undo-stock": "stock",
};
const PAYABLE = 27_000;

export function undoing(town: () => Town): void {
  /** Somebody with money and a coupon, before a shelf of three. */
  const setting = async () => {
    const mina = await stranger(town(), 100_000);
    const [{ itemId }, [coupon = ""]] = await Promise.all([
      newGoods(town(), await sellerOf(town()), { price: 30_000, stock: 3 }),
      couponsFor(town(), mina, { type: "FIXED", value: 3_000 }),
    ]);
    return { mina, itemId, coupon, lines: [{ itemId, memberCouponIds: [coupon] }] };
  };
  type Setting = Awaited<ReturnType<typeof setting>>;

  const forced = async <T>(faults: readonly string[], act: () => Promise<T>): Promise<T> => {
    for (const fault of faults) await town().force(fault, 1);
    const done = await act();
    await town().quiet();
    for (const fault of faults) await town().force(fault, 0);
    return done;
  };
  const ordersOf = ({ memberId }: Person) =>
    town().sql<{ readonly order_id: string }>(
      "order",
      `select order_id from "order".orders where member_id = $1`,
      [memberId],
    );
  const expectAsBefore = async ({ mina, itemId, coupon }: Setting) => {
    expect(await balanceOf(town(), mina)).toBe(100_000);
    expect(await stockOf(town(), itemId)).toMatchObject({
      availableQuantity: 3,
      reservedQuantity: 0,
      soldQuantity: 0,
    });
    expect(await couponStatus(town(), mina, coupon)).toBe("AVAILABLE");
  };
  /** Who was undone, in order. */
  const undone = async (orderId: string) =>
    (await typesOf(town(), "order", orderId)).flatMap((type) => COMPENSATIONS[type] ?? []);
  /** Who should be: the money first, then from the last success to the first. */
  const inReverse = async (orderId: string, undoes: Failing["undoes"]) => {
    const [row] = await town().sql<{ steps: Record<string, { successNo: number }> }>(
      "order",
      `select steps from "order".orders where order_id = $1`,
      [orderId],
    );
    const rank = (name: string) => (name === "money" ? 99 : (row?.steps[name]?.successNo ?? 0));
    return undoes.toSorted((a, b) => rank(b) - rank(a));
  };
  const entriesOf = async (asker: Person) => {
    type Page = { entries: { readonly cause: string }[] };
    const { entries } = await read<Page>(town(), asker, "/api/wallet/entries");
    return entries.map(({ cause }) => cause);
  };

  async function failsWhilePlacing(failing: Failing): Promise<void> {
    const given = await setting();
    const { fault, code, refusedIn, endsAs, undoes } = failing;
    const { status, body } = await forced([fault], () => place(town(), given.mina, given.lines));

    if (refusedIn.includes(town().topology)) {
      // An order that cannot be completed is nobody's refusal: the caller is asked to come again.
      expect(body.code).toBe(code === "CANNOT_COMPLETE" ? "DEPENDENCY_UNAVAILABLE" : code);
      expect(await ordersOf(given.mina)).toEqual([]);
    } else {
      expect(status).toBe(201);
      await expectUndone(given, body.orderId, { code, endsAs, undoes });
    }
    await expectAsBefore(given);
    // The same coupon and the same stock serve a new order.
    expect(await placed(town(), given.mina, given.lines)).toMatchObject({ payableAmount: PAYABLE });
  }

  async function failsWhilePaying(failing: Failing): Promise<void> {
    const given = await setting();
    const { mina, lines } = given;
    const { fault, code, refusedIn, endsAs, undoes } = failing;
    const { orderId } = await placed(town(), mina, lines);
    const headers = { ...onceOnly(), prefer: "wait=20" };
    const answer = await forced([fault], () => pay(town(), mina, orderId, PAYABLE, headers));

    if (refusedIn.includes(town().topology)) {
      expect(answer).toMatchObject({ status: 503, body: { code: "DEPENDENCY_UNAVAILABLE" } });
      expect(answer.headers.get("retry-after")).toMatch(/^\d+$/);
      expect(await entriesOf(mina)).toEqual(["CHARGE"]);
      expect(await orderShown(town(), mina, orderId)).toMatchObject({ status: "AWAITING_PAYMENT" });
      expect((await pay(town(), mina, orderId, PAYABLE)).status).toBe(200);
      return;
    }
    await expectUndone(given, orderId, { code, endsAs, undoes });
    await expectAsBefore(given);
    const tookMoney = fault !== "wallet.debit";
    expect(await entriesOf(mina)).toEqual(tookMoney ? ["REFUND", "PAYMENT", "CHARGE"] : ["CHARGE"]);
  }

  async function expectUndone(
    { mina }: Setting,
    orderId: PlacedOrder["orderId"],
    { code, endsAs, undoes }: Pick<Failing, "code" | "endsAs" | "undoes">,
  ): Promise<void> {
    const order = await orderShown(town(), mina, orderId);
    expect(order).toMatchObject({ status: endsAs, cancelReason: code });
    expect(await undone(orderId)).toEqual(await inReverse(orderId, undoes));
    const labels = order.history.map(({ label }) => label);
    expect(labels.slice(-2)).toEqual([
      "주문실패 처리중",
      endsAs === "CANCELLED" ? "주문취소" : "환불",
    ]);
  }

  describe("undoing", () => {
    for (const failing of FAILING) {
      it(failing.name, () =>
        failing.at === "placing" ? failsWhilePlacing(failing) : failsWhilePaying(failing),
      );
    }

    it("S1.32 stock and coupon both say no: the order ends with nothing to give back", async () => {
      const given = await setting();
      const faults = ["catalog.reserve", "coupon.redeem"];
      const { status, body } = await forced(faults, () => place(town(), given.mina, given.lines));

      if (status === 201) {
        expect(await orderShown(town(), given.mina, body.orderId)).toMatchObject({
          status: "CANCELLED",
        });
        expect(await undone(body.orderId)).toEqual([]);
      } else {
        expect(town().topology).not.toBe("split");
        expect(await ordersOf(given.mina)).toEqual([]);
      }
      await expectAsBefore(given);
    });
  });
}
