/** The seam to card and pay companies: what payment asks of each, and how its answers are taken. */
import { CURRENCY } from "#kernel/money.ts";
import type { BodyOf, Draft } from "#kernel/message.ts";
import type { Refusal } from "#kernel/refusal.ts";
import type { TaskRunner, TaskRunners } from "#runtime/tasks.ts";
import { Passing } from "#store/store.ts";
import {
  callForTopUp,
  type callProvider,
  type ChargeFinding,
  noteCharge,
  noteReturn,
  noteTopUp,
  noteTopUpReturn,
  PROVIDED_METHODS,
  type ProvidedMethod,
} from "./contract.ts";
import { chargeKeyOf } from "./rules.ts";
import { topUpKeyOf } from "./rules/toppingUp.ts";

/** A charge as a provider is asked for it. The key is the same for every try of one attempt. */
export type ChargeAsk = {
  readonly chargeKey: string;
  readonly payMethod: ProvidedMethod;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly payerRef?: string | undefined;
  readonly providerRef?: string | undefined;
};

/** A charge as its payer is asked for it, and the page they come back to. */
export type WindowAsk = Pick<ChargeAsk, "chargeKey" | "payMethod" | "amountMinor" | "currency"> & {
  /** What the payer reads there. */
  readonly title: string;
  /** Comes back with `paymentKey` and `orderId`, the charge key; with `code` where nothing was authorised. */
  readonly returnUrl: string;
};

/** What is known of a charge; the amounts where money was taken. */
export type Found = {
  readonly finding: ChargeFinding;
  readonly amountMinor?: bigint;
  readonly refundedMinor?: bigint;
  readonly currency?: string;
  readonly providerRef?: string;
};

/** A callback as it came: its signature is over the bytes. */
export type RawCallback = {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  readonly at: number;
};
/** Which charge a callback speaks of; nothing when it is of a kind that is not ours to follow. */
export type Hint =
  { readonly orderId: string; readonly attempt: number } | { readonly transactionId: string };

/**
 * One company that moves money. Each promise rejects, or finds UNKNOWN, when the answer does not say
 * for sure; nothing is ever guessed from a silence, a broken answer or an error of theirs.
 */
export type Provider = {
  /** Takes the money once for its key, however often it is asked. */
  readonly charge: (ask: ChargeAsk, signal: AbortSignal) => Promise<Found>;
  readonly look: (ask: ChargeAsk, signal: AbortSignal) => Promise<Found>;
  /** Sees to it that the charge is never taken, or finds that it was. */
  readonly close: (ask: ChargeAsk, signal: AbortSignal) => Promise<Found>;
  /** Gives an amount of the charge back, once for its key; a part leaves the rest as it is. */
  readonly refund: (
    ask: ChargeAsk,
    part: { readonly refundKey: string; readonly amountMinor: bigint },
    signal: AbortSignal,
  ) => Promise<void>;
  /**
   * The address of a window in which the payer authorises the charge; no money moves there. Absent where
   * nothing is asked of the payer. Rejects without an address.
   */
  readonly window?: (ask: WindowAsk, signal: AbortSignal) => Promise<string>;
  /** Refused when it is not signed as agreed, or cannot be read. */
  readonly readCallback: (callback: RawCallback) => Hint | "ignored" | Refusal;
};

export const PROVIDER_NAMES = ["simulator", "toss", "stripe"] as const;
export type ProviderName = (typeof PROVIDER_NAMES)[number];
/** Who moves the money of which method, and whose callbacks are heard. */
export type Providers = {
  readonly ofMethod: Readonly<Record<ProvidedMethod, Provider>>;
  readonly named: Readonly<Partial<Record<ProviderName, Provider>>>;
};

/** The window of a method's company, where it has one. */
export const windowFor = (
  providers: Providers | undefined,
  payMethod: string | null | undefined,
): Provider["window"] =>
  PROVIDED_METHODS.filter((method) => method === payMethod).map(
    (method) => providers?.ofMethod[method].window,
  )[0];

/** The address of a window for the charge; undefined where there is none. Throws `Passing` without an answer. */
export const openWindow = (
  providers: Providers | undefined,
  ask: WindowAsk,
  signal: AbortSignal,
): Promise<string | undefined> =>
  Promise.resolve(windowFor(providers, ask.payMethod)?.(ask, signal)).catch((error: unknown) => {
    throw new Passing("unavailable", error);
  });

/** A runner for each method: a company that is sick makes only its own methods wait. */
export const runnersOf = ({ ofMethod }: Providers): TaskRunners =>
  Object.fromEntries(
    PROVIDED_METHODS.map((method) => [`payment.${method}`, runnerOf(ofMethod[method])]),
  );

const runnerOf =
  (provider: Provider): TaskRunner =>
  (message, signal) => {
    if (message.type === callForTopUp.type)
      return toppedUp(provider, message.body as BodyOf<typeof callForTopUp>, signal);
    const body = message.body as BodyOf<typeof callProvider>;
    switch (body.request) {
      case "CHARGE":
        return noted({ ...body, request: "CHARGE" }, provider.charge(askOf(body), signal));
      case "LOOK":
        return noted({ ...body, request: "LOOK" }, provider.look(askOf(body), signal));
      case "CLOSE":
        return noted({ ...body, request: "CLOSE" }, provider.close(askOf(body), signal));
      case "REFUND":
      case "RETURN":
        return givenBack(provider, body, signal);
    }
  };

const askOf = (body: BodyOf<typeof callProvider>): ChargeAsk => ({
  chargeKey: chargeKeyOf(body.orderId, body.attempt),
  payMethod: body.payMethod,
  amountMinor: body.amountMinor,
  currency: CURRENCY,
  payerRef: body.payerRef,
  providerRef: body.providerRef,
});

type Asked = Pick<BodyOf<typeof noteCharge>, "orderId" | "attempt" | "request">;

/** A time-out is not a no: whatever goes wrong in a call leaves the charge unknown. */
async function noted({ orderId, attempt, request }: Asked, asked: Promise<Found>): Promise<Draft> {
  const unknown: Found = { finding: "UNKNOWN" };
  const { refundedMinor: _, ...found } = await asked.catch(() => unknown);
  return noteCharge({ orderId, attempt, request, ...found });
}

/**
 * Looked for before it is sent, since an earlier try may have had its effect; rejects until it is done.
 * One refund of a charge is under way at a time: what has gone back by then tells whether this one has.
 */
async function givenBack(
  provider: Provider,
  body: BodyOf<typeof callProvider>,
  signal: AbortSignal,
): Promise<Draft> {
  const { orderId, attempt, amountMinor, refundId, upToMinor = amountMinor } = body;
  const ask = askOf(body);
  const refundKey = refundId ?? `return-${ask.chargeKey}`;
  await returnRest(provider, ask, { refundKey, upToMinor }, signal);
  return noteReturn({
    orderId,
    attempt,
    amountMinor: upToMinor,
    ...(refundId === undefined ? {} : { refundId }),
  });
}

async function returnRest(
  provider: Provider,
  ask: ChargeAsk,
  {
    refundKey,
    upToMinor = ask.amountMinor,
  }: { readonly refundKey: string; readonly upToMinor?: bigint },
  signal: AbortSignal,
): Promise<void> {
  const { finding, refundedMinor = 0n } = await provider.look(ask, signal);
  if (finding === "CHARGED") {
    const part = { refundKey, amountMinor: upToMinor - refundedMinor };
    if (part.amountMinor > 0n) await provider.refund(ask, part, signal);
  } else if (finding !== "RETURNED") {
    throw new Error(`${ask.chargeKey} is ${finding} at its provider, and cannot be given back yet`);
  }
}

/** The same for money that goes into a wallet. */
async function toppedUp(
  provider: Provider,
  { transactionId, request, ...asked }: BodyOf<typeof callForTopUp>,
  signal: AbortSignal,
): Promise<Draft> {
  const ask = { chargeKey: topUpKeyOf(transactionId), currency: CURRENCY, ...asked };
  const note = async (found: Promise<Found>, asked: Exclude<typeof request, "RETURN">) => {
    const unknown: Found = { finding: "UNKNOWN" };
    const { refundedMinor: _, ...known } = await found.catch(() => unknown);
    return noteTopUp({ transactionId, request: asked, ...known });
  };
  switch (request) {
    case "CHARGE":
      return note(provider.charge(ask, signal), request);
    case "LOOK":
      return note(provider.look(ask, signal), request);
    case "CLOSE":
      return note(provider.close(ask, signal), request);
    case "RETURN":
      await returnRest(provider, ask, { refundKey: `return-${ask.chargeKey}` }, signal);
      return noteTopUpReturn({ transactionId });
  }
}
