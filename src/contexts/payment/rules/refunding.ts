/** Giving a payment back to whoever paid: the whole amount, to where it came from. */
import type { Draft } from "#kernel/message.ts";
import { impossible } from "#kernel/refusal.ts";
import { paymentRefunded } from "../contract.ts";
import {
  called,
  cancelledAgain,
  cancelNow,
  idsOf,
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

/** The whole amount shall go back. Where none was taken, none ever will be. */
export function giveBack(
  ask: Known & { readonly cause: string },
  payment: Payment | undefined,
  newRefundId: () => string,
  newId: NewPaymentId,
): Step {
  switch (payment?.status) {
    case "APPROVED": {
      const owed = { ...payment, refundId: newRefundId(), refundCause: ask.cause };
      const due = reach(owed, "REFUND_DUE");
      const { amountMinor } = sumOf(due);
      if (amountMinor === 0n) return settleRefund(due);
      if (isProvided(due.payMethod)) return called({ payment: due }, "REFUND", due.attempt);
      return { payment: due, givesBack: sumOf(due) };
    }
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
  return settleRefund(payment);
}

function settleRefund(due: Payment): Step {
  const { orderId, refundCause = "" } = due;
  const { amountMinor } = sumOf(due);
  const payment = reach({ ...due, refundedAmountMinor: amountMinor }, "REFUNDED");
  const refunded = { refundId: refundIdOf(due), orderId, amountMinor, cause: refundCause };
  return { payment, says: refundOf(payment), refunded };
}

const refundOf = (payment: Payment): Draft =>
  paymentRefunded({
    ...idsOf(payment),
    refundId: refundIdOf(payment),
    amountMinor: payment.refundedAmountMinor,
  });

const refundIdOf = ({ orderId, refundId }: Payment): string =>
  refundId ?? impossible(`${orderId} has no refund`);
