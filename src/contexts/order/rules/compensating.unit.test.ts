import { describe, expect, it } from "vitest";
import { cancelOrder, placeOrder } from "../contract.ts";
import {
  after,
  emittedBy,
  inSituation,
  JUN,
  type MessageName,
  orderId,
  PAYABLE,
  placement,
  situations,
  teaLine,
  tell,
  tellDraft,
  type Told,
} from "../fixtures.ts";
import type { Order } from "../rules.ts";

/** Tells all of these in turn, and lists what was said. */
function saidBy(order: Order | undefined, names: readonly MessageName[]): readonly string[] {
  let current = order;
  return names.flatMap((name) => {
    const told = tell(current, name);
    current = told.order;
    return emittedBy(told);
  });
}

const refusalOf = ({ decision: { answer } }: Told) =>
  answer !== undefined && "refusal" in answer ? answer.refusal.refusal : undefined;

describe("S3.15 undo goes from the last success to the first, one at a time, each once", () => {
  const orders = [
    [
      ["reserved", "redeemed", "opened"],
      ["coupon.restore", "catalog.undo-stock"],
    ],
    [
      ["opened", "redeemed", "reserved"],
      ["catalog.undo-stock", "coupon.restore"],
    ],
  ] as const;

  it.each(orders)("after %s", (successes, undone) => {
    const verified = after(["place", ...successes]);
    const answers = undone.map((ask) => (ask === "coupon.restore" ? "restored" : "stockUndone"));

    expect(saidBy(verified, ["cancel", "neverPaid", ...answers])).toEqual([
      "payment.cancel",
      "order.cancel-accepted",
      undone[0],
      undone[1],
      "order.cancelled",
    ]);
  });

  it.each(orders)("after %s and the money, which goes back first", (successes, undone) => {
    const paid = after(["place", ...successes, "pay", "approved"]);
    const answers = undone.map((ask) => (ask === "coupon.restore" ? "restored" : "stockUndone"));

    expect(saidBy(paid, ["cancel", "refunded", ...answers])).toEqual([
      "order.cancel-accepted",
      "payment.refund",
      undone[0],
      undone[1],
      "order.refunded",
    ]);
  });
});

describe("compensation goes only to who said yes", () => {
  it("S1.30 a bad coupon and good stock: stock is undone once, coupon never", () => {
    const said = saidBy(after(["place"]), ["reserved", "opened", "couponRefused", "stockUndone"]);

    expect(said).toEqual(["order.failed", "catalog.undo-stock", "order.cancelled"]);
  });

  it("S1.30 short stock and a good coupon: the coupon is restored once, stock never", () => {
    const said = saidBy(after(["place"]), ["redeemed", "opened", "shortOfStock", "restored"]);

    expect(said).toEqual(["order.failed", "coupon.restore", "order.cancelled"]);
  });

  it("S1.32 both say no: nothing is asked of anyone", () => {
    const said = saidBy(after(["place"]), ["opened", "couponRefused", "shortOfStock"]);

    expect(said).toEqual(["order.failed", "order.cancelled"]);
  });

  it("S1.32 the only judge says no and all have answered: CANCELLED at once", () => {
    const placed = tellDraft(undefined, placeOrder(placement({ lines: [teaLine] }))).order;
    const told = tell(tell(placed, "opened").order, "shortOfStock");

    expect(told.order?.status).toBe("CANCELLED");
    expect(emittedBy(told)).toEqual(["order.cancelled"]);
  });
});

describe("a yes that comes late is undone", () => {
  it("S1.33 while the order waits for it, which then ends", () => {
    const failed = after(["place", "opened", "couponRefused"]);

    expect(failed.status).toBe("COMPENSATING");
    expect(saidBy(failed, ["reserved", "stockUndone"])).toEqual([
      "catalog.undo-stock",
      "order.cancelled",
    ]);
  });

  it("after another was asked: in its turn", () => {
    const cancelled = after(["place", "reserved", "cancel"]);

    expect(saidBy(cancelled, ["redeemed", "opened", "stockUndone", "restored"])).toEqual([
      "coupon.restore",
      "order.cancelled",
    ]);
  });

  it("after the end, which stays", () => {
    const ended = inSituation("CANCELLED, nothing was held");
    const told = tell(ended, "reserved");

    expect(told.order).toMatchObject({
      status: "CANCELLED",
      steps: { stock: { verdict: "YES", compensation: "ASKED" } },
    });
    expect(tell(told.order, "stockUndone").order).toMatchObject({
      status: "CANCELLED",
      steps: { stock: { compensation: "DONE" } },
    });
  });

  it("of money, too", () => {
    const told = tell(inSituation("CANCELLED"), "approved");
    const back = tell(told.order, "refunded");

    expect(emittedBy(told)).toEqual(["payment.refund"]);
    expect(back.order).toMatchObject({ status: "CANCELLED", refundedAmountMinor: PAYABLE });
  });

  it("of an order that nobody knows", () => {
    const yes = ["reserved", "redeemed", "opened", "approved"] as const;

    expect(yes.flatMap((name) => emittedBy(tell(undefined, name)))).toEqual([
      "catalog.undo-stock",
      "coupon.restore",
      "payment.cancel",
      "payment.refund",
    ]);
  });

  it("and nothing else of an order that nobody knows is heard", () => {
    const others = ["shortOfStock", "restored", "refunded", "failed", "neverPaid", "started"];
    others.push("noParcel", "closeDue", "stockUndone", "committed");

    for (const name of others) expect(emittedBy(tell(undefined, name as MessageName))).toEqual([]);
  });
});

describe("cancelling", () => {
  it("S3.30 is for the order's own member; another gets 404", () => {
    const told = tellDraft(inSituation("PAID"), cancelOrder({ orderId, memberId: JUN }));

    expect(refusalOf(told)).toBe("COMMON_ENTITY_NOT_FOUND");
  });

  it.each(["SHIPPING", "DELIVERED", "CLOSED"] as const)("is too late when %s", (situation) => {
    for (const who of ["cancel", "operatorCancels"] as const) {
      expect(refusalOf(tell(inSituation(situation), who))).toBe("ORDER_NOT_CANCELLABLE");
    }
  });

  it("P8 is too late for a member once paid, where the shop says so; never for an operator", () => {
    const policies = { "cancel.prepaid.until": "PAID" } as const;
    for (const situation of ["PAID", "PREPARED"] as const) {
      const order = inSituation(situation);
      expect(refusalOf(tell(order, "cancel", { policies }))).toBe("ORDER_NOT_CANCELLABLE");
      expect(refusalOf(tell(order, "operatorCancels", { policies }))).toBeUndefined();
    }
    expect(
      refusalOf(tell(inSituation("AWAITING_PAYMENT"), "cancel", { policies })),
    ).toBeUndefined();
  });

  it("repeated, answers as the first time", () => {
    for (const situation of [
      "AWAITING_PAYMENT, asked by Mina",
      "PREPARED, asked",
      "COMPENSATING, refund asked",
      "CANCELLED",
      "REFUNDED",
    ] as const) {
      const order = inSituation(situation);
      const told = tell(order, "cancel");
      expect(told.order).toBe(order);
      expect(told.decision.answer).toMatchObject({ value: { status: order.status } });
    }
  });

  it("is not settled before payment or delivery answered", () => {
    expect(tell(inSituation("AWAITING_PAYMENT"), "cancel").decision.answer?.settled).toBe(false);
    expect(tell(inSituation("PREPARED"), "cancel").decision.answer?.settled).toBe(false);
    expect(tell(inSituation("PAID"), "cancel").decision.answer?.settled).toBe(true);
  });

  it("that delivery answers with a parcel on its way has lost, and says so", () => {
    const told = tell(inSituation("PREPARED, asked"), "started");

    expect(refusalOf(told)).toBe("ORDER_NOT_CANCELLABLE");
    expect(told.order?.cancelAskedBy).toBeUndefined();
  });

  it("keeps the operator's reason", () => {
    const { order } = tell(inSituation("PAID"), "operatorCancels");

    expect(order).toMatchObject({ cancelReason: "CANCELLED_BY_OPERATOR", cancelNote: "fraud" });
  });

  it("by the limit is replaced by a person's, so that an approval is refunded", () => {
    const asked = after([...situations["AWAITING_PAYMENT, asked by the limit"], "cancel"]);

    expect(tell(asked, "approved").order?.status).toBe("COMPENSATING");
  });
});
