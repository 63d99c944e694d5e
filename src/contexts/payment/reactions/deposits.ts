/** Bank transfers: instructions, confirmation against stock, and what is owed back. */
import type { BodyOf } from "#kernel/message.ts";
import type { Policies } from "#kernel/policies.ts";
import { isRefusal, type Refusal, refuse } from "#kernel/refusal.ts";
import { claimRefused, claimStock, stockClaimed } from "#contexts/catalog/contract.ts";
import { walletPaidIn } from "#contexts/wallet/contract.ts";
import { type Decision, type Reaction, reactionsOf, refused } from "#runtime/reaction.ts";
import { confirmations, deposits, payments } from "../collections.ts";
import { awaitDeposit, cancelForShortage, confirmDeposit, settleRefund } from "../contract.ts";
import type { Payment } from "../rules.ts";
import {
  type BankAccount,
  claimFailed,
  claimSucceeded,
  confirm,
  type Deposit,
  type DepositStep,
  expectDeposit,
  giveUpForShortage,
} from "../rules/depositing.ts";
import { settle } from "../rules/owing.ts";
import { moneyReturned } from "../rules/refunding.ts";
import { shownDeposit, shownRefund } from "../rules/showing.ts";
import { carryOut, type OfOrder, owingBy, paymentIdOf, saidAndDone } from "./carrying.ts";

const on = reactionsOf("payment");

const needs = ({ orderId }: OfOrder) => ({
  payment: payments.one(orderId),
  deposit: deposits.one(orderId),
});
type Known = { readonly payment: Payment | undefined; readonly deposit: Deposit | undefined };
type Decided = Decision<ReturnType<typeof needs>>;
const thePayment = ({ orderId }: OfOrder) => ({ payment: payments.one(orderId) });

const accountOf = (policies: Policies): BankAccount => ({
  bank: policies["deposit.bank"],
  accountNumber: policies["deposit.accountNumber"],
  accountHolder: policies["deposit.accountHolder"],
});

export const depositReactions: readonly Reaction[] = [
  on(awaitDeposit, {
    needs,
    decide: (ask, { payment }, moment) =>
      taken(ask, expectDeposit(ask, payment, accountOf(moment.policies), paymentIdOf(moment))),
  }),
  on(confirmDeposit, {
    needs,
    decide: (said, known, { message: { actor } }) => {
      const { payment, deposit } = known;
      return answered(
        said,
        confirm({ actor, amountMinor: said.amountMinor }, payment, deposit),
        known,
      );
    },
  }),
  on(stockClaimed, {
    needs,
    decide: (claimed, known, { at }) => {
      const { payment, deposit } = known;
      return answered(claimed, claimSucceeded(claimed.claimNo, payment, deposit, at), known);
    },
  }),
  on(claimRefused, {
    needs,
    decide: (no, { payment }, moment) => {
      const policy = moment.policies["deposit.onShortStock"];
      const step = claimFailed(no.claimNo, payment, policy, owingBy(moment));
      return { ...taken(no, step), answer: { settled: true, refusal: shortage(no) } };
    },
  }),
  on(cancelForShortage, {
    needs,
    decide: (ask, known, moment) => {
      const { payment, deposit } = known;
      const { actor } = moment.message;
      return answered(ask, giveUpForShortage(actor, payment, deposit, owingBy(moment)), known);
    },
  }),

  on(settleRefund, {
    needs: thePayment,
    decide: ({ orderId, means }, { payment }) => {
      const step = settle(means, payment);
      if (isRefusal(step)) return refused(step);
      const value = shownRefund(step.payment ?? payment);
      return { ...carryOut({ orderId }, step), answer: { settled: true, value } };
    },
  }),
  on(walletPaidIn, {
    needs: thePayment,
    decide: (paidIn, { payment }) => carryOut(paidIn, moneyReturned(paidIn.amountMinor, payment)),
  }),
];

/** What a step does, and where it is decided to claim stock, the claim. */
function taken({ orderId }: OfOrder, step: DepositStep, known?: Known): Decided {
  const { payment, deposit, confirmation, claims } = step;
  const rows = {
    ...(payment === undefined ? {} : { payment }),
    ...(deposit === undefined ? {} : { deposit }),
  };
  const done = saidAndDone(orderId, step);
  const lines = [...(known?.deposit?.lines ?? [])];
  return {
    ...done,
    ...(Object.keys(rows).length === 0 ? {} : { changed: rows }),
    ...(confirmation === undefined
      ? {}
      : { added: [...(done.added ?? []), confirmations.add(confirmation)] }),
    ...(claims === undefined
      ? {}
      : { emitted: [...(done.emitted ?? []), claimStock({ orderId, claimNo: claims, lines })] }),
  };
}

/** Whoever decides about a deposit is told how it stands; for a claim without an answer, not yet. */
function answered(of: OfOrder, step: DepositStep | Refusal, known: Known): Decided {
  if (isRefusal(step)) return refused(step);
  const payment = step.payment ?? known.payment;
  const deposit = step.deposit ?? known.deposit;
  if (payment === undefined || deposit === undefined) return taken(of, step, known);
  const answer = { settled: !payment.claiming, value: shownDeposit(payment, deposit) };
  return { ...taken(of, step, known), answer };
}

function shortage({ reason, lines }: BodyOf<typeof claimRefused>): Refusal {
  const details = lines.map(({ lineNo, itemId, wanted, available }) => ({
    line: lineNo,
    code: reason,
    values: { itemId, wanted, available },
  }));
  return details.length === 0 ? refuse(reason) : refuse(reason, details);
}
