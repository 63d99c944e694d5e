import type { Draft } from "#kernel/message.ts";
import { impossible } from "#kernel/refusal.ts";
import {
  paymentApproved,
  paymentCancelled,
  paymentFailed,
  type PaymentFailure,
  paymentOpened,
  PROVIDED_METHODS,
  type ProvidedMethod,
  type ProviderRequest,
  type RefundMeans,
} from "./contract.ts";

/** The states of requirements §3.4. */
export const PAYMENT_STATUSES = [
  "OPENED",
  "REQUESTED",
  "IN_DOUBT",
  "APPROVED",
  "WAITING_DEPOSIT",
  "DEPOSIT_CONFIRMED",
  "REFUND_DUE",
  "FAILED",
  "CANCELLED",
  "REFUNDED",
] as const;
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

/** How often a failed payment may be tried under the policy that allows it (P14). */
export const TRIES_MAX = 3;

export const isProvided = (payMethod: string | undefined): payMethod is ProvidedMethod =>
  PROVIDED_METHODS.some((method) => method === payMethod);
/** Whether somebody moves the money of that method. A charge by any other is declined. */
const isMoved = (payMethod: string): boolean => payMethod === "WALLET" || isProvided(payMethod);

/** The payment of one order. A tombstone is one that was cancelled before anything else was known. */
export type Payment = {
  readonly orderId: string;
  readonly paymentId: string;
  readonly memberId?: string | undefined;
  readonly payMethod?: string | undefined;
  /** Known from the first charge on. */
  readonly amountMinor?: bigint | undefined;
  readonly refundedAmountMinor: bigint;
  readonly status: PaymentStatus;
  /** The number of the last charge, or of the last claim of a deposit's stock; 0 before the first. */
  readonly attempt: number;
  /** A claim of stock has no answer yet: nothing is decided about the deposit before it comes. */
  readonly claiming: boolean;
  /** A cancel waits until it is known whether the money was taken. */
  readonly cancelAsked: boolean;
  readonly failure?: PaymentFailure | undefined;
  readonly refundId?: string | undefined;
  readonly refundCause?: string | undefined;
  /** How a deposit is paid back, once that is begun. */
  readonly refundMeans?: RefundMeans | undefined;
  /** The last part that order asked back while the rest stays paid. Absent before the first. */
  readonly part?: RefundPart | undefined;
  /** What the provider gave the payer, and its own name for the charge. */
  readonly payerRef?: string | undefined;
  readonly providerRef?: string | undefined;
  /** Calls to the provider so far; the number of the last one. */
  readonly calls: number;
  /** What the provider must still say about attempts; one entry for each. */
  readonly looks: readonly Look[];
  /** Since when something is not known. */
  readonly doubtSince?: number | undefined;
  /** Every state it was in, in order. */
  readonly trail: readonly PaymentStatus[];
};

/** A part of the payment on its way back, or there. Order asks for the next once it is told of this one. */
export type RefundPart = {
  readonly refundNo: number;
  readonly refundId: string;
  readonly amountMinor: bigint;
  readonly cause: string;
  readonly isDone: boolean;
};

/** ASKED: a call is under way. AGAIN: and a hint came meanwhile. WAITING: asked again when due. */
export type Look = { readonly attempt: number; readonly state: "ASKED" | "AGAIN" | "WAITING" };

/** Money that a provider took and no order is paid with. */
export type Stray = {
  /** Order and attempt, as the provider knows the charge. */
  readonly chargeKey: string;
  readonly orderId: string;
  readonly attempt: number;
  readonly payMethod: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly status: "DUE" | "RETURNED";
  readonly foundAt: number;
};
/** The name under which a provider knows a charge: the same for every try to take it. */
export const chargeKeyOf = (orderId: string, attempt: number): string => `${orderId}-${attempt}`;

/** A refund that is done. */
export type Refund = {
  readonly refundId: string;
  readonly orderId: string;
  readonly amountMinor: bigint;
  readonly cause: string;
};

/** An amount of a member's. */
export type Sum = { readonly memberId: string; readonly amountMinor: bigint };

/** What a message does: the row afterwards where it changed, what is stated, what money is moved. */
export type Step = {
  readonly payment?: Payment;
  readonly says?: Draft;
  readonly alsoSays?: readonly Draft[];
  readonly takes?: Sum & { readonly attempt: number };
  readonly givesBack?: Sum;
  readonly givesBackPart?: Sum & { readonly refundNo: number };
  /** What came by bank transfer goes into the wallet. */
  readonly paysIn?: Sum;
  /** The number of a claim of stock that is made, or made again. */
  readonly claims?: number;
  readonly refunded?: Refund;
  /** What is asked of the provider, each call with its number. */
  readonly calls?: readonly Call[];
  readonly stray?: Stray;
  /** When to look again; null for never. */
  readonly lookAt?: number | null;
};
export type Call = {
  readonly request: ProviderRequest;
  readonly attempt: number;
  readonly number: number;
};

/** Mints the token of a payment, where a row has to be made. */
export type NewPaymentId = () => string;

export type Known = {
  readonly orderId: string;
  readonly memberId?: string | undefined;
  readonly payMethod?: string | undefined;
};
export type ChargeAsked = Sum & {
  readonly orderId: string;
  readonly payMethod: string;
  readonly attempt: number;
};

/** The order exists: so does its payment, unless the order was given up before. */
export function open(placed: Known, payment: Payment | undefined, newId: NewPaymentId): Step {
  switch (payment?.status) {
    case undefined: {
      const opened = newPayment(placed, "OPENED", newId);
      return { payment: opened, says: paymentOpened(idsOf(opened)) };
    }
    case "CANCELLED":
      return cancelledAgain(placed);
    case "OPENED":
    case "REQUESTED":
    case "IN_DOUBT":
    case "APPROVED":
    case "WAITING_DEPOSIT":
    case "DEPOSIT_CONFIRMED":
    case "REFUND_DUE":
    case "FAILED":
    case "REFUNDED":
      return { says: paymentOpened(idsOf(payment)) };
  }
}

/**
 * Asks for the money, one attempt at a time. A charge that overtook the order's first message opens
 * the payment itself: it says all that is needed, and a cancel before it would have left its row.
 */
export function askForMoney(
  ask: ChargeAsked,
  payment: Payment | undefined,
  newId: NewPaymentId,
): Step {
  const known = payment ?? newPayment(ask, "OPENED", newId);
  switch (known.status) {
    case "OPENED":
      if (ask.attempt > known.attempt) return request(ask, known);
      return ask.attempt === known.attempt ? failedAgain(known, ask.attempt) : {};
    case "REQUESTED":
    case "IN_DOUBT":
      return {};
    case "APPROVED":
      return { says: approvalOf(known) };
    case "FAILED":
      return failedAgain(known, ask.attempt);
    case "CANCELLED":
      return cancelledAgain(ask);
    case "WAITING_DEPOSIT":
    case "DEPOSIT_CONFIRMED":
    case "REFUND_DUE":
    case "REFUNDED":
      return {};
  }
}

function request(ask: ChargeAsked, opened: Payment): Step {
  const { memberId, payMethod, amountMinor, attempt } = ask;
  const asked = { ...opened, memberId, payMethod, amountMinor, attempt, failure: undefined };
  const requested = reach(asked, "REQUESTED");
  if (!isMoved(payMethod)) return decline(requested, "PAYMENT_DECLINED", false);
  // What costs nothing is paid without anybody's money being moved.
  if (amountMinor === 0n) return approve(requested);
  if (isProvided(payMethod)) return called({ payment: requested }, "CHARGE", attempt);
  return { payment: requested, takes: { memberId, amountMinor, attempt } };
}

/** One more call to the provider, in a step that knows the payment. */
export function called(
  { payment, calls = [], ...step }: Step & { readonly payment: Payment },
  request: ProviderRequest,
  attempt: number,
): Step & { readonly payment: Payment } {
  const number = payment.calls + 1;
  return {
    ...step,
    payment: { ...payment, calls: number },
    calls: [...calls, { request, attempt, number }],
  };
}

export function approve(payment: Payment): Step {
  const approved = reach(payment, "APPROVED");
  return { payment: approved, says: approvalOf(approved) };
}

/** No money is taken for this attempt: another may be asked for, or this was the last. */
export function decline(payment: Payment, failure: PaymentFailure, mayRetry: boolean): Step {
  if (payment.cancelAsked) return cancelNow(payment);
  const isLast = !mayRetry || payment.attempt >= TRIES_MAX;
  const declined = reach({ ...payment, failure }, isLast ? "FAILED" : "OPENED");
  return { payment: declined, ...failedAgain(declined, declined.attempt) };
}

/** The wallet took the money. Where it has no business here, all of it goes back. */
export function moneyTaken(
  taken: Sum & { readonly orderId: string },
  payment: Payment | undefined,
  newId: NewPaymentId,
): Step {
  const { memberId, amountMinor } = taken;
  const givesBack = { memberId, amountMinor };
  switch (payment?.status) {
    case "REQUESTED":
      if (amountMinor !== payment.amountMinor)
        impossible(`${amountMinor} was taken for ${payment.orderId}, which is not what was asked`);
      return approve(payment);
    case "APPROVED":
    case "REFUND_DUE":
    case "REFUNDED":
      return {};
    case undefined:
      return { payment: newPayment(taken, "CANCELLED", newId), givesBack };
    case "OPENED":
    case "IN_DOUBT":
    case "WAITING_DEPOSIT":
    case "DEPOSIT_CONFIRMED":
    case "FAILED":
    case "CANCELLED":
      return { givesBack };
  }
}

/**
 * The wallet took the money, and it cannot be recorded here: it goes back. No other try is allowed:
 * its money could meet the returning money of this one.
 */
export function moneyNotRecorded(taken: Sum, requested: Payment): Step {
  const { memberId, amountMinor } = taken;
  const step = decline(requested, "PAYMENT_DECLINED", false);
  return { ...step, givesBack: { memberId, amountMinor } };
}

/** The wallet took nothing for that attempt. A later attempt is not meant by it. */
export function moneyRefused(
  attempt: number,
  payment: Payment | undefined,
  mayRetry: boolean,
): Step {
  if (payment?.status !== "REQUESTED" || payment.attempt !== attempt) return {};
  return decline(payment, "WALLET_BALANCE_INSUFFICIENT", mayRetry);
}

export const newPayment = (
  { orderId, memberId, payMethod }: Known,
  status: PaymentStatus,
  newId: NewPaymentId,
): Payment => ({
  orderId,
  paymentId: newId(),
  memberId,
  payMethod,
  refundedAmountMinor: 0n,
  status,
  attempt: 0,
  claiming: false,
  cancelAsked: false,
  calls: 0,
  looks: [],
  trail: [status],
});

export const reach = (payment: Payment, status: PaymentStatus): Payment => ({
  ...payment,
  status,
  trail: [...payment.trail, status],
});

export const tombstone = (known: Known, newId: NewPaymentId): Step => ({
  payment: newPayment(known, "CANCELLED", newId),
  ...cancelledAgain(known),
});
export const cancelNow = (payment: Payment): Step => ({
  payment: reach(payment, "CANCELLED"),
  ...cancelledAgain(payment),
});
export const noteCancel = (payment: Payment): Step =>
  payment.cancelAsked ? {} : { payment: { ...payment, cancelAsked: true } };
export const cancelledAgain = ({ orderId }: Known): Step => ({
  says: paymentCancelled({ orderId }),
});
const failedAgain = (payment: Payment, attempt: number): Step => ({
  says: paymentFailed({
    ...idsOf(payment),
    attempt,
    reason: payment.failure ?? impossible(`${payment.orderId} failed without a reason`),
  }),
});

export const idsOf = ({ orderId, paymentId }: Payment) => ({ orderId, paymentId });
export const approvalOf = (payment: Payment): Draft =>
  paymentApproved({ ...idsOf(payment), amountMinor: sumOf(payment).amountMinor });
/** What is paid and has not gone back. */
export function leftOf(payment: Payment): Sum {
  const { memberId, amountMinor } = sumOf(payment);
  return { memberId, amountMinor: amountMinor - payment.refundedAmountMinor };
}
/** What was asked of whom. `impossible` before the first charge. */
export function sumOf({ orderId, memberId, amountMinor }: Payment): Sum {
  if (memberId === undefined || amountMinor === undefined) {
    return impossible(`${orderId} was never charged`);
  }
  return { memberId, amountMinor };
}
