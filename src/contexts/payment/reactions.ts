import type { BodyOf } from "#kernel/message.ts";
import { isRefusal, refuse } from "#kernel/refusal.ts";
import {
  orderCancelAccepted,
  orderCancelled,
  orderFailed,
  orderPlaced,
} from "#contexts/order/contract.ts";
import {
  partCredited,
  walletCredited,
  walletDebited,
  walletDebitRefused,
} from "#contexts/wallet/contract.ts";
import {
  type Decision,
  type Reaction,
  reactionsOf,
  refused,
  unchanged,
} from "#runtime/reaction.ts";
import { payments, strays } from "./collections.ts";
import {
  authorizePayment,
  callProvider,
  cancelPayment,
  charge,
  noteCharge,
  noteReturn,
  paymentDue,
  refundPart,
  refundPayment,
  takeHint,
} from "./contract.ts";
import {
  carryOut,
  needs,
  type OfOrder,
  owingBy,
  paymentIdOf,
  saidAndDone,
} from "./reactions/carrying.ts";
import { depositReactions } from "./reactions/deposits.ts";
import { topUpReactions } from "./reactions/topUps.ts";
import { matchingReactions } from "./reactions/matching.ts";
import {
  askForMoney,
  chargeKeyOf,
  moneyNotRecorded,
  moneyRefused,
  moneyTaken,
  open,
  type Payment,
  type Step,
  type Stray,
} from "./rules.ts";
import { callOff, closeQuietly } from "./rules/callingOff.ts";
import { authorized, heardOfCharge, hinted, lookAgain, strayReturned } from "./rules/providing.ts";
import { giveBack, moneyReturned } from "./rules/refunding.ts";
import { giveBackPart, partReturned } from "./rules/refundingParts.ts";

const on = reactionsOf("payment");

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
      carryOut(ended, closeQuietly(ended, payment, paymentIdOf(moment), owingBy(moment))),
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
    decide: (ask, { payment }, moment) =>
      carryOut(ask, callOff(ask, payment, paymentIdOf(moment), owingBy(moment))),
  }),
  closesOn(orderFailed),
  closesOn(orderCancelAccepted),
  closesOn(orderCancelled),

  on(refundPayment, {
    needs,
    decide: (ask, { payment }, moment) =>
      carryOut(ask, giveBack(ask, payment, owingBy(moment), paymentIdOf(moment))),
  }),
  on(walletCredited, {
    needs,
    decide: (returned, { payment }) =>
      carryOut(returned, moneyReturned(returned.amountMinor, payment)),
  }),

  on(refundPart, {
    needs,
    decide: (ask, { payment }, moment) =>
      carryOut(
        ask,
        giveBackPart(ask, payment, () => moment.token("refund")),
      ),
  }),
  on(partCredited, {
    needs,
    decide: (credited, { payment }) =>
      carryOut(
        credited,
        partReturned(({ refundNo }) => refundNo === credited.refundNo, payment),
      ),
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
      carryOutOnCharge(returned, noted(returned, payment, stray), payment),
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

  ...depositReactions,
  ...topUpReactions,
  ...matchingReactions,
];

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

/** A stray went back, a part of the payment, or all that was left of it. */
function noted(
  { refundId, amountMinor }: BodyOf<typeof noteReturn>,
  payment: Payment | undefined,
  stray: Stray | undefined,
): Step {
  if (refundId === undefined) return strayReturned(stray);
  if (payment?.refundId !== refundId) {
    return partReturned((part) => part.refundId === refundId, payment);
  }
  return moneyReturned(amountMinor - payment.refundedAmountMinor, payment);
}
