/** A Redis of a test's own, where there is one to start. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./town/processes.ts";

/** Whether `redis-server` can be run here. Tests that need it name it where they are skipped. */
export const hasRedis = spawnSync("redis-server", ["--version"]).status === 0;

export type TestRedis = {
  readonly url: string;
  readonly start: () => Promise<void>;
  /** Everything in it is lost. */
  readonly stop: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Started, and empty; it keeps nothing on disk. */
export async function openRedis(): Promise<TestRedis> {
  const directory = await mkdtemp(join(tmpdir(), "bojagi-redis-"));
  const port = await freePort();
  let running: ChildProcess | undefined;
  const stop = async (): Promise<void> => {
    if (running === undefined) return;
    const ended = once(running, "exit");
    running.kill("SIGKILL");
    running = undefined;
    await ended;
  };
  const redis: TestRedis = {
    url: `redis://127.0.0.1:${port}`,
    start: async () => {
      const options = ["--port", String(port), "--bind", "127.0.0.1", "--save", ""];
      const started = spawn("redis-server", [...options, "--appendonly", "no", "--dir", directory]);
      running = started;
      let said = "";
      for await (const chunk of started.stdout) {
        said += String(chunk);
        if (said.includes("Ready to accept connections")) break;
      }
      started.stdout.resume();
    },
    stop,
    close: async () => {
      await stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
  await redis.start();
  return redis;
}
