import { clientsAtRest, type Remembered } from "./checker/clients.ts";
import type { Evidence, Promised } from "./checker/evidence.ts";
import { goodsAlways, goodsAtRest } from "./checker/goods.ts";
import { appliedOnce, type Hearing, logsAtRest } from "./checker/logs.ts";
import { moneyAlways, moneyAtRest } from "./checker/money.ts";
import { ordersAlways, ordersAtRest } from "./checker/orders.ts";

/** A promise that does not hold, and where. */
export type Broken = { readonly promise: string; readonly place: string };

/** The first promise that does not hold in the midst of a run. */
export const brokenAlways = (evidence: Evidence): Broken | undefined =>
  firstBroken([...goodsAlways, ...moneyAlways, ...ordersAlways], evidence);

/** The first promise that does not hold once everything has come to rest. */
export const brokenAtRest = (
  evidence: Evidence,
  hearing: Hearing,
  history: readonly Remembered[],
): Broken | undefined =>
  brokenAlways(evidence) ??
  firstBroken(
    [
      appliedOnce(hearing),
      ...ordersAtRest,
      ...moneyAtRest,
      ...goodsAtRest,
      ...logsAtRest(hearing),
      ...clientsAtRest(history),
    ],
    evidence,
  );

function firstBroken(promises: readonly Promised[], evidence: Evidence): Broken | undefined {
  for (const { name, broken } of promises) {
    const place = broken(evidence);
    if (place !== undefined) return { promise: name, place };
  }
  return undefined;
}
