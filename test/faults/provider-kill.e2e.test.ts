/** A process that dies around a charge: the company has taken the money, or not, and we find out. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { booked, booksAgree, payBy } from "../town/cards.ts";
import { newGoods, orderShown, type Person, placed } from "../town/people.ts";
import { sellerOf, stranger } from "../town/shop.ts";
import { openTown, type Topology, type Town, WITHOUT_NOTICES } from "../town/town.ts";
import { disagreements } from "./books.ts";
import { CRASH_POINTS, duringCrashes } from "./crashing.ts";
import { until } from "./insisting.ts";

const KILLS = 6;

const towns = new Map<Topology, Town>();
beforeAll(async () => {
  for (const topology of ["fused", "mixed"] as const)
    towns.set(topology, await openTown(topology, WITHOUT_NOTICES));
});
afterAll(async () => {
  for (const town of towns.values()) await town.close();
});

const townOf = (topology: Topology): Town => {
  const town = towns.get(topology);
  if (town === undefined) throw new Error("the town is not open");
  return town;
};

async function orderOf(town: Town, mina: Person) {
  const { itemId } = await newGoods(town, await sellerOf(town), { price: 10_000, stock: 10 });
  return placed(town, mina, [{ itemId }], { payMethod: "CARD" });
}

/** Pays without minding whether an answer comes: the process may die over it. */
const tryToPay = (
  town: Town,
  mina: Person,
  order: { readonly orderId: string; readonly payableAmount: number },
) => payBy(town, mina, "CARD", order, {}).catch(() => undefined);

const ENDS = ["PREPARED", "CANCELLED", "REFUNDED"];
/** Insists on an outcome, though the process may be away when it is asked. */
const decided = (town: Town, mina: Person, orderId: string) =>
  until(`${orderId} is decided`, async () => {
    const shown = await orderShown(town, mina, orderId);
    return ENDS.includes(shown.status) ? shown : undefined;
  });

test.each(["fused", "mixed"] as const)(
  "S0.31 %s: killed at any commit of a charge, the order is paid once, and both books agree",
  async (topology) => {
    const town = townOf(topology);
    const process = town.processOf("payment");
    const mina = await stranger(town);
    const survived: string[] = [];
    for (const point of CRASH_POINTS) {
      for (const nth of [1, 2]) {
        const order = await orderOf(town, mina);
        const reached = await duringCrashes(town, [{ process, point, nth }], async () => {
          await until("it is paid", async () => {
            // Who got no answer asks again; who has paid already is told so.
            await tryToPay(town, mina, order);
            const { status } = await orderShown(town, mina, order.orderId);
            return ENDS.includes(status) ? true : undefined;
          });
        });
        if (reached.length > 0) survived.push(`${point}:${nth}`);
        expect((await decided(town, mina, order.orderId)).status).toBe("PREPARED");
        expect(booked(town, order.orderId)).toMatchObject([{ status: "CHARGED", refunds: [] }]);
      }
    }
    expect(survived).toContain("before-commit:2");
    expect(await booksAgree(town)).toEqual([]);
    await town.quiet();
    expect(await town.brokenPromises()).toEqual([]);
  },
  240_000,
);

test("S0.31 killed again and again as soon as the company has the money: our book is the company's", async () => {
  const town = townOf("fused");
  const process = town.processOf("payment");
  const mina = await stranger(town);
  town.simulator.set({ callbackCopies: 0, slowMs: 100 });
  for (let kill = 0; kill < KILLS; kill++) {
    const order = await orderOf(town, mina);
    const fault = kill % 2 === 0 ? "act-then-time-out" : "slow";
    town.simulator.set({ faults: [{ on: "charge", fault, times: 1 }] });
    void tryToPay(town, mina, order);
    await until("the company has the money", () =>
      Promise.resolve(booked(town, order.orderId).length > 0 ? true : undefined),
    );
    await process.kill();
    await process.start();
    expect((await decided(town, mina, order.orderId)).status).toBe("PREPARED");
  }
  expect(await booksAgree(town)).toEqual([]);
  await town.quiet();
  expect(await disagreements(town.sql)).toEqual([]);
  expect(town.simulator.book.charges().every(({ refunds }) => refunds.length === 0)).toBe(true);
}, 240_000);
