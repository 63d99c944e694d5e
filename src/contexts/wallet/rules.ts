import type { BodyOf } from "#kernel/message.ts";
import { impossible, refuse, type Refusal } from "#kernel/refusal.ts";
import { LARGEST } from "#kernel/schema.ts";
import type { credit, creditPart, debit, payIn } from "./contract.ts";

/** The platform's side of the book. A member's account is named by the member's id. */
export const CASH_IN = "platform/CASH_IN";
export const SALES = "platform/SALES";

export const CAUSES = ["CHARGE", "PAYMENT", "REFUND", "ADJUSTMENT"] as const;
export type Cause = (typeof CAUSES)[number];

/** The most that a member may put in at once. */
export const CHARGE_LIMIT_MINOR = 100_000_000n;

/** A member's account. The platform's accounts have no row: their balance is the sum of entries. */
export type Account = {
  readonly accountId: string;
  readonly balanceMinor: bigint;
  /** How many entries it has; the last one bears this number. */
  readonly entryCount: number;
};

/** One signed line of the book. A member's lines are numbered from 1, so that none can be missing. */
export type Entry = {
  readonly transactionId: string;
  readonly accountId: string;
  readonly entryNo?: number | undefined;
  readonly amountMinor: bigint;
};

export type WalletTransaction = {
  readonly transactionId: string;
  readonly cause: Cause;
  readonly orderId?: string | undefined;
};

/** A charge that was judged: a repeat of it books nothing. One that was refused stays refused. */
export type ChargeStatus = "BOOKED" | "REFUSED";
export type Charge = {
  readonly transactionId: string;
  readonly memberId: string;
  readonly amountMinor: bigint;
  readonly status: ChargeStatus;
};

/**
 * What was booked for an order. CREDITED: taken and given back. VOID: never taken, and closed.
 * PAID_IN: what came by another way. All three refuse every later debit.
 */
export type BookingStatus = "DEBITED" | "REFUSED" | "CREDITED" | "VOID" | "PAID_IN";
export type Booking = {
  readonly orderId: string;
  readonly memberId: string;
  readonly amountMinor: bigint;
  /** The last attempt that was judged. */
  readonly attempt: number;
  readonly status: BookingStatus;
  /** What was given back in parts while the rest stayed taken, and the number of the last part. */
  readonly partsMinor: bigint;
  readonly partNo: number;
};
const NO_PARTS = { partsMinor: 0n, partNo: 0 } as const;

export const emptyAccount = (memberId: string): Account => ({
  accountId: memberId,
  balanceMinor: 0n,
  entryCount: 0,
});

/** The booking after a debit is asked for. The same object: it was judged before. */
export function bookDebit(
  ask: BodyOf<typeof debit>,
  booking: Booking | undefined,
  balanceMinor: bigint,
): Booking {
  requireSameMember(ask.memberId, booking);
  switch (booking?.status) {
    case "DEBITED":
    case "CREDITED":
    case "VOID":
    case "PAID_IN":
      return booking;
    case "REFUSED":
      return ask.attempt <= booking.attempt ? booking : judgeDebit(ask, balanceMinor);
    case undefined:
      return judgeDebit(ask, balanceMinor);
  }
}

const judgeDebit = (
  { orderId, memberId, amountMinor, attempt }: BodyOf<typeof debit>,
  balanceMinor: bigint,
): Booking => ({
  orderId,
  memberId,
  amountMinor,
  attempt,
  status: balanceMinor >= amountMinor ? "DEBITED" : "REFUSED",
  ...NO_PARTS,
});

/**
 * The booking after a credit is asked for. The same object: it was given back, or closed, before.
 *
 * Where nothing was taken nothing goes back, or a credit would make money. The row that is left
 * refuses a debit that comes later: whoever asks for the money back must never see it taken after.
 */
export function bookCredit(
  { orderId, memberId, amountMinor }: BodyOf<typeof credit>,
  booking: Booking | undefined,
): Booking {
  requireSameMember(memberId, booking);
  switch (booking?.status) {
    case "CREDITED":
    case "VOID":
    case "PAID_IN":
      return booking;
    case "DEBITED":
      return { ...booking, status: "CREDITED" };
    case "REFUSED":
      return { ...booking, status: "VOID" };
    case undefined:
      return { orderId, memberId, amountMinor, attempt: 0, status: "VOID", ...NO_PARTS };
  }
}

/**
 * The booking after money that came for the order by another way is put in. The same object: it was
 * put in before. `impossible` for an order that this wallet paid: its own money goes back by a credit.
 */
export function bookPayIn(
  { orderId, memberId, amountMinor }: BodyOf<typeof payIn>,
  booking: Booking | undefined,
): Booking {
  requireSameMember(memberId, booking);
  if (booking?.status === "PAID_IN") return booking;
  if (booking?.status === "DEBITED" || booking?.status === "CREDITED")
    return impossible(`${orderId} was paid from the wallet`);
  return { orderId, memberId, amountMinor, attempt: 0, status: "PAID_IN", ...NO_PARTS };
}

/**
 * The booking after a part is asked back. The same object: that part was given back before.
 * `impossible` where nothing is taken any more, or less than the part: a credit would make money.
 */
export function bookPart(
  { orderId, memberId, amountMinor, refundNo }: BodyOf<typeof creditPart>,
  booking: Booking | undefined,
): Booking {
  requireSameMember(memberId, booking);
  if (booking !== undefined && refundNo <= booking.partNo) return booking;
  if (booking?.status !== "DEBITED" || amountMinor > leftMinor(booking))
    return impossible(`part ${refundNo} of ${orderId} is more than was taken and is left`);
  return { ...booking, partsMinor: booking.partsMinor + amountMinor, partNo: refundNo };
}

/** What is taken for the order and was not given back in parts. */
export const leftMinor = ({ amountMinor, partsMinor }: Booking): bigint => amountMinor - partsMinor;

function requireSameMember(memberId: string, booking: Booking | undefined): void {
  if (booking !== undefined && booking.memberId !== memberId)
    impossible(`${booking.orderId} was booked for another member`);
}

/** What went back when the order was closed, after any parts. */
export const creditedMinor = (booking: Booking): bigint =>
  booking.status === "CREDITED" ? leftMinor(booking) : 0n;

/** No to a balance that JSON could not carry. */
export const chargeRefusal = (account: Account, amountMinor: bigint): Refusal | undefined =>
  account.balanceMinor + amountMinor > BigInt(LARGEST) ? refuse("AMOUNT_OUT_OF_RANGE") : undefined;

/**
 * Moves an amount between a member and the platform: the account afterwards, and the two entries,
 * which sum to zero. A negative amount leaves the member. `impossible` below a balance of zero.
 */
export function move(
  account: Account,
  amountMinor: bigint,
  against: typeof CASH_IN | typeof SALES,
  transactionId: string,
): { readonly account: Account; readonly entries: readonly [Entry, Entry] } {
  const { accountId } = account;
  const balanceMinor = account.balanceMinor + amountMinor;
  if (balanceMinor < 0n) impossible(`the balance of ${accountId} would be negative`);
  const entryNo = account.entryCount + 1;
  return {
    account: { accountId, balanceMinor, entryCount: entryNo },
    entries: [
      { transactionId, accountId, entryNo, amountMinor },
      { transactionId, accountId: against, amountMinor: -amountMinor },
    ],
  };
}
