import { whileCounted } from "../counting.ts";
import { startDriver } from "../driver.ts";
import { HTTP_CLIENTS } from "../lengths.ts";
import { whileMeasured } from "../measure.ts";
import { startSplit } from "../platform.ts";
import type { Stand } from "../stand.ts";
import { costsOf, type Found } from "./found.ts";
import { loneOrders, runsUntilComplete } from "./untilComplete.ts";

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
  const run = runsUntilComplete("split", stand, platform, load, remarks);
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
  const lonely = loneOrders(lengths);
  await load.issueCoupons(lonely.ratePerSecond * lonely.seconds);
  const lone = await run("lone orders", lonely);
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
