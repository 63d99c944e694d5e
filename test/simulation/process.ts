import { writesInProgress } from "#http/idempotency.ts";
import type { Draft } from "#kernel/message.ts";
import type { World } from "#kernel/world.ts";
import { type Group, type GroupOptions, groupOf } from "#runtime/group.ts";
import { silent } from "#runtime/log.ts";
import type { SendOptions, Sent } from "#runtime/sending.ts";
import type { Deadline } from "#store/system.ts";
import { type MemoryDatabase, memoryStore } from "#store/stores/memory.ts";
import { decidedBy } from "./decided.ts";
import { mortalStore } from "./device.ts";
import { never, type Run } from "./run.ts";

/** A group of contexts on a database, run by one process or several. */
export type Cell = {
  readonly contexts: readonly string[];
  readonly database: MemoryDatabase;
  readonly processes: Process[];
  /** Set by a commit: the earliest deadline must be looked up anew. */
  deadlinesChanged: boolean;
  earliestDeadline: number | undefined;
};

/** Everything between a start and a death. */
export type Life = {
  dead: boolean;
  /** Clients whose answers die with the process. */
  readonly waiting: Set<(error: Error) => void>;
  readonly chores: Set<Chore>;
};
/** A timer that may be late: what the group does every so often. */
export type Chore = { readonly earliest: number; readonly run: () => void };

export type Process = {
  readonly name: string;
  readonly cell: Cell;
  readonly life: () => Life;
  readonly group: () => Group | undefined;
  /** Milliseconds that its clock is off. */
  readonly clockOffMs: () => number;
  readonly jumpClock: (byMs: number) => void;
  readonly begin: () => void;
  /** Everything in its memory is gone; it begins again after a while, unless it is gone for good. */
  readonly crash: (why: string, forGood?: boolean) => void;
  /** One write of a client. Rejects with `Lost` when the process dies first. */
  readonly request: (draft: Draft, options: SendOptions) => Promise<Sent>;
  readonly guard: () => ReturnType<typeof writesInProgress>;
};

/** The connection broke: whether it was done is not known. */
export class Lost extends Error {}
/** Nobody listens there now. */
export class Down extends Error {}

export type ProcessHooks = {
  readonly started: (process: Process) => void;
  readonly crashed: (process: Process) => void;
};

export function processOf(run: Run, name: string, cell: Cell, hooks: ProcessHooks): Process {
  const { timeline, faults } = run;
  const limits = limitsOf(run);
  let life: Life = newLife();
  let group: Group | undefined;
  let guard = writesInProgress();
  let clockOffMs = faults.clockMs();
  let isGone = false;

  const process: Process = {
    name,
    cell,
    life: () => life,
    group: () => group,
    clockOffMs: () => (faults.isCalm() ? 0 : clockOffMs),
    jumpClock: (byMs) => void (clockOffMs += byMs),
    guard: () => guard,
    begin: () => {
      if (isGone) return;
      life = newLife();
      const starting = groupOf({ ...optionsOf(run, process, life), ...limits });
      run.tell(() => `${name} starts`);
      starting.start().then(
        () => {
          group = starting;
          hooks.started(process);
        },
        (error: unknown) => process.crash(`its start failed: ${String(error)}`),
      );
    },
    crash: (why, forGood = false) => {
      isGone ||= forGood;
      if (life.dead) return;
      run.tell(() => `${name} dies: ${why}`);
      life.dead = true;
      group = undefined;
      guard = writesInProgress();
      for (const lose of life.waiting) lose(new Lost(why));
      hooks.crashed(process);
      if (!forGood) timeline.after(faults.downMs(), process.begin);
    },
    request: (draft, options) => {
      const { waiting } = life;
      if (group === undefined) return Promise.reject(new Down(name));
      const sent = group.send(draft, options);
      return new Promise((resolve, reject) => {
        waiting.add(reject);
        sent.then(resolve, reject).finally(() => waiting.delete(reject));
      });
    },
  };
  return process;
}

const newLife = (): Life => ({ dead: false, waiting: new Set(), chores: new Set() });

/** Drawn once: a process has the same settings after a crash. */
const limitsOf = ({ draw, faults }: Run) => ({
  batchMax: draw.pick([1, 2, 5, 500]),
  intakeMax: faults.kinds.includes("client") && draw.chance(0.3) ? 2 : 5_000,
});

function optionsOf(run: Run, process: Process, life: Life): GroupOptions {
  const { plant, draw } = run;
  const { cell } = process;
  const world = worldOf(run, process, life);
  const store = memoryStore(cell.database, { beforeCommit: run.faults.commit });
  const decided = decidedBy(run, world.maybe);
  const options = {
    world,
    store: mortalStore(run, process, life, plant.store?.(store, draw) ?? store, decided),
    policies: run.policies,
    routing: run.parties.routingOf(cell.contexts),
    log: silent,
  };
  return plant.group?.(options, draw) ?? options;
}

/** Waits of this length and longer belong to chores: they may be late. */
const CHORE_MS = 500;

function worldOf(run: Run, process: Process, life: Life): World {
  const { timeline, faults, draw } = run;
  let asked = 0;
  return {
    // No two readings are the same: a batch is known by its own.
    now: () => timeline.now() + process.clockOffMs() + (asked++ % 1000) / 1024,
    monotonic: timeline.now,
    random: draw.bytes,
    id: run.newId,
    after: (waitMs, call) => {
      if (life.dead) return () => {};
      const act = () => (life.dead ? undefined : call());
      if (waitMs < CHORE_MS) return timeline.after(waitMs, act);
      const chore = { earliest: timeline.now() + waitMs, run: act };
      life.chores.add(chore);
      return () => void life.chores.delete(chore);
    },
    // A function of its own: by it the process is known where it decides.
    maybe: (name) => faults.forces(name),
    point: (name) => {
      if (life.dead) return never();
      if (!faults.diesAt(name)) return undefined;
      run.sometimes(name === "before-commit" ? "crash_before_commit" : "crash_after_commit");
      process.crash(`at ${name}`);
      return never();
    },
  };
}

/** The instant at which the next deadline of the database falls due, by the clock of its database. */
export function earliestDeadline(cell: Cell): number | undefined {
  if (!cell.deadlinesChanged) return cell.earliestDeadline;
  cell.deadlinesChanged = false;
  let earliest: number | undefined;
  for (const context of cell.contexts) {
    for (const { row } of cell.database.tables.get(`"${context}".deadlines`)?.values() ?? []) {
      const { at } = row as Deadline;
      if (earliest === undefined || at < earliest) earliest = at;
    }
  }
  return (cell.earliestDeadline = earliest);
}
