import { callOut } from "#http/outgoing.ts";
import type { World } from "#kernel/world.ts";
import { type Child, type Launch, startChild } from "./child.ts";

export type UnitState = "starting" | "ready" | "waiting" | "stopped";

/** A place in the fleet that one process fills, and another when that one has died. */
export type Unit = {
  readonly name: string;
  readonly contexts: readonly string[];
  readonly state: () => UnitState;
  readonly pid: () => number | undefined;
  /** Where it serves, while it does. */
  readonly address: () => string | undefined;
  /** How often a process was started in it again, because the one before had died. */
  readonly revivals: () => number;
  /** Resolves when a process serves there. */
  readonly start: () => Promise<void>;
  /** Puts another process in its place, and ends the first when nobody is sent to it any more. */
  readonly replace: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** Asks the process there to read its configuration again. */
  readonly refresh: () => Promise<void>;
};

export type UnitOptions = {
  readonly contexts: readonly string[];
  readonly launch: () => Launch;
  readonly world: World;
  readonly log: (line: string) => void;
  /** Called when an address came or went; resolves when all who ask know. */
  readonly changed: () => Promise<void>;
};

const FIRST_PAUSE_MS = 200;
const PAUSE_MAX_MS = 10_000;
/** Who lived so long may die again without a longer pause. */
const WELL_AFTER_MS = 30_000;
const ALIVE_EVERY_MS = 1_000;
const ALIVE_WITHIN_MS = 2_000;
const SILENT_TIMES_MAX = 3;
/** Longer than a process takes to stop in order. */
const STOP_WITHIN_MS = 30_000;

type Running = { readonly child: Child; readonly address: string; readonly since: number };

/** Keeps a process running: one that dies is started again, after growing pauses; one that hangs is killed. */
export function unitOf(options: UnitOptions): Unit {
  const { launch, world, log, changed } = options;
  const { name } = launch();
  let running: Running | undefined;
  let starting: Promise<void> | undefined;
  let state: UnitState = "stopped";
  let revivals = 0;
  let pauseMs = FIRST_PAUSE_MS;
  let cancelPause = () => {};

  const run = async (): Promise<Running> => {
    const child = startChild(launch(), world);
    void child.ended.then((how) => died(child, how));
    return { child, address: await child.ready, since: world.monotonic() };
  };
  const put = async (next: Running): Promise<void> => {
    running = next;
    state = "ready";
    watchLiveness(next, name, world, log);
    await changed();
  };
  const begin = async (): Promise<void> => {
    state = "starting";
    try {
      const next = await run();
      // Meanwhile it was told to stop, or another took the place.
      if ((state as UnitState) !== "starting") return await end(next.child, world);
      await put(next);
    } catch (error) {
      log(`${name} did not start: ${(error as Error).message}`);
      if (state === "starting") reviveLater();
    }
  };
  const start = (): Promise<void> => (starting ??= begin().finally(() => (starting = undefined)));
  const reviveLater = (): void => {
    state = "waiting";
    cancelPause = world.after(pauseMs, () => {
      revivals++;
      void start();
    });
    pauseMs = Math.min(2 * pauseMs, PAUSE_MAX_MS);
  };
  const died = (child: Child, how: string): void => {
    if (running?.child !== child) return;
    if (world.monotonic() - running.since >= WELL_AFTER_MS) pauseMs = FIRST_PAUSE_MS;
    running = undefined;
    log(`${name} (${child.pid}) ${how}, and is started again`);
    void changed();
    reviveLater();
  };
  return {
    name,
    contexts: options.contexts,
    state: () => state,
    pid: () => running?.child.pid,
    address: () => running?.address,
    revivals: () => revivals,
    start: async () => {
      if (state === "ready") return;
      cancelPause();
      await start();
    },
    replace: async () => {
      const next = await run();
      const before = running;
      cancelPause();
      await put(next);
      if (before !== undefined) await end(before.child, world);
    },
    stop: async () => {
      cancelPause();
      state = "stopped";
      const before = running;
      running = undefined;
      await changed();
      await starting;
      if (before !== undefined) await end(before.child, world);
    },
    refresh: async () => running?.child.refresh(),
  };
}

/** In order if it can, by force if it does not. */
async function end(child: Child, world: World): Promise<void> {
  const cancel = world.after(STOP_WITHIN_MS, () => child.kill("SIGKILL"));
  child.kill("SIGTERM");
  await child.ended;
  cancel();
}

/** Asks again and again whether the process is alive; kills one that has been silent too often. */
function watchLiveness(
  { child, address }: Running,
  name: string,
  world: World,
  log: (line: string) => void,
): void {
  const call = { url: `${address}/livez`, method: "GET" } as const;
  const limits = { answerWithinMs: ALIVE_WITHIN_MS, answerBytesMax: 0 };
  let silent = 0;
  const ask = async (): Promise<void> => {
    const isAlive = await callOut(call, limits, world, new AbortController().signal).then(
      ({ status }) => status === 200,
      () => false,
    );
    if (child.isOver()) return;
    silent = isAlive ? 0 : silent + 1;
    if (silent < SILENT_TIMES_MAX) return void world.after(ALIVE_EVERY_MS, () => void ask());
    log(`${name} (${child.pid}) is alive no more, and is killed`);
    child.kill("SIGKILL");
  };
  void ask();
}
