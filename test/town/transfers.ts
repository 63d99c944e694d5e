/** Bank transfers as journeys make and look at them. */
import { newGoods, type Person, place, type PlacedOrder } from "./people.ts";
import { BY_TRANSFER } from "./deposits.ts";
import { ask, sellerOf, stockOf } from "./shop.ts";
import type { Town } from "./town.ts";

/** What one item costs in these journeys. */
export const PRICE = 10_000;
export const SHORT = { status: 409, body: { code: "STOCK_INSUFFICIENT" } };

export function transfersIn(town: () => Town) {
  const shelf = async (stock: number) =>
    (await newGoods(town(), await sellerOf(town()), { price: PRICE, stock })).itemId;
  const stock = async (itemId: string) => (await stockOf(town(), itemId)).availableQuantity;
  const cancel = (asker: Person, orderId: string, reason?: string) =>
    ask<PlacedOrder>(
      town(),
      asker,
      "POST",
      `/api/orders/${orderId}/cancellation`,
      reason === undefined ? {} : { reason },
      { prefer: "wait=20" },
    );
  const labelsOf = (order: { readonly history: readonly { readonly label: string }[] }) =>
    order.history.map(({ label }) => label);
  const paymentOf = async (orderId: string) => {
    const [row] = await town().sql<{ readonly status: string }>(
      "payment",
      "select status from payment.payments where order_id = $1",
      [orderId],
    );
    return row?.status;
  };
  const shipmentsOf = (orderId: string) =>
    town().sql<{ readonly address: object; readonly status: string }>(
      "delivery",
      "select address, status from delivery.shipments where order_id = $1",
      [orderId],
    );
  /** Orders of one each, placed together. */
  const manyOrdered = async (shoppers: readonly Person[], itemId: string) => {
    const placedAll = await Promise.all(
      shoppers.map((shopper) => place(town(), shopper, [{ itemId }], BY_TRANSFER)),
    );
    await town().quiet();
    return placedAll.map(({ body: { orderId } }, index) => {
      const shopper = shoppers[index];
      if (shopper === undefined) throw new Error("an order of nobody");
      return { orderId, shopper };
    });
  };
  const statusesOf = async (orders: readonly { readonly orderId: string }[]) => {
    const rows = await town().sql<{ readonly order_id: string; readonly status: string }>(
      "order",
      `select order_id, status from "order".orders where order_id = any($1::text[])`,
      [orders.map(({ orderId }) => orderId)],
    );
    return new Map(rows.map(({ order_id: orderId, status }) => [orderId, status]));
  };
  return { shelf, stock, cancel, labelsOf, paymentOf, shipmentsOf, manyOrdered, statusesOf };
}
