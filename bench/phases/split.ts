import { type Completed, whenComplete } from "../completion.ts";
import { whileCounted } from "../counting.ts";
import type { RunPlan, RunResult } from "../drive.ts";
import { type Driver, startDriver } from "../driver.ts";
import { HTTP_CLIENTS } from "../lengths.ts";
import { whileMeasured } from "../measure.ts";
import { type Platform, startSplit } from "../platform.ts";
import type { Stand } from "../stand.ts";
import { costsOf, doubts, type Found } from "./found.ts";

const LONE_ORDERS_PER_SECOND = 5;
/** Enough of them for a median. */
const LONE_SECONDS_MIN = 2;

type Ran = { readonly placed: RunResult; readonly completed: Completed; readonly orders: number };

/**
 * A process and a database for each context. A POST is answered long before its order is complete: an
 * order counts once the query context shows it as prepared.
 */
export async function splitPhase(stand: Stand): Promise<Found> {
  const { lengths, closing, postgresPid, say } = stand;
  say("split: starts, the shop opens");
  const platform = await startSplit(stand);
  const program = new URL("../load.ts", import.meta.url);
  const load = await startDriver(closing, program, [String(HTTP_CLIENTS), ...platform.urls]);
  await load.openShop(lengths.shop);

  const remarks: string[] = [];
  const run = runsUntilComplete(stand, platform, load, remarks);
  const clients = HTTP_CLIENTS;
  const many = { clients, seconds: lengths.fullSeconds, ordersMax: lengths.splitOrdersMax };
  const fewer = { ...many, ordersMax: lengths.splitOrdersMax / 4 };
  await load.issueCoupons(fewer.ordersMax);
  await run("warm-up", fewer);

  await load.issueCoupons(many.ordersMax);
  const processes = { node: platform.pids, postgresPid };
  const { result: full, used } = await whileMeasured(processes, () => run("full load", many));
  await load.issueCoupons(fewer.ordersMax);
  const counted = await whileCounted(stand, platform.databases, () =>
    run("full load, statements counted", fewer),
  );
  const perSecond = full.completed.perSecond;
  const seconds = Math.max(lengths.oneClientSeconds, LONE_SECONDS_MIN);
  await load.issueCoupons(LONE_ORDERS_PER_SECOND * seconds);
  const lone = await run("lone orders", {
    clients,
    seconds,
    ratePerSecond: LONE_ORDERS_PER_SECOND,
  });
  await load.issueCoupons((perSecond / 2) * lengths.halfSeconds);
  const half = await run("half load", {
    clients,
    seconds: lengths.halfSeconds,
    ratePerSecond: perSecond / 2,
  });
  return {
    figures: {
      http_split_ops: perSecond,
      split_placed_ops: full.placed.orders / full.placed.seconds,
      split_one_order_p50_ms: lone.completed.p50Ms,
      split_one_order_p99_ms: lone.completed.p99Ms,
      split_half_load_p50_ms: half.completed.p50Ms,
      split_half_load_p99_ms: half.completed.p99Ms,
      split_busy_pss_mb: used.peakPssMegabytes,
      ...costsOf("split", full.orders, used, counted),
    },
    remarks,
  };
}

/** Places orders, waits until all are complete, and adds to the remarks what is wrong with them. */
const runsUntilComplete =
  ({ lengths, say }: Stand, platform: Platform, load: Driver, remarks: string[]) =>
  async (what: string, plan: RunPlan): Promise<Ran> => {
    say(`split: ${what}`);
    const since = Date.now();
    const placed = await load.run(plan);
    const patienceMs = lengths.splitPatienceSeconds * 1000;
    const { orders } = placed;
    const completed = await whenComplete(platform.queryDatabaseUrl, since, orders, patienceMs);
    remarks.push(...doubts(`split, ${what}`, placed));
    if (completed.orders < orders) {
      remarks.push(`split, ${what}: ${completed.orders} of ${orders} orders became complete`);
    }
    return { placed, completed, orders: completed.orders };
  };
