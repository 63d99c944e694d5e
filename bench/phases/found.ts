import type { Counted } from "../counting.ts";
import type { RunResult } from "../drive.ts";
import type { Used } from "../measure.ts";
import type { Figures } from "../figures.ts";

/** What a phase found out. */
export type Found = { readonly figures: Figures; readonly remarks: readonly string[] };

/** Fewer than this share of orders with a coupon: another, easier load was measured. */
const COUPON_SHARE_MIN = 0.24;
/** Below this an order more or less is a matter of chance. */
const ORDERS_MIN = 50;

/** What is wrong with a run, in words. */
export function doubts(what: string, result: RunResult): readonly string[] {
  const { orders, withCoupon, refused, failed, firstReason } = result;
  const remarks: string[] = [];
  if (orders === 0) remarks.push(`${what}: no order was taken`);
  if (failed > 0) remarks.push(`${what}: ${failed} orders failed: ${firstReason}`);
  else if (refused > 0) remarks.push(`${what}: ${refused} orders refused: ${firstReason}`);
  if (orders >= ORDERS_MIN && withCoupon / orders < COUPON_SHARE_MIN) {
    remarks.push(`${what}: only ${withCoupon} of ${orders} orders had a coupon`);
  }
  return remarks;
}

/** What an order costs, under the figures' names. */
export function costsOf(
  prefix: string,
  orders: number,
  used: Used,
  counted: Counted<{ readonly orders: number }>,
): Figures {
  const { result, statements, transactions } = counted;
  return {
    [`${prefix}_node_cpu_ms_per_order`]: used.nodeCpuMs / orders,
    [`${prefix}_postgres_cpu_ms_per_order`]: used.postgresCpuMs / orders,
    [`${prefix}_statements_per_order`]: statements / result.orders,
    [`${prefix}_transactions_per_order`]: transactions / result.orders,
  };
}
