/**
 * The book of payments beside the book of the company that moved the money, both ways. Nothing of the
 * product is used: the rows are read as they lie, the book as the company hands it over.
 */
import type { Read } from "./orders.ts";

type Entry = {
  readonly chargeKey: string;
  readonly payMethod: string;
  readonly amount: number;
  readonly currency: string;
  readonly status: string;
  readonly refunds: readonly { readonly refundKey: string; readonly amount: number }[];
};
type Payment = {
  readonly orderId: string;
  readonly payMethod: string | null;
  readonly status: string;
  readonly attempt: number;
  readonly amount: number | null;
  readonly refundMeans: string | null;
};
type TopUp = {
  readonly transactionId: string;
  readonly payMethod: string;
  readonly status: string;
  readonly amount: number;
  readonly taken: number | null;
};
type Refund = { readonly orderId: string; readonly refundId: string; readonly amount: number };
type Stray = { readonly chargeKey: string; readonly status: string; readonly amount: number };

/** Every difference, once nothing is under way any more; none when all is well. */
export async function differencesToProvider(
  read: Read,
  book: readonly Entry[],
): Promise<readonly string[]> {
  const payments = await read<Payment>(
    "payment",
    `select order_id as "orderId", pay_method as "payMethod", status, attempt,
            amount_minor::float8 as amount, refund_means as "refundMeans" from payment.payments
      where pay_method in ('CARD', 'NAVER_PAY', 'TOSS_PAY', 'KAKAO_PAY')`,
  );
  const refunds = await read<Refund>(
    "payment",
    `select order_id as "orderId", refund_id as "refundId", amount_minor::float8 as amount
       from payment.refunds order by id`,
  );
  const strays = await read<Stray>(
    "payment",
    `select charge_key as "chargeKey", status, amount_minor::float8 as amount from payment.strays`,
  );
  const topUps = await read<TopUp>(
    "payment",
    `select transaction_id as "transactionId", pay_method as "payMethod", status,
            amount_minor::float8 as amount, taken_minor::float8 as taken from payment.top_ups`,
  );
  const entries = new Map(book.map((entry) => [entry.chargeKey, entry]));
  return [
    ...payments.flatMap((payment) => ofPayment(payment, refunds, entries)),
    ...topUps.flatMap((topUp) => ofTopUp(topUp, entries)),
    ...book
      .filter(({ chargeKey }) => !topUps.some((of) => keyOf(of) === chargeKey))
      .flatMap((entry) => ofEntry(entry, payments, strays)),
  ];
}

const UNENDED = ["REQUESTED", "IN_DOUBT", "REFUND_DUE"];

/** What we say was taken, or was given back, the company took and gave back. */
function ofPayment(
  payment: Payment,
  refunds: readonly Refund[],
  entries: ReadonlyMap<string, Entry>,
): string[] {
  const { orderId, status, attempt, amount, refundMeans } = payment;
  if (UNENDED.includes(status)) return [`${orderId} is still ${status}`];
  if (amount === 0 || (status !== "APPROVED" && status !== "REFUNDED")) return [];
  const entry = entries.get(`${orderId}-${attempt}`);
  if (entry?.status !== "CHARGED" || entry.amount !== amount || entry.currency !== "KRW")
    return [`${orderId} is ${status} with ${amount}, the company has ${JSON.stringify(entry)}`];
  const back = entry.refunds.map((refund) => `${refund.refundKey} ${refund.amount}`).join();
  // Parts first, then what was left; unless that went into the wallet instead.
  const ours = refunds.filter((refund) => refund.orderId === orderId && refund.amount > 0);
  const theirs = refundMeans === "WALLET" ? ours.slice(0, -1) : ours;
  const owed = theirs.map((refund) => `${refund.refundId} ${refund.amount}`).join();
  const sum = ours.reduce((total, refund) => total + refund.amount, 0);
  if (status === "REFUNDED" && sum !== amount) return [`${orderId}: ${sum} of ${amount} went back`];
  return back === owed ? [] : [`${orderId}: we say "${owed}" went back, the company "${back}"`];
}

const keyOf = ({ transactionId }: TopUp): string => `${transactionId}-1`;

/** What is in a wallet the company has; what is not it never took, or gave back. */
function ofTopUp(topUp: TopUp, entries: ReadonlyMap<string, Entry>): string[] {
  const { status, amount, payMethod, taken } = topUp;
  const entry = entries.get(keyOf(topUp));
  const back = entry?.refunds.reduce((sum, refund) => sum + refund.amount, 0) ?? 0;
  const kept = entry?.status === "CHARGED" ? entry.amount - back : 0;
  const differs = [`${keyOf(topUp)} is ${status}, the company has ${JSON.stringify(entry)}`];
  if (["REQUESTED", "IN_DOUBT", "PAID", "RETURN_DUE"].includes(status)) return differs;
  if (status === "BOOKED")
    return kept === amount && entry?.payMethod === payMethod && back === 0 ? [] : differs;
  if (status === "RETURNED") return kept === 0 && back === taken ? [] : differs;
  return kept === 0 && back === 0 ? [] : differs;
}

/** What the company took belongs to a payment of ours, or went back whole. */
function ofEntry(entry: Entry, payments: readonly Payment[], strays: readonly Stray[]): string[] {
  const { chargeKey, status, amount, payMethod } = entry;
  if (status !== "CHARGED") return [];
  const payment = payments.find((of) => `${of.orderId}-${of.attempt}` === chargeKey);
  const isOurs = payment?.status === "APPROVED" || payment?.status === "REFUNDED";
  if (isOurs) return payment.payMethod === payMethod ? [] : [`${chargeKey} came by ${payMethod}`];
  const stray = strays.find((of) => of.chargeKey === chargeKey);
  const back = entry.refunds.reduce((sum, refund) => sum + refund.amount, 0);
  const isBack = stray?.status === "RETURNED" && stray.amount === amount && back === amount;
  return isBack ? [] : [`${chargeKey}: ${amount} were taken, ${back} went back, no order has them`];
}
