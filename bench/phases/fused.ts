import { whileCounted } from "../counting.ts";
import type { RunPlan, RunResult } from "../drive.ts";
import { startDriver } from "../driver.ts";
import { HTTP_CLIENTS, WARM_UP_ORDERS } from "../lengths.ts";
import { whileMeasured } from "../measure.ts";
import { startFused } from "../platform.ts";
import type { Stand } from "../stand.ts";
import { costsOf, doubts, type Found } from "./found.ts";

/** One process for all contexts, loaded over HTTP from another. */
export async function fusedPhase(stand: Stand): Promise<Found> {
  const { lengths, closing, postgresPid, say } = stand;
  say("fused: starts, the shop opens");
  const platform = await startFused(stand);
  const program = new URL("../load.ts", import.meta.url);
  const load = await startDriver(closing, program, [String(HTTP_CLIENTS), ...platform.urls]);
  await load.openShop(lengths.shop);

  const remarks: string[] = [];
  const run = async (what: string, plan: RunPlan): Promise<RunResult> => {
    say(`fused: ${what}`);
    const result = await load.run(plan);
    remarks.push(...doubts(`fused, ${what}`, result));
    return result;
  };
  const clients = HTTP_CLIENTS;
  await load.issueCoupons(WARM_UP_ORDERS);
  const warm = await load.run({ clients, seconds: lengths.warmUpSeconds });
  const expected = warm.complete / warm.seconds;

  await load.issueCoupons(expected * lengths.fullSeconds);
  const processes = { node: platform.pids, postgresPid };
  const { result: full, used } = await whileMeasured(processes, () =>
    run("full load", { clients, seconds: lengths.fullSeconds }),
  );
  const perSecond = full.complete / full.seconds;

  await load.issueCoupons(perSecond * lengths.countedSeconds);
  const counted = await whileCounted(stand, platform.databases, () =>
    run("full load, statements counted", { clients, seconds: lengths.countedSeconds }),
  );
  await load.issueCoupons(perSecond * lengths.oneClientSeconds);
  const one = await run("one client", { clients: 1, seconds: lengths.oneClientSeconds });
  await load.issueCoupons((perSecond / 2) * lengths.halfSeconds);
  const half = await run("half load", {
    clients,
    seconds: lengths.halfSeconds,
    ratePerSecond: perSecond / 2,
  });
  await load.issueCoupons(perSecond * lengths.flashSeconds);
  const flash = await run("flash sale", { clients, seconds: lengths.flashSeconds, oneItem: true });
  return {
    figures: {
      http_fused_ops: perSecond,
      flash_sale_ops: flash.complete / flash.seconds,
      one_order_p50_ms: one.p50Ms,
      one_order_p99_ms: one.p99Ms,
      half_load_p50_ms: half.p50Ms,
      half_load_p99_ms: half.p99Ms,
      full_load_p50_ms: full.p50Ms,
      full_load_p99_ms: full.p99Ms,
      busy_pss_mb: used.peakPssMegabytes,
      ...costsOf("fused", full.orders, used, counted),
    },
    remarks,
  };
}
