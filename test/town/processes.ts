import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { resolve } from "node:path";
import { bundled } from "../../bin/bundle.mjs";
import { WITHOUT_RATE_LIMITS } from "#kernel/policies.ts";

/** One process of the platform, started from `src/main.ts` as an operator would. */
export type TownProcess = {
  readonly contexts: readonly string[];
  readonly url: string;
  readonly databaseUrl: string;
  /** Starts it, again after a stop or a kill, at the same address; resolves when it is ready. */
  readonly start: (extra?: Readonly<Record<string, string>>) => Promise<void>;
  /** SIGTERM, and waits for the end. */
  readonly stop: () => Promise<void>;
  /** SIGKILL, and waits for the end. */
  readonly kill: () => Promise<void>;
  readonly isRunning: () => boolean;
  /** Resolves when it has ended, by itself as at a crash point, or because it was told to. */
  readonly ended: () => Promise<Ending>;
  /** Another process of the same contexts on the same database, not yet started. */
  readonly twin: () => Promise<TownProcess>;
  /** What it printed, the latest of it. */
  readonly output: () => string;
};

/** How a process ended: of its own will with a code, or by a signal. */
export type Ending = {
  readonly code: number | null | undefined;
  readonly signal: NodeJS.Signals | null | undefined;
};

const READY_WITHIN_MS = 40_000;
const OUTPUT_KEPT = 20_000;

type Options = {
  readonly contexts: readonly string[];
  readonly port: number;
  readonly databaseUrl: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Of Node, as the memory that it may take. */
  readonly flags?: readonly string[];
  /** What it runs; the platform's own main when absent. */
  readonly main?: string;
  /** Where the platform lies; this repository when absent. */
  readonly folder?: string;
};

export function townProcess(options: Options): TownProcess {
  const { contexts, port, databaseUrl } = options;
  let child: ChildProcess | undefined;
  let output = "";
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const running = child;
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
    const exited = once(running, "exit");
    running.kill(signal);
    await exited;
  };
  return {
    contexts,
    url: `http://127.0.0.1:${port}`,
    databaseUrl,
    start: async (extra = {}) => {
      if (options.folder === undefined) await bundledOnce(options.main ?? PLATFORM);
      const started = spawnMain(options, extra);
      child = started;
      const ready = new Promise<void>((resolve, reject) => {
        const hear = (data: Buffer) => {
          output = (output + data.toString()).slice(-OUTPUT_KEPT);
          if (output.includes("Bojagi is ready at")) resolve();
        };
        output = "";
        started.stdout.on("data", hear);
        started.stderr.on("data", hear);
        started.once("exit", () => reject(new Error(`${contexts.join()} ended:\n${output}`)));
        setTimeout(
          () => reject(new Error(`${contexts.join()} is not ready:\n${output}`)),
          READY_WITHIN_MS,
        ).unref();
      });
      await ready;
    },
    stop: () => end("SIGTERM"),
    kill: () => end("SIGKILL"),
    isRunning: () => child !== undefined && child.exitCode === null && child.signalCode === null,
    ended: async () => {
      if (child?.exitCode === null && child.signalCode === null) await once(child, "exit");
      return { code: child?.exitCode, signal: child?.signalCode };
    },
    twin: async () => townProcess({ ...options, port: await freePort() }),
    output: () => output,
  };
}

const PLATFORM = "src/main.ts";
/** Before the first of them starts: a dozen at once would each make the same bundle. */
const bundles = new Map<string, Promise<string>>();
function bundledOnce(main: string): Promise<string> {
  const made = bundles.get(main) ?? bundled(resolve(main));
  bundles.set(main, made);
  return made;
}

function spawnMain(options: Options, extra: Readonly<Record<string, string>>) {
  const { port, databaseUrl, environment, flags = [], main = PLATFORM, folder } = options;
  return spawn(process.execPath, [...flags, "bin/run.mjs", main], {
    ...(folder === undefined ? {} : { cwd: folder }),
    env: {
      PATH: process.env["PATH"],
      TMPDIR: process.env["TMPDIR"],
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      BOJAGI_WEB: "off",
      ...environment,
      ...extra,
      BOJAGI_POLICIES: policiesIn({ ...environment, ...extra }),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Tests and benches ask as fast as they can, on any machine: what holds them up they ask for. */
export const UNHINDERED = { ...WITHOUT_RATE_LIMITS, "breaker.payToProduct.limitMs": 60_000 };
const policiesIn = ({ BOJAGI_POLICIES = "{}" }: Readonly<Record<string, string>>): string =>
  JSON.stringify({ ...UNHINDERED, ...(JSON.parse(BOJAGI_POLICIES) as object) });

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
