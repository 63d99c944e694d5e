import { type ChildProcess, fork } from "node:child_process";
import cluster from "node:cluster";
import { once } from "node:events";
import { join } from "node:path";
import type { World } from "#kernel/world.ts";
import type { Asked, Told } from "../supervised.ts";

/** One run of a program of this build. */
export type Child = {
  readonly pid: number;
  /** Where it serves, once it is ready. Rejects when it ends before. */
  readonly ready: Promise<string>;
  /** How it ended, in words. */
  readonly ended: Promise<string>;
  readonly isOver: () => boolean;
  /** Asks it to read its configuration again; resolves when it has, or has ended. */
  readonly refresh: () => Promise<void>;
  readonly kill: (signal: NodeJS.Signals) => void;
};

export type Launch = {
  /** What it is called in front of each line that it prints. */
  readonly name: string;
  /** The command of `bojagi` that it runs. */
  readonly command: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The folder of another build of this platform, where that is to run. */
  readonly build?: string | undefined;
  /** It listens where the one before it still does, so that nobody who comes meanwhile is turned away. */
  readonly sharesPort?: true;
};

/**
 * A small heap is collected more often, and a fleet is many of them on one machine: 30 MB are alive in
 * each, and what it may grow by before it is cleared adds up (bench/RESULTS.md).
 */
export const SMALL_HEAP = [
  "--max-semi-space-size=4",
  "--heap-growing-percent=20",
  "--max-old-space-size=256",
] as const;
const STREAMS: ("ignore" | "pipe" | "ipc")[] = ["ignore", "pipe", "pipe", "ipc"];
const READY_WITHIN_MS = 120_000;

/** Starts a program as a child that ends with this process. */
export function startChild(launch: Launch, world: World): Child {
  const [, ours = ""] = process.argv;
  const program = launch.build === undefined ? ours : join(launch.build, "bin/bojagi.mjs");
  const child = launch.sharesPort ? clustered(program, launch) : forked(program, launch);
  prefixed(child, launch.name);
  const ended = once(child, "exit").then(
    ([code, signal]) => `ended with ${String(signal ?? code)}`,
    (error: Error) => `could not be started: ${error.message}`,
  );
  const isOver = () => child.exitCode !== null || child.signalCode !== null;
  return {
    pid: child.pid ?? 0,
    ready: addressOf(child, ended, world),
    ended,
    isOver,
    refresh: async () => {
      if (!child.connected) return;
      const done = once(child, "message");
      child.send({ refresh: true } satisfies Asked);
      await Promise.race([done, ended]);
    },
    kill: (signal) => void child.kill(signal),
  };
}

const forked = (program: string, { command, environment }: Launch): ChildProcess =>
  fork(program, [command], {
    env: environment,
    execArgv: [...SMALL_HEAP],
    // In a group of its own: Ctrl-C reaches the supervisor, which ends them in order.
    detached: true,
    stdio: STREAMS,
  });

/**
 * Its port is opened by the supervisor, which itself takes no connection, and is shared by all such
 * children. It inherits nothing of our environment either, though a cluster would pass all on.
 */
function clustered(program: string, { command, environment }: Launch): ChildProcess {
  cluster.schedulingPolicy = cluster.SCHED_NONE;
  cluster.setupPrimary({
    exec: program,
    args: [command],
    execArgv: [...SMALL_HEAP],
    stdio: STREAMS,
  });
  const nothing = Object.fromEntries(Object.keys(process.env).map((name) => [name, undefined]));
  return cluster.fork({ ...nothing, ...environment }).process;
}

function addressOf(child: ChildProcess, ended: Promise<string>, world: World): Promise<string> {
  const ready = new Promise<string>((resolve, reject) => {
    const cancel = world.after(READY_WITHIN_MS, () => child.kill("SIGKILL"));
    child.on("message", (told: Told) => {
      if (!("address" in told)) return;
      cancel();
      resolve(told.address);
    });
    void ended.then(cancel);
    void ended.then((how) => reject(new Error(how)));
  });
  // Whoever waits for it learns of it; the others need not.
  ready.catch(() => undefined);
  return ready;
}

/** Each line says who printed it. */
function prefixed({ stdout, stderr }: ChildProcess, name: string): void {
  for (const [from, to] of [
    [stdout, process.stdout],
    [stderr, process.stderr],
  ] as const) {
    let rest = "";
    from?.setEncoding("utf8").on("data", (text: string) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) to.write(`${name} | ${line}\n`);
    });
  }
}
