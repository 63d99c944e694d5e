/**
 * The book of payments beside the book of the company that moved the money, both ways. Nothing of the
 * product is used: the rows are read as they lie, the book as the company hands it over.
 */
import type { Read } from "./books.ts";

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
  readonly refundId: string | null;
};
type Stray = { readonly chargeKey: string; readonly status: string; readonly amount: number };

/** Every difference, once nothing is under way any more; none when all is well. */
export async function differencesToProvider(
  read: Read,
  book: readonly Entry[],
): Promise<readonly string[]> {
  const payments = await read<Payment>(
    "payment",
    `select order_id as "orderId", pay_method as "payMethod", status, attempt,
            amount_minor::float8 as amount, refund_id as "refundId" from payment.payments
      where pay_method in ('CARD', 'NAVER_PAY', 'TOSS_PAY', 'KAKAO_PAY')`,
  );
  const strays = await read<Stray>(
    "payment",
    `select charge_key as "chargeKey", status, amount_minor::float8 as amount from payment.strays`,
  );
  const entries = new Map(book.map((entry) => [entry.chargeKey, entry]));
  return [
    ...payments.flatMap((payment) => ofPayment(payment, entries)),
    ...book.flatMap((entry) => ofEntry(entry, payments, strays)),
  ];
}

const UNENDED = ["REQUESTED", "IN_DOUBT", "REFUND_DUE"];

/** What we say was taken, or was given back, the company took and gave back. */
function ofPayment(payment: Payment, entries: ReadonlyMap<string, Entry>): string[] {
  const { orderId, status, attempt, amount, refundId } = payment;
  if (UNENDED.includes(status)) return [`${orderId} is still ${status}`];
  if (amount === 0 || (status !== "APPROVED" && status !== "REFUNDED")) return [];
  const entry = entries.get(`${orderId}-${attempt}`);
  if (entry?.status !== "CHARGED" || entry.amount !== amount || entry.currency !== "KRW")
    return [`${orderId} is ${status} with ${amount}, the company has ${JSON.stringify(entry)}`];
  const back = entry.refunds.map((refund) => `${refund.refundKey} ${refund.amount}`).join();
  const owed = status === "REFUNDED" ? `${refundId} ${amount}` : "";
  return back === owed ? [] : [`${orderId} is ${status}, the company gave back "${back}"`];
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
