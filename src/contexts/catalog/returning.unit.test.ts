import { describe, expect, test } from "vitest";
import { returnLines } from "./contract.ts";
import type { Reservation, ReservationStatus } from "./rules.ts";
import { commit, returnSome, undo } from "./rules.ts";
import { emptyStock } from "./rules/stock.ts";

const orderId = "ord_0000000000000001";
const itemId = "itm_0000000000000Pot";
const lines = [1, 2].map((lineNo) => ({ lineNo, itemId, quantity: lineNo }));
const ask = returnLines({ orderId, cancelNo: 1, lineNos: [2] }).body as Parameters<
  typeof returnSome
>[0];
const heldAs = (status: ReservationStatus): Reservation => ({
  ...{ orderId, status, lines },
  refused: status === "REFUSED" ? { reason: "STOCK_INSUFFICIENT", lines: [] } : undefined,
});
const stocks = new Map([[itemId, { ...emptyStock(itemId), received: 9, available: 9 }]]);

describe("lines that go back while the others stay", () => {
  test.each<[ReservationStatus, string | undefined]>([
    ["RESERVED", "RELEASE"],
    ["COMMITTED", "RETURN"],
    ["ACCEPTED", undefined],
    ["RELEASED", undefined],
    ["RETURNED", undefined],
    ["REFUSED", undefined],
  ])("of what is %s: %s, and repeated nothing", (status, movement) => {
    const first = returnSome(ask, heldAs(status));
    expect(first.movement).toBe(movement);
    expect(first.moves).toEqual(movement === undefined ? undefined : [lines[1]]);
    expect(first.said?.definition.type).toBe("catalog.lines-returned");
    const again = returnSome(ask, first.reservation ?? heldAs(status));
    expect([again.movement, again.said?.definition.type]).toEqual([
      undefined,
      "catalog.lines-returned",
    ]);
  });

  test("P1 what was only accepted is sold without them", () => {
    const { reservation } = returnSome(ask, heldAs("ACCEPTED"));
    const sold = commit(orderId, reservation, stocks);
    expect(sold.movement).toBe("CLAIM");
    expect(sold.reservation?.lines).toEqual([lines[0]]);
  });

  test("I3 the rest goes back with the order", () => {
    const { reservation } = returnSome(ask, heldAs("COMMITTED"));
    expect(undo(orderId, reservation)).toMatchObject({
      movement: "RETURN",
      reservation: { status: "RETURNED", lines: [lines[0], { ...lines[1], returned: true }] },
    });
  });
});
