/** Reads that everybody makes, answered from memory, and never with what was before a change. */
import { describe, expect, it } from "vitest";
import { metricOf } from "#test/town/operations.ts";
import { newGoods, newSeller, prepared } from "#test/town/people.ts";
import { ask, read, stranger } from "#test/town/shop.ts";
import type { Town } from "#test/town/town.ts";

type Shown = {
  readonly itemId: string;
  readonly price: number;
  readonly availableQuantity: number;
  readonly version: number;
};

export function caching(town: () => Town): void {
  const hits = (context: string) =>
    metricOf(town().processOf(context), "bojagi_http_cached_reads_total", 'there="yes"');
  /** How many of so many reads at one go were answered from memory. */
  const hitsOf = async (context: string, path: string): Promise<number> => {
    const before = await hits(context);
    for (let times = 0; times < 10; times++) await read(town(), undefined, path);
    return (await hits(context)) - before;
  };

  describe("caching", () => {
    it("S2.21 an item and its list are read once for many; a change is there at once", async () => {
      const seller = await newSeller(town(), "Haneul Tea");
      const { itemId } = await newGoods(town(), seller, { price: 1_000, stock: 9 });
      const [page, list] = [`/api/items/${itemId}`, `/api/items?ids=${itemId}`];
      const shown = async () => [
        await read<Shown>(town(), undefined, page),
        (await read<{ items: readonly Shown[] }>(town(), undefined, list)).items[0],
      ];
      expect(await hitsOf("catalog", page)).toBeGreaterThan(0);
      expect(await hitsOf("catalog", list)).toBeGreaterThan(0);
      const [before] = await shown();
      await ask(
        town(),
        seller,
        "PATCH",
        page,
        { price: 2_000 },
        { "if-match": `"${before?.version}"` },
      );
      for (const one of await shown()) expect(one).toMatchObject({ price: 2_000 });
      const receipt = `${page}/stock-receipts`;
      await ask(town(), seller, "POST", receipt, { quantity: 1 });
      for (const one of await shown()) expect(one).toMatchObject({ availableQuantity: 10 });
      await ask(town(), seller, "DELETE", page, undefined, {
        "if-match": `"${(before?.version ?? 0) + 1}"`,
      });
      expect((await ask(town(), undefined, "GET", page)).status).toBe(404);
    });

    it("S2.21 the popular list is read once for many, and one's own orders never", async () => {
      expect(await hitsOf("query", "/api/items/popular")).toBeGreaterThan(0);
      const mina = await stranger(town(), 50_000);
      const seller = await newSeller(town(), "Haneul Tea");
      const { itemId } = await newGoods(town(), seller, { price: 1_000, stock: 9 });
      const { orderId } = await prepared(town(), mina, [{ itemId }]);
      const before = await hits("query");
      for (let times = 0; times < 3; times++) await read(town(), mina, `/api/orders/${orderId}`);
      await read(town(), mina, "/api/orders");
      expect(await hits("query")).toBe(before);
    });
  });
}
