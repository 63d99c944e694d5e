/**
 * Toss Payments as far as we use it, with the forms of its API reference
 * (https://docs.tosspayments.com/reference): request, confirm, look up by order id, cancel, errors.
 */
import { type Asked, type Counter, openCounter, type Reply, windowOf } from "./counter.ts";

type Payment = {
  readonly paymentKey: string;
  readonly orderId: string;
  readonly totalAmount: number;
  balanceAmount: number;
  status: "DONE" | "ABORTED" | "PARTIAL_CANCELED" | "CANCELED";
};
export type TossCompany = Counter & { readonly payments: readonly Payment[] };

/** What a payer brings whose card is refused at the confirmation. */
export const REFUSED_KEY = "the card behind this one is refused";

export async function openTossCompany(): Promise<TossCompany> {
  const payments: Payment[] = [];
  const keys = new Map<string, Reply>();
  const counter = await openCounter((asked) => {
    const key = asked.headers["idempotency-key"];
    const kept = typeof key === "string" ? keys.get(key) : undefined;
    const reply = kept ?? answer(payments, asked);
    if (typeof key === "string") keys.set(key, reply);
    return reply;
  });
  return { ...counter, payments };
}

function answer(payments: Payment[], { method, host, path, query, text }: Asked): Reply {
  const given = JSON.parse(text === "" ? "{}" : text) as Record<string, string | number>;
  if (method === "POST" && path === "/v1/payments") return requested(host, given);
  if (path === "/window") return openedWindow(query);
  if (method === "POST" && path === "/v1/payments/confirm") return confirm(payments, given);
  const [, orderId] = /^\/v1\/payments\/orders\/(.+)$/.exec(path) ?? [];
  const [, paymentKey] = /^\/v1\/payments\/(.+)\/cancel$/.exec(path) ?? [];
  const payment = payments.find(
    (one) => one.orderId === orderId || one.paymentKey === decodeURIComponent(paymentKey ?? ""),
  );
  if (payment === undefined) return problem(404, "NOT_FOUND_PAYMENT");
  return paymentKey === undefined ? shown(payment) : cancel(payment, Number(given["cancelAmount"]));
}

let requests = 0;

function requested(host: string, given: Readonly<Record<string, string | number>>): Reply {
  const { orderId, amount, successUrl, failUrl } = given;
  const paymentKey = `tgen_${++requests}`;
  const wanted = { orderId, amount, successUrl, failUrl, paymentKey };
  const query = new URLSearchParams(
    Object.entries(wanted).map(([name, value]): [string, string] => [name, String(value)]),
  );
  const checkout = { url: `http://${host}/window?${query}` };
  return { status: 200, body: { paymentKey, orderId, status: "READY", checkout } };
}

/** A person authorises, brings a card that will be refused, or leaves. */
function openedWindow(query: URLSearchParams): Reply {
  const {
    orderId = "",
    amount = "",
    successUrl,
    failUrl,
    paymentKey = "",
  } = Object.fromEntries(query);
  const back = (key: string) =>
    `${successUrl}?${new URLSearchParams({ paymentType: "NORMAL", paymentKey: key, orderId, amount })}`;
  const left = { code: "PAY_PROCESS_CANCELED", message: "사용자가 결제를 취소하였습니다", orderId };
  return windowOf({
    authorise: back(paymentKey),
    "authorise a bad card": back(REFUSED_KEY),
    leave: `${failUrl}?${new URLSearchParams(left)}`,
  });
}

function confirm(payments: Payment[], given: Readonly<Record<string, string | number>>): Reply {
  const [paymentKey, orderId] = [String(given["paymentKey"]), String(given["orderId"])];
  const totalAmount = Number(given["amount"]);
  const isRefused = paymentKey === REFUSED_KEY;
  const status = isRefused ? "ABORTED" : "DONE";
  const balanceAmount = isRefused ? 0 : totalAmount;
  const payment: Payment = { paymentKey, orderId, totalAmount, balanceAmount, status };
  payments.push(payment);
  return isRefused ? problem(403, "REJECT_CARD_PAYMENT") : shown(payment);
}

function cancel(payment: Payment, amount: number): Reply {
  if (amount > payment.balanceAmount) return problem(403, "NOT_CANCELABLE_AMOUNT");
  payment.balanceAmount -= amount;
  payment.status = payment.balanceAmount === 0 ? "CANCELED" : "PARTIAL_CANCELED";
  return shown(payment);
}

const shown = (payment: Payment): Reply => ({
  status: 200,
  body: { version: "2022-11-16", method: "카드", currency: "KRW", ...payment },
});
const problem = (status: number, code: string): Reply => ({ status, body: { code, message: "" } });
