import type { Evidence } from "./checker/evidence.ts";
import type { Fleet } from "./fleet.ts";

/**
 * Every reader forgets what it has read, and reads every log from its first message on: each message
 * is applied again, late, by decisions that must know it already.
 */
export function forgetWatermarks(fleet: Fleet): void {
  for (const process of fleet.processes()) process.crash("all is read again");
  for (const { database } of fleet.cells()) {
    database.marks.clear();
    for (const slots of database.logs.values()) {
      for (const segments of slots) {
        segments.forEach((segment, at) => (segments[at] = { ...segment, appliedBy: [] }));
      }
    }
  }
}

const TABLES: Readonly<Record<string, readonly string[]>> = {
  "order.orders": ["status", "refundedAmountMinor", "moneyTaken"],
  "catalog.stocks": ["available", "reserved", "sold"],
  "catalog.reservations": ["status"],
  "coupon.member_coupons": ["status", "orderId"],
  "coupon.redemptions": ["status"],
  "payment.payments": ["status", "refundedAmountMinor"],
  "wallet.accounts": ["balanceMinor"],
  "delivery.shipments": ["status"],
  "query.order_views": ["status", "lineDeliveries", "shipments", "history"],
  "identity.member_orders": ["isOpen"],
};

/** What people would notice if it changed, a line for each row. */
export const noticeable = ({ rows }: Evidence): readonly string[] =>
  Object.entries(TABLES).flatMap(([table, fields]) =>
    rows<Readonly<Record<string, unknown>>>(table)
      .map((row) => `${table} ${Object.values(row)[0]} ${textOf(fields.map((name) => row[name]))}`)
      .toSorted(),
  );

const textOf = (values: readonly unknown[]): string =>
  JSON.stringify(values, (_, value: unknown) =>
    typeof value === "bigint" ? String(value) : value,
  );
