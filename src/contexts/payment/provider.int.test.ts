/** The same promises, kept by every adapter against a server of its company's form. */
import { Stripe } from "stripe";
import { realWorld } from "#kernel/world.ts";
import {
  DECLINED_CARD,
  GOOD_CARD,
  openStripeCompany,
  type StripeCompany,
} from "#test/companies/stripe.ts";
import { openTossCompany, REFUSED_KEY } from "#test/companies/toss.ts";
import { providerSuite } from "./provider.suite.ts";
import { simulatorProvider } from "./providers/simulator.ts";
import { refundedOf } from "./providers/simulator/book.ts";
import { startSimulator } from "./providers/simulator/server.ts";
import { stripeProvider } from "./providers/stripe.ts";
import { tossProvider } from "./providers/toss.ts";

const world = realWorld();
const answerWithinMs = 250;

providerSuite("simulator", async () => {
  const secret = `whsec_${Buffer.from("a secret of these tests").toString("base64")}`;
  const simulator = await startSimulator({ secret, world });
  const { url, book, close } = simulator;
  return {
    provider: simulatorProvider({ url, secret, answerWithinMs }, world),
    payerRef: (isGood) => (isGood ? "good" : "bad"),
    nextCharge: (mishap) => {
      const faults = {
        decline: "decline",
        silent: "time-out",
        "acts-and-is-silent": "act-then-time-out",
        fails: "server-error",
      } as const;
      simulator.set({ faults: [{ on: "charge", fault: faults[mishap], times: 1 }] });
    },
    keptMinor: (chargeKey) => {
      const charge = book.find(chargeKey);
      return charge?.status === "CHARGED" ? BigInt(charge.amount - refundedOf(charge)) : 0n;
    },
    callbackOf: (chargeKey) => {
      const at = world.now();
      const { headers, body } = simulator.callbackOf(chargeKey, at);
      return { headers, body: Buffer.from(body), at };
    },
    closes: true,
    isSigned: true,
    close,
  };
});

providerSuite("Toss Payments", async () => {
  const company = await openTossCompany();
  let brought = 0;
  return {
    provider: tossProvider({ url: company.url, secretKey: "test_sk", answerWithinMs }, world),
    payerRef: (isGood) => (isGood ? `paymentKey${++brought}` : REFUSED_KEY),
    nextCharge: (mishap) => {
      if (mishap !== "decline") company.next(/^POST .*\/confirm$/, mishap);
    },
    keptMinor: (chargeKey) => {
      const found = company.payments.filter(({ orderId }) => orderId === chargeKey);
      return BigInt(found.reduce((sum, { balanceAmount }) => sum + balanceAmount, 0));
    },
    callbackOf: (orderId) => ({
      headers: {},
      body: Buffer.from(
        JSON.stringify({ eventType: "PAYMENT_STATUS_CHANGED", data: { orderId, status: "DONE" } }),
      ),
      at: world.now(),
    }),
    closes: false,
    isSigned: false,
    close: company.close,
  };
});

const WEBHOOK_SECRET = "whsec_of_these_tests";

providerSuite("Stripe", async () => {
  const company = await openStripeCompany("sk_test_of_bojagi");
  const { url } = company;
  const account = { url, secretKey: "sk_test_of_bojagi", webhookSecret: WEBHOOK_SECRET };
  return {
    provider: await stripeProvider({ ...account, answerWithinMs }, world),
    payerRef: (isGood) => (isGood ? GOOD_CARD : DECLINED_CARD),
    nextCharge: (mishap) => {
      if (mishap !== "decline") company.next(/^POST .*\/confirm$/, mishap);
    },
    keptMinor: (chargeKey) => keptByStripe(company, chargeKey),
    callbackOf: stripeCallback,
    closes: true,
    isSigned: true,
    close: company.close,
  };
});

function keptByStripe({ intents }: StripeCompany, chargeKey: string): bigint {
  const taken = intents.filter(
    ({ metadata, status }) => metadata["charge_key"] === chargeKey && status === "succeeded",
  );
  return BigInt(taken.reduce((sum, { amount, refunded }) => sum + amount - refunded, 0));
}

/** Signed by the SDK's own test tool (https://docs.stripe.com/webhooks). */
function stripeCallback(chargeKey: string) {
  const at = world.now();
  const object = { object: "payment_intent", metadata: { charge_key: chargeKey } };
  const event = { object: "event", type: "payment_intent.succeeded", data: { object } };
  const payload = JSON.stringify(event);
  const signature = new Stripe("sk_test").webhooks.generateTestHeaderString({
    payload,
    secret: WEBHOOK_SECRET,
    timestamp: Math.floor(at / 1_000),
  });
  return { headers: { "stripe-signature": signature }, body: Buffer.from(payload), at };
}
