import { describe, expect, test } from "vitest";
import { partCredited, walletDebited } from "#contexts/wallet/contract.ts";
import { anOrder as orderId, mina as memberId, placed } from "#test/orders.ts";
import { type Stage, stageOf } from "#test/stage.ts";
import { payments, refunds } from "./collections.ts";
import { charge, noteCharge, noteReturn, refundPart, refundPayment } from "./contract.ts";
import { reactions } from "./reactions.ts";

const amountMinor = 30_000n;
const said = (stage: Stage, draft: Parameters<Stage["tell"]>[0]) =>
  stage.tell(draft).emitted.map(({ definition }) => definition.type);
const part = (refundNo: number, of: bigint) =>
  refundPart({ orderId, refundNo, amountMinor: of, cause: "CANCELLED_BY_MEMBER" });
const credited = (refundNo: number, of: bigint) =>
  partCredited({ orderId, memberId, refundNo, amountMinor: of });
const stateOf = (stage: Stage) => {
  const payment = stage.row(payments, orderId);
  return [payment?.status, payment?.refundedAmountMinor];
};

function paidBy(payMethod: "WALLET" | "CARD", policies = {}): Stage {
  const stage = stageOf(reactions, policies);
  stage.tell(placed({ payMethod }));
  stage.tell(charge({ orderId, memberId, payMethod, amountMinor, attempt: 1 }));
  const isCard = payMethod === "CARD";
  const found = { request: "CHARGE", finding: "CHARGED", currency: "KRW" } as const;
  stage.tell(
    isCard
      ? noteCharge({ orderId, attempt: 1, ...found, amountMinor, providerRef: "ref" })
      : walletDebited({ orderId, memberId, amountMinor, attempt: 1 }),
  );
  return stage;
}

describe("a part of a payment", () => {
  test("goes back once, is answered again, and leaves the payment approved", () => {
    const stage = paidBy("WALLET");
    expect(said(stage, part(1, 10_000n))).toEqual(["wallet.credit-part"]);
    expect(said(stage, part(1, 10_000n))).toEqual([]);
    expect(stateOf(stage)).toEqual(["APPROVED", 0n]);
    expect(said(stage, credited(1, 10_000n))).toEqual(["payment.part-refunded"]);
    expect(said(stage, credited(1, 10_000n))).toEqual([]);
    expect(said(stage, part(1, 10_000n))).toEqual(["payment.part-refunded"]);
    expect(stateOf(stage)).toEqual(["APPROVED", 10_000n]);
  });

  test("is told late when another is there: nothing moves", () => {
    const stage = paidBy("WALLET");
    for (const no of [1, 2]) {
      stage.tell(part(no, 10_000n));
      stage.tell(credited(no, 10_000n));
    }
    expect(said(stage, part(1, 10_000n))).toEqual([]);
    expect(stage.added(refunds)).toHaveLength(2);
  });

  test("P7 is never more than is left", () => {
    const stage = paidBy("WALLET");
    stage.tell(part(1, 20_000n));
    stage.tell(credited(1, 20_000n));
    expect(() => stage.tell(part(2, 10_001n))).toThrow("cannot go back now");
  });

  test("I9 before the rest: both sum to what was paid", () => {
    const stage = paidBy("CARD");
    const asked = stage.tell(part(1, 12_000n));
    expect(asked.tasks[0]?.command.body).toMatchObject({ request: "REFUND", upToMinor: 12_000n });
    const { refundId = "" } = stage.row(payments, orderId)?.part ?? {};
    const back = noteReturn({ orderId, attempt: 1, amountMinor: 12_000n, refundId });
    expect(said(stage, back)).toEqual(["payment.part-refunded"]);
    expect(said(stage, back)).toEqual([]);

    stage.tell(refundPayment({ orderId, cause: "CANCELLED_BY_MEMBER" }));
    const { refundId: rest = "" } = stage.row(payments, orderId) ?? {};
    expect(said(stage, noteReturn({ orderId, attempt: 1, amountMinor, refundId: rest }))).toEqual([
      "payment.refunded",
    ]);
    expect(stateOf(stage)).toEqual(["REFUNDED", amountMinor]);
    expect(stage.added(refunds).map((refund) => refund.amountMinor)).toEqual([12_000n, 18_000n]);
  });
});

describe("the money of a gift that nobody wants", () => {
  test.each([
    ["CARD", "ORIGINAL_MEANS", "GIFT_REJECTED", []],
    ["CARD", "BUYER_WALLET", "GIFT_REJECTED", ["wallet.pay-in"]],
    ["CARD", "BUYER_WALLET", "GIFT_EXPIRED", ["wallet.pay-in"]],
    ["CARD", "BUYER_WALLET", "GIFT_CANCELLED", []],
    ["WALLET", "BUYER_WALLET", "GIFT_REJECTED", ["wallet.credit"]],
  ] as const)("paid by %s, P25 %s, %s", (payMethod, target, cause, asks) => {
    const stage = paidBy(payMethod, { "gift.refundTarget": target });
    const told = stage.tell(refundPayment({ orderId, cause }));
    expect(told.emitted.map(({ definition }) => definition.type)).toEqual(asks);
    expect(told.tasks.length).toBe(asks.length === 0 ? 1 : 0);
  });
});
