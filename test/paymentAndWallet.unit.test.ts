import fc from "fast-check";
import { expect, test } from "vitest";
import { codecOf } from "#kernel/codec.ts";
import type { BodyOf, Draft } from "#kernel/message.ts";
import type { Shape } from "#kernel/schema.ts";
import { payments } from "#contexts/payment/collections.ts";
import {
  cancelPayment,
  charge,
  paymentApproved,
  paymentCancelled,
  paymentFailed,
  refundPayment,
} from "#contexts/payment/contract.ts";
import { reactions as paymentReactions } from "#contexts/payment/reactions.ts";
import { TRIES_MAX } from "#contexts/payment/rules.ts";
import { accounts, walletTransactions } from "#contexts/wallet/collections.ts";
import { chargeWallet, type debit } from "#contexts/wallet/contract.ts";
import { reactions as walletReactions } from "#contexts/wallet/reactions.ts";
import { routes as walletRoutes } from "#contexts/wallet/routes.ts";
import { anOrder, cancelAccepted, cancelled, failed, mina, placed } from "./orders.ts";
import { type Stage, stageOf } from "./stage.ts";

const PRICE = 30_000n;
const orderId = anOrder;

/** The least that order does about money: it decides once, asks before it cancels, refunds on evidence. */
type FakeOrder = {
  asked: boolean;
  end: "open" | "paid" | "dead";
  attempt: number;
  refunds: number;
};

const pay = (order: FakeOrder): Draft[] => {
  order.attempt += 1;
  const { attempt } = order;
  return [charge({ orderId, memberId: mina, payMethod: "WALLET", amountMinor: PRICE, attempt })];
};
const refund = (order: FakeOrder): Draft[] => {
  order.refunds += 1;
  return order.refunds === 1 ? [refundPayment({ orderId, cause: "CANCELLED_BY_MEMBER" })] : [];
};
const die = (order: FakeOrder, fact: Draft): Draft[] => {
  order.end = "dead";
  return [fact, cancelled()];
};

function hear(order: FakeOrder, { definition, body }: Draft, mayRetry: boolean): Draft[] {
  if (definition.type === paymentApproved.type) {
    if (order.end === "dead") return refund(order);
    if (order.end === "paid") return [];
    if (order.asked) return [...die(order, cancelAccepted()), ...refund(order)];
    order.end = "paid";
    return [];
  }
  if (order.end !== "open") return [];
  if (definition.type === paymentCancelled.type) return die(order, cancelAccepted());
  if (definition.type !== paymentFailed.type) return [];
  if ((body as BodyOf<typeof paymentFailed>).attempt !== order.attempt) return [];
  const isRetried = mayRetry && !order.asked && order.attempt < TRIES_MAX;
  return isRetried ? pay(order) : die(order, failed());
}

type World = {
  readonly draws: readonly number[];
  readonly fundsMinor: bigint;
  readonly retries: boolean;
};

/** Delivers in any order, some messages twice, with a cancel and more money at any moment, until nothing is left. */
function play({ draws, fundsMinor, retries }: World): {
  stage: Stage;
  order: FakeOrder;
  put: bigint;
} {
  const stage = stageOf([...paymentReactions, ...walletReactions], {
    "payment.onFailure": retries ? "RETRYABLE" : "CANCEL",
  });
  const order: FakeOrder = { asked: false, end: "open", attempt: 0, refunds: 0 };
  const pending: Draft[] = [placed(), ...pay(order)];
  let put = 0n;
  const putIn = (amountMinor: bigint): void => {
    const transactionId = `wtx_${String(put).padStart(16, "0")}`;
    stage.tell(chargeWallet({ memberId: mina, transactionId, amountMinor }));
    put += amountMinor;
  };
  if (fundsMinor > 0n) putIn(fundsMinor);

  let copies = 4;
  /** Payment has stated that no attempt up to this one takes money. */
  let promised = 0;
  for (let step = 0; pending.length > 0; step++) {
    const draw = draws[step] ?? 0;
    if (draw % 8 === 2 && !order.asked && order.end === "open") {
      order.asked = true;
      pending.push(cancelPayment({ orderId }));
    }
    const [next] = pending.splice(Math.floor(draw / 8) % pending.length, 1);
    if (next === undefined) break;
    if (draw % 8 === 1 && copies-- > 0) pending.push(next);
    if (draw % 8 === 3 && put < 3n * PRICE) putIn(PRICE);
    const forced = draw % 8 === 4 ? ["payment.record", "wallet.debit"] : [];
    if (next.definition.context === "payment" && next.definition.kind === "fact") {
      pending.push(...hear(order, next, retries));
    }
    const takenBefore = timesTaken(stage);
    const { emitted } = stage.tell(next, { forced });
    if (timesTaken(stage) > takenBefore) requireUnpromised(promised, next);
    for (const said of emitted) promised = Math.max(promised, attemptsClosedBy(said));
    pending.push(...emitted);
    requireOnce(stage);
  }
  return { stage, order, put };
}

const timesTaken = (stage: Stage): number =>
  stage.added(walletTransactions).filter(({ cause }) => cause === "PAYMENT").length;

function attemptsClosedBy({ definition, body }: Draft): number {
  if (definition.type === paymentCancelled.type) return Infinity;
  if (definition.type !== paymentFailed.type) return 0;
  return (body as BodyOf<typeof paymentFailed>).attempt;
}

/** After "no money was taken" none may be taken. */
function requireUnpromised(promised: number, { body }: Draft): void {
  expect((body as BodyOf<typeof debit>).attempt).toBeGreaterThan(promised);
}

function requireOnce(stage: Stage): void {
  const causes = stage.added(walletTransactions).map(({ cause }) => cause);
  const taken = timesTaken(stage);
  const back = causes.filter((cause) => cause === "REFUND").length;
  expect(taken <= 1 && back <= taken).toBe(true);
}

const worlds = fc.record({
  draws: fc.array(fc.nat(63), { minLength: 20, maxLength: 60 }),
  fundsMinor: fc.constantFrom(0n, PRICE, 2n * PRICE),
  retries: fc.boolean(),
});

test("I7 I9 I16 money and order agree, whatever comes late, twice or out of turn", () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const { stage, order, put } = play(world);
      const balance = stage.row(accounts, mina)?.balanceMinor ?? 0n;
      const status = stage.row(payments, orderId)?.status;
      expect([order.end, status, put - balance]).toEqual(
        order.end === "paid"
          ? ["paid", "APPROVED", PRICE]
          : ["dead", expect.stringMatching(/^(CANCELLED|FAILED|REFUNDED)$/), 0n],
      );
    }),
    { numRuns: 3_000 },
  );
});

test("the histories above reach every end there is", () => {
  const ends = fc
    .sample(worlds, { numRuns: 2_000, seed: 11 })
    .map((world) => play(world))
    .map(({ stage, order }) => `${order.end} ${stage.row(payments, orderId)?.status}`);
  expect([...new Set(ends)].toSorted()).toEqual([
    "dead CANCELLED",
    "dead FAILED",
    "dead REFUNDED",
    "paid APPROVED",
  ]);
});

test("more than 100,000,000 at once do not go into a wallet", () => {
  const charges = walletRoutes.find(({ path }) => path === "/api/wallet/charges");
  const { fits } = codecOf(charges?.body as Shape);
  expect([fits({ amount: 100_000_001 }), fits({ amount: 100_000_000 })]).toEqual([false, true]);
});
