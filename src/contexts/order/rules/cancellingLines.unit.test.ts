import { describe, expect, it, test } from "vitest";
import type { Draft } from "#kernel/message.ts";
import { DEFAULT_POLICIES, type Policies } from "#kernel/policies.ts";
import { isRefusal } from "#kernel/refusal.ts";
import { linesReturned } from "#contexts/catalog/contract.ts";
import { lineCouponsRestored } from "#contexts/coupon/contract.ts";
import { linesCancelled, linesKept } from "#contexts/delivery/contract.ts";
import { partRefunded } from "#contexts/payment/contract.ts";
import {
  type Circumstances,
  emittedBy,
  idOf,
  inSituation,
  MINA,
  orderId,
  paymentId,
  type Situation,
  SITUATIONS,
  tell,
  tellDraft,
  type Told,
} from "../fixtures.ts";
import { cancelOrderLines } from "../contract.ts";
import type { Order } from "../rules.ts";
import { planFor } from "./cancellingLines.ts";

/** Line 1 cost 62,000, line 2 with its coupon 9,000. */
const cancel = (lineNos: number[], expectedRefundMinor: bigint): Draft =>
  cancelOrderLines({ orderId, memberId: MINA, lineNos, expectedRefundMinor });
const agreed = linesCancelled({ orderId, cancelNo: 1, lineNos: [2] });
const kept = linesKept({ orderId, cancelNo: 1 });
const refunded = partRefunded({
  ...{ orderId, paymentId, refundNo: 1, refundId: idOf("rfd", "1") },
  ...{ amountMinor: 9_000n, refundedMinor: 9_000n },
});
const restored = lineCouponsRestored({ orderId, cancelNo: 1 });
const returned = linesReturned({ orderId, cancelNo: 1 });

const answerOf = ({ decision: { answer } }: Told) =>
  answer === undefined ? undefined : "refusal" in answer ? answer.refusal.refusal : answer.settled;
const after = (order: Order, ...drafts: readonly Draft[]): Order =>
  drafts.reduce((known, draft) => tellDraft(known, draft).order ?? known, order);

/** Where one line of a prepaid order may be cancelled: T24. */
const OPEN: readonly Situation[] = ["PAID", "PREPARED"];
const UNDONE = SITUATIONS.filter((of) => /^(COMPENSATING|CANCELLED|REFUNDED)/.test(of));
const ASKED = SITUATIONS.filter((of) => / asked/.test(of) && !UNDONE.includes(of));

describe("a request to cancel a line", () => {
  test.each(SITUATIONS)("of an order that is %s", (situation) => {
    const told = tellDraft(inSituation(situation), cancel([2], 9_000n));
    const changes = told.order !== inSituation(situation) && told.decision.changed !== undefined;
    const isRepeated = UNDONE.includes(situation) || ASKED.includes(situation);
    expect([answerOf(told), changes]).toEqual(
      OPEN.includes(situation)
        ? [situation === "PAID", true]
        : [isRepeated ? true : "ORDER_NOT_CANCELLABLE", false],
    );
  });

  const refusals: readonly (readonly [string, Draft, Circumstances["policies"], string])[] = [
    ["another refund", cancel([2], 8_999n), {}, "REFUND_AMOUNT_MISMATCH"],
    ["more than was paid", cancel([2], 71_001n), {}, "REFUND_EXCEEDS_PAYMENT"],
    ["a line that is not there", cancel([3], 0n), {}, "COMMON_INVALID_PARAMETER"],
    ["P30 OFF", cancel([2], 9_000n), { "cancel.partial": "OFF" }, "ORDER_NOT_CANCELLABLE"],
    ["P8 PAID", cancel([2], 9_000n), { "cancel.prepaid.until": "PAID" }, "ORDER_NOT_CANCELLABLE"],
  ];
  test.each(refusals)("with %s is refused", (_, draft, policies, code) => {
    const told = tellDraft(inSituation("PREPARED"), draft, { policies: policies ?? {} });
    expect([answerOf(told), told.decision.changed]).toEqual([code, undefined]);
  });

  it("is an operator's for as long as nothing left, whatever the member's window", () => {
    const policies: Policies = { ...DEFAULT_POLICIES, "cancel.prepaid.until": "PAID" };
    const plan = planFor(inSituation("PREPARED"), { lineNos: [2], by: "operator" }, policies);
    expect(isRefusal(plan)).toBe(false);
  });

  it("for all lines is a cancel of the order", () => {
    const told = tellDraft(inSituation("PREPARED"), cancel([1, 2], 71_000n));
    expect(emittedBy(told)).toEqual(["delivery.cancel-shipments"]);
    expect(told.order?.lineCancels).toBeUndefined();
  });
});

describe("lines that are cancelled", () => {
  it("go in turn: delivery, money, coupons, stock, each asked once", () => {
    let order = inSituation("PREPARED");
    const said = [cancel([2], 9_000n), agreed, refunded, restored, returned].map((draft) => {
      const told = tellDraft(order, draft);
      order = told.order ?? order;
      return [
        ...emittedBy(told),
        ...emittedBy(tellDraft(order, draft)).map((again) => `again ${again}`),
      ];
    });
    expect(said).toEqual([
      ["delivery.cancel-lines"],
      ["order.lines-cancelled", "payment.refund-part"],
      ["coupon.restore-lines"],
      ["catalog.return-lines"],
      [],
    ]);
    expect(order).toMatchObject({
      status: "PREPARED",
      refundedAmountMinor: 9_000n,
      lines: [{ deliveryStatus: "BEFORE" }, { deliveryStatus: "CANCELLED" }],
      lineCancels: [{ stage: "DONE" }],
    });
  });

  it("a line that left is kept, and the request refused", () => {
    const order = after(inSituation("PREPARED"), cancel([2], 9_000n));
    const told = tellDraft(order, kept);
    expect(answerOf(told)).toBe("ORDER_NOT_CANCELLABLE");
    expect(told.decision.refusesStory?.refusal).toBe("ORDER_NOT_CANCELLABLE");
    expect(emittedBy(tellDraft(told.order, agreed))).toEqual([]);
  });

  it("of a paid order whose stock is not sold yet go at once, and are not prepared", () => {
    const order = after(inSituation("PAID"), cancel([2], 9_000n));
    const { decision } = tell(order, "committed");
    expect(decision.emitted?.[0]?.body).toMatchObject({ lines: [{ lineNo: 1 }] });
  });

  it("a whole cancel waits for the money of a line that is on its way back, and takes over the rest", () => {
    const going = after(inSituation("PREPARED"), cancel([2], 9_000n), agreed);
    const whole = tell(tell(going, "cancel").order, "noParcel");
    expect(emittedBy(whole)).toEqual(["order.cancel-accepted"]);
    const order = after(whole.order as Order, refunded, restored);
    expect(emittedBy(tellDraft(order, returned))).toEqual(["payment.refund"]);
  });
});
