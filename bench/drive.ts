import { quantile } from "./quantiles.ts";

/** How orders are placed for a while, by the load process over HTTP or by the engine process without. */
export type RunPlan = {
  readonly seconds: number;
  /** Each sends its next order when the last is answered. */
  readonly clients: number;
  /** Orders started per second, whatever the answers do; as fast as answers come when absent. */
  readonly ratePerSecond?: number;
  readonly ordersMax?: number;
  /** All on one item: a flash sale. */
  readonly oneItem?: boolean;
};

/** An order that was answered: complete (paid and prepared), only accepted so far, or neither. */
export type Placed = {
  readonly outcome: "complete" | "accepted" | "refused" | "failed";
  readonly hasCoupon: boolean;
  /** What was answered instead, of an order that was not taken. */
  readonly reason?: string;
};

export type RunResult = {
  readonly seconds: number;
  /** Taken, complete or not. */
  readonly orders: number;
  readonly complete: number;
  readonly withCoupon: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly refused: number;
  readonly failed: number;
  readonly firstReason: string | undefined;
};

type PlaceOne = (n: number) => Promise<Placed>;
type Note = (placed: Placed, tookMs: number) => void;

/** Places orders as planned, and waits for the last answer. */
export async function drive(plan: RunPlan, placeOne: PlaceOne): Promise<RunResult> {
  const latencies: number[] = [];
  const counts = { complete: 0, accepted: 0, refused: 0, failed: 0 };
  let withCoupon = 0;
  let firstReason: string | undefined;
  const note: Note = ({ outcome, hasCoupon, reason }, tookMs) => {
    counts[outcome]++;
    firstReason ??= reason;
    if (outcome === "refused" || outcome === "failed") return;
    latencies.push(tookMs);
    if (hasCoupon) withCoupon++;
  };
  const began = performance.now();
  await (plan.ratePerSecond === undefined
    ? closedLoop(plan, placeOne, note)
    : openLoop(plan, plan.ratePerSecond, placeOne, note));
  return {
    seconds: (performance.now() - began) / 1000,
    orders: latencies.length,
    complete: counts.complete,
    withCoupon,
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
    refused: counts.refused,
    failed: counts.failed,
    firstReason,
  };
}

async function closedLoop(plan: RunPlan, placeOne: PlaceOne, note: Note): Promise<void> {
  const { seconds, clients, ordersMax = Infinity } = plan;
  const until = performance.now() + seconds * 1000;
  let n = 0;
  const one = async (): Promise<void> => {
    for (let now = performance.now(); now < until && n < ordersMax; now = performance.now()) {
      const placed = await placeOne(n++);
      note(placed, performance.now() - now);
    }
  };
  await Promise.all(Array.from({ length: clients }, one));
}

/** Orders start at their planned time; latency counts from then, waiting for a connection included. */
async function openLoop(
  { seconds, ordersMax = Infinity }: RunPlan,
  ratePerSecond: number,
  placeOne: PlaceOne,
  note: Note,
): Promise<void> {
  const began = performance.now();
  const total = Math.min(Math.floor(seconds * ratePerSecond), ordersMax);
  const running: Promise<void>[] = [];
  const start = async (n: number): Promise<void> => {
    const planned = began + (n * 1000) / ratePerSecond;
    const placed = await placeOne(n);
    note(placed, performance.now() - planned);
  };
  for (let n = 0; n < total;) {
    const due = Math.floor(((performance.now() - began) / 1000) * ratePerSecond) + 1;
    for (; n < Math.min(due, total); n++) running.push(start(n));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(running);
}
