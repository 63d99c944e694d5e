import {
  amountColumn,
  collection,
  countColumn,
  ledger,
  maybeColumn,
  textColumn,
} from "#store/collection.ts";
import type {
  Account,
  Booking,
  BookingStatus,
  Cause,
  Charge,
  ChargeStatus,
  Entry,
  WalletTransaction,
} from "./rules.ts";

/** Members only: a row of the platform would be locked by every payment of every process. */
export const accounts = collection<Account>("wallet.accounts", "accountId", {
  accountId: textColumn(),
  balanceMinor: amountColumn(),
  entryCount: countColumn(),
});

export const orderBookings = collection<Booking>("wallet.order_bookings", "orderId", {
  orderId: textColumn(),
  memberId: textColumn(),
  amountMinor: amountColumn(),
  attempt: countColumn(),
  status: textColumn<BookingStatus>(),
  partsMinor: amountColumn(),
  partNo: countColumn(),
});

export const charges = collection<Charge>("wallet.charges", "transactionId", {
  transactionId: textColumn(),
  memberId: textColumn(),
  amountMinor: amountColumn(),
  status: textColumn<ChargeStatus>(),
});

export const walletTransactions = ledger<WalletTransaction>("wallet.wallet_transactions", {
  transactionId: textColumn(),
  cause: textColumn<Cause>(),
  orderId: maybeColumn(textColumn()),
});

export const entries = ledger<Entry>("wallet.entries", {
  transactionId: textColumn(),
  accountId: textColumn(),
  entryNo: maybeColumn(countColumn()),
  amountMinor: amountColumn(),
});
