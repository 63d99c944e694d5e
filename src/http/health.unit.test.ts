import { expect, test } from "vitest";
import { realWorld } from "#kernel/world.ts";
import { readiness } from "./health.ts";

function process(start: { good: boolean }) {
  let now = 0;
  let asked = 0;
  const load = { draining: false };
  const state = { ...start, group: true };
  const reads = {
    query: async () => {
      asked++;
      if (!state.good) throw new Error("no database");
      return [];
    },
  };
  const world = { ...realWorld(), monotonic: () => now };
  const isReady = readiness({ ready: () => state.group }, reads, world, load);
  /** Asks once more, a second later. */
  const next = () => {
    now += 1_000;
    return isReady();
  };
  return { state, load, isReady, next, asked: () => asked };
}

test("a process is ready with its first good check", async () => {
  const { state, next } = process({ good: false });
  expect(await next()).toBe(false);
  state.good = true;
  expect(await next()).toBe(true);
});

test("one or two bad checks change nothing, three take it out, two good ones bring it back", async () => {
  const { state, next } = process({ good: true });
  await next();
  state.good = false;
  expect([await next(), await next()]).toEqual([true, true]);
  state.good = true;
  await next();
  state.good = false;
  expect([await next(), await next(), await next()]).toEqual([true, true, false]);
  state.good = true;
  expect([await next(), await next()]).toEqual([false, true]);
});

test("asking often does not ask the database often", async () => {
  const { isReady, next, asked } = process({ good: true });
  await next();
  await Promise.all(Array.from({ length: 50 }, isReady));
  expect(asked()).toBe(1);
});

test("a group that would take nothing is not ready, and a draining process not either", async () => {
  const { state, load, next } = process({ good: true });
  state.group = false;
  expect(await next()).toBe(false);
  state.group = true;
  expect(await next()).toBe(true);
  load.draining = true;
  expect(await next()).toBe(false);
});
