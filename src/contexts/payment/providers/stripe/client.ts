/** The SDK over our own calls: bounded in time and size, cut off while Stripe is sick, tried once. */
import type { Timers } from "#http/outgoing.ts";
import type Stripe from "stripe";
import { type Calling, callingOf, type Target } from "../calling.ts";

const ADDRESS = "https://api.stripe.com";
/** What this adapter was written against, whatever the account's own default is. */
const API_VERSION = "2026-10-28.endive";

type Account = Partial<Target> & { readonly secretKey: string };

export async function openStripe(account: Account, timers: Timers): Promise<Stripe> {
  // Its import is what the adapter costs, so that it is made by whoever needs it.
  const { Stripe: Sdk } = await import("stripe");
  const url = account.url ?? ADDRESS;
  const { hostname, port, protocol } = new URL(url);
  const isSecure = protocol === "https:";
  return new Sdk(account.secretKey, {
    apiVersion: API_VERSION,
    host: hostname,
    port: port === "" ? (isSecure ? 443 : 80) : Number(port),
    protocol: isSecure ? "https" : "http",
    httpClient: clientOver(callingOf({ ...account, url }, timers)),
    // A second try is ours to decide: it is a task, and looks first.
    maxNetworkRetries: 0,
    telemetry: false,
  });
}

/** A silence, a 5xx and a 429 reject here, and reach us as the SDK's connection error. */
const clientOver = (call: Calling): Stripe.HttpClient => ({
  getClientName: () => "bojagi",
  makeRequest: async (_host, _port, path, method, headers, body) => {
    const { status, body: answered } = await call(
      {
        method: method === "GET" ? "GET" : "POST",
        path,
        headers: sentBy(headers),
        ...(method === "GET" ? {} : { body }),
      },
      new AbortController().signal,
    );
    return {
      getStatusCode: () => status,
      getHeaders: () => ({}),
      getRawResponse: () => answered,
      toStream: () => answered,
      toJSON: () => Promise.resolve(answered),
    };
  },
});

/** Lengths are counted by the call itself. */
const sentBy = (headers: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .map(([name, value]) => [name.toLowerCase(), String(value)] as const)
      .filter(([name]) => name !== "content-length"),
  );

type Problem = { readonly type: string; readonly code: string; readonly param: string };
const problemIn = (error: unknown): Partial<Problem> =>
  typeof error === "object" && error !== null ? error : {};

/** The bank, or the card, says no for good; or what the payer brought is not known there. */
export function declinedBy(error: unknown): boolean {
  const { type, code, param } = problemIn(error);
  if (type === "StripeCardError") return true;
  return code === "resource_missing" && param === "payment_method";
}

/** What was named is not known there. */
export const isMissing = (error: unknown): boolean => problemIn(error).code === "resource_missing";

/** The intent is in a state that does not allow what was asked. */
export const isStateOf = (error: unknown): boolean =>
  problemIn(error).code === "payment_intent_unexpected_state";
