import { describe, expect, it } from "vitest";
import { END_STATUSES } from "./contract.ts";
import {
  after,
  emittedBy,
  inSituation,
  MESSAGE_NAMES,
  type MessageName,
  NOON,
  type Situation,
  SITUATIONS,
  situations,
  tell,
} from "./fixtures.ts";

/**
 * The table of the saga protocol (faults §2.2, requirements §3.2): situation, message, next state,
 * what is said. What is not in it changes nothing.
 */
const JOURNEY = `
PLACED                               | reserved        | PLACED           |
PLACED                               | redeemed        | PLACED           |
PLACED                               | opened          | PLACED           |
PLACED                               | shortOfStock    | COMPENSATING     | order.failed
PLACED                               | couponRefused   | COMPENSATING     | order.failed
PLACED                               | neverPaid       | COMPENSATING     | order.failed
PLACED                               | cancel          | COMPENSATING     | order.cancel-accepted
PLACED                               | operatorCancels | COMPENSATING     | order.cancel-accepted
PLACED                               | verificationDue | COMPENSATING     | order.failed

PLACED, stock said yes               | redeemed        | PLACED           |
PLACED, stock said yes               | opened          | PLACED           |
PLACED, stock said yes               | couponRefused   | COMPENSATING     | order.failed catalog.undo-stock
PLACED, stock said yes               | neverPaid       | COMPENSATING     | order.failed catalog.undo-stock
PLACED, stock said yes               | cancel          | COMPENSATING     | order.cancel-accepted catalog.undo-stock
PLACED, stock said yes               | operatorCancels | COMPENSATING     | order.cancel-accepted catalog.undo-stock
PLACED, stock said yes               | verificationDue | COMPENSATING     | order.failed catalog.undo-stock

PLACED, stock's answer missing       | reserved        | AWAITING_PAYMENT | order.verified
PLACED, stock's answer missing       | shortOfStock    | COMPENSATING     | order.failed coupon.restore
PLACED, stock's answer missing       | neverPaid       | COMPENSATING     | order.failed coupon.restore
PLACED, stock's answer missing       | cancel          | COMPENSATING     | order.cancel-accepted coupon.restore
PLACED, stock's answer missing       | operatorCancels | COMPENSATING     | order.cancel-accepted coupon.restore
PLACED, stock's answer missing       | verificationDue | COMPENSATING     | order.failed coupon.restore

PLACED, only coupon's answer missing | redeemed        | AWAITING_PAYMENT | order.verified
PLACED, only coupon's answer missing | couponRefused   | COMPENSATING     | order.failed catalog.undo-stock
PLACED, only coupon's answer missing | neverPaid       | COMPENSATING     | order.failed catalog.undo-stock
PLACED, only coupon's answer missing | cancel          | COMPENSATING     | order.cancel-accepted catalog.undo-stock
PLACED, only coupon's answer missing | operatorCancels | COMPENSATING     | order.cancel-accepted catalog.undo-stock
PLACED, only coupon's answer missing | verificationDue | COMPENSATING     | order.failed catalog.undo-stock

AWAITING_PAYMENT                     | pay             | AWAITING_PAYMENT | payment.charge
AWAITING_PAYMENT                     | cancel          | AWAITING_PAYMENT | payment.cancel
AWAITING_PAYMENT                     | operatorCancels | AWAITING_PAYMENT | payment.cancel
AWAITING_PAYMENT                     | unpaidDue       | AWAITING_PAYMENT | payment.cancel
AWAITING_PAYMENT                     | approved        | PAID             | order.paid
AWAITING_PAYMENT                     | wrongAmount     | COMPENSATING     | order.failed payment.refund
AWAITING_PAYMENT                     | neverPaid       | COMPENSATING     | order.failed coupon.restore

AWAITING_PAYMENT, charged            | cancel          | AWAITING_PAYMENT | payment.cancel
AWAITING_PAYMENT, charged            | operatorCancels | AWAITING_PAYMENT | payment.cancel
AWAITING_PAYMENT, charged            | unpaidDue       | AWAITING_PAYMENT | payment.cancel
AWAITING_PAYMENT, charged            | approved        | PAID             | order.paid
AWAITING_PAYMENT, charged            | wrongAmount     | COMPENSATING     | order.failed payment.refund
AWAITING_PAYMENT, charged            | failed          | COMPENSATING     | order.failed coupon.restore
AWAITING_PAYMENT, charged            | neverPaid       | COMPENSATING     | order.failed coupon.restore

AWAITING_PAYMENT, asked by the limit | cancel          | AWAITING_PAYMENT | payment.cancel
AWAITING_PAYMENT, asked by the limit | operatorCancels | AWAITING_PAYMENT | payment.cancel
AWAITING_PAYMENT, asked by the limit | approved        | PAID             | order.paid
AWAITING_PAYMENT, asked by the limit | wrongAmount     | COMPENSATING     | order.failed payment.refund
AWAITING_PAYMENT, asked by the limit | neverPaid       | COMPENSATING     | order.cancel-accepted coupon.restore

AWAITING_PAYMENT, asked by Mina      | approved        | COMPENSATING     | order.cancel-accepted payment.refund
AWAITING_PAYMENT, asked by Mina      | wrongAmount     | COMPENSATING     | order.cancel-accepted payment.refund
AWAITING_PAYMENT, asked by Mina      | neverPaid       | COMPENSATING     | order.cancel-accepted coupon.restore

AWAITING_PAYMENT, asked by operator  | approved        | COMPENSATING     | order.cancel-accepted payment.refund
AWAITING_PAYMENT, asked by operator  | wrongAmount     | COMPENSATING     | order.cancel-accepted payment.refund
AWAITING_PAYMENT, asked by operator  | neverPaid       | COMPENSATING     | order.cancel-accepted coupon.restore

AWAITING_PAYMENT, charged, asked     | approved        | COMPENSATING     | order.cancel-accepted payment.refund
AWAITING_PAYMENT, charged, asked     | wrongAmount     | COMPENSATING     | order.cancel-accepted payment.refund
AWAITING_PAYMENT, charged, asked     | failed          | COMPENSATING     | order.cancel-accepted coupon.restore
AWAITING_PAYMENT, charged, asked     | neverPaid       | COMPENSATING     | order.cancel-accepted coupon.restore

PAID                                 | committed       | PREPARED         | order.prepared
PAID                                 | commitRefused   | COMPENSATING     | order.failed payment.refund
PAID                                 | cancel          | COMPENSATING     | order.cancel-accepted payment.refund
PAID                                 | operatorCancels | COMPENSATING     | order.cancel-accepted payment.refund

PREPARED                             | cancel          | PREPARED         | delivery.cancel-shipments
PREPARED                             | operatorCancels | PREPARED         | delivery.cancel-shipments
PREPARED                             | preparing       | PREPARED         |
PREPARED                             | started         | SHIPPING         | order.shipped
PREPARED                             | delivered       | SHIPPING         | order.shipped
PREPARED                             | noShipment      | COMPENSATING     | order.failed payment.refund

PREPARED, asked                      | preparing       | PREPARED         |
PREPARED, asked                      | started         | SHIPPING         | order.shipped
PREPARED, asked                      | delivered       | SHIPPING         | order.shipped
PREPARED, asked                      | noParcel        | COMPENSATING     | order.cancel-accepted payment.refund
PREPARED, asked                      | noShipment      | COMPENSATING     | order.cancel-accepted payment.refund

SHIPPING                             | delivered       | DELIVERED        | order.delivered
SHIPPING                             | receive         | CLOSED           | order.closed
DELIVERED                            | receive         | CLOSED           | order.closed
DELIVERED                            | closeDue        | CLOSED           | order.closed

COMPENSATING, an answer missing      | reserved        | COMPENSATING     | catalog.undo-stock
COMPENSATING, an answer missing      | shortOfStock    | COMPENSATING     |
COMPENSATING, an answer missing      | stockUndone     | COMPENSATING     |
COMPENSATING, an answer missing      | redeemed        | COMPENSATING     | coupon.restore
COMPENSATING, an answer missing      | opened          | COMPENSATING     |
COMPENSATING, an answer missing      | neverPaid       | COMPENSATING     |
COMPENSATING, an answer missing      | approved        | COMPENSATING     | payment.refund
COMPENSATING, an answer missing      | wrongAmount     | COMPENSATING     | payment.refund

COMPENSATING, the last no missing    | reserved        | COMPENSATING     | catalog.undo-stock
COMPENSATING, the last no missing    | shortOfStock    | CANCELLED        | order.cancelled
COMPENSATING, the last no missing    | stockUndone     | CANCELLED        | order.cancelled
COMPENSATING, the last no missing    | redeemed        | COMPENSATING     | coupon.restore
COMPENSATING, the last no missing    | approved        | COMPENSATING     | payment.refund
COMPENSATING, the last no missing    | wrongAmount     | COMPENSATING     | payment.refund

COMPENSATING, coupon asked           | restored        | COMPENSATING     | catalog.undo-stock
COMPENSATING, coupon asked           | stockUndone     | COMPENSATING     |
COMPENSATING, coupon asked           | approved        | COMPENSATING     |
COMPENSATING, coupon asked           | wrongAmount     | COMPENSATING     |

COMPENSATING, stock asked            | stockUndone     | CANCELLED        | order.cancelled
COMPENSATING, stock asked            | approved        | COMPENSATING     |
COMPENSATING, stock asked            | wrongAmount     | COMPENSATING     |

COMPENSATING, refund asked           | refunded        | COMPENSATING     | coupon.restore
COMPENSATING, refund asked           | restored        | COMPENSATING     |
COMPENSATING, refund asked           | stockUndone     | COMPENSATING     |

COMPENSATING, refunded, stock asked  | stockUndone     | REFUNDED         | order.refunded

CANCELLED                            | approved        | CANCELLED        | payment.refund
CANCELLED                            | wrongAmount     | CANCELLED        | payment.refund
CANCELLED, nothing was held          | reserved        | CANCELLED        | catalog.undo-stock
CANCELLED, nothing was held          | redeemed        | CANCELLED        | coupon.restore
CANCELLED, nothing was held          | approved        | CANCELLED        | payment.refund
CANCELLED, nothing was held          | wrongAmount     | CANCELLED        | payment.refund
`;

const rows = JOURNEY.split("\n")
  .filter((line) => line !== "")
  .map((line) => {
    const [situation = "", message = "", next = "", said = ""] = line
      .split("|")
      .map((cell) => cell.trim());
    return [situation as Situation, message as MessageName, next, said] as const;
  });

describe("the journey of an order", () => {
  it("T1 begins PLACED, and says so", () => {
    const told = tell(undefined, "place");

    expect(told.order?.status).toBe("PLACED");
    expect(told.order?.history).toEqual([
      { status: "PLACED", at: NOON, cause: "order.place", actor: "member" },
    ]);
    expect(emittedBy(told)).toEqual(["order.placed"]);
  });

  it.each(rows)("%s: %s makes it %s", (situation, message, next, said) => {
    const before = inSituation(situation);

    const told = tell(before, message);

    expect(told.order?.status).toBe(next);
    expect(emittedBy(told).join(" ")).toBe(said);
    expect(told.order?.orderVersion).toBe(before.orderVersion + 1);
  });

  it("is changed by nothing that the table does not name", () => {
    const named = new Set(rows.map(([situation, message]) => `${situation}: ${message}`));

    for (const situation of SITUATIONS) {
      const before = inSituation(situation);
      for (const message of MESSAGE_NAMES) {
        if (named.has(`${situation}: ${message}`)) continue;
        const told = tell(before, message);
        expect(told.order, `${situation}: ${message}`).toBe(before);
        expect(emittedBy(told), `${situation}: ${message}`).toEqual([]);
      }
    }
  });

  it("hears every message twice as once, in every situation", () => {
    for (const situation of SITUATIONS) {
      for (const message of MESSAGE_NAMES) {
        const once = tell(inSituation(situation), message).order;
        const twice = tell(once, message);
        expect(twice.order, `${message} twice in ${situation}`).toBe(once);
        expect(emittedBy(twice), `${message} twice in ${situation}`).toEqual([]);
      }
    }
  });

  it("comes into every situation of the table by what was told before", () => {
    for (const situation of SITUATIONS) {
      expect(inSituation(situation).status).toBe(situation.split(",")[0]);
    }
  });

  it("S1.34 writes every state down with its time and cause", () => {
    const order = after([...situations.DELIVERED, "receive"]);

    expect(order.history.map(({ status, at, cause }) => [status, at, cause])).toEqual([
      ["PLACED", NOON, "order.place"],
      ["AWAITING_PAYMENT", NOON, "payment.opened"],
      ["PAID", NOON, "payment.approved"],
      ["PREPARED", NOON, "catalog.stock-committed"],
      ["SHIPPING", NOON, "delivery.started"],
      ["DELIVERED", NOON, "delivery.lines-delivered"],
      ["CLOSED", NOON, "order.confirm-receipt"],
    ]);
  });

  it("S2.26 can end CANCELLED, REFUNDED and CLOSED, and never leaves an end", () => {
    for (const situation of ["CANCELLED", "REFUNDED", "CLOSED"] as const) {
      const ended = inSituation(situation);
      expect(END_STATUSES).toContain(ended.status);
      for (const message of MESSAGE_NAMES) {
        expect(tell(ended, message).order?.status).toBe(ended.status);
      }
    }
  });
});
