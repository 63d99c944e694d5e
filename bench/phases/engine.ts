import { whileCounted } from "../counting.ts";
import { startDriver } from "../driver.ts";
import type { EngineResult } from "../engine.ts";
import { ENGINE_CLIENTS, WARM_UP_ORDERS } from "../lengths.ts";
import { familyOf, whileMeasured } from "../measure.ts";
import type { Stand } from "../stand.ts";
import { costsOf, doubts, type Found } from "./found.ts";

/** The loop without HTTP, in a process of its own that also places the orders. */
export async function enginePhase(stand: Stand): Promise<Found> {
  const { lengths, closing, postgresPid, say } = stand;
  say("engine: the shop opens");
  const url = await stand.freshDatabase("engine");
  const program = new URL("../engine.ts", import.meta.url);
  const driver = await startDriver<EngineResult>(closing, program, [url]);
  await driver.openShop(lengths.shop);

  const clients = ENGINE_CLIENTS;
  await driver.issueCoupons(WARM_UP_ORDERS);
  const warm = await driver.run({ clients, seconds: lengths.warmUpSeconds });
  const perSecond = warm.complete / warm.seconds;

  say("engine: as fast as it goes");
  await driver.issueCoupons(perSecond * lengths.fullSeconds);
  const processes = { node: await familyOf(driver.pid), postgresPid };
  const { result, used } = await whileMeasured(processes, () =>
    driver.run({ clients, seconds: lengths.fullSeconds }),
  );
  await driver.issueCoupons(perSecond * lengths.countedSeconds);
  const counted = await whileCounted(stand, "engine", () =>
    driver.run({ clients, seconds: lengths.countedSeconds }),
  );
  return {
    figures: {
      engine_fused_ops: result.complete / result.seconds,
      engine_fused_orders_per_transaction: result.ordersPerTransaction,
      engine_fused_messages_per_order: result.messagesPerOrder,
      ...costsOf("engine_fused", result.orders, used, counted),
    },
    remarks: doubts("engine", result),
  };
}
