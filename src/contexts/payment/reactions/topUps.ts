/** Money that members put into their wallets through a provider. */
import { isRefusal, type Refusal, refuse } from "#kernel/refusal.ts";
import { walletCharged, walletChargeRefused } from "#contexts/wallet/contract.ts";
import {
  type Answer,
  type DeadlineChange,
  type Decision,
  type NewTask,
  type Reaction,
  reactionsOf,
  refused,
  unchanged,
} from "#runtime/reaction.ts";
import { topUps } from "../collections.ts";
import {
  callForTopUp,
  noteTopUp,
  noteTopUpReturn,
  openTopUp,
  payTopUp,
  takeTopUpHint,
  topUpDue,
  type TopUpRequest,
} from "../contract.ts";
import {
  askForTopUp,
  heardOfTopUp,
  hintedAtTopUp,
  openedTopUp,
  type TopUp,
  topUpBooked,
  topUpFellDue,
  topUpNotBooked,
  topUpReturned,
  type TopUpStep,
} from "../rules/toppingUp.ts";
import { shownTopUp } from "../rules/showing.ts";

const on = reactionsOf("payment");

type OfTopUp = { readonly transactionId: string };
const needs = ({ transactionId }: OfTopUp) => ({ topUp: topUps.one(transactionId) });
type Decided = Decision<ReturnType<typeof needs>>;

export const topUpReactions: readonly Reaction[] = [
  on(openTopUp, {
    needs,
    decide: (ask, { topUp }, { at }) => answered(openedTopUp(ask, topUp, at), topUp),
  }),
  on(payTopUp, {
    needs,
    decide: (ask, { topUp }, { at }) => {
      const step = askForTopUp(ask, topUp, at);
      const isRepeat = !isRefusal(step) && step.topUp === undefined;
      return isRepeat ? toldAgain(topUp) : answered(step, topUp);
    },
  }),
  // What is asked of a provider is a task: it is run, and never decided.
  on(callForTopUp, { decide: () => unchanged }),
  on(noteTopUp, {
    needs,
    decide: (said, { topUp }, { at }) => answered(heardOfTopUp(said, topUp, at), topUp),
  }),
  on(noteTopUpReturn, {
    needs,
    decide: (_returned, { topUp }) => done(topUpReturned(topUp)),
  }),
  on(walletCharged, {
    needs,
    decide: (_booked, { topUp }) => answered(topUpBooked(topUp), topUp),
  }),
  on(walletChargeRefused, {
    needs,
    decide: (_no, { topUp }) => answered(topUpNotBooked(topUp), topUp),
  }),
  on(takeTopUpHint, {
    needs,
    decide: (_hint, { topUp }) => ({
      ...done(hintedAtTopUp(topUp)),
      answer: { settled: true, value: {} },
    }),
  }),
  on(topUpDue, {
    needs,
    decide: (_due, { topUp }) => done(topUpFellDue(topUp)),
  }),
];

/** Whoever pays is told how it stands, once it stands. */
function answered(step: TopUpStep | Refusal, before: TopUp | undefined): Decided {
  if (isRefusal(step)) return refused(step);
  const topUp = step.topUp ?? before;
  return topUp === undefined ? unchanged : { ...done(step), answer: answerOf(topUp) };
}

/** Whoever asks again waits for nothing: the outcome goes to who asked first. */
function toldAgain(topUp: TopUp | undefined): Decided {
  if (topUp === undefined) return unchanged;
  return { answer: { ...answerOf(topUp), settled: true } };
}

function answerOf(topUp: TopUp): Answer {
  switch (topUp.status) {
    case "REQUESTED":
    case "IN_DOUBT":
    case "PAID":
      return { settled: false, value: shownTopUp(topUp) };
    case "DECLINED":
    case "RETURN_DUE":
    case "RETURNED":
      return { settled: true, refusal: refuse("PAYMENT_DECLINED") };
    case "OPENED":
    case "EXPIRED":
    case "BOOKED":
      return { settled: true, value: shownTopUp(topUp) };
  }
}

function done({ topUp, says, calls, lookAt }: TopUpStep): Decided {
  if (topUp === undefined) return unchanged;
  return {
    changed: { topUp },
    ...(says === undefined ? {} : { emitted: [says] }),
    ...(calls === undefined ? {} : { tasks: [taskOf(topUp, calls)] }),
    ...(lookAt === undefined ? {} : { deadlines: [deadlineOf(topUp, lookAt)] }),
  };
}

/** The tasks of a method share its target, whatever the money is for. */
function taskOf(topUp: TopUp, request: TopUpRequest): NewTask {
  const { transactionId, payMethod, payerRef, providerRef, takenMinor, calls } = topUp;
  const isReturn = request === "RETURN";
  const command = callForTopUp({
    transactionId,
    request,
    payMethod,
    amountMinor: isReturn ? (takenMinor ?? topUp.amountMinor) : topUp.amountMinor,
    ...(payerRef === undefined ? {} : { payerRef }),
    ...(providerRef === undefined ? {} : { providerRef }),
  });
  return { kind: `payment.${payMethod}`, id: `${request}/${transactionId}/${calls}`, command };
}

function deadlineOf({ transactionId }: TopUp, at: number | null): DeadlineChange {
  const ofTopUp = { name: "top-up", key: transactionId };
  if (at === null) return { ...ofTopUp, cleared: true };
  return { ...ofTopUp, at, command: topUpDue({ transactionId }) };
}
