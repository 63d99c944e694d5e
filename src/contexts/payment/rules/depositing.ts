/** Bank transfers: nothing is held until somebody sees the money, and claims the stock for it. */
import type { Actor, BodyOf, Draft } from "#kernel/message.ts";
import { refuse, type Refusal } from "#kernel/refusal.ts";
import { count, record, token, type ValueOf } from "#kernel/schema.ts";
import { type awaitDeposit, depositAwaited, paymentCancelled } from "../contract.ts";
import {
  cancelledAgain,
  idsOf,
  newPayment,
  type NewPaymentId,
  type Payment,
  reach,
  type Step,
  sumOf,
} from "../rules.ts";
import { callOffDeposit, confirmationOf, owe, type Owing } from "./owing.ts";

export const claimedLine = () =>
  record({ lineNo: count(1), itemId: token("itm"), quantity: count(1) });
export type ClaimedLine = Readonly<ValueOf<ReturnType<typeof claimedLine>>>;

/** What is known of a bank transfer besides its payment. */
export type Deposit = {
  readonly orderId: string;
  readonly orderNumber: string;
  readonly depositorName: string;
  readonly dueAt: number;
  /** The seller of all lines. Absent where there are several: then an operator alone confirms. */
  readonly partnerId?: string | undefined;
  readonly lines: readonly ClaimedLine[];
  readonly confirmedAt?: number | undefined;
};

/** Who said that the money came, and how much of it: one row for each claim. */
export type Confirmation = {
  readonly orderId: string;
  readonly claimNo: number;
  readonly role: string;
  readonly memberId?: string | undefined;
  readonly partnerId?: string | undefined;
  readonly amountMinor: bigint;
};

/** Where deposits go, as shoppers read it. */
export type BankAccount = {
  readonly bank: string;
  readonly accountNumber: string;
  readonly accountHolder: string;
};

export type DepositStep = Step & {
  readonly deposit?: Deposit;
  readonly confirmation?: Confirmation;
  /** What whoever confirms is answered in place of the deposit. */
  readonly refusal?: Refusal;
};

/** The order is in order: a transfer is waited for, unless the order was given up before. */
export function expectDeposit(
  ask: BodyOf<typeof awaitDeposit>,
  payment: Payment | undefined,
  account: BankAccount,
  newId: NewPaymentId,
): DepositStep {
  const { orderId, memberId, amountMinor } = ask;
  const known =
    payment ?? newPayment({ orderId, memberId, payMethod: "BANK_TRANSFER" }, "OPENED", newId);
  if (known.status === "CANCELLED") return cancelledAgain(ask);
  if (known.status !== "OPENED") return {};
  const waiting = reach({ ...known, memberId, amountMinor }, "WAITING_DEPOSIT");
  return {
    payment: waiting,
    deposit: depositOf(ask),
    says: instructionsOf(waiting, ask, account),
  };
}

function depositOf(ask: BodyOf<typeof awaitDeposit>): Deposit {
  const { orderId, orderNumber, depositorName, dueAt, lines } = ask;
  const [partnerId, ...others] = new Set(lines.map((line) => line.partnerId));
  return {
    orderId,
    orderNumber,
    depositorName,
    dueAt,
    partnerId: others.length === 0 ? partnerId : undefined,
    lines: lines.map(({ lineNo, itemId, quantity }) => ({ lineNo, itemId, quantity })),
  };
}

const instructionsOf = (
  payment: Payment,
  { memberId, amountMinor, depositorName, dueAt }: BodyOf<typeof awaitDeposit>,
  account: BankAccount,
): Draft =>
  depositAwaited({ ...idsOf(payment), memberId, amountMinor, depositorName, dueAt, ...account });

/** Whether that person may say that the money came. */
const mayConfirm = ({ partnerId }: Deposit, { role, partnerId: own }: Actor): boolean =>
  role === "operator" || (role === "seller" && own !== undefined && own === partnerId);

/** Why somebody may not decide about the deposit; undefined when they may. */
function refusalTo(
  payment: Payment | undefined,
  deposit: Deposit | undefined,
  actor: Actor,
): Refusal | undefined {
  if (payment === undefined) return refuse("COMMON_ENTITY_NOT_FOUND");
  if (deposit === undefined) return refuse("COMMON_ILLEGAL_STATUS");
  return mayConfirm(deposit, actor) ? undefined : refuse("AUTH_FORBIDDEN");
}

export type Seen = { readonly actor: Actor; readonly amountMinor?: bigint | undefined };

/**
 * Somebody saw the money: the stock of all lines is claimed, and its answer decides. Said again while
 * the answer is awaited, the same claim is made again; said of a confirmed deposit, it stands.
 */
export function confirm(
  { actor, amountMinor }: Seen,
  payment: Payment | undefined,
  deposit: Deposit | undefined,
): DepositStep | Refusal {
  const refusal = refusalTo(payment, deposit, actor);
  if (payment === undefined || refusal !== undefined) return refusal ?? {};
  if (amountMinor !== undefined && amountMinor !== payment.amountMinor)
    return refuse("DEPOSIT_AMOUNT_MISMATCH");
  if (payment.status === "DEPOSIT_CONFIRMED") return {};
  if (payment.status !== "WAITING_DEPOSIT") return refuse("COMMON_ILLEGAL_STATUS");
  if (payment.claiming) return { claims: payment.attempt };
  const { role, memberId, partnerId } = actor;
  const { orderId } = payment;
  const claimNo = payment.attempt + 1;
  const { amountMinor: asked } = sumOf(payment);
  return {
    payment: { ...payment, attempt: claimNo, claiming: true },
    claims: claimNo,
    confirmation: { orderId, claimNo, role, memberId, partnerId, amountMinor: asked },
  };
}

const isAwaited = (payment: Payment | undefined, claimNo: number): payment is Payment =>
  payment?.status === "WAITING_DEPOSIT" && payment.claiming && payment.attempt === claimNo;

/** The stock is sold: the deposit is confirmed, and a cancel that was asked meanwhile has lost. */
export function claimSucceeded(
  claimNo: number,
  payment: Payment | undefined,
  deposit: Deposit | undefined,
  at: number,
): DepositStep {
  if (!isAwaited(payment, claimNo)) return {};
  const confirmed = reach({ ...payment, claiming: false, cancelAsked: false }, "DEPOSIT_CONFIRMED");
  return {
    payment: confirmed,
    ...(deposit === undefined ? {} : { deposit: { ...deposit, confirmedAt: at } }),
    says: confirmationOf(confirmed),
  };
}

/**
 * There is not enough stock. By policy the order ends and the money is owed back, or the deposit
 * waits for its seller's next word, unless a cancel was asked meanwhile.
 */
export function claimFailed(
  claimNo: number,
  payment: Payment | undefined,
  onShortStock: "AUTO_CANCEL" | "SELLER_DECIDES",
  owing: Owing,
): DepositStep {
  if (!isAwaited(payment, claimNo)) return {};
  const answered = { ...payment, claiming: false };
  if (onShortStock === "AUTO_CANCEL") return endShort(answered, owing);
  if (payment.cancelAsked) return callOffDeposit(answered, "PAYMENT_CANCELLED", owing);
  return { payment: answered };
}

/** The seller has no stock for money that came: a confirmation must have been refused before. */
export function giveUpForShortage(
  actor: Actor,
  payment: Payment | undefined,
  deposit: Deposit | undefined,
  owing: Owing,
): DepositStep | Refusal {
  const refusal = refusalTo(payment, deposit, actor);
  if (payment === undefined || refusal !== undefined) return refusal ?? {};
  const { status, claiming, attempt, refundCause } = payment;
  if (refundCause === SHORT) return {};
  if (status !== "WAITING_DEPOSIT" || claiming || attempt === 0)
    return refuse("COMMON_ILLEGAL_STATUS");
  return endShort(payment, owing);
}

const SHORT = "STOCK_INSUFFICIENT";

function endShort(payment: Payment, owing: Owing): DepositStep {
  const { orderId } = payment;
  const { says, alsoSays = [], ...owed } = owe(payment, SHORT, owing);
  return {
    ...owed,
    says: paymentCancelled({ orderId, cause: "OUT_OF_STOCK" }),
    alsoSays: [...alsoSays, ...(says === undefined ? [] : [says])],
  };
}
