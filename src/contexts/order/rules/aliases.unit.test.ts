import { expect, it } from "vitest";
import { ORDER_STATUSES } from "../contract.ts";
import { LINE_DELIVERY_STATUSES } from "../rules.ts";
import { aliasesOf, unifiedStatus, VOCABULARIES } from "./aliases.ts";

const TABLE = `
Prepaid order       | INIT              | PLACED, AWAITING_PAYMENT
Prepaid order       | ORDER_COMPLETE    | PAID
Prepaid order       | DELIVERY_PREPARE  | PREPARED
Prepaid order       | IN_DELIVERY       | SHIPPING
Prepaid order       | DELIVERY_COMPLETE | DELIVERED
Order line          | BEFORE_DELIVERY   | BEFORE
Order line          | DELIVERY_PREPARE  | PREPARING
Order line          | DELIVERING        | SHIPPING
Order line          | COMPLETE_DELIVERY | DELIVERED
Gift                | INIT              | AWAITING_PAYMENT
Gift                | IN_PAYMENT        | AWAITING_PAYMENT
Gift                | ORDER_COMPLETE    | PAID
Gift                | PUSH_COMPLETE     | PAID
Gift                | ACCEPT            | PREPARED
Gift                | DELIVERY_PREPARE  | PREPARED
Gift                | IN_DELIVERY       | SHIPPING
Gift                | DELIVERY_COMPLETE | DELIVERED
Gift                | EXPIRATION        | COMPENSATING, REFUNDED
Gift                | REJECT            | COMPENSATING, REFUNDED
Verified order      | PENDING           | PLACED
Verified order      | SUCCESS           | AWAITING_PAYMENT, PAID
Verified order      | FAIL              | COMPENSATING
Verified order      | CANCEL            | CANCELLED
Shop order          | PENDING           | PLACED
Shop order          | PROCESSING        | AWAITING_PAYMENT
Shop order          | COMPLETED         | PAID
Shop order          | SHIPPING          | SHIPPING
Shop order          | DELIVERED         | DELIVERED
Shop order          | CANCELLED         | CANCELLED
Shop order          | REFUNDED          | REFUNDED
Wallet order        | PENDING           | AWAITING_PAYMENT
Wallet order        | CONFIRMED         | PAID
Wallet order        | CANCELED          | CANCELLED
Wallet payment      | COMPLETED         | APPROVED
Wallet payment      | FAILED            | FAILED
Bank-transfer order | OrderPlaced       | PLACED
Bank-transfer order | PayPlaced         | AWAITING_PAYMENT
Bank-transfer order | PayChecked        | PAID
Bank-transfer order | PayCanceled       | PAYMENT_CANCELLED
Bank-transfer order | QtyDecreased      | PREPARED
Bank-transfer order | DeliveryStarted   | SHIPPING
Bank-transfer order | OrderClosed       | CLOSED
Bank-transfer order | OrderCanceled     | CANCELLED
`;
const rows = TABLE.split("\n")
  .filter((line) => line !== "")
  .map((line) => line.split("|").map((cell) => cell.trim()) as [string, string, string]);

it.each(rows)("X.2 %s %s means %s", (vocabulary, alias, meaning) => {
  const [first, second = first] = meaning.split(", ");

  expect(unifiedStatus(vocabulary as never, alias)).toBe(first);
  expect(unifiedStatus(vocabulary as never, alias, true)).toBe(second);
});

it("X.2 every alias of every vocabulary is in the table", () => {
  const known = VOCABULARIES.flatMap((vocabulary) =>
    aliasesOf(vocabulary).map((alias) => `${vocabulary} ${alias}`),
  );

  expect(known).toEqual(rows.map(([vocabulary, alias]) => `${vocabulary} ${alias}`));
});

it("X.2 every alias of an order names a state that orders have", () => {
  for (const [vocabulary, , meaning] of rows) {
    if (vocabulary === "Wallet payment") continue;
    const states: readonly string[] =
      vocabulary === "Order line" ? LINE_DELIVERY_STATUSES : ORDER_STATUSES;
    for (const state of meaning.split(", ")) expect(states).toContain(state);
  }
});

it("X.2 a word of another vocabulary means nothing", () => {
  expect(unifiedStatus("Shop order", "ORDER_COMPLETE")).toBeUndefined();
  expect(unifiedStatus("Shop order", "toString")).toBeUndefined();
});
