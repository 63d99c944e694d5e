import { type Completed, whenComplete } from "../completion.ts";
import type { RunPlan, RunResult } from "../drive.ts";
import type { Driver } from "../driver.ts";
import { HTTP_CLIENTS, type Lengths } from "../lengths.ts";
import type { Platform } from "../platform.ts";
import type { Stand } from "../stand.ts";
import { doubts } from "./found.ts";

const LONE_ORDERS_PER_SECOND = 5;
/** Enough of them for a median. */
const LONE_SECONDS_MIN = 2;

/** Orders so far apart that each is alone. */
export const loneOrders = ({ oneClientSeconds }: Lengths) => ({
  clients: HTTP_CLIENTS,
  seconds: Math.max(oneClientSeconds, LONE_SECONDS_MIN),
  ratePerSecond: LONE_ORDERS_PER_SECOND,
});

type Ran = { readonly placed: RunResult; readonly completed: Completed; readonly orders: number };

/** Places orders, waits until all are complete, and adds to the remarks what is wrong with them. */
export const runsUntilComplete =
  (
    topology: string,
    { lengths, say }: Stand,
    platform: Platform,
    load: Driver,
    remarks: string[],
  ) =>
  async (what: string, plan: RunPlan): Promise<Ran> => {
    say(`${topology}: ${what}`);
    const since = Date.now();
    const placed = await load.run(plan);
    const patienceMs = lengths.splitPatienceSeconds * 1000;
    const { orders } = placed;
    const completed = await whenComplete(platform.queryDatabaseUrl, since, orders, patienceMs);
    remarks.push(...doubts(`${topology}, ${what}`, placed));
    if (completed.orders < orders) {
      remarks.push(`${topology}, ${what}: ${completed.orders} of ${orders} orders became complete`);
    }
    return { placed, completed, orders: completed.orders };
  };
