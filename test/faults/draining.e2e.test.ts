import { Agent, request } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { onceOnly } from "../town/people.ts";
import type { TownProcess } from "../town/processes.ts";
import { openTown, type Town, WITHOUT_NOTICES } from "../town/town.ts";
import { disagreements } from "./books.ts";
import { print } from "./figures.ts";
import { minasOrder, openShop, type Shop } from "./journey.ts";
import { until } from "./insisting.ts";

const CLIENTS = 8;
const STOP_WITHIN_MS = 20_000;

let town: Town;
let shop: Shop;
let instances: readonly TownProcess[];

beforeAll(async () => {
  town = await openTown("fused", WITHOUT_NOTICES);
  shop = await openShop(town);
  const [first] = town.processes;
  if (first === undefined) throw new Error("a town without processes");
  instances = [first, await first.twin()];
});
afterAll(async () => {
  await instances[1]?.stop();
  await town.close();
});

type Answered = { readonly status: number; readonly body: string; readonly closes: boolean };

/** One request on a kept connection. Rejects when it was cut; `refused` where nobody listens. */
const send = (agent: Agent, url: string, body: unknown): Promise<Answered | "refused"> =>
  new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${shop.mina.token}`,
      "content-type": "application/json",
      ...onceOnly(),
    };
    const asking = request(`${url}/api/orders`, { agent, method: "POST", headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("error", reject);
      answer.on("end", () =>
        resolve({
          status: answer.statusCode ?? 0,
          body: Buffer.concat(parts).toString(),
          closes: answer.headers.connection === "close",
        }),
      );
    });
    asking.on("error", (error: NodeJS.ErrnoException) =>
      error.code === "ECONNREFUSED" ? resolve("refused") : reject(error),
    );
    asking.end(JSON.stringify(body));
  });

type Load = {
  readonly placed: string[];
  readonly failed: string[];
  /** Ends the clients after the answers they wait for. */
  readonly stop: () => Promise<void>;
};

/**
 * Clients that keep their connection and place one order after the other. Told that it closes, or
 * refused a new one, they go on with the next address, as a balancer does; with none they end.
 */
function customers(addresses: () => readonly string[]): Load {
  const placed: string[] = [];
  const failed: string[] = [];
  let over = false;
  const body = minasOrder(shop, "");
  const order = { ...body, lines: body.lines.map((line) => ({ ...line, memberCouponIds: [] })) };
  const customer = async (number: number): Promise<void> => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (let turn = number; !over && addresses().length > 0;) {
      const url = addresses()[turn % addresses().length] ?? "";
      const answer = await send(agent, url, order).catch((error: Error) => error);
      if (answer === "refused") turn++;
      else if (answer instanceof Error) failed.push(answer.message);
      else if (answer.status !== 201) failed.push(`${answer.status} ${answer.body}`);
      else placed.push((JSON.parse(answer.body) as { orderId: string }).orderId);
      if (typeof answer === "object" && "closes" in answer && answer.closes) turn++;
    }
    agent.destroy();
  };
  const all = Array.from({ length: CLIENTS }, (_, number) => customer(number));
  return {
    placed,
    failed,
    stop: async () => {
      over = true;
      await Promise.all(all);
    },
  };
}

/** So many more orders, or a first failure. */
const enough = ({ placed, failed }: Load, more: number): Promise<true> => {
  const wanted = placed.length + more;
  return until(`${more} more orders`, () =>
    Promise.resolve(placed.length >= wanted || failed.length > 0 ? true : undefined),
  );
};

async function everyOrderIsThere(placed: readonly string[]): Promise<void> {
  const rows = await town.sql<{ order_id: string }>("order", 'select order_id from "order".orders');
  const kept = new Set(rows.map(({ order_id: orderId }) => orderId));
  expect(placed.filter((orderId) => !kept.has(orderId))).toEqual([]);
  expect(new Set(placed).size).toBe(placed.length);
}

test("S0.33 SIGTERM under load: no request fails, the process ends in time with code 0, its data stay", async () => {
  const [process] = instances;
  if (process === undefined) throw new Error("no instance");
  let isOpen = true;
  const load = customers(() => (isOpen ? [process.url] : []));
  await enough(load, 100);
  const toldAt = performance.now();
  const ended = process.ended();
  const stopped = process.stop();
  // A client that finds nobody listening has no other address.
  void ended.then(() => (isOpen = false));
  const { code } = await ended;
  await stopped;
  const tookMs = performance.now() - toldAt;
  await load.stop();
  print(`${load.placed.length} orders; ended ${Math.round(tookMs)} ms after SIGTERM`);

  expect(load.failed).toEqual([]);
  expect(code).toBe(0);
  expect(tookMs).toBeLessThan(STOP_WITHIN_MS);
  await process.start();
  await everyOrderIsThere(load.placed);
  await town.quiet();
  expect(await town.brokenPromises()).toEqual([]);
  expect(await disagreements(town.sql)).toEqual([]);
});

test("S0.33 two instances restarted one after the other under load: no request fails", async () => {
  const [first, second] = instances;
  if (first === undefined || second === undefined) throw new Error("no instances");
  await second.start();
  const load = customers(() => instances.map(({ url }) => url));
  for (const instance of instances) {
    await enough(load, 100);
    await instance.stop();
    await instance.start();
  }
  await enough(load, 100);
  await load.stop();

  print(`${load.placed.length} orders over two restarts`);
  expect(load.failed).toEqual([]);
  await everyOrderIsThere(load.placed);
  await town.quiet();
  expect(await town.brokenPromises()).toEqual([]);
  expect(await disagreements(town.sql)).toEqual([]);
});
