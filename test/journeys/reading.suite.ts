/** What the facts of orders say, and the pages made of them. */
import { describe, expect, it } from "vitest";
import { END_STATUSES, ORDER_STATUSES } from "#contexts/order/contract.ts";
import { newGoods, placed, prepared } from "#test/town/people.ts";
import { allStated } from "#test/town/logs.ts";
import { rebuild } from "#test/town/operations.ts";
import { ask, read, sellerOf, stranger } from "#test/town/shop.ts";
import type { Town } from "#test/town/town.ts";

/** Every page there is, as text; how often a row was written is not part of it. */
const pages = async (town: Town) => {
  const rows = await town.sql<{ readonly order_id: string; readonly page: string }>(
    "query",
    `select order_id, (to_jsonb(v) - 'version' - 'created_at' - 'updated_at')::text as page
       from query.order_views v`,
  );
  return new Map(rows.map(({ order_id: id, page }) => [id, page]));
};

export function reading(town: () => Town): void {
  describe("reading", () => {
    it("S1.42 S4.15 lost or replayed, the pages are what the facts say: one call shows the same order", async () => {
      const mina = await stranger(town(), 50_000);
      const seller = await sellerOf(town());
      const { itemId } = await newGoods(town(), seller, { price: 1_000, stock: 50 });
      const { orderId } = await prepared(town(), mina, [{ itemId }]);
      const other = await placed(town(), mina, [{ itemId }]);
      await ask(town(), mina, "POST", `/api/orders/${other.orderId}/cancellation`, {});
      await town().quiet();
      const shown = await read(town(), mina, `/api/orders/${orderId}`);
      const before = await pages(town());
      expect(before.size).toBeGreaterThan(2);

      // Over pages that are whole, every fact is a repetition: none of them changes anything.
      expect((await rebuild(town(), "query")).repaired).toBe(0);
      await town().sql("query", "update query.order_views set status = 'PAID', history = '[]'");
      expect((await rebuild(town(), "query")).repaired).toBe(before.size);
      expect(await pages(town())).toEqual(before);
      await town().sql("query", "delete from query.order_views");
      const rebuilt = await rebuild(town(), "query");
      expect(rebuilt.replayed).toBeGreaterThan(rebuilt.repaired);
      expect(await pages(town())).toEqual(before);
      expect(await read(town(), mina, `/api/orders/${orderId}`)).toEqual(shown);
    });

    it("S4.14 S4.26 every fact of an order names the order and its state, and no state comes twice", async () => {
      // A placement that was refused to gift never became an order.
      const facts = (await allStated(town(), "order")).filter(
        ({ type }) => type.startsWith("order.") && type !== "order.placement-refused",
      );
      const reached = new Map<string, string[]>();
      const versions = new Map<string, number>();

      expect(facts.length).toBeGreaterThan(20);
      for (const { type, key, body } of facts) {
        const { orderId, orderStatus, orderVersion } = body as {
          readonly orderId: string;
          readonly orderStatus: (typeof ORDER_STATUSES)[number];
          readonly orderVersion: number;
        };
        expect(orderId, type).toMatch(/^ord_[0-9A-Za-z]{16}$/);
        expect(orderId).toBe(key);
        expect(ORDER_STATUSES, type).toContain(orderStatus);
        // An address, or lines that are cancelled, are told beside a state. They are none.
        if (type === "order.address-set" || type === "order.lines-cancelled") continue;
        expect(orderVersion).toBeGreaterThan(versions.get(orderId) ?? 0);
        versions.set(orderId, orderVersion);
        reached.set(orderId, [...(reached.get(orderId) ?? []), orderStatus]);
      }
      for (const states of reached.values()) {
        expect(states[0]).toBe("PLACED");
        expect(new Set(states).size, states.join()).toBe(states.length);
        const ends = states.filter((status) => END_STATUSES.includes(status as never));
        expect(ends.length).toBeLessThanOrEqual(1);
        if (ends.length > 0) expect(states.at(-1)).toBe(ends[0]);
      }
      // The pages say the same, state by state.
      const rows = await town().sql<{ readonly order_id: string; readonly states: string[] }>(
        "query",
        `select order_id, array(select h->>'status' from json_array_elements(history) h) as states
           from query.order_views`,
      );
      for (const { order_id: id, states } of rows) expect(states).toEqual(reached.get(id));
    });
  });
}
