/** The simulator as a provider. */
import { isRefusal } from "#kernel/refusal.ts";
import type { Timers } from "#http/outgoing.ts";
import type { ChargeAsk, Found, Provider, RawCallback } from "../provider.ts";
import { hintIn, objectIn } from "./callbacks.ts";
import { amountIn, type Answer, callingOf, type Target, textIn } from "./calling.ts";
import { standardRefusal } from "./signing.ts";

export type SimulatorAccount = Target & { readonly secret: string };

export function simulatorProvider(account: SimulatorAccount, timers: Timers): Provider {
  const call = callingOf(account, timers);
  const headers = { authorization: `Bearer ${account.secret}` };
  const post = (path: string, body: unknown, signal: AbortSignal) =>
    call({ method: "POST", path, headers, body: JSON.stringify(body) }, signal);
  return {
    charge: async (ask, signal) => foundIn(await post("/charges", wantedOf(ask), signal), ask),
    look: async (ask, signal) =>
      foundIn(
        await call({ method: "GET", path: `/charges/${ask.chargeKey}`, headers }, signal),
        ask,
      ),
    close: async (ask, signal) =>
      foundIn(await post(`/charges/${ask.chargeKey}/closure`, wantedOf(ask), signal), ask),
    refund: async ({ chargeKey }, { refundKey, amountMinor }, signal) => {
      const part = { refundKey, amount: Number(amountMinor) };
      const { status } = await post(`/charges/${chargeKey}/refunds`, part, signal);
      if (status !== 200) throw new Error(`a refund of ${chargeKey} is answered ${status}`);
    },
    readCallback: (callback) => readCallback(account.secret, callback),
  };
}

const wantedOf = ({ chargeKey, payMethod, amountMinor, currency }: ChargeAsk) => ({
  chargeKey,
  payMethod,
  amount: Number(amountMinor),
  currency,
});

/** What does not name our charge, or states no plain amounts, says nothing. */
function foundIn({ status, body }: Answer, { chargeKey }: ChargeAsk): Found {
  if (status === 404) return { finding: "ABSENT" };
  if (status !== 200 || body["chargeKey"] !== chargeKey) return { finding: "UNKNOWN" };
  switch (body["status"]) {
    case "DECLINED":
      return { finding: "DECLINED" };
    case "CLOSED":
      return { finding: "CLOSED" };
    case "CHARGED":
      return takenIn(body);
    default:
      return { finding: "UNKNOWN" };
  }
}

function takenIn(body: Answer["body"]): Found {
  const amountMinor = amountIn(body["amount"]);
  const refundedMinor = amountIn(body["refunded"]);
  const currency = textIn(body["currency"]);
  const providerRef = textIn(body["providerRef"]);
  if (amountMinor === undefined || refundedMinor === undefined) return { finding: "UNKNOWN" };
  if (currency?.length !== 3 || providerRef === undefined) return { finding: "UNKNOWN" };
  const finding = refundedMinor < amountMinor ? "CHARGED" : "RETURNED";
  return { finding, amountMinor, refundedMinor, currency, providerRef };
}

function readCallback(
  secret: string,
  { headers, body, at }: RawCallback,
): ReturnType<Provider["readCallback"]> {
  const refusal = standardRefusal(secret, headers, body, at);
  if (refusal !== undefined) return refusal;
  const told = objectIn(body);
  if (isRefusal(told)) return told;
  if (told["type"] !== "charge.changed" || told["version"] !== 1) return "ignored";
  return hintIn(told["chargeKey"]) ?? "ignored";
}
