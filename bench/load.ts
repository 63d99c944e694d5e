import { benchClient } from "./client.ts";
import { openShop, orderOf } from "./shop.ts";

/**
 * A process of its own that loads a server over HTTP and prints what it measured as one line of
 * JSON: `load.ts URL '{"seconds":10,"clients":64,…}'`.
 */
export type LoadPlan = {
  readonly seconds: number;
  readonly warmUpSeconds: number;
  readonly clients: number;
  readonly items: number;
  readonly shoppers: number;
  readonly coupons: number;
  /** All on one item: a flash sale. */
  readonly oneItem?: boolean;
  /** Orders started per second, whatever the answers do; as fast as answers come when absent. */
  readonly ratePerSecond?: number;
};
export type LoadResult = {
  readonly orders: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly refused: number;
  readonly failed: number;
  readonly withCoupon: number;
};

const [url = "", planText = "{}"] = process.argv.slice(2);
const plan = JSON.parse(planText) as LoadPlan;
const client = benchClient(url, plan.clients);
const shop = await openShop(client, plan);
process.stdout.write("ready\n");

const latencies: number[] = [];
let refused = 0;
let failed = 0;
let withCoupon = 0;
let counting = false;
let n = 0;

async function placeOne(startedAt = performance.now()): Promise<void> {
  const onlyItem = plan.oneItem === true ? shop.items[0] : undefined;
  const { shopper, body, hasCoupon } = orderOf(shop, n++, true, onlyItem);
  const { status, body: order } = await client.call<{ status?: string }>("POST", "/api/orders", {
    body,
    token: shopper.token,
  });
  if (!counting) return;
  if (status >= 500) failed++;
  else if (status >= 300 || (order.status !== "PREPARED" && order.status !== "PLACED")) refused++;
  else {
    latencies.push(performance.now() - startedAt);
    if (hasCoupon) withCoupon++;
  }
}

/** Each client sends the next order when the last is answered. */
async function closedLoop(until: number): Promise<void> {
  const one = async () => {
    while (performance.now() < until) await placeOne();
  };
  await Promise.all(Array.from({ length: plan.clients }, one));
}

/** Orders start at their planned time; latency counts from then, waiting for a connection included. */
async function openLoop(until: number, ratePerSecond: number): Promise<void> {
  const began = performance.now();
  const running: Promise<void>[] = [];
  for (let sent = 0; performance.now() < until;) {
    const due = Math.floor(((performance.now() - began) / 1000) * ratePerSecond);
    for (; sent < due; sent++) running.push(placeOne(began + (sent * 1000) / ratePerSecond));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(running);
}

const run = (seconds: number): Promise<void> => {
  const until = performance.now() + seconds * 1000;
  return plan.ratePerSecond === undefined ? closedLoop(until) : openLoop(until, plan.ratePerSecond);
};

await run(plan.warmUpSeconds);
counting = true;
process.stdout.write("counting\n");
const began = performance.now();
await run(plan.seconds);
const seconds = (performance.now() - began) / 1000;
const sorted = Float64Array.from(latencies).sort();
const quantile = (q: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0;
const result: LoadResult = {
  orders: latencies.length,
  seconds,
  perSecond: latencies.length / seconds,
  p50Ms: quantile(0.5),
  p99Ms: quantile(0.99),
  refused,
  failed,
  withCoupon,
};
process.stdout.write(`${JSON.stringify(result)}\n`);
await client.close();
