import type { Draft } from "#kernel/message.ts";
import { impossible, isRefusal, refuse } from "#kernel/refusal.ts";
import {
  orderCancelAccepted,
  orderCancelled,
  orderFailed,
  orderPlaced,
} from "#contexts/order/contract.ts";
import {
  credit,
  debit,
  walletCredited,
  walletDebited,
  walletDebitRefused,
} from "#contexts/wallet/contract.ts";
import {
  type DeadlineChange,
  type Decision,
  type Moment,
  type NewTask,
  type Reaction,
  reactionsOf,
  refused,
  unchanged,
} from "#runtime/reaction.ts";
import { payments, refunds, strays } from "./collections.ts";
import {
  authorizePayment,
  callProvider,
  cancelPayment,
  charge,
  noteCharge,
  noteReturn,
  paymentDue,
  refundPayment,
  takeHint,
} from "./contract.ts";
import {
  askForMoney,
  type Call,
  callOff,
  chargeKeyOf,
  closeQuietly,
  isProvided,
  moneyNotRecorded,
  moneyRefused,
  moneyTaken,
  open,
  type Payment,
  type Step,
  type Stray,
} from "./rules.ts";
import { authorized, heardOfCharge, hinted, lookAgain, strayReturned } from "./rules/providing.ts";
import { giveBack, moneyReturned } from "./rules/refunding.ts";

const on = reactionsOf("payment");

type OfOrder = { readonly orderId: string };
const needs = ({ orderId }: OfOrder) => ({ payment: payments.one(orderId) });
type Decided = Decision<ReturnType<typeof needs>>;

type OfAttempt = OfOrder & { readonly attempt: number };
const needsCharge = ({ orderId, attempt }: OfAttempt) => ({
  payment: payments.one(orderId),
  stray: strays.one(chargeKeyOf(orderId, attempt)),
});
type DecidedOnCharge = Decision<ReturnType<typeof needsCharge>>;

/** All facts that give an order up close its payment alike. */
const closesOn = (givenUp: typeof orderFailed): Reaction =>
  on(givenUp, {
    needs,
    decide: (ended, { payment }, moment) =>
      carryOut(ended, closeQuietly(ended, payment, paymentIdOf(moment))),
  });

export const reactions: readonly Reaction[] = [
  on(orderPlaced, {
    needs,
    decide: (placed, { payment }, moment) =>
      carryOut(placed, open(placed, payment, paymentIdOf(moment))),
  }),
  on(charge, {
    needs,
    decide: (ask, { payment }, moment) =>
      carryOut(ask, askForMoney(ask, payment, paymentIdOf(moment))),
  }),
  on(walletDebited, {
    needs,
    decide: (taken, { payment }, moment) => {
      if (payment?.status === "REQUESTED" && moment.maybe("payment.record")) {
        const undone = carryOut(taken, moneyNotRecorded(taken, payment));
        return { ...undone, refusesStory: refuse("DEPENDENCY_UNAVAILABLE") };
      }
      return carryOut(taken, moneyTaken(taken, payment, paymentIdOf(moment)));
    },
  }),
  on(walletDebitRefused, {
    needs,
    decide: (no, { payment }, moment) => {
      const mayRetry = moment.policies["payment.onFailure"] === "RETRYABLE";
      return carryOut(no, moneyRefused(no.attempt, payment, mayRetry));
    },
  }),

  on(cancelPayment, {
    needs,
    decide: (ask, { payment }, moment) => carryOut(ask, callOff(ask, payment, paymentIdOf(moment))),
  }),
  closesOn(orderFailed),
  closesOn(orderCancelAccepted),
  closesOn(orderCancelled),

  on(refundPayment, {
    needs,
    decide: (ask, { payment }, moment) =>
      carryOut(
        ask,
        giveBack(ask, payment, () => moment.token("refund"), paymentIdOf(moment)),
      ),
  }),
  on(walletCredited, {
    needs,
    decide: (returned, { payment }) =>
      carryOut(returned, moneyReturned(returned.amountMinor, payment)),
  }),

  on(authorizePayment, {
    needs,
    decide: (brought, { payment }) => {
      const step = authorized(brought, payment);
      if (isRefusal(step)) return refused(step);
      return { ...carryOut(brought, step), answer: { settled: true, value: {} } };
    },
  }),
  // What is asked of a provider is a task: it is run, and never decided.
  on(callProvider, { decide: () => unchanged }),
  on(noteCharge, {
    needs: needsCharge,
    decide: (said, { payment, stray }, { at, policies }): DecidedOnCharge => {
      const mayRetry = policies["payment.onFailure"] === "RETRYABLE";
      return carryOutOnCharge(said, heardOfCharge(said, payment, stray, { at, mayRetry }), payment);
    },
  }),
  on(noteReturn, {
    needs: needsCharge,
    decide: (returned, { payment, stray }): DecidedOnCharge =>
      carryOutOnCharge(
        returned,
        returned.refundId === undefined
          ? strayReturned(stray)
          : moneyReturned(returned.amountMinor, payment),
        payment,
      ),
  }),
  on(takeHint, {
    needs,
    decide: (hint, { payment }) => ({
      ...carryOut(hint, hinted(hint.attempt, payment)),
      answer: { settled: true, value: {} },
    }),
  }),
  on(paymentDue, {
    needs,
    decide: (due, { payment }) => carryOut(due, lookAgain(payment)),
  }),
];

const paymentIdOf = (moment: Moment) => () => moment.token("payment");

function carryOut({ orderId }: OfOrder, step: Step): Decided {
  const { payment } = step;
  return {
    ...(payment === undefined ? {} : { changed: { payment } }),
    ...saidAndDone(orderId, step),
  };
}

function carryOutOnCharge(
  { orderId }: OfOrder,
  step: Step,
  before: Payment | undefined,
): DecidedOnCharge {
  const { payment, stray } = step;
  const rows = {
    ...(payment === undefined ? {} : { payment }),
    ...(stray === undefined ? {} : { stray }),
  };
  const known = payment ?? before;
  return {
    ...(Object.keys(rows).length === 0 ? {} : { changed: rows }),
    ...saidAndDone(orderId, known === undefined ? step : { ...step, payment: known }),
  };
}

/** The wallet moves its own money, providers move that of cards and pay apps. */
function saidAndDone(
  orderId: string,
  { payment, says, alsoSays = [], takes, givesBack, refunded, calls = [], stray, lookAt }: Step,
): Decision<never> {
  const tasks = payment === undefined ? [] : calls.map((call) => taskOf(call, payment, stray));
  return {
    ...(refunded === undefined ? {} : { added: [refunds.add(refunded)] }),
    ...(lookAt === undefined ? {} : { deadlines: [lookDeadline(orderId, lookAt)] }),
    tasks,
    emitted: [
      ...(says === undefined ? [] : [says]),
      ...alsoSays,
      ...(takes === undefined ? [] : [debit({ orderId, ...takes })]),
      ...(givesBack === undefined ? [] : [credit({ orderId, ...givesBack })]),
    ],
  };
}

const lookDeadline = (orderId: string, at: number | null): DeadlineChange => {
  const ofLook = { name: "look", key: orderId };
  if (at === null) return { ...ofLook, cleared: true };
  return { ...ofLook, at, command: paymentDue({ orderId }) };
};

/** Each method's provider is a target of its own: one that is sick makes nobody else wait. */
function taskOf(call: Call, payment: Payment, stray: Stray | undefined): NewTask {
  const { orderId, payMethod } = payment;
  const command = callOf(call, payment, stray);
  return {
    kind: `payment.${payMethod}`,
    id: `${call.request}/${orderId}/${call.number}`,
    command,
  };
}

function callOf(
  { request, attempt }: Call,
  { orderId, payMethod, amountMinor, payerRef, providerRef, refundId }: Payment,
  stray: Stray | undefined,
): Draft {
  const owed = request === "RETURN" ? stray?.amountMinor : amountMinor;
  if (!isProvided(payMethod) || owed === undefined)
    return impossible(`nobody outside is asked for the money of ${orderId}`);
  return callProvider({
    orderId,
    attempt,
    request,
    payMethod,
    amountMinor: owed,
    ...(payerRef === undefined ? {} : { payerRef }),
    ...(providerRef === undefined || request === "RETURN" ? {} : { providerRef }),
    ...(refundId === undefined || request !== "REFUND" ? {} : { refundId }),
  });
}
