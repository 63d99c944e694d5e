/** What was sold: pieces and orders of an item on a day, by orders that are paid and not given back. */
import type { OrderView } from "../rules.ts";

export type DailySale = {
  /** The day, then the item: the sales of a span of days lie side by side. */
  readonly saleId: string;
  readonly day: string;
  readonly itemId: string;
  readonly partnerId: string;
  readonly quantity: number;
  readonly orders: number;
};

export const saleIdOf = (day: string, itemId: string): string => `${day} ${itemId}`;

type Lines = Pick<OrderView, "lines" | "cancelledLineNos">;

/** The sums that an order is part of once it is counted on that day. */
export const saleIdsOf = ({ lines }: Lines, day: string): readonly string[] => [
  ...new Set(lines.map(({ itemId }) => saleIdOf(day, itemId))),
];

/**
 * What an order adds to the sums of a day: two lines of one item are still one order, and a cancelled
 * line is none.
 */
export function shareOf(
  { lines, cancelledLineNos = [] }: Lines,
  day: string,
): readonly DailySale[] {
  const shares = new Map<string, DailySale>();
  for (const { lineNo, itemId, partnerId, quantity } of lines) {
    if (cancelledLineNos.includes(lineNo)) continue;
    const saleId = saleIdOf(day, itemId);
    const before = shares.get(saleId)?.quantity ?? 0;
    shares.set(saleId, { saleId, day, itemId, partnerId, quantity: before + quantity, orders: 1 });
  }
  return [...shares.values()];
}

type Sales = ReadonlyMap<string, DailySale>;

/** The sums with the order's share. */
export const withShare = (sales: Sales, share: readonly DailySale[]): readonly DailySale[] =>
  share.map((added) => {
    const before = sales.get(added.saleId);
    if (before === undefined) return added;
    const quantity = before.quantity + added.quantity;
    return { ...before, quantity, orders: before.orders + added.orders };
  });

/** The sums without the order's share. A sum that is lost has nothing to take from. */
export const withoutShare = (sales: Sales, share: readonly DailySale[]): readonly DailySale[] =>
  share.flatMap((taken) => {
    const before = sales.get(taken.saleId);
    if (before === undefined) return [];
    const quantity = before.quantity - taken.quantity;
    return [{ ...before, quantity, orders: before.orders - taken.orders }];
  });

/** The sums once an order's share is another. A sum that is lost has nothing to take from. */
export function withOtherShare(
  sales: Sales,
  before: readonly DailySale[],
  after: readonly DailySale[],
): readonly DailySale[] {
  const left = new Map(withoutShare(sales, before).map((sale) => [sale.saleId, sale]));
  const kept = after.filter(({ saleId }) => left.has(saleId));
  for (const sale of withShare(left, kept)) left.set(sale.saleId, sale);
  return [...left.values()];
}

/** What a counted order tells a ranking of its own store. */
export const rankedSale = (order: Lines & { readonly orderId: string; readonly day: string }) => ({
  orderId: order.orderId,
  linesGone: order.cancelledLineNos?.length ?? 0,
  day: order.day,
  items: shareOf(order, order.day).map(({ itemId, quantity }) => ({ itemId, quantity })),
});
