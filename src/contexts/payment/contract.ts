/** Payment: charges and refunds. Its row is the arbiter of "paid, or never to be paid". */
import { command, fact } from "#kernel/message.ts";
import { amount, count, oneOf, text, token } from "#kernel/schema.ts";

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
});
export const paymentRefunded = fact("payment.refunded", "orderId", {
  ...ofPayment,
  refundId: token("rfd"),
  amountMinor: amount(),
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
/** Order asks that the whole amount goes back. Answered by refunded. */
export const refundPayment = command("payment.refund", "orderId", {
  orderId: token("ord"),
  cause: text(60),
});
