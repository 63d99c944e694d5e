import { expect, test } from "vitest";
import type { RankedSale, Ranking } from "./ranking.ts";

/** A ranking, and ways to sell: each answers when the ranking can know of it. */
export type TriedRanking = {
  readonly ranking: () => Ranking;
  readonly told: (sale: RankedSale) => Promise<void>;
  readonly forget: () => Promise<void>;
};

const item = (no: number): string => `itm_000000000000000${no}`;
let orders = 0;
/** A new order of that many of each item, on a day. */
const sale = (day: string, ...items: readonly (readonly [no: number, quantity: number])[]) =>
  ({
    orderId: `ord_${String(++orders).padStart(16, "0")}`,
    linesGone: 0,
    day,
    items: items.map(([no, quantity]) => ({ itemId: item(no), quantity })),
  }) satisfies RankedSale;

/** What every ranking does. */
export function rankingSuite({ ranking, told, forget }: TriedRanking): void {
  const best = async (from: string, to: string, size = 5) =>
    (await ranking().best({ from, to }, size)).map(({ itemId, quantity, orders: of }) => [
      Number(itemId.slice(-1)),
      quantity,
      of,
    ]);

  test("adds up the days of the span alone, more pieces first", async () => {
    await forget();
    await told(sale("2026-03-01", [1, 90]));
    await told(sale("2026-03-02", [1, 3], [2, 4]));
    await told(sale("2026-03-04", [1, 3]));
    await told(sale("2026-03-05", [2, 90]));
    expect(await best("2026-03-02", "2026-03-04")).toEqual([
      [1, 6, 2],
      [2, 4, 1],
    ]);
  });

  test("of equal pieces puts more orders first, and of these the lesser token", async () => {
    await forget();
    await told(sale("2026-03-02", [4, 6], [3, 6]));
    await told(sale("2026-03-02", [5, 3]));
    await told(sale("2026-03-03", [5, 3]));
    expect(await best("2026-03-02", "2026-03-03")).toEqual([
      [5, 6, 2],
      [3, 6, 1],
      [4, 6, 1],
    ]);
  });

  test("is as long as is asked for", async () => {
    await forget();
    await told(sale("2026-03-02", [1, 1], [2, 2], [3, 3]));
    expect(await best("2026-03-02", "2026-03-02", 2)).toEqual([
      [3, 3, 1],
      [2, 2, 1],
    ]);
    expect(await best("2026-03-10", "2026-03-12")).toEqual([]);
  });

  test("loses what is taken back, and shows nothing of which nothing is left", async () => {
    await forget();
    const kept = sale("2026-03-02", [1, 2]);
    const gone = sale("2026-03-02", [1, 5], [2, 9]);
    await told(kept);
    await told(gone);
    await told({ ...gone, linesGone: 2, items: [] });
    expect(await best("2026-03-02", "2026-03-02")).toEqual([[1, 2, 1]]);
  });

  test("loses the lines that are taken back while their order goes on", async () => {
    await forget();
    const order = sale("2026-03-02", [1, 5], [2, 9]);
    await told(order);
    await told({ ...order, linesGone: 1, items: order.items.slice(0, 1) });
    expect(await best("2026-03-02", "2026-03-02")).toEqual([[1, 5, 1]]);
  });
}
