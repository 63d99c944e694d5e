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
const READY_EVERY_MS = 100;
const ALIVE_EVERY_MS = 1_000;
const ALIVE_WITHIN_MS = 2_000;
const SILENT_TIMES_MAX = 3;
/** Longer than a process takes to stop in order. */
const STOP_WITHIN_MS = 30_000;

type Running = { readonly child: Child; readonly address: string; readonly since: number };
type Place = UnitOptions & {
  readonly name: string;
  state: UnitState;
  running: Running | undefined;
  /** Underway while nobody is there who should be. */
  filling: Promise<void> | undefined;
  revivals: number;
  pauseMs: number;
  hurry: () => void;
};

/** Keeps a process running: one that dies is started again, after growing pauses; one that hangs is killed. */
export function unitOf(options: UnitOptions): Unit {
  const place: Place = {
    ...options,
    name: options.launch().name,
    state: "stopped",
    running: undefined,
    filling: undefined,
    revivals: 0,
    pauseMs: FIRST_PAUSE_MS,
    hurry: () => {},
  };
  return {
    name: place.name,
    contexts: options.contexts,
    state: () => place.state,
    pid: () => place.running?.child.pid,
    address: () => place.running?.address,
    revivals: () => place.revivals,
    start: () => start(place),
    replace: () => replace(place),
    stop: () => stop(place),
    refresh: async () => place.running?.child.refresh(),
  };
}

function start(place: Place): Promise<void> {
  if (place.state === "stopped") place.state = "starting";
  place.hurry();
  return fill(place);
}

async function replace(place: Place): Promise<void> {
  if (place.state !== "ready") return start(place);
  const next = await launched(place);
  const before = place.running;
  await put(place, next);
  if (before !== undefined) await end(before.child, place.world);
}

async function stop(place: Place): Promise<void> {
  place.state = "stopped";
  place.hurry();
  const before = place.running;
  place.running = undefined;
  await place.changed();
  await place.filling;
  if (before !== undefined) await end(before.child, place.world);
}

const fill = (place: Place): Promise<void> =>
  (place.filling ??= fillUntilReady(place).finally(() => (place.filling = undefined)));

/** Starts a process again and again, until one serves or none is wanted any more. */
async function fillUntilReady(place: Place): Promise<void> {
  while (place.state === "starting" || place.state === "waiting") {
    if (place.state === "waiting") {
      await pause(place);
      continue;
    }
    try {
      const next = await launched(place);
      // Meanwhile it was told to stop, or another took the place.
      if (place.state !== "starting") await end(next.child, place.world);
      else await put(place, next);
    } catch (error) {
      place.log(`${place.name} did not start: ${(error as Error).message}`);
      if (place.state === "starting") place.state = "waiting";
    }
  }
}

async function pause(place: Place): Promise<void> {
  await new Promise<void>((resolve) => {
    const cancel = place.world.after(place.pauseMs, resolve);
    place.hurry = () => {
      cancel();
      resolve();
    };
  });
  place.pauseMs = Math.min(2 * place.pauseMs, PAUSE_MAX_MS);
  place.revivals++;
  if (place.state === "waiting") place.state = "starting";
}

async function launched(place: Place): Promise<Running> {
  const child = startChild(place.launch(), place.world);
  void child.ended.then((how) => died(place, child, how));
  const address = await child.ready;
  await readiness(child, address, place.world);
  return { child, address, since: place.world.monotonic() };
}

/** Whether a check of the process answers 200, in time. */
const isWell = (address: string, check: "livez" | "readyz", world: World): Promise<boolean> =>
  callOut(
    { url: `${address}/${check}`, method: "GET" },
    { answerWithinMs: ALIVE_WITHIN_MS, answerBytesMax: 0 },
    world,
    new AbortController().signal,
  ).then(
    ({ status }) => status === 200,
    () => false,
  );

/** Nobody is sent to a process that does not yet say that it is ready. */
async function readiness(child: Child, address: string, world: World): Promise<void> {
  const startedAt = world.monotonic();
  while (!(await isWell(address, "readyz", world))) {
    if (child.isOver()) throw new Error(await child.ended);
    if (world.monotonic() - startedAt > STOP_WITHIN_MS) child.kill("SIGKILL");
    await new Promise<void>((resolve) => void world.after(READY_EVERY_MS, resolve));
  }
}

async function put(place: Place, next: Running): Promise<void> {
  place.running = next;
  place.state = "ready";
  watchLiveness(next, place);
  await place.changed();
}

function died(place: Place, child: Child, how: string): void {
  const { running, world, log, name } = place;
  if (running?.child !== child) return;
  if (world.monotonic() - running.since >= WELL_AFTER_MS) place.pauseMs = FIRST_PAUSE_MS;
  log(`${name} (${child.pid}) ${how}, and is started again`);
  place.running = undefined;
  place.state = "waiting";
  void place.changed();
  void fill(place);
}

/** In order if it can, by force if it does not. */
async function end(child: Child, world: World): Promise<void> {
  const cancel = world.after(STOP_WITHIN_MS, () => child.kill("SIGKILL"));
  child.kill("SIGTERM");
  await child.ended;
  cancel();
}

/** Asks again and again whether the process is alive; kills one that has been silent too often. */
function watchLiveness({ child, address }: Running, place: Place): void {
  const { name, world, log } = place;
  let silent = 0;
  const ask = async (): Promise<void> => {
    const isAlive = await isWell(address, "livez", world);
    // One that is being ended in order takes no connections any more.
    if (place.running?.child !== child) return;
    silent = isAlive ? 0 : silent + 1;
    if (silent < SILENT_TIMES_MAX) return void world.after(ALIVE_EVERY_MS, () => void ask());
    log(`${name} (${child.pid}) is alive no more, and is killed`);
    child.kill("SIGKILL");
  };
  void ask();
}
