import type { BodyOf } from "#kernel/message.ts";
import { CURRENCY } from "#kernel/money.ts";
import { topUpPaid } from "#contexts/payment/contract.ts";
import { type Decision, type Reaction, reactionsOf, refused } from "#runtime/reaction.ts";
import type { Addition } from "#store/collection.ts";
import { accounts, charges, entries, orderBookings, walletTransactions } from "./collections.ts";
import {
  chargeWallet,
  credit,
  creditPart,
  debit,
  partCredited,
  payIn,
  walletCharged,
  walletChargeRefused,
  walletCredited,
  walletDebited,
  walletDebitRefused,
  walletPaidIn,
} from "./contract.ts";
import {
  type Account,
  bookCredit,
  bookDebit,
  type Booking,
  bookPart,
  bookPayIn,
  CASH_IN,
  type Charge,
  chargeRefusal,
  creditedMinor,
  emptyAccount,
  type Entry,
  move,
  SALES,
  type WalletTransaction,
} from "./rules.ts";

const on = reactionsOf("wallet");

type OfOrder = { readonly orderId: string; readonly memberId: string };
const bookingAndAccount = ({ orderId, memberId }: OfOrder) => ({
  booking: orderBookings.one(orderId),
  account: accounts.one(memberId),
});
const chargeAndAccount = ({ transactionId, memberId }: Omit<Charge, "status">) => ({
  charge: charges.one(transactionId),
  account: accounts.one(memberId),
});

export const reactions: readonly Reaction[] = [
  on(debit, {
    needs: bookingAndAccount,
    decide: (ask, { booking, account = emptyAccount(ask.memberId) }, moment) => {
      const isForcedNo = booking === undefined && moment.maybe("wallet.debit");
      const next = bookDebit(ask, booking, isForcedNo ? 0n : account.balanceMinor);
      const emitted = [answerToDebit(ask, next)];
      if (next === booking) return { emitted };
      if (next.status !== "DEBITED") return { changed: { booking: next }, emitted };

      const transactionId = moment.token("walletTransaction");
      const moved = move(account, -next.amountMinor, SALES, transactionId);
      return {
        changed: { booking: next, account: moved.account },
        added: inBook({ transactionId, cause: "PAYMENT", orderId: next.orderId }, moved.entries),
        emitted,
      };
    },
  }),

  on(credit, {
    needs: bookingAndAccount,
    decide: (ask, { booking, account = emptyAccount(ask.memberId) }, moment) => {
      const next = bookCredit(ask, booking);
      const emitted = [answerToCredit(next)];
      if (next === booking) return { emitted };
      if (next.status !== "CREDITED") return { changed: { booking: next }, emitted };

      const transactionId = moment.token("walletTransaction");
      const moved = move(account, creditedMinor(next), SALES, transactionId);
      return {
        changed: { booking: next, account: moved.account },
        added: inBook({ transactionId, cause: "REFUND", orderId: next.orderId }, moved.entries),
        emitted,
      };
    },
  }),

  on(creditPart, {
    needs: bookingAndAccount,
    decide: (ask, { booking, account = emptyAccount(ask.memberId) }, moment) => {
      const next = bookPart(ask, booking);
      const emitted = [partCredited(ask)];
      if (next === booking) return { emitted };

      const { orderId } = ask;
      const transactionId = moment.token("walletTransaction");
      const moved = move(account, ask.amountMinor, SALES, transactionId);
      return {
        changed: { booking: next, account: moved.account },
        added: inBook({ transactionId, cause: "REFUND", orderId }, moved.entries),
        emitted,
      };
    },
  }),

  on(payIn, {
    needs: bookingAndAccount,
    decide: (ask, { booking, account = emptyAccount(ask.memberId) }, moment) => {
      const next = bookPayIn(ask, booking);
      const { orderId, memberId, amountMinor } = next;
      const emitted = [walletPaidIn({ orderId, memberId, amountMinor })];
      if (next === booking) return { emitted };

      const transactionId = moment.token("walletTransaction");
      const moved = move(account, amountMinor, CASH_IN, transactionId);
      return {
        changed: { booking: next, account: moved.account },
        added: inBook({ transactionId, cause: "REFUND", orderId }, moved.entries),
        emitted,
      };
    },
  }),

  on(chargeWallet, {
    needs: chargeAndAccount,
    decide: (ask, { charge, account = emptyAccount(ask.memberId) }) => {
      if (charge !== undefined) return { answer: charged(charge, account) };
      const refusal = chargeRefusal(account, ask.amountMinor);
      if (refusal !== undefined) return refused(refusal);
      const next: Charge = { ...ask, status: "BOOKED" };
      const booked = bookCharge(next, account);
      return { ...booked, answer: charged(next, booked.changed.account) };
    },
  }),

  on(topUpPaid, {
    needs: chargeAndAccount,
    decide: (paid, { charge, account = emptyAccount(paid.memberId) }) => {
      if (charge !== undefined) return { emitted: [answerToTopUp(charge)] };
      const isRefused = chargeRefusal(account, paid.amountMinor) !== undefined;
      const next: Charge = { ...paid, status: isRefused ? "REFUSED" : "BOOKED" };
      if (isRefused) return { changed: { charge: next }, emitted: [answerToTopUp(next)] };
      return bookCharge(next, account);
    },
  }),
];

const answerToTopUp = ({ status, ...charge }: Charge) =>
  status === "BOOKED" ? walletCharged(charge) : walletChargeRefused(charge);

function bookCharge(charge: Charge, before: Account) {
  const { transactionId, amountMinor } = charge;
  const { account, entries: legs } = move(before, amountMinor, CASH_IN, transactionId);
  return {
    changed: { charge, account },
    added: inBook({ transactionId, cause: "CHARGE" }, legs),
    emitted: [answerToTopUp(charge)],
  };
}

const answerToDebit = (ask: BodyOf<typeof debit>, { status, amountMinor }: Booking) =>
  status === "DEBITED" ? walletDebited({ ...ask, amountMinor }) : walletDebitRefused(ask);

const answerToCredit = (booking: Booking) =>
  walletCredited({
    orderId: booking.orderId,
    memberId: booking.memberId,
    amountMinor: creditedMinor(booking),
  });

const inBook = (transaction: WalletTransaction, legs: readonly Entry[]): readonly Addition[] => [
  walletTransactions.add(transaction),
  ...legs.map(entries.add),
];

const charged = (charge: Charge, account: Account): NonNullable<Decision["answer"]> => ({
  settled: true,
  value: {
    transactionId: charge.transactionId,
    amount: charge.amountMinor,
    balance: account.balanceMinor,
    currency: CURRENCY,
  },
});
