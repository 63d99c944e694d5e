/** A company that calls back before its answer, during it, after it, and three days late. */
import { describe, expect, it } from "vitest";
import { booked, booksAgree, callBack, payBy } from "#test/town/cards.ts";
import { newGoods, newSeller, placed } from "#test/town/people.ts";
import { balanceOf, stranger } from "#test/town/shop.ts";
import { beginTopUp, payTopUp } from "#test/town/topUps.ts";
import type { Topology, Town } from "#test/town/town.ts";
import { until } from "#test/town/waiting.ts";

const RACES = { fused: 40, split: 40, mixed: 200 } as const;
const AT_ONCE = 20;
const COPIES = 20;
const DAY_MS = 86_400_000;
const ENDS = ["PREPARED", "CANCELLED"];

export function callingBack(town: () => Town, topology: Topology): void {
  const races = RACES[topology];
  const copiesOf = (keys: readonly string[]) =>
    Promise.all(keys.flatMap((key) => Array.from({ length: COPIES }, () => callBack(town(), key))));
  const statusesOf = async (orderIds: readonly string[]) => {
    const rows = await town().sql<{ readonly id: string; readonly status: string }>(
      "order",
      `select order_id as id, status from "order".orders where order_id = any($1::text[])
        order by order_id`,
      [orderIds],
    );
    return rows.map(({ id, status }) => [id, status] as const);
  };
  const ended = (orderIds: readonly string[]) =>
    until(
      () => statusesOf(orderIds),
      (statuses) => statuses.every(([, status]) => ENDS.includes(status)),
      60_000,
    );
  /** Some are silent, fail or decline; the company calls back first, or answers first. */
  const misbehave = (round: number): void => {
    town().simulator.set({
      callbackCopies: COPIES,
      callbackFirst: round % 2 === 0 ? "yes" : "no",
      faults: [
        { on: "charge", fault: "act-then-server-error", times: 4 },
        { on: "charge", fault: "server-error", times: 2 },
        { on: "charge", fault: "act-then-time-out", times: 1 },
        { on: "charge", fault: "decline", times: 2 },
      ],
    });
  };
  const behave = (): void => {
    const faults = ["act-then-server-error", "server-error", "act-then-time-out", "decline"];
    town().simulator.set({
      callbackCopies: 1,
      callbackFirst: "no",
      faults: faults.map((fault) => ({ on: "charge", fault: fault as "decline", times: 0 })),
    });
  };
  const callsBackLate = async (keys: readonly string[]): Promise<void> => {
    await town().setClock(town().now() - Date.now() + 3 * DAY_MS);
    for (let done = 0; done < keys.length; done += AT_ONCE) {
      const answers = await copiesOf(keys.slice(done, done + AT_ONCE));
      expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    }
    await town().quiet();
  };

  describe("calling back", () => {
    it(
      `S1.43 S0.31 callback, answer and callback again, ${races} times: each charge is decided once`,
      { timeout: 300_000 },
      async () => {
        const mina = await stranger(town());
        const seller = await newSeller(town(), "Gaon Tea");
        const { itemId } = await newGoods(town(), seller, { price: 1_000, stock: races });
        const orderIds: string[] = [];
        for (let round = 0; round < races / AT_ONCE; round++) {
          const orders = [];
          for (let index = 0; index < AT_ONCE; index++)
            orders.push(await placed(town(), mina, [{ itemId }], { payMethod: "CARD" }));
          misbehave(round);
          const keys = orders.map(({ orderId }) => `${orderId}-1`);
          const paying = orders.map((order) => payBy(town(), mina, "CARD", order, {}));
          await copiesOf(keys);
          await Promise.all(paying);
          await copiesOf(keys);
          behave();
          orderIds.push(...orders.map(({ orderId }) => orderId));
        }
        const ends = await ended(orderIds);
        expect(await booksAgree(town())).toEqual([]);
        const books = orderIds.map((orderId) => booked(town(), orderId));
        expect(books.filter((entries) => entries.length !== 1)).toEqual([]);
        const paid = ends.filter(([, status]) => status === "PREPARED");
        expect(paid.length).toBeGreaterThan(races / 2);
        expect(paid.length).toBeLessThan(races);

        await callsBackLate(orderIds.map((orderId) => `${orderId}-1`));
        expect(await statusesOf(orderIds)).toEqual(ends);
        expect(orderIds.map((orderId) => booked(town(), orderId))).toEqual(books);
      },
    );

    it("S1.43 S0.31 the same for money that goes into a wallet", { timeout: 120_000 }, async () => {
      const mina = await stranger(town());
      const topUps = await Promise.all(
        Array.from({ length: AT_ONCE }, async (_, index) => {
          const { body } = await beginTopUp(town(), mina, 1_000 + index);
          return body;
        }),
      );
      misbehave(0);
      const keys = topUps.map(({ chargeKey }) => chargeKey);
      const paying = topUps.map((topUp) => payTopUp(town(), mina, topUp, {}));
      await copiesOf(keys);
      await Promise.all(paying);
      await copiesOf(keys);
      behave();
      expect(await booksAgree(town())).toEqual([]);
      const takenOf = () =>
        topUps
          .flatMap(({ transactionId }) => booked(town(), transactionId))
          .reduce((sum, { status, amount }) => sum + (status === "CHARGED" ? amount : 0), 0);
      const taken = takenOf();
      expect(taken).toBeGreaterThan(0);
      expect(await balanceOf(town(), mina)).toBe(taken);

      await callsBackLate(keys);
      expect(takenOf()).toBe(taken);
      const { token } = await town().tokenOf({ memberId: mina.memberId });
      expect(await balanceOf(town(), { token })).toBe(taken);
    });
  });
}
