import { listOf, oneOf } from "#kernel/schema.ts";
import {
  amountColumn,
  collection,
  countColumn,
  flagColumn,
  jsonColumn,
  ledger,
  maybeColumn,
  textColumn,
} from "#store/collection.ts";
import type { PaymentFailure } from "./contract.ts";
import { type Payment, PAYMENT_STATUSES, type PaymentStatus, type Refund } from "./rules.ts";

export const payments = collection<Payment>("payment.payments", "orderId", {
  orderId: textColumn(),
  paymentId: textColumn(),
  memberId: maybeColumn(textColumn()),
  payMethod: maybeColumn(textColumn()),
  amountMinor: maybeColumn(amountColumn()),
  refundedAmountMinor: amountColumn(),
  status: textColumn<PaymentStatus>(),
  attempt: countColumn(),
  cancelAsked: flagColumn(),
  failure: maybeColumn(textColumn<PaymentFailure>()),
  refundId: maybeColumn(textColumn()),
  refundCause: maybeColumn(textColumn()),
  trail: jsonColumn<readonly PaymentStatus[]>(listOf(oneOf(...PAYMENT_STATUSES))),
});

/** Refunds that are done. */
export const refunds = ledger<Refund>("payment.refunds", {
  refundId: textColumn(),
  orderId: textColumn(),
  amountMinor: amountColumn(),
  cause: textColumn(),
});
