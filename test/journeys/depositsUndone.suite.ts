/** Bank transfers that are given up, undone, or meet a process that is down; and what holds of all. */
import { describe, expect, it } from "vitest";
import { operatorOf, orderShown, place } from "#test/town/people.ts";
import { BY_TRANSFER, confirm, ordered, payBack, refundDueOf } from "#test/town/deposits.ts";
import { typesOf } from "#test/town/logs.ts";
import { rebuild } from "#test/town/operations.ts";
import { ask, balanceOf, sellerOf, stockOf, stranger, strangers } from "#test/town/shop.ts";
import { PRICE, transfersIn } from "#test/town/transfers.ts";
import type { Town } from "#test/town/town.ts";
import { until } from "#test/town/waiting.ts";

/** How many deposits are confirmed and cancelled at once: in one process, and in several. */
const RACES = 200;
const RACES_OF_MANY = 12;

export function depositsUndone(town: () => Town): void {
  const { shelf, stock, cancel, labelsOf, paymentOf, manyOrdered, statusesOf } = transfersIn(town);

  describe("deposits undone", () => {
    it("S4.9 a transfer is cancelled before its confirmation, and not after", async () => {
      const mina = await stranger(town());
      const seller = await sellerOf(town());
      const itemId = await shelf(5);
      const [before, after] = [
        await ordered(town(), mina, [{ itemId }]),
        await ordered(town(), mina, [{ itemId }]),
      ];
      expect((await cancel(mina, before.orderId)).status).toBe(200);
      expect(await orderShown(town(), mina, before.orderId)).toMatchObject({
        label: "주문취소",
        payment: { status: "CANCELLED" },
      });
      expect(await confirm(town(), seller, before.orderId)).toMatchObject({
        status: 409,
        body: { code: "COMMON_ILLEGAL_STATUS" },
      });
      expect(await refundDueOf(town(), before.orderId)).toBeUndefined();

      expect((await confirm(town(), seller, after.orderId)).status).toBe(200);
      await town().quiet();
      const tooLate = { status: 409, body: { code: "ORDER_NOT_CANCELLABLE" } };
      expect(await cancel(mina, after.orderId)).toMatchObject(tooLate);
      expect(await stock(itemId)).toBe(4);
    });

    it("S4.9 an unconfirmed transfer ends after its 72 hours", async () => {
      const mina = await stranger(town());
      const { orderId } = await ordered(town(), mina, [{ itemId: await shelf(1) }]);
      await town().sql(
        "order",
        `with due as (
           update "order".deadlines set at = now() where deadline_id = 'unpaid/' || $1
         ) update "order".orders set unpaid_until = now() where order_id = $1`,
        [orderId],
      );
      await town().takeDue();
      const order = await until(
        () => orderShown(town(), mina, orderId),
        ({ status }) => status === "CANCELLED",
      );
      expect(order).toMatchObject({ cancelReason: "UNPAID_LIMIT" });
      expect(await paymentOf(orderId)).toBe("CANCELLED");
    });

    it("S4.6 what is confirmed and cannot be sent goes back on the shelf, once an operator paid the money back", async () => {
      const mina = await stranger(town());
      const itemId = await shelf(5);
      const { orderId } = await ordered(town(), mina, [{ itemId }]);
      await town().force("delivery.create", 1);
      expect((await confirm(town(), await operatorOf(town()), orderId)).status).toBe(200);
      await town().quiet();
      await town().force("delivery.create", 0);
      expect(await orderShown(town(), mina, orderId)).toMatchObject({
        status: "COMPENSATING",
        payment: { status: "REFUND_DUE" },
      });
      expect(await refundDueOf(town(), orderId)).toMatchObject({ amount: PRICE });
      expect(await payBack(town(), orderId, "BANK")).toMatchObject({
        status: 200,
        body: { status: "REFUNDED" },
      });
      expect(await orderShown(town(), mina, orderId)).toMatchObject({
        label: "환불",
        refundedAmount: PRICE,
      });
      expect(await balanceOf(town(), mina)).toBe(0);
      expect(await stock(itemId)).toBe(5);
    });

    it("S4.9 cancel and confirm at once: exactly one wins", { timeout: 120_000 }, async () => {
      const races = town().topology === "fused" ? RACES : RACES_OF_MANY;
      const operator = await operatorOf(town());
      const itemId = await shelf(races);
      const shoppers = await strangers(town(), 20);
      const buyers = Array.from({ length: races }, (_, index) => shoppers[index % 20] ?? operator);
      const orders = await manyOrdered(buyers, itemId);
      const answers = await Promise.all(
        orders.map(async ({ orderId, shopper }, index) => {
          const path = `/api/deposits/${orderId}/confirmation`;
          const acts = [
            () => ask(town(), operator, "POST", path, {}),
            () => ask(town(), shopper, "POST", `/api/orders/${orderId}/cancellation`, {}),
          ];
          const [first, second] = await Promise.all(
            (index % 2 === 0 ? acts : acts.toReversed()).map((act) => act()),
          );
          return index % 2 === 0 ? [first, second] : [second, first];
        }),
      );
      await town().quiet();

      const ends = await statusesOf(orders);
      let confirmed = 0;
      for (const [index, { orderId }] of orders.entries()) {
        const [confirming, cancelling] = answers[index] ?? [];
        const won = ends.get(orderId) === "SHIPPING";
        confirmed += Number(won);
        if (!won) expect(ends.get(orderId)).toBe("CANCELLED");
        expect(await paymentOf(orderId)).toBe(won ? "DEPOSIT_CONFIRMED" : "CANCELLED");
        // 202: the outcome was not known when the answer was given.
        expect(won ? [200, 202] : [409]).toContain(confirming?.status);
        expect(won ? [202, 409] : [200, 202]).toContain(cancelling?.status);
      }
      expect(await stockOf(town(), itemId)).toMatchObject({
        availableQuantity: races - confirmed,
        soldQuantity: confirmed,
      });
    });

    it("S4.15 confirmed and cancelled again and again, and rebuilt: the page is the same", async () => {
      const mina = await stranger(town());
      const seller = await sellerOf(town());
      const itemId = await shelf(2);
      const { orderId } = await ordered(town(), mina, [{ itemId }]);
      const answers = await Promise.all(
        Array.from({ length: 5 }, () => confirm(town(), seller, orderId)),
      );
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
      await town().quiet();
      const page = await orderShown(town(), mina, orderId);
      for (const by of [mina, mina]) expect((await cancel(by, orderId)).status).toBe(409);
      expect((await confirm(town(), seller, orderId)).status).toBe(200);
      await town().quiet();
      const said = await typesOf(town(), "payment", orderId);
      expect(said.filter((type) => type === "payment.deposit-confirmed")).toHaveLength(1);
      expect(await stock(itemId)).toBe(1);
      await rebuild(town(), "query");
      expect(await orderShown(town(), mina, orderId)).toEqual(page);
    });

    it("S4.10 with pay down orders are accepted, and wait for their deposit once it is back", async () => {
      if (town().topology !== "split") return;
      const mina = await stranger(town());
      const itemId = await shelf(2);
      const pay = town().processOf("payment");
      await pay.stop();
      const { status, body } = await place(town(), mina, [{ itemId }], BY_TRANSFER);
      expect(status).toBe(201);
      const during = await orderShown(town(), mina, body.orderId);
      await pay.start();
      expect(labelsOf(during)).toEqual(["주문접수"]);
      const after = await until(
        () => orderShown(town(), mina, body.orderId),
        (order) => order.status !== "PLACED",
      );
      expect(labelsOf(after)).toEqual(["주문접수", "입금확인대기"]);
      expect(after.deposit).toMatchObject({ amount: PRICE });
    });

    it("S4.11 S4.12 with delivery or stock down a confirmation is kept, and goes on once they are back", async () => {
      if (town().topology !== "split") return;
      const mina = await stranger(town());
      const seller = await sellerOf(town());
      const itemId = await shelf(2);
      const { orderId } = await ordered(town(), mina, [{ itemId }]);
      const [delivery, catalog] = [town().processOf("delivery"), town().processOf("catalog")];
      await Promise.all([delivery.stop(), catalog.stop()]);
      // Nobody waits longer than 610 ms for the stock; the claim does not give up.
      const path = `/api/deposits/${orderId}/confirmation`;
      const claimed = await ask(town(), seller, "POST", path, {});
      expect(claimed).toMatchObject({ status: 202, body: { checking: true } });
      const cancelling = await ask(town(), mina, "POST", `/api/orders/${orderId}/cancellation`, {});
      expect(cancelling.status).toBe(202);
      const waiting = await orderShown(town(), mina, orderId);
      await catalog.start();
      const isPrepared = ({ status }: { readonly status: string }) => status === "PREPARED";
      const prepared = await until(() => orderShown(town(), mina, orderId), isPrepared);
      await delivery.start();
      expect(waiting.label).toBe("입금확인대기");
      expect(prepared.label).toBe("상품준비완료");
      const shipping = await until(
        () => orderShown(town(), mina, orderId),
        ({ status }) => status === "SHIPPING",
      );
      expect(shipping.label).toBe("배송중");
      expect(await stock(itemId)).toBe(1);
      expect((await confirm(town(), seller, orderId)).status).toBe(200);
    });

    it("S4.26 no order was ever both confirmed and cancelled, and each state was reached once", async () => {
      const orders = await town().sql<{ readonly states: readonly string[] }>(
        "order",
        `select array(select entry->>'status' from json_array_elements(history) entry) as states
           from "order".orders where pay_method = 'BANK_TRANSFER'`,
      );
      expect(orders.length).toBeGreaterThan(12);
      for (const { states } of orders) {
        expect(new Set(states).size).toBe(states.length);
        expect(states.includes("PAID") && states.includes("PAYMENT_CANCELLED")).toBe(false);
        expect(states.slice(0, 2)).toEqual(["PLACED", "AWAITING_PAYMENT"]);
      }
    });
  });
}
