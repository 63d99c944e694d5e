/** Money for a wallet: what a provider takes is booked there, to the won, or goes back whole. */
import type { BodyOf, Draft } from "#kernel/message.ts";
import { CURRENCY } from "#kernel/money.ts";
import { refuse, type Refusal } from "#kernel/refusal.ts";
import {
  type noteTopUp,
  type openTopUp,
  type payTopUp,
  type ProvidedMethod,
  topUpPaid,
  type TopUpRequest,
} from "../contract.ts";

export const TOP_UP_STATUSES = [
  "OPENED",
  "REQUESTED",
  "IN_DOUBT",
  "PAID",
  "BOOKED",
  "DECLINED",
  "EXPIRED",
  "RETURN_DUE",
  "RETURNED",
] as const;
export type TopUpStatus = (typeof TOP_UP_STATUSES)[number];

export type TopUp = {
  readonly transactionId: string;
  readonly memberId: string;
  readonly payMethod: ProvidedMethod;
  readonly amountMinor: bigint;
  readonly status: TopUpStatus;
  readonly payerRef?: string | undefined;
  readonly providerRef?: string | undefined;
  /** Calls to the provider so far; the number of the last one. */
  readonly calls: number;
  /** A look is under way, and whether somebody hinted since the last call began. */
  readonly looking: boolean;
  readonly hinted: boolean;
  readonly askedAt?: number | undefined;
  /** Since when something is not known. */
  readonly doubtSince?: number | undefined;
  /** What the provider took, where it took anything. */
  readonly takenMinor?: bigint | undefined;
  readonly takenCurrency?: string | undefined;
};

/** The name under which a provider knows the charge of a top-up. There is one attempt. */
export const topUpKeyOf = (transactionId: string): string => `${transactionId}-1`;

export type TopUpStep = {
  readonly topUp?: TopUp;
  readonly says?: Draft;
  readonly calls?: TopUpRequest;
  /** When to look again; null for never. */
  readonly lookAt?: number | null;
};
type StepOf = TopUpStep & { readonly topUp: TopUp };
type Said = Omit<BodyOf<typeof noteTopUp>, "transactionId">;

/** The most that a member may put in at once. */
export const TOP_UP_LIMIT_MINOR = 100_000_000n;
const OPEN_FOR_MS = 30 * 60_000;
/** A charge that nobody knows of by then is closed and not taken: nobody waits for it any more. */
const TAKEN_WITHIN_MS = 10 * 60_000;
const PAUSE_MS = 5_000;
const LONG_PAUSE_MS = 30_000;
const LONG_AFTER_MS = 60_000;

export function openedTopUp(
  ask: BodyOf<typeof openTopUp>,
  topUp: TopUp | undefined,
  at: number,
): TopUpStep {
  if (topUp !== undefined) return {};
  const opened: TopUp = { ...ask, status: "OPENED", calls: 0, looking: false, hinted: false };
  return { topUp: opened, lookAt: at + OPEN_FOR_MS };
}

/** The money is asked for once; asked again, what is known of it stands. */
export function askForTopUp(
  { memberId, payerRef }: BodyOf<typeof payTopUp>,
  topUp: TopUp | undefined,
  at: number,
): TopUpStep | Refusal {
  if (topUp?.memberId !== memberId) return refuse("COMMON_ENTITY_NOT_FOUND");
  if (topUp.status === "EXPIRED") return refuse("COMMON_ILLEGAL_STATUS");
  if (topUp.status !== "OPENED") return {};
  const asked: TopUp = { ...topUp, status: "REQUESTED", payerRef, askedAt: at };
  return { ...called(asked, "CHARGE"), lookAt: null };
}

/** The provider said something of the charge. What it says twice changes nothing. */
export function heardOfTopUp(said: Said, topUp: TopUp | undefined, at: number): TopUpStep {
  switch (topUp?.status) {
    case "REQUESTED":
    case "IN_DOUBT":
      return settle(said, topUp, at);
    case "DECLINED":
      return said.finding === "CHARGED" ? giveBack(said, topUp) : looked(said, topUp, at);
    case undefined:
    case "OPENED":
    case "EXPIRED":
    case "PAID":
    case "BOOKED":
    case "RETURN_DUE":
    case "RETURNED":
      return {};
  }
}

function settle(said: Said, topUp: TopUp, at: number): StepOf {
  switch (said.finding) {
    case "CHARGED":
      return isAsAsked(said, topUp) ? paid(said, topUp) : giveBack(said, topUp);
    case "DECLINED":
    case "CLOSED":
    case "RETURNED":
      return looked(said, { ...topUp, status: "DECLINED" }, at);
    case "ABSENT":
      // Not known is not unpaid: the request may still be under way. It is sent again, or closed.
      if (said.request === "LOOK" && topUp.status === "IN_DOUBT")
        return called(topUp, isLate(topUp, at) ? "CLOSE" : "CHARGE");
      return looked(said, { ...topUp, status: "IN_DOUBT" }, at);
    case "UNKNOWN":
      return looked(said, { ...topUp, status: "IN_DOUBT" }, at);
  }
}

const isAsAsked = ({ amountMinor, currency }: Said, topUp: TopUp): boolean =>
  amountMinor === topUp.amountMinor && currency === CURRENCY;
const isLate = ({ askedAt = 0 }: TopUp, at: number): boolean => at - askedAt >= TAKEN_WITHIN_MS;

function paid({ providerRef }: Said, topUp: TopUp): StepOf {
  const { transactionId, memberId, amountMinor } = topUp;
  const taken = { providerRef, takenMinor: amountMinor, takenCurrency: CURRENCY };
  return {
    ...calm({ ...topUp, ...taken, status: "PAID" }),
    says: topUpPaid({ transactionId, memberId, amountMinor }),
  };
}

function giveBack({ amountMinor, currency, providerRef }: Said, topUp: TopUp): StepOf {
  const taken = { providerRef, takenMinor: amountMinor ?? 0n, takenCurrency: currency };
  const { topUp: due, lookAt } = calm({ ...topUp, ...taken, status: "RETURN_DUE" });
  return { ...called(due, "RETURN"), ...(lookAt === undefined ? {} : { lookAt }) };
}

/** What is not sure is looked for later, or at once where somebody hinted meanwhile. */
function looked({ finding }: Said, topUp: TopUp, at: number): StepOf {
  if (topUp.hinted) return look({ ...topUp, doubtSince: topUp.doubtSince ?? at });
  if (topUp.status !== "IN_DOUBT" && finding !== "UNKNOWN") return calm(topUp);
  const { doubtSince = at } = topUp;
  const pauseMs = at - doubtSince < LONG_AFTER_MS ? PAUSE_MS : LONG_PAUSE_MS;
  return { topUp: { ...topUp, looking: false, doubtSince }, lookAt: at + pauseMs };
}

/** Nothing is in doubt any more, and nothing is looked for. */
const calm = (topUp: TopUp): StepOf => ({
  topUp: { ...topUp, looking: false, hinted: false, doubtSince: undefined },
  ...(topUp.doubtSince === undefined ? {} : { lookAt: null }),
});

const called = (topUp: TopUp, request: TopUpRequest): StepOf => ({
  topUp: { ...topUp, calls: topUp.calls + 1 },
  calls: request,
});
const look = (topUp: TopUp): StepOf => called({ ...topUp, looking: true, hinted: false }, "LOOK");

/** A provider called back: it is asked itself, once at a time, while its word can change anything. */
export function hintedAtTopUp(topUp: TopUp | undefined): TopUpStep {
  switch (topUp?.status) {
    case "REQUESTED":
      return topUp.hinted ? {} : { topUp: { ...topUp, hinted: true } };
    case "IN_DOUBT":
    case "DECLINED":
      if (!topUp.looking) return look(topUp);
      return topUp.hinted ? {} : { topUp: { ...topUp, hinted: true } };
    case undefined:
    case "OPENED":
    case "EXPIRED":
    case "PAID":
    case "BOOKED":
    case "RETURN_DUE":
    case "RETURNED":
      return {};
  }
}

/** What nobody paid expires; what is not known is asked again. */
export function topUpFellDue(topUp: TopUp | undefined): TopUpStep {
  if (topUp?.status === "OPENED") return { topUp: { ...topUp, status: "EXPIRED" } };
  if (topUp?.doubtSince === undefined || topUp.looking) return {};
  return look(topUp);
}

/** The wallet has the money. */
export const topUpBooked = (topUp: TopUp | undefined): TopUpStep =>
  topUp?.status === "PAID" ? { topUp: { ...topUp, status: "BOOKED" } } : {};

/** The wallet cannot take the money: it goes back. */
export const topUpNotBooked = (topUp: TopUp | undefined): TopUpStep =>
  topUp?.status === "PAID" ? called({ ...topUp, status: "RETURN_DUE" }, "RETURN") : {};

export const topUpReturned = (topUp: TopUp | undefined): TopUpStep =>
  topUp?.status === "RETURN_DUE" ? { topUp: { ...topUp, status: "RETURNED" } } : {};
