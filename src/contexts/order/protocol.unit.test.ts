/** The saga with honest but unordered parties: whatever is delayed or repeated, it comes out right. */
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Draft } from "#kernel/message.ts";
import { refuse } from "#kernel/refusal.ts";
import { END_STATUSES } from "./contract.ts";
import {
  MESSAGE_NAMES,
  type MessageName,
  messages,
  orderId,
  paymentId,
  tell,
  tellDraft,
} from "./fixtures.ts";
import { isClosed, type Order } from "./rules.ts";
import { isLegal } from "./rules/transitions.ts";
import { paymentFailed } from "#contexts/payment/contract.ts";

const messageName = fc.constantFrom(...MESSAGE_NAMES.filter((name) => name !== "place"));

it("whatever is told in whatever order: ends never change, edges are legal, ends owe nothing", () => {
  fc.assert(
    fc.property(fc.array(messageName, { maxLength: 60 }), (names) => {
      let before = tell(undefined, "place").order as Order;
      for (const name of names) {
        const order = tell(before, name).order as Order;
        expectSound(before, order);
        before = order;
      }
    }),
    { numRuns: 3_000 },
  );
});

function expectSound(before: Order, order: Order): void {
  if (END_STATUSES.includes(before.status)) expect(order.status).toBe(before.status);
  if (order.status === before.status) return;
  expect(isLegal(before.status, order.status)).toBe(true);
  expect(order.history).toEqual([...before.history, order.history.at(-1)]);
  expect(order.history.at(-1)?.status).toBe(order.status);
  if (["CANCELLED", "REFUNDED"].includes(order.status)) expect(isClosed(order.steps)).toBe(true);
}

/** The other contexts of faults §2.3, as small as they can be. Each answers with what it says. */
type Outside = {
  stock: "NONE" | "RESERVED" | "REFUSED" | "COMMITTED" | "RELEASED";
  coupon: "NONE" | "USED" | "REFUSED" | "RESTORED";
  payment: "NONE" | "OPENED" | "APPROVED" | "FAILED" | "CANCELLED" | "REFUNDED";
  delivery: "NONE" | "BEFORE" | "SHIPPING" | "CANCELLED";
};
type Will = { readonly hasStock: boolean; readonly couponGood: boolean; readonly funds: boolean };

/** Which parties hear a message, each in its own time. */
const HEARS: Readonly<Record<string, readonly (keyof Outside)[]>> = {
  "order.placed": ["stock", "coupon", "payment"],
  "order.paid": ["stock"],
  "order.prepared": ["delivery"],
  "order.failed": ["payment"],
  "order.cancel-accepted": ["payment"],
  "order.cancelled": ["payment"],
  "catalog.undo-stock": ["stock"],
  "coupon.restore": ["coupon"],
  "payment.charge": ["payment"],
  "payment.cancel": ["payment"],
  "payment.refund": ["payment"],
  "delivery.cancel-shipments": ["delivery"],
};

type Answering = (out: Outside, type: string, will: Will) => readonly MessageName[];
const ANSWERS: Readonly<Record<keyof Outside, Answering>> = {
  stock: (out, type, { hasStock }) => {
    if (type === "order.placed") {
      if (out.stock === "NONE") out.stock = hasStock ? "RESERVED" : "REFUSED";
      if (out.stock === "RELEASED") return [];
      return [out.stock === "REFUSED" ? "shortOfStock" : "reserved"];
    }
    if (type === "order.paid") {
      if (out.stock === "RESERVED") out.stock = "COMMITTED";
      return out.stock === "COMMITTED" ? ["committed"] : [];
    }
    out.stock = "RELEASED";
    return ["stockUndone"];
  },
  coupon: (out, type, { couponGood }) => {
    if (type === "coupon.restore") {
      out.coupon = "RESTORED";
      return ["restored"];
    }
    if (out.coupon === "NONE") out.coupon = couponGood ? "USED" : "REFUSED";
    if (out.coupon === "RESTORED") return [];
    return [out.coupon === "USED" ? "redeemed" : "couponRefused"];
  },
  payment: (out, type, { funds }) => {
    switch (type) {
      case "order.placed":
        if (out.payment === "NONE") out.payment = "OPENED";
        return [out.payment === "CANCELLED" ? "neverPaid" : "opened"];
      case "payment.charge":
        if (out.payment === "OPENED") out.payment = funds ? "APPROVED" : "FAILED";
        if (out.payment === "APPROVED") return ["approved"];
        return out.payment === "FAILED" ? ["failed"] : ["neverPaid"];
      case "payment.refund":
        out.payment = "REFUNDED";
        return ["refunded"];
      default:
        if (out.payment === "NONE" || out.payment === "OPENED") out.payment = "CANCELLED";
        if (type !== "payment.cancel") return [];
        return [out.payment === "APPROVED" ? "approved" : "neverPaid"];
    }
  },
  delivery: (out, type) => {
    if (type === "order.prepared") {
      if (out.delivery === "NONE") out.delivery = "BEFORE";
      return [];
    }
    if (out.delivery !== "SHIPPING") out.delivery = "CANCELLED";
    return [out.delivery === "SHIPPING" ? "started" : "noParcel"];
  },
};

type OnItsWay =
  | { readonly to: "order"; readonly draft: Draft }
  | { readonly to: keyof Outside; readonly type: string };

const WISHES = [
  "pay",
  "cancel",
  "operatorCancels",
  "unpaidDue",
  "verificationDue",
  "hand over",
  "delivered",
  "receive",
] as const;

/** A step of a history: deliver one of the messages on their way, once or twice, or somebody wishes something. */
const historyStep = fc.oneof(
  { weight: 5, arbitrary: fc.record({ pick: fc.nat(), again: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ wish: fc.constantFrom(...WISHES) }) },
);
const will = fc.record({ hasStock: fc.boolean(), couponGood: fc.boolean(), funds: fc.boolean() });

it("I5, I7, I13 with honest parties, delays, repeats and cancels: a dead order holds nothing, a paid one all", () => {
  fc.assert(
    fc.property(will, fc.array(historyStep, { maxLength: 80 }), (wills, steps) => {
      const out: Outside = { stock: "NONE", coupon: "NONE", payment: "NONE", delivery: "NONE" };
      const onTheirWay: OnItsWay[] = [];
      const send = (drafts: readonly Draft[] = []) => {
        for (const { definition } of drafts) {
          for (const to of HEARS[definition.type] ?? []) {
            onTheirWay.push({ to, type: definition.type });
          }
        }
      };
      const placed = tell(undefined, "place");
      let order = placed.order as Order;
      send(placed.decision.emitted);
      const hear = (draft: Draft) => {
        const told = tellDraft(order, draft, { at: order.placedAt + 1e12 });
        expectSound(order, told.order as Order);
        order = told.order as Order;
        send(told.decision.emitted);
      };
      const deliver = (index: number, again: boolean) => {
        const message = again ? onTheirWay[index] : onTheirWay.splice(index, 1)[0];
        if (message === undefined) return;
        if (message.to === "order") return hear(message.draft);
        for (const name of ANSWERS[message.to](out, message.type, wills)) {
          onTheirWay.push({ to: "order", draft: answerDraft(name, order) });
        }
      };
      const wish = (name: (typeof WISHES)[number]) => {
        if (name === "delivered" && out.delivery !== "SHIPPING") return;
        if (name !== "hand over") return hear(messages[name]);
        if (out.delivery !== "BEFORE") return;
        out.delivery = "SHIPPING";
        onTheirWay.push({ to: "order", draft: messages.started });
      };

      for (const step of steps) {
        if ("wish" in step) wish(step.wish);
        else if (onTheirWay.length > 0) deliver(step.pick % onTheirWay.length, step.again);
      }
      while (onTheirWay.length > 0) deliver(0, false);
      expectConserved(order, out);
    }),
    { numRuns: 5_000 },
  );
});

/** A failure names the attempt it answers: here always the latest. */
const answerDraft = (name: MessageName, { payAttempts }: Order): Draft =>
  name === "failed"
    ? paymentFailed({
        orderId,
        paymentId,
        attempt: payAttempts,
        reason: refuse("WALLET_BALANCE_INSUFFICIENT").refusal as "WALLET_BALANCE_INSUFFICIENT",
      })
    : messages[name];

/** Nothing is on its way any more: every mark is gone, and each state means what it says outside too. */
function expectConserved(order: Order, out: Outside): void {
  const { status } = order;
  expect(
    order.cancelAskedBy !== undefined && ["AWAITING_PAYMENT", "PREPARED"].includes(status),
  ).toBe(false);
  expect(["PLACED", "PAID", "COMPENSATING"]).not.toContain(status);
  if (status === "CANCELLED" || status === "REFUNDED") {
    expect(["NONE", "REFUSED", "RELEASED"]).toContain(out.stock);
    expect(["NONE", "REFUSED", "RESTORED"]).toContain(out.coupon);
    expect(out.payment).toBe(
      status === "REFUNDED" ? "REFUNDED" : out.payment === "FAILED" ? "FAILED" : "CANCELLED",
    );
    expect(["NONE", "CANCELLED"]).toContain(out.delivery);
  } else if (status === "AWAITING_PAYMENT") {
    expect(out).toMatchObject({ stock: "RESERVED", coupon: "USED", payment: "OPENED" });
  } else {
    expect(out).toMatchObject({ stock: "COMMITTED", coupon: "USED", payment: "APPROVED" });
  }
}
