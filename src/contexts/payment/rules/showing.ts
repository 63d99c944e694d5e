/** Deposits and refunds as whoever decides about them sees them. */
import { rfc3339 } from "#kernel/calendar.ts";
import { CURRENCY } from "#kernel/money.ts";
import { amount, flag, oneOf, optional, record, text, token } from "#kernel/schema.ts";
import { REFUND_MEANS } from "../contract.ts";
import { type Payment, PAYMENT_STATUSES } from "../rules.ts";
import type { Deposit } from "./depositing.ts";
import { type TopUp, TOP_UP_STATUSES, topUpKeyOf } from "./toppingUp.ts";

export const depositShape = () =>
  record({
    orderId: token("ord"),
    orderNumber: text(24),
    depositorName: text(50),
    amount: amount(),
    currency: oneOf(CURRENCY),
    status: oneOf(...PAYMENT_STATUSES),
    /** The stock is being claimed, and has not answered yet. */
    checking: optional(flag()),
    /** A confirmation found too little stock: confirm again, or cancel for the shortage. */
    short: optional(flag()),
    dueAt: text(40),
    confirmedAt: optional(text(40)),
  });

type ShownPayment = Pick<Payment, "amountMinor" | "status" | "claiming" | "attempt">;

export const shownDeposit = (
  { amountMinor = 0n, status, claiming, attempt }: ShownPayment,
  { orderId, orderNumber, depositorName, dueAt, confirmedAt }: Omit<Deposit, "lines">,
) => ({
  orderId,
  orderNumber,
  depositorName,
  amount: amountMinor,
  currency: CURRENCY,
  status,
  ...(claiming ? { checking: true } : {}),
  ...(status === "WAITING_DEPOSIT" && !claiming && attempt > 0 ? { short: true } : {}),
  dueAt: rfc3339(dueAt),
  ...(confirmedAt === undefined ? {} : { confirmedAt: rfc3339(confirmedAt) }),
});

export const refundShape = () =>
  record({
    orderId: token("ord"),
    refundId: optional(token("rfd")),
    memberId: optional(token("mem")),
    amount: amount(),
    currency: oneOf(CURRENCY),
    status: oneOf(...PAYMENT_STATUSES),
    cause: optional(text(60)),
    /** How it is paid back, once that is begun. */
    means: optional(oneOf(...REFUND_MEANS)),
  });

type ShownRefund = Pick<
  Payment,
  "orderId" | "refundId" | "memberId" | "amountMinor" | "status" | "refundCause" | "refundMeans"
>;

export const shownRefund = (owed: ShownRefund | undefined) =>
  owed === undefined
    ? {}
    : {
        orderId: owed.orderId,
        ...(owed.refundId === undefined ? {} : { refundId: owed.refundId }),
        ...(owed.memberId === undefined ? {} : { memberId: owed.memberId }),
        amount: owed.amountMinor ?? 0n,
        currency: CURRENCY,
        status: owed.status,
        ...(owed.refundCause === undefined ? {} : { cause: owed.refundCause }),
        ...(owed.refundMeans === undefined ? {} : { means: owed.refundMeans }),
      };

export const topUpShape = () =>
  record({
    transactionId: token("wtx"),
    /** What the provider knows the charge by. */
    chargeKey: text(30),
    payMethod: text(20),
    amount: amount(),
    currency: oneOf(CURRENCY),
    status: oneOf(...TOP_UP_STATUSES),
  });

type ShownTopUp = Pick<TopUp, "transactionId" | "payMethod" | "amountMinor" | "status">;

export const shownTopUp = ({ transactionId, payMethod, amountMinor, status }: ShownTopUp) => ({
  transactionId,
  chargeKey: topUpKeyOf(transactionId),
  payMethod,
  amount: amountMinor,
  currency: CURRENCY,
  status,
});
