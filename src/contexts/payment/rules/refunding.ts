/** Giving a payment back to whoever paid: the whole amount, to where it came from. */
import { impossible } from "#kernel/refusal.ts";
import {
  called,
  cancelledAgain,
  cancelNow,
  isProvided,
  type Known,
  type NewPaymentId,
  noteCancel,
  type Payment,
  reach,
  type Step,
  sumOf,
  tombstone,
} from "../rules.ts";
import { callOffDeposit, type Owing, owe, refundOf, settled } from "./owing.ts";

/** The whole amount shall go back. Where none was taken, none ever will be. */
export function giveBack(
  ask: Known & { readonly cause: string },
  payment: Payment | undefined,
  owing: Owing,
  newId: NewPaymentId,
): Step {
  switch (payment?.status) {
    case "APPROVED": {
      const owed = { ...payment, refundId: owing.newRefundId(), refundCause: ask.cause };
      const due = reach(owed, "REFUND_DUE");
      const { amountMinor } = sumOf(due);
      if (amountMinor === 0n) return settled(due);
      if (isProvided(due.payMethod)) return called({ payment: due }, "REFUND", due.attempt);
      return { payment: due, givesBack: sumOf(due) };
    }
    case "DEPOSIT_CONFIRMED":
      return owe(payment, ask.cause, owing);
    case "WAITING_DEPOSIT":
      return callOffDeposit(payment, ask.cause, owing);
    case "REFUND_DUE":
      return {};
    case "REFUNDED":
      return { says: refundOf(payment) };
    case "REQUESTED":
    case "IN_DOUBT":
      return noteCancel(payment);
    case undefined:
      return tombstone(ask, newId);
    case "OPENED":
      return cancelNow(payment);
    case "FAILED":
    case "CANCELLED":
      return cancelledAgain(ask);
  }
}

/** The wallet, or the provider, gave the amount back. */
export function moneyReturned(amountMinor: bigint, payment: Payment | undefined): Step {
  if (payment?.status !== "REFUND_DUE") return {};
  if (amountMinor !== payment.amountMinor)
    impossible(`${amountMinor} went back for ${payment.orderId}, which is not what is owed`);
  return settled(payment);
}
