import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Decision } from "#runtime/reaction.ts";
import { reservations, stocks } from "./collections.ts";
import { adjustStock, itemAvailabilityChanged } from "./contract.ts";
import {
  lineOf,
  operator,
  orderOf,
  paid,
  placed,
  receive,
  robe,
  type Shop,
  shopWith,
  tea,
  undoOf,
} from "./fixtures.ts";
import { moved, type MovementKind } from "./rules/stock.ts";

/** The answers of a decision. That an item sold out or came back is no answer, and is told once. */
const answersOf = ({ emitted = [] }: Decision) =>
  emitted
    .filter(({ definition }) => definition.type !== itemAvailabilityChanged.type)
    .map(({ definition, body }) => [definition.type, body]);

describe("X.4 stock is conserved, whatever comes in whatever order", () => {
  const orders = [
    orderOf("a", lineOf(1, tea, 3)),
    orderOf("b", lineOf(1, tea, 2), lineOf(2, robe, 1, ["S", "RED"])),
    orderOf("c", lineOf(1, robe, 4, ["M", "GOLD"]), lineOf(2, robe, 1, ["S", "RED"])),
    orderOf("d", lineOf(1, tea, 7), lineOf(2, tea, 1)),
  ];
  const step = fc.oneof(
    fc.record({
      message: fc.constantFrom(placed, paid, undoOf),
      order: fc.constantFrom(...orders),
      forced: fc.constantFrom([], [], [], ["catalog.reserve"], ["catalog.commit"]),
    }),
    fc.record({ item: fc.constantFrom(tea, robe), received: fc.integer({ min: 1, max: 5 }) }),
    fc.record({ item: fc.constantFrom(tea, robe), adjusted: fc.integer({ min: -5, max: 5 }) }),
  );

  function take(shop: Shop, now: typeof step extends fc.Arbitrary<infer S> ? S : never): Decision {
    if ("message" in now) return shop.tell(now.message(now.order), undefined, now.forced);
    const { itemId } = now.item;
    return "received" in now
      ? shop.tell(receive(now.item, now.received), operator)
      : shop.tell(adjustStock({ itemId, quantity: now.adjusted, reason: "counted" }), operator);
  }

  function expectBooksToAgree(shop: Shop): void {
    for (const { itemId } of [tea, robe]) {
      const stock = shop.row(stocks, itemId);
      const byMovements = shop.movements
        .filter((movement) => movement.itemId === itemId)
        .reduce((sum, { kind, quantity }) => moved(sum, kind, quantity), {
          itemId,
          received: 0,
          available: 0,
          reserved: 0,
          sold: 0,
          turn: 0,
        });
      expect(stock).toEqual(byMovements);
      const { received = 0, available: free = 0, reserved = 0, sold = 0 } = stock ?? {};
      expect(received).toBe(free + reserved + sold);
      expect(Math.min(free, reserved, sold)).toBeGreaterThanOrEqual(0);
    }
  }

  const WAYS: Readonly<Record<string, readonly MovementKind[]>> = {
    RESERVED: ["RESERVE"],
    COMMITTED: ["RESERVE", "COMMIT"],
    RELEASED: ["RESERVE", "RELEASE"],
    RETURNED: ["RESERVE", "COMMIT", "RETURN"],
    REFUSED: [],
  };
  function expectWaysToBeWhole(shop: Shop): void {
    for (const { orderId, lines } of orders) {
      const reservation = shop.row(reservations, orderId);
      const never = reservation === undefined || reservation.lines.length === 0;
      for (const itemId of new Set(lines.map((line) => line.itemId))) {
        const way = shop.movements
          .filter((movement) => movement.orderId === orderId && movement.itemId === itemId)
          .map(({ kind }) => kind);
        expect(way).toEqual(never ? [] : WAYS[reservation.status]);
      }
    }
  }

  test("the books agree at every step, and all comes back when all is undone", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const shop = shopWith(6, tea, robe);
        for (const now of steps) {
          take(shop, now);
          expectBooksToAgree(shop);
        }
        expectWaysToBeWhole(shop);
        for (const order of orders) shop.tell(undoOf(order));
        for (const { itemId } of [tea, robe]) {
          expect(shop.row(stocks, itemId)).toMatchObject({ reserved: 0, sold: 0 });
        }
        expectBooksToAgree(shop);
      }),
      { numRuns: 300 },
    );
  });

  test("a message told twice in a row changes nothing the second time, and is answered the same", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), step, (steps, last) => {
        fc.pre("message" in last && last.forced.length === 0);
        const shop = shopWith(6, tea, robe);
        for (const now of steps) take(shop, now);
        const first = take(shop, last);
        const second = take(shop, last);
        expect(second.changed ?? {}).toEqual({});
        expect(second.added ?? []).toEqual([]);
        expect(answersOf(second)).toEqual(answersOf(first));
        expect(second.emitted ?? []).toHaveLength(answersOf(second).length);
      }),
      { numRuns: 300 },
    );
  });
});
