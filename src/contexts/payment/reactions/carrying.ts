/** What a step of the rules does: rows, facts, and what is asked of wallet and providers. */
import type { Draft } from "#kernel/message.ts";
import { impossible } from "#kernel/refusal.ts";
import { credit, creditPart, debit, payIn } from "#contexts/wallet/contract.ts";
import type { DeadlineChange, Decision, Moment, NewTask } from "#runtime/reaction.ts";
import { payments, refunds } from "../collections.ts";
import { callProvider, paymentDue } from "../contract.ts";
import { type Call, isProvided, type Payment, type Step, type Stray } from "../rules.ts";
import type { Owing } from "../rules/owing.ts";

export type OfOrder = { readonly orderId: string };
export const needs = ({ orderId }: OfOrder) => ({ payment: payments.one(orderId) });
type Decided = Decision<ReturnType<typeof needs>>;

export const owingBy = (moment: Moment): Owing => ({
  newRefundId: () => moment.token("refund"),
  intoWallet: moment.policies["deposit.refund"] === "WALLET_AT_ONCE",
  isOwedIntoWallet: (cause) =>
    moment.policies["gift.refundTarget"] === "BUYER_WALLET" && UNWANTED_GIFTS.includes(cause),
});
const UNWANTED_GIFTS = ["GIFT_REJECTED", "GIFT_EXPIRED"];
export const paymentIdOf = (moment: Moment) => () => moment.token("payment");

export function carryOut({ orderId }: OfOrder, step: Step): Decided {
  const { payment } = step;
  return {
    ...(payment === undefined ? {} : { changed: { payment } }),
    ...saidAndDone(orderId, step),
  };
}

/** The wallet moves its own money, providers move that of cards and pay apps. */
export function saidAndDone(orderId: string, step: Step): Decision<never> {
  const { payment, says, alsoSays = [], takes, givesBack, paysIn, refunded, stray, lookAt } = step;
  const { calls = [], givesBackPart } = step;
  const tasks = payment === undefined ? [] : calls.map((call) => taskOf(call, payment, stray));
  return {
    ...(refunded === undefined ? {} : { added: [refunds.add(refunded)] }),
    ...(lookAt === undefined ? {} : { deadlines: [lookDeadline(orderId, lookAt)] }),
    tasks,
    emitted: [
      ...(says === undefined ? [] : [says]),
      ...alsoSays,
      ...(takes === undefined ? [] : [debit({ orderId, ...takes })]),
      ...(givesBack === undefined ? [] : [credit({ orderId, ...givesBack })]),
      ...(givesBackPart === undefined ? [] : [creditPart({ orderId, ...givesBackPart })]),
      ...(paysIn === undefined ? [] : [payIn({ orderId, ...paysIn })]),
    ],
  };
}

const lookDeadline = (orderId: string, at: number | null): DeadlineChange => {
  const ofLook = { name: "look", key: orderId };
  if (at === null) return { ...ofLook, cleared: true };
  return { ...ofLook, at, command: paymentDue({ orderId }) };
};

/** Each method's provider is a target of its own: one that is sick makes nobody else wait. */
function taskOf(call: Call, payment: Payment, stray: Stray | undefined): NewTask {
  const { orderId, payMethod } = payment;
  const command = callOf(call, payment, stray);
  return {
    kind: `payment.${payMethod}`,
    id: `${call.request}/${orderId}/${call.number}`,
    command,
  };
}

function callOf({ request, attempt }: Call, payment: Payment, stray: Stray | undefined): Draft {
  const { orderId, payMethod, amountMinor, payerRef, providerRef } = payment;
  const owed = request === "RETURN" ? stray?.amountMinor : amountMinor;
  if (!isProvided(payMethod) || owed === undefined)
    return impossible(`nobody outside is asked for the money of ${orderId}`);
  return callProvider({
    orderId,
    attempt,
    request,
    payMethod,
    amountMinor: owed,
    ...(payerRef === undefined ? {} : { payerRef }),
    ...(providerRef === undefined || request === "RETURN" ? {} : { providerRef }),
    ...(request === "REFUND" ? refundAsked(payment) : {}),
  });
}

/** The whole refund, or else the part that is under way: by name, and how much is back after it. */
function refundAsked({ status, refundId, refundedAmountMinor, part }: Payment) {
  if (status === "APPROVED" && part !== undefined) {
    return { refundId: part.refundId, upToMinor: refundedAmountMinor + part.amountMinor };
  }
  return refundId === undefined ? {} : { refundId };
}
