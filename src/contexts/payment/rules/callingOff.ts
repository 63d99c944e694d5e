/** An order is given up: its payment is never taken, or it is told that it was. */
import {
  approvalOf,
  cancelledAgain,
  cancelNow,
  type Known,
  type NewPaymentId,
  newPayment,
  noteCancel,
  type Payment,
  reach,
  type Step,
  tombstone,
} from "../rules.ts";
import { callOffDeposit, confirmationOf, type Owing } from "./owing.ts";

/** Why a deposit is owed back whose order is given up. */
const CANCELLED = "PAYMENT_CANCELLED";

/** No money shall be taken. Answered only when it is known whether it was. */
export function callOff(
  ask: Known,
  payment: Payment | undefined,
  newId: NewPaymentId,
  owing: Owing,
): Step {
  switch (payment?.status) {
    case undefined:
      return tombstone(ask, newId);
    case "OPENED":
      return cancelNow(payment);
    case "REQUESTED":
    case "IN_DOUBT":
      return noteCancel(payment);
    case "APPROVED":
      return { says: approvalOf(payment) };
    case "WAITING_DEPOSIT":
      return callOffDeposit(payment, CANCELLED, owing);
    case "DEPOSIT_CONFIRMED":
      return { says: confirmationOf(payment) };
    // A failed payment is never charged again: that answers the question as well.
    case "FAILED":
    case "CANCELLED":
      return cancelledAgain(ask);
    // Order has the approval, and asked for the money back since.
    case "REFUND_DUE":
    case "REFUNDED":
      return {};
  }
}

/** The order is given up. Nobody asked payment anything, so nothing is said. */
export function closeQuietly(
  ended: Known,
  payment: Payment | undefined,
  newId: NewPaymentId,
  owing: Owing,
): Step {
  switch (payment?.status) {
    case undefined:
      return { payment: newPayment(ended, "CANCELLED", newId) };
    case "OPENED":
      return { payment: reach(payment, "CANCELLED") };
    case "REQUESTED":
    case "IN_DOUBT":
      return noteCancel(payment);
    case "WAITING_DEPOSIT": {
      const { says: _, ...quietly } = callOffDeposit(payment, CANCELLED, owing);
      return quietly;
    }
    // Order refunds by asking, and once: an approval it has not seen yet is undone when it comes.
    case "APPROVED":
    case "DEPOSIT_CONFIRMED":
    case "REFUND_DUE":
    case "FAILED":
    case "CANCELLED":
    case "REFUNDED":
      return {};
  }
}
