/** Charges that a provider takes: what it says settles a payment only where it says it for sure. */
import { CURRENCY } from "#kernel/money.ts";
import { refuse, type Refusal } from "#kernel/refusal.ts";
import { type ChargeFinding, paymentInDoubt, strayChargeFound } from "../contract.ts";
import {
  approve,
  called,
  chargeKeyOf,
  decline,
  idsOf,
  isProvided,
  type Look,
  type Payment,
  reach,
  type Step,
  type Stray,
} from "../rules.ts";

/** What a provider said of an attempt, and what it had been asked. */
export type Said = {
  readonly attempt: number;
  readonly request: "CHARGE" | "LOOK" | "CLOSE";
  readonly finding: ChargeFinding;
  readonly amountMinor?: bigint | undefined;
  readonly currency?: string | undefined;
  readonly providerRef?: string | undefined;
};
type Circumstance = { readonly at: number; readonly mayRetry: boolean };
type StepOf = Step & { readonly payment: Payment };

/** The provider said something of a charge. What it says twice, or of a settled charge, changes nothing. */
export function heardOfCharge(
  said: Said,
  payment: Payment | undefined,
  stray: Stray | undefined,
  circumstance: Circumstance,
): Step {
  // A call is written in the commit of its payment: without one nobody was called.
  if (payment === undefined || !isProvided(payment.payMethod)) return {};
  const step = isAwaited(payment, said.attempt)
    ? settle(said, payment, circumstance)
    : { ...charged(said, payment, stray, circumstance.at) };
  return changed(payment, looked(said, step, payment, circumstance.at));
}

const isAwaited = ({ status, attempt }: Payment, of: number): boolean =>
  attempt === of && (status === "REQUESTED" || status === "IN_DOUBT");

function settle(said: Said, payment: Payment, { at, mayRetry }: Circumstance): StepOf {
  switch (said.finding) {
    case "CHARGED": {
      const { amountMinor, currency, providerRef } = said;
      if (amountMinor === payment.amountMinor && currency === CURRENCY)
        return withPayment(approve({ ...payment, providerRef }), payment);
      // It names our charge, and is not what was asked for: all of it goes back.
      const declined = decline(payment, "PAYMENT_DECLINED", false);
      return strayed(said, withPayment(declined, payment), at);
    }
    case "DECLINED":
    case "CLOSED":
    case "RETURNED":
      return withPayment(decline(payment, "PAYMENT_DECLINED", mayRetry), payment);
    case "ABSENT":
      // Not known is not unpaid: the request may still be under way. It is sent again, or closed first.
      if (said.request === "LOOK" && payment.status === "IN_DOUBT")
        return called({ payment }, payment.cancelAsked ? "CLOSE" : "CHARGE", said.attempt);
      return doubted(said, payment);
    case "UNKNOWN":
      return doubted(said, payment);
  }
}

/** A charge without an answer is in doubt; a look without one says nothing new. */
function doubted({ request, attempt }: Said, payment: Payment): StepOf {
  if (payment.status === "IN_DOUBT" || request !== "CHARGE") return { payment };
  const doubtful = reach(payment, "IN_DOUBT");
  const inDoubt = { payment: doubtful, says: paymentInDoubt({ ...idsOf(doubtful), attempt }) };
  return wasHinted(payment, attempt) ? { ...inDoubt, ...look(doubtful, attempt) } : inDoubt;
}

/** Somebody called back while the charge was on its way: there is an answer to be had. */
const wasHinted = (payment: Payment, attempt: number): boolean =>
  payment.status === "REQUESTED" && lookAt(payment, attempt)?.state === "WAITING";

/** Of an attempt that is not awaited only money matters: what has no order goes back. */
function charged(said: Said, payment: Payment, stray: Stray | undefined, at: number): StepOf {
  const isNews =
    said.finding === "CHARGED" && stray === undefined && !isKept(payment, said.attempt);
  return isNews ? strayed(said, { payment }, at) : { payment };
}

/** The attempt that the order is, or was, paid with. */
const isKept = ({ status, attempt }: Payment, of: number): boolean =>
  attempt === of && (status === "APPROVED" || status === "REFUND_DUE" || status === "REFUNDED");

function strayed(said: Said, step: StepOf, foundAt: number): StepOf {
  const { orderId, payMethod = "" } = step.payment;
  const { attempt, amountMinor = 0n, currency = CURRENCY } = said;
  const stray: Stray = {
    chargeKey: chargeKeyOf(orderId, attempt),
    orderId,
    attempt,
    payMethod,
    amountMinor,
    currency,
    status: "DUE",
    foundAt,
  };
  const found = strayChargeFound({ orderId, attempt, amountMinor, currency });
  return { ...called(step, "RETURN", attempt), stray, alsoSays: [found] };
}

/**
 * A provider called back. It is asked itself, once at a time for each attempt that was ever made. While
 * the charge is on its way its own answer is waited for: whoever pays waits for that one.
 */
export function hinted(attempt: number, payment: Payment | undefined): Step {
  if (payment === undefined || attempt > payment.attempt) return {};
  if (!isProvided(payment.payMethod) || isKept(payment, attempt)) return {};
  if (payment.status === "REQUESTED" && payment.attempt === attempt) {
    const isNoted = lookAt(payment, attempt) !== undefined;
    return isNoted ? {} : { payment: withLook(payment, { attempt, state: "WAITING" }) };
  }
  switch (lookAt(payment, attempt)?.state) {
    case "AGAIN":
      return {};
    case "ASKED":
      return { payment: withLook(payment, { attempt, state: "AGAIN" }) };
    case "WAITING":
    case undefined:
      return look(payment, attempt);
  }
}

/** What is not known yet is asked again. */
export function lookAgain(payment: Payment | undefined): Step {
  const waiting = payment?.looks.filter(({ state }) => state === "WAITING") ?? [];
  if (payment === undefined || waiting.length === 0) return {};
  let step: StepOf = { payment };
  for (const { attempt } of waiting) {
    const { payment: after, calls } = look(step.payment, attempt);
    step = { payment: after, calls: [...(step.calls ?? []), ...(calls ?? [])] };
  }
  return step;
}

const look = (payment: Payment, attempt: number): StepOf =>
  called({ payment: withLook(payment, { attempt, state: "ASKED" }) }, "LOOK", attempt);

/** Keeps what must still be asked, and when. */
function looked(said: Said, step: StepOf, before: Payment, at: number): StepOf {
  const { attempt } = said;
  const isOpen = isAwaited(step.payment, attempt);
  const isSure = said.finding !== "UNKNOWN" && !isOpen;
  const entry = lookAt(before, attempt);
  if (said.request === "LOOK" && entry?.state === "AGAIN" && said.finding !== "CHARGED") {
    return called(
      { ...step, payment: withLook(step.payment, { attempt, state: "ASKED" }) },
      "LOOK",
      attempt,
    );
  }
  if (isSure) return waitingUntil(step, withoutLook(step.payment, attempt), before, at);
  if (wasHinted(before, attempt) && step.calls?.length === 1) return dated(step, at);
  const isInDoubt = isOpen && step.payment.status === "IN_DOUBT";
  const isUnknown = said.request === "LOOK" && said.finding === "UNKNOWN";
  if (isInDoubt || isUnknown) {
    const waiting = withLook(step.payment, { attempt, state: "WAITING" });
    return waitingUntil(step, waiting, before, at);
  }
  if (said.request !== "LOOK") return step;
  return waitingUntil(step, withoutLook(step.payment, attempt), before, at);
}

const PAUSE_MS = 5_000;
const LONG_PAUSE_MS = 30_000;
const LONG_AFTER_MS = 60_000;

/** A doubt bears its date, whoever looks into it. */
const dated = (step: StepOf, at: number): StepOf => ({
  ...step,
  payment: { ...step.payment, doubtSince: step.payment.doubtSince ?? at },
});

/** Every 5 s for a minute, then every half minute: what is owed goes back within one of a fault's end. */
function waitingUntil(step: StepOf, payment: Payment, before: Payment, at: number): StepOf {
  const isWaiting = payment.looks.some(({ state }) => state === "WAITING");
  if (!isWaiting) {
    const settled = { ...step, payment: { ...payment, doubtSince: undefined } };
    return before.doubtSince === undefined ? settled : { ...settled, lookAt: null };
  }
  const { doubtSince = at } = payment;
  const pauseMs = at - doubtSince < LONG_AFTER_MS ? PAUSE_MS : LONG_PAUSE_MS;
  return { ...step, payment: { ...payment, doubtSince }, lookAt: at + pauseMs };
}

const lookAt = ({ looks }: Payment, attempt: number): Look | undefined =>
  looks.find((entry) => entry.attempt === attempt);
const withoutLook = (payment: Payment, attempt: number): Payment => ({
  ...payment,
  looks: payment.looks.filter((entry) => entry.attempt !== attempt),
});
const withLook = (payment: Payment, entry: Look): Payment => ({
  ...payment,
  looks: [...withoutLook(payment, entry.attempt).looks, entry],
});

const withPayment = ({ payment, ...step }: Step, before: Payment): StepOf => ({
  ...step,
  payment: payment ?? before,
});

/** A row that is as before is not written again. */
function changed(before: Payment, { payment, ...step }: StepOf): Step {
  const isSame =
    payment.status === before.status &&
    payment.calls === before.calls &&
    payment.doubtSince === before.doubtSince &&
    JSON.stringify(payment.looks) === JSON.stringify(before.looks);
  return isSame ? step : { ...step, payment };
}

/** A stray charge went back whole. */
export const strayReturned = (stray: Stray | undefined): Step =>
  stray?.status === "DUE" ? { stray: { ...stray, status: "RETURNED" } } : {};

/** The payer brings what the provider gave them. Only before a charge, and only by who ordered. */
export function authorized(
  { memberId, payerRef }: { readonly memberId: string; readonly payerRef: string },
  payment: Payment | undefined,
): Step | Refusal {
  if (payment === undefined || payment.memberId !== memberId)
    return refuse("COMMON_ENTITY_NOT_FOUND");
  if (payment.status !== "OPENED" || !isProvided(payment.payMethod))
    return refuse("COMMON_ILLEGAL_STATUS");
  return payment.payerRef === payerRef ? {} : { payment: { ...payment, payerRef } };
}
