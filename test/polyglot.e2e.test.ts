/** A consumer that is not written in TypeScript hears the platform by its contracts. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { over } from "./brokers/all.ts";
import type { TestBroker } from "./brokers/broker.ts";
import { hasNats, openNats } from "./brokers/nats.ts";
import { given } from "./town/gifts.ts";
import { newGoods, prepared } from "./town/people.ts";
import { sellerOf, stranger } from "./town/shop.ts";
import { openTown, type Town } from "./town/town.ts";

const hasPython = spawnSync("python3", ["--version"]).status === 0;

describe.skipIf(!hasNats || !hasPython)("over NATS (needs nats-server and python3)", () => {
  let nats: TestBroker;
  let town: Town;
  beforeAll(async () => {
    nats = await openNats();
    town = await openTown("fused", over(nats));
  });
  afterAll(() => nats.close());
  afterAll(() => town.close());

  test("S4.24 a program in Python hears of each paid gift, also of those before it was started", async () => {
    const { itemId } = await newGoods(town, await sellerOf(town), {
      name: "tea",
      price: 10_000,
      stock: 10,
    });
    const mina = await stranger(town, 100_000);
    const early = (await given(town, mina, [{ itemId }])).gift;
    const program = spawn("python3", ["examples/paid_gifts.py", nats.url, "docs/contracts.json"]);
    const lines = createInterface(program.stdout)[Symbol.asyncIterator]();
    const heard = async () => JSON.parse((await lines.next()).value as string) as unknown;
    try {
      expect(await heard()).toEqual({ orderId: early.orderId, paid: 10_000 });
      await prepared(town, mina, [{ itemId }]);
      const late = (await given(town, mina, [{ itemId, quantity: 2 }])).gift;
      expect(await heard()).toEqual({ orderId: late.orderId, paid: 20_000 });
    } finally {
      const ended = once(program, "exit");
      program.kill();
      await ended;
    }
  });
});
