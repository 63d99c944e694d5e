/** Processes that kill themselves at a point of their loop, and are started again. */
import type { TownProcess } from "../town/processes.ts";
import { rawRequest } from "../town/requests.ts";
import type { Town } from "../town/town.ts";
import { until } from "./insisting.ts";

export const CRASH_POINTS = ["before-commit", "after-commit"] as const;
/** Where a process dies: the n-th time that it comes to a point of its loop. */
export type Crash = {
  readonly process: TownProcess;
  readonly point: (typeof CRASH_POINTS)[number];
  readonly nth: number;
  /** Dies once more, at the first commit after it was started again. */
  readonly again?: boolean;
};

export const nameOf = ({ process, point, nth }: Crash): string =>
  `${process.contexts.join("+")} ${point}:${nth}`;

/** Tells a process where to die; answers how often it passed the point it was told before. */
export async function arm(process: TownProcess, at: string): Promise<number> {
  const { status, body } = await rawRequest(process.url, "PUT", "/ops/test/crash", {
    body: { at },
  });
  if (status !== 200) throw new Error(`not armed: ${status} ${JSON.stringify(body)}`);
  return (body as { readonly passed: number }).passed;
}
export const disarm = (process: TownProcess): Promise<number> => arm(process, "nowhere");

/** Everybody runs, and everything that was stated anywhere is applied. */
export const settled = (town: Town): Promise<true> =>
  until("everybody is quiet", async () => {
    const isWhole = () => town.processes.every(({ isRunning }) => isRunning());
    if (!isWhole()) return undefined;
    await town.quiet();
    return isWhole() ? true : undefined;
  });

/**
 * Runs `journey` while processes die where the crashes say, each started again at once. Resolves when
 * all is quiet, with the crashes that were reached.
 */
export async function duringCrashes(
  town: Town,
  crashes: readonly Crash[],
  journey: () => Promise<unknown>,
): Promise<readonly Crash[]> {
  const reached: Crash[] = [];
  let over = false;
  await Promise.all(crashes.map(({ process, point, nth }) => arm(process, `${point}:${nth}`)));
  const watching = crashes.map(async (crash) => {
    const { process, again = false } = crash;
    await process.ended();
    if (over) return;
    if (again) {
      // It may not live to say that it is ready.
      await process.start({ BOJAGI_CRASH_AT: "before-commit:1" }).catch(() => undefined);
      await process.ended();
      if (over) return;
    }
    reached.push(crash);
    await process.start();
  });
  const failed = Promise.all(watching).then(() => new Promise<never>(() => {}));
  await Promise.race([failed, journey().then(() => settled(town))]);
  over = true;
  const survivors = crashes.filter((crash) => !reached.includes(crash));
  await Promise.all(survivors.map(({ process }) => disarm(process)));
  return reached;
}
