/**
 * Stripe, by its own SDK, for cards. The payer authorises in a Checkout Session and brings its name: its
 * PaymentIntent is captured. A page of one's own may bring a payment method instead: one PaymentIntent
 * per charge key is confirmed with it. Callbacks are signed, and still only hints.
 */
import type Stripe from "stripe";
import { isRefusal } from "#kernel/refusal.ts";
import type { Timers } from "#http/outgoing.ts";
import type { ChargeAsk, Found, Provider, WindowAsk } from "../provider.ts";
import { addressIn, amountIn, type Target, textIn } from "./calling.ts";
import { readSigned } from "./stripe/callbacks.ts";
import { declinedBy, isMissing, isStateOf, openStripe } from "./stripe/client.ts";

export type StripeAccount = Partial<Target> & {
  readonly secretKey: string;
  /** What Stripe signs its callbacks with. */
  readonly webhookSecret: string;
};

/** Loads the SDK, which takes time and memory: ask for it only when a method is routed to Stripe. */
export async function stripeProvider(account: StripeAccount, timers: Timers): Promise<Provider> {
  const stripe = await openStripe(account, timers);
  const look = async (ask: ChargeAsk): Promise<Found> =>
    foundIn(await lookedUp(stripe, await intentOf(stripe, ask)), ask);
  return {
    charge: (ask) => (isSession(ask.payerRef) ? captured(stripe, ask) : confirmed(stripe, ask)),
    window: async (ask) => addressIn((await stripe.checkout.sessions.create(sessionOf(ask))).url),
    look,
    close: async (ask) => {
      const { id } = await intentOf(stripe, ask);
      try {
        return foundIn(await stripe.paymentIntents.cancel(id, EXPANDED), ask);
      } catch (error) {
        // It was taken, or closed before: what is true is looked up.
        if (isStateOf(error)) return look(ask);
        throw error;
      }
    },
    refund: async (ask, { refundKey, amountMinor }) => {
      const { id } = await intentOf(stripe, ask);
      const part = { payment_intent: id, amount: Number(amountMinor) };
      const { status } = await stripe.refunds.create(part, { idempotencyKey: refundKey });
      if (status !== "succeeded" && status !== "pending")
        throw new Error(`a refund of ${ask.chargeKey} is ${status}`);
    },
    readCallback: (callback) => {
      const told = readSigned(stripe, account.webhookSecret, callback);
      return isRefusal(told) ? told : (told ?? "ignored");
    },
  };
}

const EXPANDED = { expand: ["latest_charge"] };

/** Authorised there and captured by us, so that nobody pays for an order that died meanwhile. */
const sessionOf = ({
  chargeKey,
  amountMinor,
  currency,
  title,
  returnUrl,
}: WindowAsk): Stripe.Checkout.SessionCreateParams => ({
  mode: "payment",
  allowed_payment_method_types: ["card"],
  line_items: [
    {
      quantity: 1,
      price_data: {
        currency: currency.toLowerCase(),
        unit_amount: Number(amountMinor),
        product_data: { name: title },
      },
    },
  ],
  payment_intent_data: { capture_method: "manual", metadata: { charge_key: chargeKey } },
  success_url: `${returnUrl}?orderId=${chargeKey}&paymentKey={CHECKOUT_SESSION_ID}`,
  cancel_url: `${returnUrl}?orderId=${chargeKey}&code=PAY_PROCESS_CANCELED`,
});

const isSession = (payerRef: string | undefined): payerRef is string =>
  payerRef?.startsWith("cs_") === true;

/** The intent that a session authorised; undefined where it did not, or does not exist. */
async function intentIn(stripe: Stripe, session: string): Promise<string | undefined> {
  try {
    const { payment_intent: intent } = await stripe.checkout.sessions.retrieve(session);
    return (typeof intent === "string" ? intent : intent?.id) ?? undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function captured(stripe: Stripe, ask: ChargeAsk): Promise<Found> {
  const id = await intentIn(stripe, ask.payerRef ?? "");
  if (id === undefined) return { finding: "DECLINED" };
  const { metadata } = await stripe.paymentIntents.retrieve(id);
  // What was authorised for another charge is not taken for this one.
  if (metadata["charge_key"] !== ask.chargeKey) return { finding: "DECLINED" };
  try {
    const options = { idempotencyKey: ask.chargeKey };
    return foundIn(await stripe.paymentIntents.capture(id, EXPANDED, options), ask);
  } catch (error) {
    if (declinedBy(error)) return { finding: "DECLINED" };
    throw error;
  }
}

async function confirmed(stripe: Stripe, ask: ChargeAsk): Promise<Found> {
  // Nothing can be taken from what the payer has not given.
  if (ask.payerRef === undefined) return { finding: "DECLINED" };
  const { id } = await created(stripe, ask);
  const given = {
    payment_method: ask.payerRef,
    // Nobody is there to answer a bank's question: it is declined in place of waiting for a person.
    error_on_requires_action: true,
    ...EXPANDED,
  };
  try {
    const intent = await stripe.paymentIntents.confirm(id, given, {
      idempotencyKey: ask.chargeKey,
    });
    return foundIn(intent, ask);
  } catch (error) {
    if (declinedBy(error)) return { finding: "DECLINED" };
    throw error;
  }
}

/**
 * The intent of a charge key, made without moving any money where there is none. Stripe knows our key
 * for a day, its search what is older than a minute.
 */
async function intentOf(stripe: Stripe, ask: ChargeAsk): Promise<{ readonly id: string }> {
  if (ask.providerRef !== undefined) return { id: ask.providerRef };
  const authorised = isSession(ask.payerRef) ? await intentIn(stripe, ask.payerRef) : undefined;
  if (authorised !== undefined) return { id: authorised };
  const query = `metadata['charge_key']:'${ask.chargeKey}'`;
  const { data } = await stripe.paymentIntents.search({ query });
  return data.find(({ status }) => status === "succeeded") ?? data[0] ?? created(stripe, ask);
}

const created = (stripe: Stripe, { chargeKey, amountMinor, currency }: ChargeAsk) =>
  stripe.paymentIntents.create(
    {
      // The won has no smaller unit: Stripe takes it as it is.
      amount: Number(amountMinor),
      currency: currency.toLowerCase(),
      allowed_payment_method_types: ["card"],
      metadata: { charge_key: chargeKey },
    },
    { idempotencyKey: `${chargeKey}-intent` },
  );

const lookedUp = (stripe: Stripe, { id }: { readonly id: string }) =>
  stripe.paymentIntents.retrieve(id, EXPANDED);

/** An intent of another charge says nothing of ours. */
function foundIn(intent: Stripe.PaymentIntent, { chargeKey }: ChargeAsk): Found {
  if (intent.metadata?.["charge_key"] !== chargeKey) return { finding: "UNKNOWN" };
  switch (intent.status) {
    case "succeeded":
      return takenIn(intent);
    case "canceled":
      return { finding: "CLOSED" };
    case "requires_payment_method":
    case "requires_confirmation":
      // Without an error our confirmation has not come: it is sent again under the same key.
      return { finding: intent.last_payment_error === null ? "ABSENT" : "DECLINED" };
    case "requires_capture":
      // Authorised, and our capture has not come: it is sent again under the same key.
      return { finding: "ABSENT" };
    default:
      // Under way there, or a state that Stripe added since.
      return { finding: "UNKNOWN" };
  }
}

function takenIn({ id, amount_received, currency, latest_charge }: Stripe.PaymentIntent): Found {
  const charge = typeof latest_charge === "object" ? latest_charge : null;
  const amountMinor = amountIn(amount_received);
  const refundedMinor = amountIn(charge?.amount_refunded);
  const written = textIn(currency)?.toUpperCase();
  const providerRef = textIn(id);
  if (amountMinor === undefined || refundedMinor === undefined || refundedMinor > amountMinor)
    return { finding: "UNKNOWN" };
  if (written?.length !== 3 || providerRef === undefined) return { finding: "UNKNOWN" };
  const finding = refundedMinor < amountMinor ? "CHARGED" : "RETURNED";
  return { finding, amountMinor, refundedMinor, currency: written, providerRef };
}
