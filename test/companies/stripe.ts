/**
 * Stripe as far as we use it, with the forms of its API reference (https://docs.stripe.com/api):
 * checkout sessions (create, retrieve), payment_intents (object, create, confirm, capture, cancel, search), refunds (create), errors, idempotent
 * requests. Search sees what `index` was called after, as Stripe's own lags behind; keys are known
 * until `forgetKeys`, as Stripe's are for a day.
 */
import { type Asked, type Counter, openCounter, type Reply, windowOf } from "./counter.ts";

type Intent = {
  readonly id: string;
  readonly amount: number;
  readonly currency: string;
  readonly metadata: Readonly<Record<string, string>>;
  status: "requires_payment_method" | "requires_capture" | "succeeded" | "canceled";
  declined: boolean;
  refunded: number;
};
export type StripeCompany = Counter & {
  readonly intents: readonly Intent[];
  readonly index: () => void;
  readonly forgetKeys: () => void;
};

/** Test payment methods of https://docs.stripe.com/testing. */
export const GOOD_CARD = "pm_card_visa";
export const DECLINED_CARD = "pm_card_chargeDeclined";
export const NO_CARD = "pm_nobody_has_this";

type Session = {
  readonly id: string;
  readonly given: URLSearchParams;
  intent: Intent | undefined;
};
type Book = { readonly intents: Intent[]; readonly sessions: Session[]; indexed: number };
type Kept = { readonly text: string; readonly reply: Reply };

export async function openStripeCompany(secretKey: string): Promise<StripeCompany> {
  const book: Book = { intents: [], sessions: [], indexed: 0 };
  const keys = new Map<string, Kept>();
  const counter = await openCounter((asked) => {
    // A person opens a window, and needs no key.
    if (asked.path.startsWith("/window/")) return openedWindow(book, asked);
    if (asked.headers.authorization !== `Bearer ${secretKey}`)
      return problem(401, { type: "invalid_request_error", message: "Invalid API Key" });
    return onceOnly(keys, asked, () => answer(book, asked));
  });
  return {
    ...counter,
    intents: book.intents,
    index: () => {
      book.indexed = book.intents.length;
    },
    forgetKeys: () => keys.clear(),
  };
}

/** The first answer again for the same key; an error for other parameters under it. */
function onceOnly(keys: Map<string, Kept>, { headers, path, text }: Asked, act: () => Reply) {
  const key = headers["idempotency-key"];
  if (typeof key !== "string") return act();
  const kept = keys.get(key);
  if (kept === undefined) {
    const reply = act();
    keys.set(key, { text: path + text, reply });
    return reply;
  }
  return kept.text === path + text ? kept.reply : problem(400, { type: "idempotency_error" });
}

const INTENTS = "/v1/payment_intents";
const SESSIONS = "/v1/checkout/sessions";

function answer(book: Book, { method, host, path, query, text }: Asked): Reply {
  const given = new URLSearchParams(text);
  if (method === "POST" && path === INTENTS) return shown(create(book, given));
  if (method === "POST" && path === "/v1/refunds") return refund(book, given);
  if (method === "POST" && path === SESSIONS) return opened(book, given, host);
  if (path.startsWith(`${SESSIONS}/`)) return sessionShown(book, path);
  if (path === `${INTENTS}/search`) return search(book, query.get("query") ?? "");
  const [, id, act] =
    /^\/v1\/payment_intents\/([^/]+)(?:\/(confirm|capture|cancel))?$/.exec(path) ?? [];
  const intent = book.intents.find((one) => one.id === id);
  if (intent === undefined) return missing("intent");
  switch (act) {
    case "confirm":
      return confirm(intent, given.get("payment_method") ?? "");
    case "capture":
      return capture(intent);
    case "cancel":
      return cancel(intent);
    default:
      return shown(intent);
  }
}

function opened({ sessions }: Book, given: URLSearchParams, host: string): Reply {
  const id = `cs_test_a1b2c3d4e5f6${String(sessions.length).padStart(8, "0")}`;
  sessions.push({ id, given, intent: undefined });
  const url = `http://${host}/window/${id}`;
  return { status: 200, body: { id, object: "checkout.session", payment_intent: null, url } };
}

function sessionShown({ sessions }: Book, path: string): Reply {
  const session = sessions.find(({ id }) => path === `${SESSIONS}/${id}`);
  if (session === undefined) return missing("session");
  const { id, intent } = session;
  const status = intent === undefined ? "open" : "complete";
  const body = { id, object: "checkout.session", status, payment_intent: intent?.id ?? null };
  return { status: 200, body };
}

/** A person authorises a card at `pay`, which is taken when it is captured, or leaves. */
function openedWindow(book: Book, { path, query }: Asked): Reply {
  const session = book.sessions.find(({ id }) => path === `/window/${id}`);
  if (session === undefined) return missing("session");
  const { id, given } = session;
  if (!query.has("pay")) {
    return windowOf({ authorise: `${path}?pay`, leave: given.get("cancel_url") ?? "" });
  }
  const wanted = new URLSearchParams({
    amount: given.get("line_items[0][price_data][unit_amount]") ?? "",
    currency: given.get("line_items[0][price_data][currency]") ?? "",
    "metadata[charge_key]": given.get("payment_intent_data[metadata][charge_key]") ?? "",
  });
  session.intent ??= create(book, wanted);
  if (session.intent.status === "requires_payment_method")
    session.intent.status = "requires_capture";
  const back = (given.get("success_url") ?? "").replace("{CHECKOUT_SESSION_ID}", id);
  return windowOf({ "go back": back });
}

function create({ intents }: Book, given: URLSearchParams): Intent {
  const intent: Intent = {
    id: `pi_3MtwBwLkdIwHu7ix${String(intents.length).padStart(8, "0")}`,
    amount: Number(given.get("amount")),
    currency: given.get("currency") ?? "",
    metadata: { charge_key: given.get("metadata[charge_key]") ?? "" },
    status: "requires_payment_method",
    declined: false,
    refunded: 0,
  };
  intents.push(intent);
  return intent;
}

function confirm(intent: Intent, card: string): Reply {
  if (intent.status !== "requires_payment_method") return wrongState();
  if (card === NO_CARD) return missing("payment_method");
  intent.declined = card !== GOOD_CARD;
  if (intent.declined) return problem(402, declineOf());
  intent.status = "succeeded";
  return shown(intent);
}

function capture(intent: Intent): Reply {
  if (intent.status !== "requires_capture") return wrongState();
  intent.status = "succeeded";
  return shown(intent);
}

function cancel(intent: Intent): Reply {
  if (intent.status === "succeeded" || intent.status === "canceled") return wrongState();
  intent.status = "canceled";
  return shown(intent);
}

function refund({ intents }: Book, given: URLSearchParams): Reply {
  const intent = intents.find(({ id }) => id === given.get("payment_intent"));
  const amount = Number(given.get("amount"));
  if (intent === undefined) return missing("payment_intent");
  if (intent.status !== "succeeded" || intent.refunded + amount > intent.amount)
    return problem(400, {
      type: "invalid_request_error",
      param: "amount",
      message: "Refund amount is greater than unrefunded amount on charge",
    });
  intent.refunded += amount;
  const { id: payment_intent, currency } = intent;
  const made = { id: "re_1Nispe2eZvKYlo2Cd31jOCgZ", object: "refund", amount, currency };
  return { status: 200, body: { ...made, payment_intent, status: "succeeded" } };
}

function search({ intents, indexed }: Book, query: string): Reply {
  const [, key] = /^metadata\['charge_key'\]:'([^']+)'$/.exec(query) ?? [];
  const found = intents.slice(0, indexed).filter(({ metadata }) => metadata["charge_key"] === key);
  const url = `${INTENTS}/search`;
  const data = found.map(formOf);
  return { status: 200, body: { object: "search_result", url, has_more: false, data } };
}

const shown = (intent: Intent): Reply => ({ status: 200, body: formOf(intent) });

const formOf = ({ id, amount, currency, metadata, status, declined, refunded }: Intent) => ({
  id,
  object: "payment_intent",
  amount,
  amount_capturable: 0,
  amount_received: status === "succeeded" ? amount : 0,
  capture_method: "automatic",
  confirmation_method: "automatic",
  currency,
  last_payment_error: declined ? declineOf() : null,
  latest_charge:
    status === "succeeded"
      ? { id: "ch_3MmlLrLkdIwHu7ix0snN0B15", object: "charge", amount, amount_refunded: refunded }
      : null,
  livemode: false,
  metadata,
  payment_method_types: ["card"],
  status,
});

const declineOf = () => ({
  type: "card_error",
  code: "card_declined",
  decline_code: "generic_decline",
  message: "Your card was declined.",
});
const problem = (status: number, error: object): Reply => ({ status, body: { error } });
const missing = (param: string): Reply =>
  problem(404, { type: "invalid_request_error", code: "resource_missing", param });
const wrongState = (): Reply =>
  problem(400, { type: "invalid_request_error", code: "payment_intent_unexpected_state" });
