/** Giving back a part of a payment: one at a time, as order numbers them, to where it came from. */
import type { Draft } from "#kernel/message.ts";
import { impossible } from "#kernel/refusal.ts";
import { partRefunded } from "../contract.ts";
import {
  called,
  idsOf,
  isProvided,
  leftOf,
  type Payment,
  type RefundPart,
  type Step,
} from "../rules.ts";

export type PartAsked = {
  readonly orderId: string;
  readonly refundNo: number;
  readonly amountMinor: bigint;
  readonly cause: string;
};

/**
 * A part shall go back. A repeat gets its answer again, once there is one; of a part before the last
 * order was told. `impossible` while another is under way, or for more than is left.
 */
export function giveBackPart(
  ask: PartAsked,
  payment: Payment | undefined,
  newRefundId: () => string,
): Step {
  const last = payment?.part;
  if (payment === undefined || ask.refundNo < (last?.refundNo ?? 1)) return {};
  if (ask.refundNo === last?.refundNo) return last.isDone ? { says: told(payment, last) } : {};
  if (payment.status !== "APPROVED") return {};
  const { amountMinor } = ask;
  if (last?.isDone === false || amountMinor > leftOf(payment).amountMinor)
    return impossible(`part ${ask.refundNo} of ${ask.orderId} cannot go back now`);
  const { refundNo, cause } = ask;
  const part = { refundNo, refundId: newRefundId(), amountMinor, cause, isDone: false };
  const asked = { ...payment, part };
  if (amountMinor === 0n) return partSettled(asked, part);
  if (isProvided(asked.payMethod)) return called({ payment: asked }, "REFUND", asked.attempt);
  const { memberId } = leftOf(asked);
  return { payment: asked, givesBackPart: { memberId, amountMinor, refundNo } };
}

/** The wallet, or the provider, gave that part back. Told twice it changes nothing. */
export function partReturned(isIt: (part: RefundPart) => boolean, payment: Payment | undefined) {
  const part = payment?.part;
  if (payment === undefined || part === undefined || part.isDone || !isIt(part)) return {};
  return partSettled(payment, part);
}

function partSettled(payment: Payment, part: RefundPart): Step {
  const { refundId, amountMinor, cause } = part;
  const settled: Payment = {
    ...payment,
    refundedAmountMinor: payment.refundedAmountMinor + amountMinor,
    part: { ...part, isDone: true },
  };
  return {
    payment: settled,
    says: told(settled, part),
    refunded: { refundId, orderId: payment.orderId, amountMinor, cause },
  };
}

const told = (payment: Payment, { refundNo, refundId, amountMinor }: RefundPart): Draft =>
  partRefunded({
    ...idsOf(payment),
    refundNo,
    refundId,
    amountMinor,
    refundedMinor: payment.refundedAmountMinor,
  });
