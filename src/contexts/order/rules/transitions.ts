import { impossible } from "#kernel/refusal.ts";
import type { OrderStatus } from "../contract.ts";
import type { HistoryEntry, Order } from "../rules.ts";

/**
 * The edges an order may take (requirements §3.2), all of them. The code refuses to take another,
 * and invariant I18 looks for others in what was recorded. An order begins PLACED.
 */
export const EDGES: readonly (readonly [from: OrderStatus, to: OrderStatus])[] = [
  ["PLACED", "AWAITING_PAYMENT"],
  ["PLACED", "COMPENSATING"],
  ["PLACED", "CANCELLED"],
  ["AWAITING_PAYMENT", "PAID"],
  ["AWAITING_PAYMENT", "COMPENSATING"],
  ["AWAITING_PAYMENT", "PAYMENT_CANCELLED"],
  ["PAID", "PREPARED"],
  ["PAID", "COMPENSATING"],
  ["PREPARED", "SHIPPING"],
  ["PREPARED", "COMPENSATING"],
  ["SHIPPING", "DELIVERED"],
  ["SHIPPING", "CLOSED"],
  ["DELIVERED", "CLOSED"],
  ["COMPENSATING", "CANCELLED"],
  ["COMPENSATING", "REFUNDED"],
];

const legal = new Set(EDGES.map(([from, to]) => `${from} ${to}`));
export const isLegal = (from: OrderStatus, to: OrderStatus): boolean => legal.has(`${from} ${to}`);

/** What is written down with a change: when, by which message, asked by whom. */
export type Circumstance = Omit<HistoryEntry, "status">;

/** The changed order with its next version, and a new state in its history. */
export function recorded(before: Order, after: Order, circumstance: Circumstance): Order {
  const orderVersion = before.orderVersion + 1;
  if (before.status === after.status) return { ...after, orderVersion };
  if (!isLegal(before.status, after.status)) {
    impossible(`an order goes from ${before.status} to ${after.status}`);
  }
  const entry = { status: after.status, ...circumstance };
  return { ...after, orderVersion, history: [...before.history, entry] };
}
