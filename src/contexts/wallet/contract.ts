/** Wallet: members' balances as a double-entry book; a balance is the sum of entries. */
import { command, fact } from "#kernel/message.ts";
import { amount, count, token } from "#kernel/schema.ts";

const ofWallet = {
  orderId: token("ord"),
  memberId: token("mem"),
  amountMinor: amount(1),
};
/** `attempt` is the number of the try that is meant: a no to one try is not a no to the next. */
const ofAttempt = { ...ofWallet, attempt: count(1) };

export const walletCharged = fact("wallet.charged", "memberId", {
  memberId: token("mem"),
  transactionId: token("wtx"),
  amountMinor: amount(1),
});
/** Money that came through a provider cannot be put in, nor ever will be. */
export const walletChargeRefused = fact("wallet.charge-refused", "memberId", {
  memberId: token("mem"),
  transactionId: token("wtx"),
  amountMinor: amount(1),
});
/** The amount was taken for the order: once, whatever the number of attempts. */
export const walletDebited = fact("wallet.debited", "orderId", ofAttempt);
/** Nothing was taken for this attempt. A later one may be asked for. */
export const walletDebitRefused = fact("wallet.debit-refused", "orderId", ofAttempt);
/**
 * Nothing is kept for the order, nor ever will be. The amount is what went back with it, after any
 * parts: 0 where none was taken.
 */
export const walletCredited = fact("wallet.credited", "orderId", {
  ...ofWallet,
  amountMinor: amount(),
});

/**
 * Takes the amount for an order, once. A repeat repeats the answer; after a no, a higher attempt is
 * judged anew. Answered by debited or debit-refused.
 */
export const debit = command("wallet.debit", "orderId", ofAttempt);
/**
 * Gives back what was taken for an order and is left, once, and closes it to any later debit. Answered by
 * credited.
 */
export const credit = command("wallet.credit", "orderId", ofWallet);
const ofPart = { ...ofWallet, refundNo: count(1) };
/**
 * Gives back a part of what was taken for an order, once for each number; numbers rise. The rest stays
 * taken. Answered by part-credited.
 */
export const creditPart = command("wallet.credit-part", "orderId", ofPart);
/** The part is in the member's wallet. Repeated when asked again. */
export const partCredited = fact("wallet.part-credited", "orderId", ofPart);
/** Money that came for an order by another way is in the member's wallet. Repeated when asked again. */
export const walletPaidIn = fact("wallet.paid-in", "orderId", ofWallet);
/** Puts money that came for an order by another way into the member's wallet, once. Answered by paid-in. */
export const payIn = command("wallet.pay-in", "orderId", ofWallet);
/** A member puts money in. The transaction's token makes it one effect. */
export const chargeWallet = command("wallet.charge", "memberId", {
  memberId: token("mem"),
  transactionId: token("wtx"),
  amountMinor: amount(1),
});
