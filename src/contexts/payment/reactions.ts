import { refuse } from "#kernel/refusal.ts";
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
import { type Decision, type Moment, type Reaction, reactionsOf } from "#runtime/reaction.ts";
import { payments, refunds } from "./collections.ts";
import { cancelPayment, charge, refundPayment } from "./contract.ts";
import {
  askForMoney,
  callOff,
  closeQuietly,
  giveBack,
  moneyNotRecorded,
  moneyRefused,
  moneyReturned,
  moneyTaken,
  open,
  type Step,
} from "./rules.ts";

const on = reactionsOf("payment");

type OfOrder = { readonly orderId: string };
const needs = ({ orderId }: OfOrder) => ({ payment: payments.one(orderId) });
type Decided = Decision<ReturnType<typeof needs>>;

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
];

const paymentIdOf = (moment: Moment) => () => moment.token("payment");

/** The wallet moves the money of every method there is. */
function carryOut(
  { orderId }: OfOrder,
  { payment, says, takes, givesBack, refunded }: Step,
): Decided {
  return {
    ...(payment === undefined ? {} : { changed: { payment } }),
    ...(refunded === undefined ? {} : { added: [refunds.add(refunded)] }),
    emitted: [
      ...(says === undefined ? [] : [says]),
      ...(takes === undefined ? [] : [debit({ orderId, ...takes })]),
      ...(givesBack === undefined ? [] : [credit({ orderId, ...givesBack })]),
    ],
  };
}
