/** Payment: charges and refunds. Its row is the arbiter of "paid, or never to be paid". */
import { command, fact } from "#kernel/message.ts";
import {
  amount,
  count,
  instant,
  listOf,
  oneOf,
  optional,
  record,
  text,
  token,
} from "#kernel/schema.ts";

/** The methods whose money a card or pay company moves. */
export const PROVIDED_METHODS = ["CARD", "NAVER_PAY", "TOSS_PAY", "KAKAO_PAY"] as const;
export type ProvidedMethod = (typeof PROVIDED_METHODS)[number];

const ofPayment = { orderId: token("ord"), paymentId: token("pay") };

/** The payment's row exists; nothing is asked of anyone. */
export const paymentOpened = fact("payment.opened", "orderId", ofPayment);
/** Money taken: once, and exactly this amount. Repeated when asked again. */
export const paymentApproved = fact("payment.approved", "orderId", {
  ...ofPayment,
  amountMinor: amount(),
});
export const PAYMENT_FAILURES = ["WALLET_BALANCE_INSUFFICIENT", "PAYMENT_DECLINED"] as const;
export type PaymentFailure = (typeof PAYMENT_FAILURES)[number];
/** The charge was refused and no money was taken, or what was taken is on its way back. */
export const paymentFailed = fact("payment.failed", "orderId", {
  ...ofPayment,
  attempt: count(1),
  reason: oneOf(...PAYMENT_FAILURES),
});
/** No money was taken, and none ever will be. Repeated when asked again. */
export const paymentCancelled = fact("payment.cancelled", "orderId", {
  orderId: token("ord"),
  /** OUT_OF_STOCK: nobody asked; a deposit came, and there is no stock for it. */
  cause: optional(oneOf("OUT_OF_STOCK")),
});
/** Nobody knows whether the charge was taken. It is looked into until it is known. */
export const paymentInDoubt = fact("payment.in-doubt", "orderId", {
  ...ofPayment,
  attempt: count(1),
});
/** A provider took money that no order is paid with. It is on its way back; somebody should look why. */
export const strayChargeFound = fact("payment.stray-charge-found", "orderId", {
  orderId: token("ord"),
  attempt: count(1),
  amountMinor: amount(),
  currency: text(3),
});
export const paymentRefunded = fact("payment.refunded", "orderId", {
  ...ofPayment,
  refundId: token("rfd"),
  amountMinor: amount(),
});

/**
 * A part of the payment went back; the payment stands with the rest. Repeated when asked again.
 * `refundedMinor` is all that has gone back by now.
 */
export const partRefunded = fact("payment.part-refunded", "orderId", {
  ...ofPayment,
  refundNo: count(1),
  refundId: token("rfd"),
  amountMinor: amount(),
  refundedMinor: amount(),
});

/** A bank transfer is waited for: what its payer needs to know. */
export const depositAwaited = fact("payment.deposit-awaited", "orderId", {
  ...ofPayment,
  memberId: token("mem"),
  amountMinor: amount(),
  depositorName: text(50),
  dueAt: instant(),
  bank: text(50),
  accountNumber: text(50),
  accountHolder: text(50),
});
/** The money is in the bank account, and the stock is sold. Repeated when asked again. */
export const depositConfirmed = fact("payment.deposit-confirmed", "orderId", {
  ...ofPayment,
  amountMinor: amount(),
});
/** Money of a bank transfer is owed back. Answered, one day, by refunded. */
export const refundFellDue = fact("payment.refund-fell-due", "orderId", {
  ...ofPayment,
  refundId: token("rfd"),
  amountMinor: amount(),
});

/** Order asks that a bank transfer be waited for. Answered by deposit-awaited, or by cancelled. */
export const awaitDeposit = command("payment.await-deposit", "orderId", {
  orderId: token("ord"),
  orderNumber: text(24),
  memberId: token("mem"),
  amountMinor: amount(),
  depositorName: text(50),
  dueAt: instant(),
  lines: listOf(
    record({
      lineNo: count(1),
      itemId: token("itm"),
      partnerId: token("ptn"),
      quantity: count(1),
    }),
    200,
    1,
  ),
});
/** The seller of all lines, or an operator, saw the money. The amount, if sent, must be the deposit's. */
export const confirmDeposit = command("payment.confirm-deposit", "orderId", {
  orderId: token("ord"),
  amountMinor: optional(amount()),
});
/** The money came, there is no stock, and whoever may confirm the deposit gives it up. */
export const cancelForShortage = command("payment.cancel-for-shortage", "orderId", {
  orderId: token("ord"),
});
export const REFUND_MEANS = ["WALLET", "BANK"] as const;
export type RefundMeans = (typeof REFUND_MEANS)[number];
/** An operator pays back what is owed: into the wallet, or by a bank transfer that was made. */
export const settleRefund = command("payment.settle-refund", "orderId", {
  orderId: token("ord"),
  means: oneOf(...REFUND_MEANS),
});

/** Order asks for the money, once per attempt. Answered by approved, failed or cancelled. */
export const charge = command("payment.charge", "orderId", {
  orderId: token("ord"),
  memberId: token("mem"),
  payMethod: text(20),
  amountMinor: amount(),
  attempt: count(1),
});
/** Order asks that no money be taken. Answered by cancelled, or by approved when it was taken before. */
export const cancelPayment = command("payment.cancel", "orderId", {
  orderId: token("ord"),
});
/** Order asks that the whole amount goes back, or what is left of it. Answered by refunded. */
export const refundPayment = command("payment.refund", "orderId", {
  orderId: token("ord"),
  cause: text(60),
});

/**
 * Order asks that a part of a taken payment goes back, to where it came from. Order numbers its parts
 * and asks for one at a time. Answered by part-refunded.
 */
export const refundPart = command("payment.refund-part", "orderId", {
  orderId: token("ord"),
  refundNo: count(1),
  amountMinor: amount(),
  cause: text(60),
});

const ofAttempt = { orderId: token("ord"), attempt: count(1) };
/** What payment asks of a provider. */
export const PROVIDER_REQUESTS = ["CHARGE", "LOOK", "CLOSE", "REFUND", "RETURN"] as const;
export type ProviderRequest = (typeof PROVIDER_REQUESTS)[number];
/**
 * The task of a call to a provider. CHARGE takes the money, LOOK asks what became of it, CLOSE sees to
 * it that it is never taken; all three are answered by note-charge. REFUND gives a charge back for the order, up
 * to an amount; RETURN gives one back whole that has no order. Both are answered by note-return.
 */
export const callProvider = command("payment.call-provider", "orderId", {
  ...ofAttempt,
  request: oneOf(...PROVIDER_REQUESTS),
  payMethod: oneOf(...PROVIDED_METHODS),
  amountMinor: amount(),
  /** What the payer was given by the provider, and the provider's own name for the charge. */
  payerRef: optional(text(200)),
  providerRef: optional(text(200)),
  refundId: optional(token("rfd")),
  /** Of a REFUND: how much must have gone back after it; the whole amount without. */
  upToMinor: optional(amount()),
});
/**
 * What a provider knows of a charge: taken · refused for good · closed, so that it can never be taken ·
 * given back · not known there · or none of these is sure.
 */
export const CHARGE_FINDINGS = [
  "CHARGED",
  "DECLINED",
  "CLOSED",
  "RETURNED",
  "ABSENT",
  "UNKNOWN",
] as const;
export type ChargeFinding = (typeof CHARGE_FINDINGS)[number];
export const noteCharge = command("payment.note-charge", "orderId", {
  ...ofAttempt,
  request: oneOf("CHARGE", "LOOK", "CLOSE"),
  finding: oneOf(...CHARGE_FINDINGS),
  /** What was taken, where anything was. */
  amountMinor: optional(amount()),
  currency: optional(text(3)),
  providerRef: optional(text(200)),
});
/** That much of the charge has gone back to whoever paid. */
export const noteReturn = command("payment.note-return", "orderId", {
  ...ofAttempt,
  amountMinor: amount(),
  refundId: optional(token("rfd")),
});
/** A provider called back: a hint to look, never a proof. */
export const takeHint = command("payment.take-hint", "orderId", ofAttempt);
/** The payer hands over what the provider gave them; the next charge uses it. */
export const authorizePayment = command("payment.authorize", "orderId", {
  orderId: token("ord"),
  memberId: token("mem"),
  payerRef: text(200),
});
/** A deadline of the payment fell due: what is not known is looked into again. */
export const paymentDue = command("payment.due", "orderId", { orderId: token("ord") });

const ofTopUp = { transactionId: token("wtx"), memberId: token("mem") };
/** Money for a member's wallet was taken: once, and exactly this amount. The wallet books it. */
export const topUpPaid = fact("payment.top-up-paid", "transactionId", {
  ...ofTopUp,
  amountMinor: amount(1),
});
/** A member begins to put money into the wallet: the provider is told the charge's name first. */
export const openTopUp = command("payment.open-top-up", "transactionId", {
  ...ofTopUp,
  payMethod: oneOf(...PROVIDED_METHODS),
  amountMinor: amount(1),
});
/** The member asks that the money be taken, with what the provider gave them. */
export const payTopUp = command("payment.pay-top-up", "transactionId", {
  ...ofTopUp,
  payerRef: optional(text(200)),
});
/** The task of a call for a top-up, as call-provider is for an order. */
export const TOP_UP_REQUESTS = ["CHARGE", "LOOK", "CLOSE", "RETURN"] as const;
export type TopUpRequest = (typeof TOP_UP_REQUESTS)[number];
export const callForTopUp = command("payment.call-for-top-up", "transactionId", {
  transactionId: token("wtx"),
  request: oneOf(...TOP_UP_REQUESTS),
  payMethod: oneOf(...PROVIDED_METHODS),
  amountMinor: amount(),
  payerRef: optional(text(200)),
  providerRef: optional(text(200)),
});
export const noteTopUp = command("payment.note-top-up", "transactionId", {
  transactionId: token("wtx"),
  request: oneOf("CHARGE", "LOOK", "CLOSE"),
  finding: oneOf(...CHARGE_FINDINGS),
  amountMinor: optional(amount()),
  currency: optional(text(3)),
  providerRef: optional(text(200)),
});
/** The whole charge went back to whoever paid. */
export const noteTopUpReturn = command("payment.note-top-up-return", "transactionId", {
  transactionId: token("wtx"),
});
/** A provider called back about a top-up: a hint to look, never a proof. */
export const takeTopUpHint = command("payment.take-top-up-hint", "transactionId", {
  transactionId: token("wtx"),
});
/** A deadline of the top-up fell due. */
export const topUpDue = command("payment.top-up-due", "transactionId", {
  transactionId: token("wtx"),
});

/** The files that are matched: those of payment companies, and the bank's of deposits. */
export const SOURCES = ["PROVIDER", "BANK"] as const;
export type Source = (typeof SOURCES)[number];
/**
 * They tell of money that we do not know · we know of money that they do not tell of · both, with other
 * amounts · they tell of the same money more than once.
 */
export const DIFFERENCES = ["MISSING_HERE", "MISSING_THERE", "AMOUNT_DIFFERS", "DOUBLE"] as const;
export type Difference = (typeof DIFFERENCES)[number];
export const RECORDS_MAX = 300;

/** One record of a file. */
export const statedRecord = () =>
  record({
    /** Theirs, of this record. */
    recordId: text(64),
    /** Ours, of the money: the key of a charge, or the number of the order that a deposit names. */
    moneyKey: text(60),
    amountMinor: amount(),
    refundedMinor: amount(),
    statedAt: instant(),
  });
/** A part of a file of theirs. Said again, it changes nothing. */
export const noteStated = command("payment.note-stated", "partId", {
  partId: text(64),
  source: oneOf(...SOURCES),
  records: listOf(statedRecord(), RECORDS_MAX, 1),
});
/** A difference as it was when somebody explained it. */
export const foundCase = () =>
  record({
    caseId: token("stc"),
    source: oneOf(...SOURCES),
    kind: oneOf(...DIFFERENCES),
    moneyKey: text(60),
    orderId: optional(token("ord")),
    statedMinor: optional(amount()),
    bookedMinor: optional(amount()),
    foundOn: text(10),
  });
/** An operator explains a difference. Explained already, the first word stands. */
export const closeCase = command("payment.close-case", "caseId", {
  ...foundCase().properties,
  reason: text(500),
});
