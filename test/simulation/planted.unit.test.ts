import { describe, expect, test } from "vitest";
import { PLANTED } from "./planted.ts";
import type { Plant } from "./run.ts";
import { simulate } from "./simulate.ts";

/** The most seeds a bug may hide from (faults.md §3.4). */
const SEEDS_MAX = 1_000;
const TIMEOUT_MS = 60_000;

/** The first seed that finds the bug. */
async function firstFinding(plant: Plant): Promise<number | undefined> {
  for (let seed = 1; seed <= SEEDS_MAX; seed++) {
    const { broken } = await simulate(seed, { plant });
    if (broken !== undefined) return seed;
  }
  return undefined;
}

describe("the simulation", () => {
  test.each(Object.entries(PLANTED))(
    "X.4 finds the planted bug %s",
    async (_, plant) => {
      expect(await firstFinding(plant)).toBeLessThanOrEqual(SEEDS_MAX);
    },
    TIMEOUT_MS,
  );
});
