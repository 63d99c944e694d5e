/** After all journeys: what must hold of everything that was done and said in the town. */
import { describe, expect, it } from "vitest";
import { disagreements } from "../faults/books.ts";
import { newGoods, onceOnly, type Person, placement, type PlacedOrder } from "#test/town/people.ts";
import { sellerOf, strangers } from "#test/town/shop.ts";
import type { Town } from "#test/town/town.ts";
import { until } from "#test/town/waiting.ts";
import { internalIds } from "#test/town/witness.ts";

export function surviving(town: () => Town): void {
  describe("surviving", () => {
    it("X.4 S2.23 a process dies in the middle of a crowd: money, stock and coupons are all accounted for", async () => {
      const shoppers = await strangers(town(), 30, 10_000);
      const { itemId } = await newGoods(town(), await sellerOf(town()), {
        price: 1_000,
        stock: 40,
      });
      const { processes } = town();
      const victim = processes[Math.floor(Math.random() * processes.length)];
      if (victim === undefined) throw new Error("a town without processes");
      const orders = shoppers.flatMap((shopper) => [
        insist(town(), shopper, itemId),
        insist(town(), shopper, itemId),
      ]);
      await Promise.race(orders);
      await victim.kill();
      await victim.start();
      const came = await Promise.all(orders);
      await town().quiet();

      const died = victim.contexts.join();
      const accepted = came.filter(({ code }) => code === undefined);
      expect(new Set(accepted.map(({ orderId }) => orderId)).size, died).toBe(accepted.length);
      for (const { code } of came) expect([undefined, "STOCK_INSUFFICIENT"]).toContain(code);
      const rows = await town().sql<{ readonly status: string; readonly count: number }>(
        "order",
        `select status, count(*)::int as count from "order".orders
          where lines->0->>'itemId' = $1 group by status`,
        [itemId],
      );
      const counts = Object.fromEntries(rows.map(({ status, count }) => [status, count]));
      expect(counts["PREPARED"], died).toBe(40);
      expect(await disagreements(town().sql), died).toEqual([]);
    });
  });
}

export function closing(town: () => Town): void {
  describe("closing", () => {
    it("S0.30 no answer of the whole run held an internal id", () => {
      const { answers, leaks } = town().witness;
      expect(answers().length).toBeGreaterThan(500);
      expect(leaks()).toEqual([]);
      // The eye that looked for them does see one.
      expect(
        internalIds({ order: [{ messageId: "0199d2a4-7c1b-7000-8000-0123456789ab" }] }),
      ).toHaveLength(1);
      expect(internalIds({ orderId: "17", id: 4 })).toHaveLength(2);
      expect(internalIds({ orderId: "ord_0123456789abcdef" })).toEqual([]);
    });

    it("S3.31 every answer of the whole run was as the served document says", () => {
      expect(town().witness.undocumented()).toEqual([]);
    });

    it("S3.26 S1.53 nothing but forced failures was answered with a 500, every no has its code, and slow statements are logged", async () => {
      const answers = town().witness.answers();
      const failed = answers.filter(({ status }) => status === 500);
      expect(failed.filter(({ requestId }) => !requestId.startsWith("forced-"))).toEqual([]);
      const refused = answers.filter(({ status }) => status >= 400);
      expect(refused.length).toBeGreaterThan(50);
      for (const { code } of refused) expect(code).toMatch(/^[A-Z_]+$/);
      const unavailable = refused.filter(({ status }) => status > 500);
      for (const { status } of unavailable) expect(status).toBe(503);
      for (const { contexts } of town().processes) {
        const limit = await town().sql(contexts[0] ?? "", "show log_min_duration_statement");
        expect(limit).toEqual([{ log_min_duration_statement: "500ms" }]);
      }
    });
  });
}

/** A shopper who asks again with the same key until an order is there, or a lasting no. */
async function insist(town: Town, { token }: Person, itemId: string): Promise<PlacedOrder> {
  const headers = onceOnly();
  const body = placement([{ itemId }], { autoPay: true });
  const answer = await until(
    () => town.request("POST", "/api/orders", { body, token, headers }).catch(() => undefined),
    (came) => {
      const code = (came?.body as Partial<PlacedOrder> | undefined)?.code;
      return came?.status === 201 || code === "STOCK_INSUFFICIENT";
    },
    50_000,
  );
  return answer?.body as PlacedOrder;
}
