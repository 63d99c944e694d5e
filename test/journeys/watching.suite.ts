/** What an operator sees of an order on its way: its story, and the map of the running system. */
import { describe, expect, it } from "vitest";
import { newGoods, operatorOf, place, type Person } from "#test/town/people.ts";
import { sellerOf, stranger } from "#test/town/shop.ts";
import { rawRequest } from "#test/town/requests.ts";
import type { Town } from "#test/town/town.ts";

type StoryPart = {
  readonly contexts: readonly string[];
  readonly messages: readonly {
    readonly name: string;
    readonly cause: string;
    readonly root: string;
    readonly type: string;
    readonly context: string;
    readonly place: string;
    readonly transaction: string;
    readonly heardBy: readonly string[];
    readonly appliedBy: readonly string[];
  }[];
  readonly rows: readonly { readonly context: string; readonly table: string }[];
  readonly waiting: readonly { readonly what: string; readonly type: string }[];
  readonly marks: readonly {
    readonly context: string;
    readonly stream: string;
    readonly applied: number;
  }[];
  readonly isComplete: boolean;
};
type MapPart = {
  readonly contexts: readonly { readonly name: string; readonly isHere: boolean }[];
  readonly arrows: readonly {
    readonly from: string;
    readonly to: string;
    readonly kind: string;
    readonly total: number;
    readonly parked: number;
  }[];
  readonly lanes: readonly { readonly behind: number }[];
};

/** What every process of the town answers to an operator. */
async function partsOf<Body>(town: Town, path: string): Promise<readonly Body[]> {
  const { token } = await operatorOf(town);
  return Promise.all(
    town.processes.map(async ({ url }) => {
      const { status, body } = await rawRequest(url, "GET", path, { token });
      expect({ path, status }).toEqual({ path, status: 200 });
      return body as Body;
    }),
  );
}

async function paidOrder(town: Town, shopper: Person): Promise<string> {
  const { itemId } = await newGoods(town, await sellerOf(town), { price: 1_000, stock: 5 });
  await town.quiet();
  const { body } = await place(town, shopper, [{ itemId }], { autoPay: true });
  await town.quiet();
  return body.orderId;
}

export function watching(town: () => Town): void {
  describe("watching", () => {
    it("an operator reads one order's story: each message, its cause, its transaction and who applied it", async () => {
      const orderId = await paidOrder(town(), await stranger(town(), 10_000));
      const parts = await partsOf<StoryPart>(town(), `/ops/orders/${orderId}/story`);
      const messages = parts.flatMap((part) => part.messages);
      const types = messages.map(({ type }) => type);
      for (const type of ["order.placed", "catalog.stock-reserved", "wallet.debited"]) {
        expect(types.filter((told) => told === type)).toHaveLength(1);
      }
      expect(types).toContain("delivery.shipment-created");

      const names = new Set(messages.map(({ name }) => name));
      expect(names.size).toBe(messages.length);
      // What follows an outside call is caused by its answer, which is no message of a log.
      const withoutCause = messages
        .filter(({ context }) => context !== "notification")
        .filter(({ cause, root }) => !names.has(cause) && cause !== root);
      expect(withoutCause).toEqual([]);

      const marks = parts.flatMap((part) => part.marks);
      const unapplied = messages.flatMap(
        ({ type, context: stream, place: at, heardBy, appliedBy }) =>
          heardBy
            .filter((context) => !appliedBy.includes(context))
            .filter((context) => {
              const mark = marks.find((one) => one.context === context && one.stream === stream);
              return (mark?.applied ?? 0) < Number(at.split(":")[1]);
            })
            .map((context) => `${type} ${context}`),
      );
      expect(unapplied).toEqual([]);
      expect(parts.every(({ isComplete }) => isComplete)).toBe(true);
      expect(parts.flatMap(({ rows }) => rows).map(({ table }) => table)).toEqual(
        expect.arrayContaining(["orders", "reservations", "payments", "shipments", "order_views"]),
      );
    });

    it("the story says what the order waits for", async () => {
      const { itemId } = await newGoods(town(), await sellerOf(town()), { price: 900, stock: 5 });
      await town().quiet();
      const { body } = await place(town(), await stranger(town()), [{ itemId }]);
      await town().quiet();
      const parts = await partsOf<StoryPart>(town(), `/ops/orders/${body.orderId}/story`);
      const waiting = parts.flatMap((part) => part.waiting);
      expect(waiting.map(({ what, type }) => `${what} ${type}`)).toContain("deadline order.due");
    });

    it("an operator watches an order flow: each arrow that it takes has counted it", async () => {
      const totals = async () => {
        const parts = await partsOf<MapPart>(town(), "/ops/map");
        return new Map(
          parts
            .flatMap(({ arrows }) => arrows)
            .map(({ from, to, kind, total }) => [`${from} ${to} ${kind}`, total]),
        );
      };
      const before = await totals();
      await paidOrder(town(), await stranger(town(), 10_000));
      // The answer of a moment ago is still the answer: ask until it is older.
      await expect
        .poll(async () => {
          const after = await totals();
          return [...after]
            .filter(([name, total]) => total > (before.get(name) ?? 0))
            .map(([name]) => name);
        })
        .toEqual(
          expect.arrayContaining([
            "order catalog fact",
            "catalog order fact",
            "order payment command",
            "payment wallet command",
            "wallet payment fact",
            "order delivery fact",
            "order query fact",
          ]),
        );
      const parts = await partsOf<MapPart>(town(), "/ops/map");
      const here = parts.flatMap(({ contexts }) => contexts.filter(({ isHere }) => isHere));
      expect(new Set(here.map(({ name }) => name)).size).toBe(12);
      expect(here).toHaveLength(12);
    });
  });
}
