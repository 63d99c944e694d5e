/** What is Stripe's own: its wire, its keys, its search, its declines. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { realWorld } from "#kernel/world.ts";
import {
  GOOD_CARD,
  NO_CARD,
  openStripeCompany,
  type StripeCompany,
} from "#test/companies/stripe.ts";
import type { ChargeAsk, Provider } from "../provider.ts";
import { stripeProvider } from "./stripe.ts";

const chargeKey = "ord_0000000000000001-1";
const ask: ChargeAsk = {
  chargeKey,
  payMethod: "CARD",
  amountMinor: 10_000n,
  currency: "KRW",
  payerRef: GOOD_CARD,
};
const account = { secretKey: "sk_test_of_bojagi", webhookSecret: "whsec_of_bojagi" };
const { signal } = new AbortController();

describe("Stripe", () => {
  let company: StripeCompany;
  let stripe: Provider;
  beforeEach(async () => {
    company = await openStripeCompany(account.secretKey);
    const { url } = company;
    stripe = await stripeProvider({ ...account, url, answerWithinMs: 300 }, realWorld());
  });
  afterEach(() => company.close());
  const sent = () => company.asked.map(({ method, path }) => `${method} ${path}`);

  test("S1.43 a charge is an intent and its confirmation, in whole won, each under a key of ours", async () => {
    await stripe.charge(ask, signal);
    expect(company.asked).toMatchObject([
      {
        path: "/v1/payment_intents",
        headers: {
          "idempotency-key": `${chargeKey}-intent`,
          "stripe-version": "2026-10-28.endive",
          "content-type": "application/x-www-form-urlencoded",
        },
      },
      { path: expect.stringMatching(/\/confirm$/), headers: { "idempotency-key": chargeKey } },
    ]);
    const [intent, confirmation] = company.asked.map(({ text }) => new URLSearchParams(text));
    expect(intent?.get("amount")).toBe("10000");
    expect(intent?.get("currency")).toBe("krw");
    expect(intent?.get("allowed_payment_method_types[0]")).toBe("card");
    expect(confirmation?.get("payment_method")).toBe(GOOD_CARD);
    expect(confirmation?.get("error_on_requires_action")).toBe("true");
  });

  /** As a payer would who opens the window and pays there. */
  const authorised = async (key = chargeKey) => {
    const { payerRef: _, ...charge } = ask;
    const returnUrl = "https://shop.example/back";
    const url = await stripe.window?.(
      { ...charge, chargeKey: key, title: "Tea", returnUrl },
      signal,
    );
    const page = await (await fetch(`${url}?pay`)).text();
    return /paymentKey=(cs_\w+)/.exec(page)?.[1] ?? "";
  };

  test("S1.43 what a payer authorised in a window is captured once, by the charge", async () => {
    const payerRef = await authorised();
    expect(await stripe.look({ ...ask, payerRef }, signal)).toEqual({ finding: "ABSENT" });
    const taken = { finding: "CHARGED", amountMinor: 10_000n, currency: "KRW" };
    expect(await stripe.charge({ ...ask, payerRef }, signal)).toMatchObject(taken);
    expect(await stripe.charge({ ...ask, payerRef }, signal)).toMatchObject(taken);
    expect(company.intents).toMatchObject([{ status: "succeeded", amount: 10_000 }]);
  });

  test("S1.43 an authorisation of another charge, of nobody or never finished is not taken", async () => {
    const declined = { finding: "DECLINED" };
    const other = await authorised("ord_0000000000000002-1");
    expect(await stripe.charge({ ...ask, payerRef: other }, signal)).toEqual(declined);
    expect(await stripe.charge({ ...ask, payerRef: "cs_of_nobody" }, signal)).toEqual(declined);
    expect(company.intents).toMatchObject([{ status: "requires_capture" }]);
  });

  test("S1.43 an authorisation whose order died is closed, and never taken after", async () => {
    const payerRef = await authorised();
    expect(await stripe.close({ ...ask, payerRef }, signal)).toEqual({ finding: "CLOSED" });
    await expect(stripe.charge({ ...ask, payerRef }, signal)).rejects.toMatchObject({
      code: "payment_intent_unexpected_state",
    });
    expect(company.intents).toMatchObject([{ status: "canceled" }]);
  });

  test("S1.43 what the payer did not bring is declined, and nobody is called", async () => {
    const { payerRef: _, ...empty } = ask;
    expect(await stripe.charge(empty, signal)).toEqual({ finding: "DECLINED" });
    expect(sent()).toEqual([]);
  });

  test("S1.43 a payment method that Stripe does not know is declined", async () => {
    const charge = stripe.charge({ ...ask, payerRef: NO_CARD }, signal);
    expect(await charge).toEqual({ finding: "DECLINED" });
  });

  test("S0.31 a charge is found days later, when its key is forgotten, by its metadata", async () => {
    await stripe.charge(ask, signal);
    company.forgetKeys();
    company.index();
    expect(await stripe.look(ask, signal)).toMatchObject({ finding: "CHARGED" });
    expect(company.intents).toHaveLength(1);
  });

  test("a charge whose name is known is looked up under it, without a search", async () => {
    const { providerRef } = await stripe.charge(ask, signal);
    const before = sent().length;
    await stripe.look({ ...ask, providerRef }, signal);
    expect(sent().slice(before)).toEqual([`GET /v1/payment_intents/${providerRef}`]);
  });

  test("an intent of another charge says nothing of ours", async () => {
    const { providerRef } = await stripe.charge(ask, signal);
    const other = { ...ask, chargeKey: "ord_0000000000000002-1", providerRef };
    expect(await stripe.look(other, signal)).toEqual({ finding: "UNKNOWN" });
  });

  test("a key of ours that Stripe does not take says nothing of the charge", async () => {
    const wrong = { ...account, secretKey: "sk_test_of_nobody", url: company.url };
    const stranger = await stripeProvider(wrong, realWorld());
    await expect(stranger.charge(ask, signal)).rejects.toThrow("Invalid API Key");
  });

  test("events of something else are ignored, and unsigned ones refused", () => {
    const body = Buffer.from("{}");
    expect(stripe.readCallback({ headers: {}, body, at: 0 })).toEqual({
      refusal: "SIGNATURE_INVALID",
    });
  });
});
