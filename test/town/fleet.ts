/** A fleet as an operator starts it: the command line, the supervisor, the gateway, all on one machine. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { give, type Order } from "#src/fleet/control.ts";
import type { UnitStatus } from "#src/fleet/following.ts";
import { UNHINDERED } from "./processes.ts";
import type { TownProcess } from "./processes.ts";
import { freePort } from "./processes.ts";
import { until } from "./waiting.ts";

export type TownFleet = {
  /** The gateway: the one address for everybody outside. */
  readonly url: string;
  /** Each context's process, as `status` saw them last, for those who look behind the gateway. */
  readonly processes: readonly TownProcess[];
  /** How it is now; the processes are at the addresses that were seen last. */
  readonly status: () => Promise<readonly UnitStatus[]>;
  /** Gives an order, and hears what is said until it has been followed. */
  readonly order: (order: Order, hear?: (said: string) => void) => Promise<readonly UnitStatus[]>;
  /** What the supervisor and all processes printed, the latest of it. */
  readonly output: () => string;
  readonly pid: number;
  readonly stop: () => Promise<void>;
  /** SIGKILL to the supervisor alone. */
  readonly kill: () => Promise<void>;
  /** Starts it again after that, at the same address. */
  readonly start: () => Promise<void>;
};

const READY_WITHIN_MS = 150_000;
const OUTPUT_KEPT = 200_000;

/** Starts a fleet in a folder; resolves when the whole of it is ready. */
export async function startFleet(
  directory: string,
  environment: Readonly<Record<string, string>> = {},
  args: readonly string[] = [],
): Promise<TownFleet> {
  const port = await freePort();
  const told = { ...environment, PORT: String(port), BOJAGI_DATA_DIR: directory };
  const launch = () => spawnFleet(told, args);
  const url = `http://127.0.0.1:${port}`;
  let child = launch();
  let printed = await readyAt(child, url);
  const output = () => printed();
  const order: TownFleet["order"] = async (given, hear) => {
    const outcome = await give(directory, given, hear);
    if ("refused" in outcome) throw new Error(outcome.refused);
    return outcome.answer as readonly UnitStatus[];
  };
  const administrator = await administratorOf(directory, environment["DATABASE_URL"]);
  const processes: TownProcess[] = [];
  let known: readonly UnitStatus[] = [];
  const latest = (name: string) => known.find((unit) => unit.name === name);
  const status = async () => {
    const seen = await order({ command: "status", name: "" });
    if (namesOf(seen) !== namesOf(known)) {
      const units = seen.filter(({ contexts }) => contexts.length > 0);
      const behind = { administrator, status, latest, order, output };
      const all = await Promise.all(units.map((unit) => processOf(unit, behind)));
      processes.splice(0, Infinity, ...all);
    }
    return (known = seen);
  };
  await status();
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, "exit");
    child.kill(signal);
    await exited;
  };
  return {
    url,
    status,
    order,
    output,
    get pid() {
      return child.pid ?? 0;
    },
    processes,
    stop: () => end("SIGTERM"),
    kill: () => end("SIGKILL"),
    start: async () => {
      child = launch();
      printed = await readyAt(child, url);
      await status();
    },
  };
}

function spawnFleet(environment: Readonly<Record<string, string>>, args: readonly string[]) {
  const { BOJAGI_POLICIES: policies = "{}" } = environment;
  return spawn(process.execPath, ["bin/bojagi.mjs", "fleet", ...args], {
    env: {
      PATH: process.env["PATH"],
      TMPDIR: process.env["TMPDIR"],
      ...environment,
      BOJAGI_POLICIES: JSON.stringify({ ...UNHINDERED, ...(JSON.parse(policies) as object) }),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

const namesOf = (units: readonly UnitStatus[]): string => units.map(({ name }) => name).join();

function readyAt(child: ChildProcess, url: string): Promise<() => string> {
  let output = "";
  return new Promise((resolve, reject) => {
    const hear = (data: Buffer) => {
      output = (output + data.toString()).slice(-OUTPUT_KEPT);
      if (!output.includes(`\nBojagi is ready at ${url}`)) return;
      clearTimeout(late);
      resolve(() => output);
    };
    const late = setTimeout(() => {
      child.kill("SIGTERM");
      reject(new Error(`the fleet is not ready:\n${output}`));
    }, READY_WITHIN_MS);
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.once("exit", () => {
      clearTimeout(late);
      reject(new Error(`the fleet ended:\n${output}`));
    });
  });
}

type Behind = Pick<TownFleet, "status" | "order" | "output"> & {
  readonly administrator: Pick<URL, "username" | "password">;
  readonly latest: (name: string) => UnitStatus | undefined;
};

async function processOf(
  first: UnitStatus,
  { administrator, status, latest, order, output }: Behind,
): Promise<TownProcess> {
  const { name, contexts } = first;
  let isRunning = true;
  const look = async (): Promise<UnitStatus> => {
    await status();
    return latest(name) ?? first;
  };
  return {
    contexts,
    get url() {
      return latest(name)?.address ?? "http://127.0.0.1:9";
    },
    databaseUrl: Object.assign(new URL(await databaseUrlOf(first)), administrator).href,
    start: async () => {
      await order({ command: "start", name });
      await until(look, ({ state }) => state === "ready", READY_WITHIN_MS);
      isRunning = true;
    },
    stop: async () => {
      isRunning = false;
      await order({ command: "stop", name });
    },
    kill: async () => {
      const { pid = 0 } = await look();
      isRunning = false;
      process.kill(pid, "SIGKILL");
      await until(look, (unit) => unit.pid !== pid);
    },
    isRunning: () => isRunning,
    ended: () => Promise.reject(new Error("the supervisor alone sees how its processes end")),
    twin: () => Promise.reject(new Error("a fleet is told its instances when it is started")),
    output: () =>
      output()
        .split("\n")
        .filter((line) => line.startsWith(`${name} | `))
        .join("\n"),
  };
}

/** What the process was given as its database. */
export async function databaseUrlOf({ pid = 0 }: UnitStatus): Promise<string> {
  const environment = await readFile(`/proc/${pid}/environ`, "utf8");
  const [, url = ""] = /(?:^|\0)DATABASE_URL=([^\0]*)/.exec(environment) ?? [];
  return url;
}

/** Who may see whatever is done in any database of the fleet. */
async function administratorOf(directory: string, databaseUrl: string | undefined) {
  if (databaseUrl !== undefined) {
    const { username, password } = new URL(databaseUrl);
    return { username, password };
  }
  const password = (await readFile(join(directory, "postgres", "password"), "utf8")).trim();
  return { username: "bojagi", password };
}
