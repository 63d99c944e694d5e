/**
 * Toss Payments. The payer authorises in its window and brings a `paymentKey`; we confirm it under our
 * own order id, which is the charge key. Its callbacks on payments are not signed: each is a hint.
 */
import { isRefusal } from "#kernel/refusal.ts";
import type { Timers } from "#http/outgoing.ts";
import type { ProvidedMethod } from "../contract.ts";
import type { ChargeAsk, Found, Provider, RawCallback, WindowAsk } from "../provider.ts";
import { hintIn, objectIn, within } from "./callbacks.ts";
import {
  addressIn,
  amountIn,
  type Answer,
  type Call,
  callingOf,
  type Target,
  textIn,
} from "./calling.ts";

export type TossAccount = Partial<Target> & { readonly secretKey: string };

const ADDRESS = "https://api.tosspayments.com";

export function tossProvider(account: TossAccount, timers: Timers): Provider {
  const send = callingOf({ ...account, url: account.url ?? ADDRESS }, timers);
  const authorization = `Basic ${Buffer.from(`${account.secretKey}:`).toString("base64")}`;
  const get = (path: string, signal: AbortSignal) =>
    send({ method: "GET", path, headers: { authorization } }, signal);
  const post = (path: string, key: string | undefined, body: unknown, signal: AbortSignal) => {
    const headers = { authorization, ...(key === undefined ? {} : { "idempotency-key": key }) };
    const call: Call = { method: "POST", path, headers, body: JSON.stringify(body) };
    return send(call, signal);
  };
  const look = async (ask: ChargeAsk, signal: AbortSignal): Promise<Found> =>
    paymentIn(await get(`/v1/payments/orders/${ask.chargeKey}`, signal), ask);

  return {
    charge: async (ask, signal) => {
      const { chargeKey, payerRef: paymentKey, amountMinor } = ask;
      // Nothing can be confirmed that the payer has not authorised.
      if (paymentKey === undefined) return { finding: "DECLINED" };
      const body = { paymentKey, orderId: chargeKey, amount: Number(amountMinor) };
      return confirmationIn(await post("/v1/payments/confirm", chargeKey, body, signal), ask);
    },
    // Without a key: a payer who left a window is given another one for the same charge.
    window: async (ask, signal) => {
      const { status, body } = await post("/v1/payments", undefined, wantedOf(ask), signal);
      if (status !== 200) throw new Error(`a window of ${ask.chargeKey} is answered ${status}`);
      return addressIn(within(body, "checkout")["url"]);
    },
    look,
    // What was authorised and not confirmed expires there by itself; until then nothing is sure.
    close: look,
    refund: async (ask, { refundKey, amountMinor }, signal) => {
      const { body } = await get(`/v1/payments/orders/${ask.chargeKey}`, signal);
      const paymentKey = textIn(body["paymentKey"]);
      if (paymentKey === undefined) throw new Error(`${ask.chargeKey} has no payment to cancel`);
      const path = `/v1/payments/${encodeURIComponent(paymentKey)}/cancel`;
      const part = { cancelReason: refundKey, cancelAmount: Number(amountMinor) };
      const { status } = await post(path, refundKey, part, signal);
      if (status !== 200) throw new Error(`a cancel of ${ask.chargeKey} is answered ${status}`);
    },
    readCallback,
  };
}

const wantedOf = ({ chargeKey, payMethod, amountMinor, title, returnUrl }: WindowAsk) => ({
  ...WAYS[payMethod],
  orderId: chargeKey,
  amount: Number(amountMinor),
  orderName: title,
  successUrl: returnUrl,
  failUrl: returnUrl,
});

const appOf = (easyPay: string) => ({ method: "CARD", flowMode: "DIRECT", easyPay });
/** How Toss names our methods; the window of a pay app is opened straight away. */
const WAYS: Readonly<Record<ProvidedMethod, Readonly<Record<string, string>>>> = {
  CARD: { method: "CARD" },
  NAVER_PAY: appOf("네이버페이"),
  TOSS_PAY: appOf("토스페이"),
  KAKAO_PAY: appOf("카카오페이"),
};

/**
 * The codes by which a confirmation is refused for good. All others leave it unknown: among them
 * `ALREADY_PROCESSED_PAYMENT`, which a look explains, and what is wrong with our own request.
 */
const REFUSED = new Set([
  "REJECT_CARD_PAYMENT",
  "REJECT_CARD_COMPANY",
  "REJECT_ACCOUNT_PAYMENT",
  "REJECT_TOSSPAY_INVALID_ACCOUNT",
  "NOT_ENOUGH_BALANCE",
  "NOT_AVAILABLE_PAYMENT",
  "INVALID_STOPPED_CARD",
  "INVALID_CARD_EXPIRATION",
  "INVALID_REJECT_CARD",
  "EXCEED_MAX_AMOUNT",
  "EXCEED_MAX_DAILY_PAYMENT_COUNT",
  "EXCEED_MAX_PAYMENT_AMOUNT",
  "BELOW_MINIMUM_AMOUNT",
  "NOT_FOUND_PAYMENT_SESSION",
]);

function confirmationIn(answer: Answer, ask: ChargeAsk): Found {
  if (answer.status === 200) return paymentIn(answer, ask);
  const code = textIn(answer.body["code"]);
  return { finding: code !== undefined && REFUSED.has(code) ? "DECLINED" : "UNKNOWN" };
}

/** A payment object. One of another order says nothing of ours. */
function paymentIn({ status, body }: Answer, { chargeKey }: ChargeAsk): Found {
  if (status === 404) {
    return { finding: body["code"] === "NOT_FOUND_PAYMENT" ? "ABSENT" : "UNKNOWN" };
  }
  if (status !== 200 || body["orderId"] !== chargeKey) return { finding: "UNKNOWN" };
  switch (body["status"]) {
    case "ABORTED":
      return { finding: "DECLINED" };
    case "EXPIRED":
      return { finding: "CLOSED" };
    case "DONE":
    case "CANCELED":
    case "PARTIAL_CANCELED":
      return takenIn(body);
    case "IN_PROGRESS":
      // Authorised, and our confirmation has not come: it is sent again under the same key.
      return { finding: "ABSENT" };
    default:
      // READY, WAITING_FOR_DEPOSIT: it may still become a charge.
      return { finding: "UNKNOWN" };
  }
}

function takenIn(body: Answer["body"]): Found {
  const amountMinor = amountIn(body["totalAmount"]);
  const leftMinor = amountIn(body["balanceAmount"]);
  const currency = textIn(body["currency"]);
  const providerRef = textIn(body["paymentKey"]);
  if (amountMinor === undefined || leftMinor === undefined || leftMinor > amountMinor)
    return { finding: "UNKNOWN" };
  if (currency?.length !== 3 || providerRef === undefined) return { finding: "UNKNOWN" };
  const finding = leftMinor > 0n ? "CHARGED" : "RETURNED";
  return { finding, amountMinor, refundedMinor: amountMinor - leftMinor, currency, providerRef };
}

function readCallback({ body }: RawCallback): ReturnType<Provider["readCallback"]> {
  const told = objectIn(body);
  if (isRefusal(told)) return told;
  if (told["eventType"] !== "PAYMENT_STATUS_CHANGED") return "ignored";
  return hintIn(within(told, "data")["orderId"]) ?? "ignored";
}
