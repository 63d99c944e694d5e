/** Money of a bank transfer that is owed back: nobody can undo a transfer, so somebody pays it back. */
import type { Draft } from "#kernel/message.ts";
import { impossible, type Refusal, refuse } from "#kernel/refusal.ts";
import {
  depositConfirmed,
  paymentCancelled,
  paymentRefunded,
  type RefundMeans,
  refundFellDue,
} from "../contract.ts";
import {
  cancelNow,
  idsOf,
  leftOf,
  noteCancel,
  type Payment,
  reach,
  type Refund,
  type Step,
  sumOf,
} from "../rules.ts";

export type Owing = {
  readonly newRefundId: () => string;
  /** The money goes into the wallet at once (policy P29), and no operator is waited for. */
  readonly intoWallet: boolean;
  /** What a card or pay company took goes into the wallet, for that cause (policy P25). */
  readonly isOwedIntoWallet: (cause: string) => boolean;
};

/** The whole amount is owed back from now on. */
export function owe(
  payment: Payment,
  refundCause: string,
  { newRefundId, intoWallet }: Owing,
): Step & { readonly payment: Payment } {
  const owed = { ...payment, claiming: false, refundId: newRefundId(), refundCause };
  const due = reach(owed, "REFUND_DUE");
  const { amountMinor } = sumOf(due);
  if (amountMinor === 0n) return settled(due);
  const alsoSays = [refundFellDue({ ...idsOf(due), refundId: refundIdOf(due), amountMinor })];
  return intoWallet ? { ...payIntoWallet(due), alsoSays } : { payment: due, alsoSays };
}

/**
 * A deposit is not waited for any more. Where a confirmation had said that the money came it is owed
 * back; while stock is claimed nothing is decided.
 */
export function callOffDeposit(payment: Payment, cause: string, owing: Owing): Step {
  if (payment.claiming) return noteCancel(payment);
  if (payment.attempt === 0) return cancelNow(payment);
  const { orderId } = payment;
  const { says, alsoSays = [], ...owed } = owe(payment, cause, owing);
  return {
    ...owed,
    says: paymentCancelled({ orderId }),
    alsoSays: [...alsoSays, ...(says === undefined ? [] : [says])],
  };
}

/** An operator pays back what is owed. Once money may be on its way, no other means is taken. */
export function settle(means: RefundMeans, payment: Payment | undefined): Step | Refusal {
  if (payment === undefined) return refuse("COMMON_ENTITY_NOT_FOUND");
  const { status, refundMeans, payMethod } = payment;
  if (status === "REFUNDED" && refundMeans === means) return {};
  if (status !== "REFUND_DUE" || payMethod !== "BANK_TRANSFER")
    return refuse("COMMON_ILLEGAL_STATUS");
  if (refundMeans !== undefined && refundMeans !== means) return refuse("COMMON_ILLEGAL_STATUS");
  return means === "WALLET" ? payIntoWallet(payment) : settled({ ...payment, refundMeans: means });
}

/** What is owed goes into the wallet, though it came by another way. */
export const payIntoWallet = (due: Payment): Step & { readonly payment: Payment } => ({
  payment: { ...due, refundMeans: "WALLET" },
  paysIn: leftOf(due),
});

/** All that was left went back. */
export function settled(due: Payment): Step & { readonly payment: Payment } {
  const { orderId, refundCause = "" } = due;
  const { amountMinor: refundedAmountMinor } = sumOf(due);
  const payment = reach({ ...due, refundedAmountMinor }, "REFUNDED");
  const refunded: Refund = {
    refundId: refundIdOf(due),
    orderId,
    amountMinor: leftOf(due).amountMinor,
    cause: refundCause,
  };
  return { payment, says: refundOf(payment), refunded };
}

export const refundOf = (payment: Payment): Draft =>
  paymentRefunded({
    ...idsOf(payment),
    refundId: refundIdOf(payment),
    amountMinor: payment.refundedAmountMinor,
  });

export const confirmationOf = (payment: Payment): Draft =>
  depositConfirmed({ ...idsOf(payment), amountMinor: sumOf(payment).amountMinor });

const refundIdOf = ({ orderId, refundId }: Payment): string =>
  refundId ?? impossible(`${orderId} has no refund`);
