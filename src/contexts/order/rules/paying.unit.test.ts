import { describe, expect, it } from "vitest";
import { paymentFailed } from "#contexts/payment/contract.ts";
import { payOrder } from "../contract.ts";
import {
  after,
  emittedBy,
  inSituation,
  JUN,
  MINA,
  MINUTE_MS,
  NOON,
  orderId,
  PAYABLE,
  paymentId,
  placement,
  type Situation,
  situations,
  tell,
  tellDraft,
  type Told,
} from "../fixtures.ts";
import { placeOrder } from "../contract.ts";

const pay = (changed: Partial<Parameters<typeof payOrder>[0]> = {}) =>
  payOrder({ orderId, memberId: MINA, payMethod: "WALLET", amountMinor: PAYABLE, ...changed });
const refusalOf = ({ decision: { answer } }: Told) =>
  answer !== undefined && "refusal" in answer ? answer.refusal.refusal : undefined;
const failed = (attempt: number) =>
  paymentFailed({ orderId, paymentId, attempt, reason: "WALLET_BALANCE_INSUFFICIENT" });

describe("paying is checked in sequence: state, amount, method, not under way", () => {
  const cases: readonly [string, Situation, ReturnType<typeof pay>, string][] = [
    [
      "S3.20 another amount",
      "AWAITING_PAYMENT",
      pay({ amountMinor: 1n }),
      "PAYMENT_AMOUNT_MISMATCH",
    ],
    ["another method", "AWAITING_PAYMENT", pay({ payMethod: "CARD" }), "PAYMENT_METHOD_MISMATCH"],
    [
      "both: the amount",
      "AWAITING_PAYMENT",
      pay({ payMethod: "CARD", amountMinor: 1n }),
      "PAYMENT_AMOUNT_MISMATCH",
    ],
    [
      "another amount, charged",
      "AWAITING_PAYMENT, charged",
      pay({ amountMinor: 1n }),
      "PAYMENT_AMOUNT_MISMATCH",
    ],
    ["a second charge", "AWAITING_PAYMENT, charged", pay(), "COMMON_ILLEGAL_STATUS"],
    ["after a cancel was asked", "AWAITING_PAYMENT, asked by Mina", pay(), "COMMON_ILLEGAL_STATUS"],
    ["after the limit", "AWAITING_PAYMENT, asked by the limit", pay(), "COMMON_ILLEGAL_STATUS"],
    ["too early", "PLACED", pay({ amountMinor: 1n }), "COMMON_ILLEGAL_STATUS"],
    ["paid, with another amount", "PAID", pay({ amountMinor: 1n }), "PAYMENT_ALREADY_DONE"],
    ["ready", "PREPARED", pay(), "PAYMENT_ALREADY_DONE"],
    ["received", "CLOSED", pay(), "PAYMENT_ALREADY_DONE"],
    ["cancelled", "CANCELLED", pay(), "COMMON_ILLEGAL_STATUS"],
    ["refunded", "REFUNDED", pay(), "COMMON_ILLEGAL_STATUS"],
    ["somebody else's", "AWAITING_PAYMENT", pay({ memberId: JUN }), "COMMON_ENTITY_NOT_FOUND"],
  ];

  it.each(cases)("%s", (_, situation, command, refusal) => {
    const before = inSituation(situation);
    const told = tellDraft(before, command);

    expect(refusalOf(told)).toBe(refusal);
    expect(told.order).toBe(before);
    expect(emittedBy(told)).toEqual([]);
  });

  it("an unknown order is refused like somebody else's", () => {
    expect(refusalOf(tellDraft(undefined, pay()))).toBe("COMMON_ENTITY_NOT_FOUND");
  });
});

it("a charge names the amount, the method and the attempt", () => {
  const { decision } = tell(inSituation("AWAITING_PAYMENT"), "pay");

  expect(decision.emitted?.[0]?.body).toEqual({
    orderId,
    memberId: MINA,
    payMethod: "WALLET",
    amountMinor: PAYABLE,
    attempt: 1,
  });
});

describe("P14 a failed payment", () => {
  it("S3.12 ends the order under CANCEL, and the payer hears why", () => {
    const told = tell(inSituation("AWAITING_PAYMENT, charged"), "failed");

    expect(told.order).toMatchObject({
      status: "COMPENSATING",
      cancelReason: "WALLET_BALANCE_INSUFFICIENT",
    });
    expect(refusalOf(told)).toBe("WALLET_BALANCE_INSUFFICIENT");
    expect(told.decision.refusesStory).toBeUndefined();
  });

  it("S3.12 the payer hears the reason still when all is undone", () => {
    let told = tell(inSituation("AWAITING_PAYMENT, charged"), "failed");
    for (const message of ["restored", "stockUndone"] as const) told = tell(told.order, message);

    expect(told.order?.status).toBe("CANCELLED");
    expect(refusalOf(told)).toBe("WALLET_BALANCE_INSUFFICIENT");
  });

  it("leaves the order payable under RETRYABLE, for three tries", () => {
    const policies = { "payment.onFailure": "RETRYABLE" } as const;
    let order = inSituation("AWAITING_PAYMENT");
    for (const attempt of [1, 2]) {
      order = tell(order, "pay").order ?? order;
      const told = tellDraft(order, failed(attempt), { policies });
      expect(told.order?.status).toBe("AWAITING_PAYMENT");
      expect(refusalOf(told)).toBe("WALLET_BALANCE_INSUFFICIENT");
      order = told.order ?? order;
    }
    order = tell(order, "pay").order ?? order;
    expect(order.payAttempts).toBe(3);
    // An older failure that is told again is not this attempt's.
    expect(tellDraft(order, failed(2), { policies }).order).toBe(order);
    expect(tellDraft(order, failed(3), { policies }).order?.status).toBe("COMPENSATING");
  });

  it("ends the order under RETRYABLE too, once a cancel was asked", () => {
    const policies = { "payment.onFailure": "RETRYABLE" } as const;
    const told = tell(inSituation("AWAITING_PAYMENT, charged, asked"), "failed", { policies });

    expect(told.order).toMatchObject({
      status: "COMPENSATING",
      cancelReason: "CANCELLED_BY_MEMBER",
    });
  });
});

describe("P13 autoPay", () => {
  const autoPaid = tellDraft(undefined, placeOrder(placement({ autoPay: true }))).order;
  const verified = (["reserved", "redeemed", "opened"] as const).reduce(
    (told, message) => tell(told.order, message),
    { order: autoPaid, decision: {} } as Told,
  );

  it("charges as soon as the order is verified, and is settled only then", () => {
    expect(emittedBy(verified)).toEqual(["order.verified", "payment.charge"]);
    expect(verified.decision.answer).toMatchObject({ settled: false });
    expect(tell(verified.order, "approved").decision.answer).toMatchObject({ settled: true });
  });

  it("is what the policy says, where the order does not", () => {
    const told = tell(undefined, "place", { policies: { "order.autoPay": true } });

    expect(told.order?.autoPay).toBe(true);
  });

  it("leaves an order that may be paid by hand when its charge fails and tries are left", () => {
    const told = tell(verified.order, "failed", { policies: { "payment.onFailure": "RETRYABLE" } });

    expect(told.decision.answer).toMatchObject({
      settled: true,
      value: { status: "AWAITING_PAYMENT" },
    });
  });
});

describe("what cannot be completed", () => {
  it("S3.14 is refunded first, and the request is undone where it still can be", () => {
    const before = inSituation("AWAITING_PAYMENT, charged");
    const told = tell(before, "approved", { broken: "order.complete" });

    expect(emittedBy(told)).toEqual(["order.failed", "payment.refund"]);
    expect(told.order).toMatchObject({ moneyTaken: true, cancelReason: "CANNOT_COMPLETE" });
    expect(told.decision.refusesStory).toEqual({ refusal: "DEPENDENCY_UNAVAILABLE" });
  });

  it("S3.8 gives the stock back when the verified order cannot be kept", () => {
    const before = inSituation("PLACED, only coupon's answer missing");
    const told = tell(before, "redeemed", { broken: "order.verify" });

    expect(emittedBy(told)).toEqual(["order.failed", "coupon.restore"]);
    expect(emittedBy(tell(told.order, "restored"))).toEqual(["catalog.undo-stock"]);
    expect(told.decision.refusesStory).toEqual({ refusal: "DEPENDENCY_UNAVAILABLE" });
  });

  it("T18 is refunded and undone when the stock cannot be sold", () => {
    const told = tell(inSituation("PAID"), "commitRefused");

    expect(emittedBy(told)).toEqual(["order.failed", "payment.refund"]);
    expect(told.order?.cancelReason).toBe("CANNOT_COMPLETE");
  });
});

it("S3.9 the payable amount is the total less the discount, from the coupon's own prices", () => {
  const order = after(situations.AWAITING_PAYMENT);

  expect(order).toMatchObject({
    totalAmountMinor: 71_000n,
    orderDiscountMinor: 0n,
    payableAmountMinor: 71_000n,
  });
  expect(order.lines[1]).toMatchObject({
    unitListPriceMinor: 10_000n,
    unitDiscountedPriceMinor: 9_000n,
  });
});

it("P27 an order is payable for 30 minutes from its verification", () => {
  const { decision } = tell(inSituation("PLACED, stock's answer missing"), "reserved");

  expect(decision.deadlines).toMatchObject([
    { name: "verification", key: orderId, cleared: true },
    { name: "unpaid", key: orderId, at: NOON + 30 * MINUTE_MS },
  ]);
});
