import { amount, count, flag, listOf, oneOf, record, text, token } from "#kernel/schema.ts";
import {
  amountColumn,
  collection,
  countColumn,
  flagColumn,
  instantColumn,
  jsonColumn,
  ledger,
  maybeColumn,
  textColumn,
} from "#store/collection.ts";
import type {
  Difference,
  PaymentFailure,
  ProvidedMethod,
  RefundMeans,
  Source,
} from "./contract.ts";
import {
  type Look,
  type Payment,
  PAYMENT_STATUSES,
  type PaymentStatus,
  type Refund,
  type RefundPart,
  type Stray,
} from "./rules.ts";
import {
  claimedLine,
  type ClaimedLine,
  type Confirmation,
  type Deposit,
} from "./rules/depositing.ts";
import type { TopUp, TopUpStatus } from "./rules/toppingUp.ts";
import type { ClosedCase, StatedMoney } from "./rules/matching.ts";

const refundPart = () =>
  record({
    refundNo: count(1),
    refundId: token("rfd"),
    amountMinor: amount(),
    cause: text(60),
    isDone: flag(),
  });

export const payments = collection<Payment>("payment.payments", "orderId", {
  orderId: textColumn(),
  paymentId: textColumn(),
  memberId: maybeColumn(textColumn()),
  payMethod: maybeColumn(textColumn()),
  amountMinor: maybeColumn(amountColumn()),
  refundedAmountMinor: amountColumn(),
  status: textColumn<PaymentStatus>(),
  attempt: countColumn(),
  claiming: flagColumn(),
  cancelAsked: flagColumn(),
  failure: maybeColumn(textColumn<PaymentFailure>()),
  refundId: maybeColumn(textColumn()),
  refundCause: maybeColumn(textColumn()),
  refundMeans: maybeColumn(textColumn<RefundMeans>()),
  part: maybeColumn(jsonColumn<RefundPart>(refundPart())),
  payerRef: maybeColumn(textColumn()),
  providerRef: maybeColumn(textColumn()),
  calls: countColumn(),
  looks: jsonColumn<readonly Look[]>(
    listOf(record({ attempt: count(1), state: oneOf("ASKED", "AGAIN", "WAITING") })),
  ),
  doubtSince: maybeColumn(instantColumn()),
  trail: jsonColumn<readonly PaymentStatus[]>(listOf(oneOf(...PAYMENT_STATUSES))),
});

/** Bank transfers, each with its payment. */
export const deposits = collection<Deposit>("payment.deposits", "orderId", {
  orderId: textColumn(),
  orderNumber: textColumn(),
  depositorName: textColumn(),
  dueAt: instantColumn(),
  partnerId: maybeColumn(textColumn()),
  lines: jsonColumn<readonly ClaimedLine[]>(listOf(claimedLine(), 200, 1)),
  confirmedAt: maybeColumn(instantColumn()),
});

/** Who said of which deposit that it came. */
export const confirmations = ledger<Confirmation>("payment.confirmations", {
  orderId: textColumn(),
  claimNo: countColumn(),
  role: textColumn(),
  memberId: maybeColumn(textColumn()),
  partnerId: maybeColumn(textColumn()),
  amountMinor: amountColumn(),
});

/** Money that is put into wallets through a provider. */
export const topUps = collection<TopUp>("payment.top_ups", "transactionId", {
  transactionId: textColumn(),
  memberId: textColumn(),
  payMethod: textColumn<ProvidedMethod>(),
  amountMinor: amountColumn(),
  status: textColumn<TopUpStatus>(),
  payerRef: maybeColumn(textColumn()),
  providerRef: maybeColumn(textColumn()),
  calls: countColumn(),
  looking: flagColumn(),
  hinted: flagColumn(),
  askedAt: maybeColumn(instantColumn()),
  doubtSince: maybeColumn(instantColumn()),
  takenMinor: maybeColumn(amountColumn()),
  takenCurrency: maybeColumn(textColumn()),
});

/** Charges that no order is paid with: each goes back, and somebody should look why. */
export const strays = collection<Stray>("payment.strays", "chargeKey", {
  chargeKey: textColumn(),
  orderId: textColumn(),
  attempt: countColumn(),
  payMethod: textColumn(),
  amountMinor: amountColumn(),
  currency: textColumn(),
  status: textColumn<Stray["status"]>(),
  foundAt: instantColumn(),
});

/** Refunds that are done. */
export const refunds = ledger<Refund>("payment.refunds", {
  refundId: textColumn(),
  orderId: textColumn(),
  amountMinor: amountColumn(),
  cause: textColumn(),
});

/** What companies and the bank say that they moved, by source and record. */
export const statedMoney = collection<StatedMoney>("payment.stated_money", "statedId", {
  statedId: textColumn(),
  source: textColumn<Source>(),
  recordId: textColumn(),
  moneyKey: textColumn(),
  amountMinor: amountColumn(),
  refundedMinor: amountColumn(),
  statedAt: instantColumn(),
});

/** Differences that somebody explained: who, when and why. */
export const closedCases = collection<ClosedCase>("payment.closed_cases", "caseId", {
  caseId: textColumn(),
  source: textColumn<Source>(),
  kind: textColumn<Difference>(),
  moneyKey: textColumn(),
  orderId: maybeColumn(textColumn()),
  statedMinor: maybeColumn(amountColumn()),
  bookedMinor: maybeColumn(amountColumn()),
  foundOn: textColumn(),
  reason: textColumn(),
  closedBy: maybeColumn(textColumn()),
  closedAt: instantColumn(),
});
