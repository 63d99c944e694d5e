/** Giving a payment back to whoever paid: all that is left of it, to where it came from. */
import { impossible } from "#kernel/refusal.ts";
import {
  called,
  cancelledAgain,
  cancelNow,
  isProvided,
  type Known,
  leftOf,
  type NewPaymentId,
  noteCancel,
  type Payment,
  reach,
  type Step,
  tombstone,
} from "../rules.ts";
import { callOffDeposit, type Owing, owe, payIntoWallet, refundOf, settled } from "./owing.ts";

/** All that is left shall go back. Where none was taken, none ever will be. */
export function giveBack(
  ask: Known & { readonly cause: string },
  payment: Payment | undefined,
  owing: Owing,
  newId: NewPaymentId,
): Step {
  switch (payment?.status) {
    case "APPROVED": {
      if (payment.part?.isDone === false) {
        return impossible(`a part of ${payment.orderId} is still on its way back`);
      }
      const owed = { ...payment, refundId: owing.newRefundId(), refundCause: ask.cause };
      const due = reach(owed, "REFUND_DUE");
      if (leftOf(due).amountMinor === 0n) return settled(due);
      if (!isProvided(due.payMethod)) return { payment: due, givesBack: leftOf(due) };
      if (owing.isOwedIntoWallet(ask.cause)) return payIntoWallet(due);
      return called({ payment: due }, "REFUND", due.attempt);
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

/** The wallet, or the provider, gave back what was left. */
export function moneyReturned(amountMinor: bigint, payment: Payment | undefined): Step {
  if (payment?.status !== "REFUND_DUE") return {};
  if (amountMinor !== leftOf(payment).amountMinor)
    impossible(`${amountMinor} went back for ${payment.orderId}, which is not what is owed`);
  return settled(payment);
}
