import { setTimeout } from "node:timers/promises";
import type { Bus } from "../arguments.ts";
import { startDriver } from "../driver.ts";
import { HTTP_CLIENTS } from "../lengths.ts";
import { pssMegabytes, whileMeasured } from "../measure.ts";
import { startFleetOver } from "../platform.ts";
import type { Stand } from "../stand.ts";
import type { Found } from "./found.ts";
import { loneOrders, runsUntilComplete } from "./untilComplete.ts";

/** What is stopped while orders go on: nothing is complete without it. */
const STOPPED = "payment";
/** What is placed meanwhile, of what the fleet can take. */
const LOAD_WHILE_STOPPED = 0.1;

/**
 * The fleet as an operator starts it: supervisor, gateway, a process and a database for each context,
 * and a real broker. All requests come in by the gateway.
 */
export const fleetPhase =
  (bus: Bus) =>
  async (stand: Stand): Promise<Found> => {
    const { lengths, closing, say } = stand;
    say(`fleet over ${bus}: starts, the shop opens`);
    const fleet = await startFleetOver(stand, bus);
    if (fleet === undefined) {
      say(`fleet over ${bus}: skipped, there is no such broker to start here`);
      return { figures: {}, remarks: [] };
    }
    const program = new URL("../load.ts", import.meta.url);
    const load = await startDriver(closing, program, [String(HTTP_CLIENTS), ...fleet.urls]);
    await load.openShop(lengths.shop);
    const idle = await pssMegabytes(fleet.pids);

    const remarks: string[] = [];
    const run = runsUntilComplete(`fleet over ${bus}`, stand, fleet, load, remarks);
    const many = {
      clients: HTTP_CLIENTS,
      seconds: lengths.fullSeconds,
      ordersMax: lengths.fleetOrdersMax,
    };
    const fewer = { ...many, ordersMax: many.ordersMax / 4 };
    await load.issueCoupons(fewer.ordersMax);
    await run("warm-up", fewer);
    await load.issueCoupons(many.ordersMax);
    const { result: full, used } = await whileMeasured(
      { node: fleet.pids, postgresPid: stand.postgresPid },
      () => run("full load", many),
    );
    const broker = await pssMegabytes(await fleet.brokerPids());
    const lonely = loneOrders(lengths);
    await load.issueCoupons(lonely.ratePerSecond * lonely.seconds);
    const lone = await run("lone orders", lonely);

    const { perSecond } = full.completed;
    const seconds = lengths.stoppedSeconds;
    const meanwhile = { ...many, seconds, ratePerSecond: perSecond * LOAD_WHILE_STOPPED };
    await load.issueCoupons(meanwhile.ratePerSecond * seconds);
    await fleet.stop(STOPPED);
    const started = setTimeout(seconds * 1000).then(() => {
      const began = performance.now();
      return fleet.start(STOPPED).then(() => began);
    });
    await run(`orders while ${STOPPED} is stopped`, meanwhile);
    const ended = performance.now();
    const caughtUpMs = ended - (await started);
    return {
      figures: {
        [`fleet_${bus}_ops`]: perSecond,
        [`fleet_${bus}_one_order_p50_ms`]: lone.completed.p50Ms,
        [`fleet_${bus}_one_order_p99_ms`]: lone.completed.p99Ms,
        [`fleet_${bus}_caught_up_ms`]: caughtUpMs,
        [`fleet_${bus}_idle_node_pss_mb`]: idle,
        [`fleet_${bus}_busy_node_pss_mb`]: used.peakNodePssMegabytes,
        [`fleet_${bus}_busy_pss_mb`]: used.peakPssMegabytes,
        [`fleet_${bus}_broker_pss_mb`]: broker,
      },
      remarks,
    };
  };
