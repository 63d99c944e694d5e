import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ask, gone, openTrial, sell, sold, type Trial } from "#test/embedded.ts";
import { keepEmbeddedPostgres, type KeptPostgres } from "./keeper.ts";

let trial: Trial;
let kept: KeptPostgres;
let said: string[];

beforeEach(async () => {
  trial = await openTrial();
  said = [];
  const log = (line: string) => said.push(line);
  kept = await keepEmbeddedPostgres({ directory: trial.directory, log });
});
afterEach(async () => {
  await kept.stop();
  await trial.close();
});

const pidOf = (line: string | undefined): number =>
  Number(/PostgreSQL (\d+)/.exec(line ?? "")?.[1]);
const started = () => said.filter((line) => line.includes("accepts connections"));
const comesBack = () => vi.waitUntil(() => started().length === 2, { timeout: 15_000 });

test("a server that is killed comes back at the same address, with what was committed", async () => {
  await sell(kept.url("postgres"));
  process.kill(pidOf(started()[0]), "SIGKILL");
  await comesBack();
  expect(await sold(kept.url("postgres"))).toBe(1);
});

test("a server that is stopped stays stopped, also while it was being started again", async () => {
  process.kill(pidOf(started()[0]), "SIGKILL");
  await vi.waitUntil(() => said.some((line) => line.includes("is started again")));
  await kept.stop();
  for (const line of started()) await gone(pidOf(line));
  await expect(ask(kept.url("postgres"), "select 1")).rejects.toThrow("ECONNREFUSED");
});
