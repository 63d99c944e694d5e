/** The instants by which an order must have left a state. */
import type { Policies } from "#kernel/policies.ts";
import type { OrderStatus } from "../contract.ts";
import type { Order } from "../rules.ts";
import { closesFrom } from "./delivering.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

export type Limit = "verification" | "unpaid" | "close";
export type LimitChange = { readonly limit: Limit; readonly at: number | undefined };

export const unpaidLimit = (
  { payMethod }: Pick<Order, "payMethod">,
  at: number,
  policies: Policies,
): number =>
  payMethod === "BANK_TRANSFER"
    ? at + policies["order.unpaidLimit.bankTransferHours"] * HOUR_MS
    : at + policies["order.unpaidLimit.prepaidMinutes"] * MINUTE_MS;

export const showsDelivered = (policies: Policies): boolean =>
  policies["delivery.deliveredStep"] === "CARRIER_REPORTED";

/** The limit that guards the order's present state, and when it falls due; none in other states. */
export function limitOf(
  order: Order,
  policies: Policies,
): { readonly limit: Limit; readonly at: number } | undefined {
  if (order.status === "PLACED") {
    const at = order.placedAt + policies["order.verificationLimitHours"] * HOUR_MS;
    return { limit: "verification", at };
  }
  if (order.status === "AWAITING_PAYMENT" && order.unpaidUntil !== undefined) {
    return { limit: "unpaid", at: order.unpaidUntil };
  }
  const days = policies["order.autoCloseDays"];
  if (order.status !== closesFrom(showsDelivered(policies)) || days === 0) return undefined;
  return { limit: "close", at: enteredAt(order) + days * DAY_MS };
}

const enteredAt = ({ history }: Order): number => history.at(-1)?.at ?? 0;

const GUARDS: Partial<Readonly<Record<OrderStatus, Limit>>> = {
  PLACED: "verification",
  AWAITING_PAYMENT: "unpaid",
  SHIPPING: "close",
  DELIVERED: "close",
};

/** What a change of state does to the limits: the old one no longer counts, the new one does. */
export function limitChanges(
  before: Order | undefined,
  after: Order,
  policies: Policies,
): readonly LimitChange[] {
  if (before?.status === after.status) return [];
  const left = before === undefined ? undefined : GUARDS[before.status];
  const next = limitOf(after, policies);
  const cleared =
    left === undefined || left === next?.limit ? [] : [{ limit: left, at: undefined }];
  return next === undefined ? cleared : [...cleared, next];
}
