/** Wallet: members' balances as a double-entry book; a balance is the sum of entries. */
import { command, fact } from "#kernel/message.ts";
import { amount, token } from "#kernel/schema.ts";

const ofWallet = {
  orderId: token("ord"),
  memberId: token("mem"),
  amountMinor: amount(1),
};

export const walletCharged = fact("wallet.charged", "memberId", {
  memberId: token("mem"),
  transactionId: token("wtx"),
  amountMinor: amount(1),
});
export const walletDebited = fact("wallet.debited", "orderId", ofWallet);
export const walletDebitRefused = fact(
  "wallet.debit-refused",
  "orderId",
  ofWallet,
);
export const walletCredited = fact("wallet.credited", "orderId", ofWallet);

/** Takes the amount for an order, once: a repeat repeats the answer. Answered by debited or debit-refused. */
export const debit = command("wallet.debit", "orderId", ofWallet);
/** Gives back what was taken for an order, once. Answered by credited. */
export const credit = command("wallet.credit", "orderId", ofWallet);
/** A member puts money in. */
export const chargeWallet = command("wallet.charge", "memberId", {
  memberId: token("mem"),
  transactionId: token("wtx"),
  amountMinor: amount(1),
});
