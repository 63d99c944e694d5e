import { afterAll, describe, expect, test } from "vitest";
import { CORPUS } from "./corpus.ts";
import { withoutTheOutside } from "./outside.ts";
import { simulate, type SimulationOptions } from "./simulate.ts";
import { REFUSALS, SOMETIMES, SOMETIMES_AGAIN } from "./sometimes.ts";

/** How many seeds are run; over night as many as you like. */
const SEEDS = Number(process.env["BOJAGI_SEEDS"] ?? 5_000);
/** Runs this one alone, and prints all that happened. */
const ONLY = process.env["BOJAGI_SEED_ONLY"];

const CHUNK = 250;
const CHUNK_TIMEOUT_MS = 120_000;
/** Below this many, a state that is hard to reach may well be missed. */
const SEEDS_FOR_COUNTS = 2_500;
const TRACE_LINES = 80;

/** Fails with the seed, the promise and the end of the story; the seed alone brings it back. */
async function holds(seed: number, options: SimulationOptions = {}) {
  const simulated = await simulate(seed, options);
  if (simulated.broken === undefined) return simulated;
  const { broken, trace } = await simulate(seed, { ...options, traced: true });
  const { promise, place } = broken ?? simulated.broken;
  throw new Error(
    [
      `seed ${seed} breaks "${promise}": ${place}`,
      `see all of it: BOJAGI_SEED_ONLY=${seed} npx vitest run test/simulation`,
      ...trace.slice(-TRACE_LINES),
    ].join("\n"),
  );
}

describe.runIf(ONLY !== undefined)("one seed", () => {
  test("is told from its beginning", async () => {
    const { trace, broken } = await simulate(Number(ONLY), { traced: true });
    process.stdout.write(`${trace.join("\n")}\n`);
    expect(broken).toBeUndefined();
  });
});

describe.skipIf(ONLY !== undefined)("a town on a platform where things go wrong", () => {
  const totals = new Map<string, number>();
  const total = (name: string): number => totals.get(name) ?? 0;

  test.each(Object.entries(CORPUS).map(([seed, found]) => [Number(seed), found] as const))(
    "X.4 seed %i, which once found: %s",
    async (seed) => void (await holds(seed)),
  );

  const chunks = Array.from({ length: Math.ceil(SEEDS / CHUNK) }, (_, chunk) => chunk * CHUNK + 1);
  test.each(chunks)(
    "X.4 money, stock and coupons are conserved under faults, seeds from %i",
    async (first) => {
      await withoutTheOutside(async () => {
        for (let seed = first; seed < first + CHUNK && seed <= SEEDS; seed++) {
          const { counts } = await holds(seed);
          for (const [name, count] of counts) totals.set(name, total(name) + count);
        }
      });
    },
    CHUNK_TIMEOUT_MS,
  );

  describe.runIf(SEEDS >= SEEDS_FOR_COUNTS)("over all seeds", () => {
    test("S2.23 three of ten checkouts and more succeed in spite of everything", () => {
      expect(total("was PAID") / total("placed")).toBeGreaterThan(0.3);
    });
    test.each(Object.keys(SOMETIMES))("X.4 %s was reached", (state) => {
      const reached = (SOMETIMES[state] ?? []).reduce((sum, name) => sum + total(name), 0);
      expect(reached).toBeGreaterThan(0);
    });
    test.each(REFUSALS)("X.4 somebody was refused with %s", (code) => {
      expect(total(`refused ${code}`)).toBeGreaterThan(0);
    });
  });

  afterAll(() => {
    if (process.env["BOJAGI_COUNTS"] === undefined) return;
    const lines = [...totals].toSorted().map(([name, count]) => `${count} ${name}`);
    process.stdout.write(`${lines.join("\n")}\n`);
  });
});

describe.skipIf(ONLY !== undefined)("a run", () => {
  const seeds = Array.from({ length: 50 }, (_, index) => 20_000 + index);

  test(
    "X.4 is told by its seed alone: 50 seeds, run twice, leave the same trace",
    async () => {
      for (const seed of seeds) {
        const [first, second] = [await simulate(seed), await simulate(seed)];
        expect(second.hash, `seed ${seed}`).toBe(first.hash);
        expect([...second.counts], `seed ${seed}`).toEqual([...first.counts]);
      }
    },
    CHUNK_TIMEOUT_MS,
  );

  test("X.4 differs from seed to seed", async () => {
    const hashes = await Promise.all(seeds.slice(0, 10).map((seed) => simulate(seed)));
    expect(new Set(hashes.map(({ hash }) => hash)).size).toBe(10);
  });
});

describe.skipIf(ONLY !== undefined)("every message again", () => {
  const REPLAYED = 150;
  const totals = new Map<string, number>();

  test(
    `S1.38 all logs are read again from the beginning: nothing changes, ${REPLAYED} seeds`,
    async () => {
      for (let seed = 1; seed <= REPLAYED; seed++) {
        const { counts } = await holds(seed, { replayed: true });
        for (const [name, count] of counts) totals.set(name, (totals.get(name) ?? 0) + count);
      }
    },
    CHUNK_TIMEOUT_MS,
  );

  test.each(Object.entries(SOMETIMES_AGAIN))("S1.38 %s was reached", (_, name) => {
    expect(totals.get(name) ?? 0).toBeGreaterThan(0);
  });
});
