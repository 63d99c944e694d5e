import type { Person } from "./people.ts";
import { ask, type Told } from "./shop.ts";
import type { Town } from "./town.ts";

export type Plan = {
  readonly refund: number;
  readonly remainingAmount: number;
  readonly restoredCouponIds: readonly string[];
  readonly cancelsOrder: boolean;
  readonly lines: readonly { readonly lineNo: number; readonly refund: number }[];
};
export type LinesCancelled = {
  readonly status: string;
  readonly refundedAmount?: number;
  readonly cancelledLineNos?: readonly number[];
  readonly instead?: Plan;
};

/** What would go back for lines, refusals included. */
export const planOf = (
  town: Town,
  asker: Person,
  orderId: string,
  lineNos: readonly number[],
): Promise<Told<Plan>> =>
  ask(town, asker, "GET", `/api/orders/${orderId}/refund-plan?lineNos=${lineNos.join()}`);

/** Cancels lines for that refund, and waits for the outcome as long as a front would. */
export const cancelLines = (
  town: Town,
  asker: Person,
  orderId: string,
  lineNos: readonly number[],
  expectedRefund: number,
  more: Readonly<Record<string, unknown>> = {},
): Promise<Told<LinesCancelled>> =>
  ask(
    town,
    asker,
    "POST",
    `/api/orders/${orderId}/line-cancellations`,
    { lineNos, expectedRefund, ...more },
    { prefer: "wait=20" },
  );
