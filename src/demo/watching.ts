import { setTimeout as pause } from "node:timers/promises";
import type { Shop } from "./shop.ts";
import { Unexpected } from "./words.ts";

const WITHIN_MS = 20_000;
const PAUSE_MS = 50;

/** Waits, without a request, until the payment or the order is in that state; answers after how long. */
export async function reached(
  { query }: Shop,
  table: "payment.payments" | '"order".orders',
  orderId: string,
  status: string,
): Promise<number> {
  const began = performance.now();
  for (;;) {
    const sql = `select status from ${table} where order_id = $1`;
    const [row] = await query<{ readonly status: string }>(sql, [orderId]);
    const ms = performance.now() - began;
    if (row?.status === status) return ms;
    if (ms > WITHIN_MS) throw new Unexpected(`${table} is ${row?.status} instead of ${status}`);
    await pause(PAUSE_MS);
  }
}
