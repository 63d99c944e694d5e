import { writesInProgress } from "#http/idempotency.ts";
import type { Draft } from "#kernel/message.ts";
import type { World } from "#kernel/world.ts";
import { type Group, groupOf } from "#runtime/group.ts";
import { silent } from "#runtime/log.ts";
import type { Moment } from "#runtime/reaction.ts";
import type { SendOptions, Sent } from "#runtime/sending.ts";
import type { Outcome } from "#store/store.ts";
import type { Deadline, ParkedMessage } from "#store/system.ts";
import { type MemoryDatabase, memoryStore } from "#store/stores/memory.ts";
import { mortalStore } from "./device.ts";
import { watchDecisions } from "./platform.ts";
import { meeting } from "./sometimes.ts";
import { appliedKey, type AppliedMessage, never, type Run } from "./run.ts";

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
  const { timeline, faults, draw } = run;
  const batchMax = draw.pick([1, 2, 5, 500]);
  const intakeMax = faults.kinds.includes("client") && draw.chance(0.3) ? 3 : 5_000;
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
      const own = (life = newLife());
      const { world, decided } = worldOf(run, process, own);
      const store = memoryStore(cell.database, { beforeCommit: faults.commit });
      const options = {
        world,
        store: mortalStore(run, process, own, run.plant.store?.(store, draw) ?? store, decided),
        policies: run.policies,
        routing: run.parties.routingOf(cell.contexts),
        log: silent,
        batchMax,
        intakeMax,
      };
      const starting = groupOf(run.plant.group?.(options, draw) ?? options);
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
      const own = life;
      if (group === undefined || own.dead) return Promise.reject(new Down(name));
      const sent = group.send(draft, options);
      return new Promise((resolve, reject) => {
        own.waiting.add(reject);
        sent.then(resolve, reject).finally(() => own.waiting.delete(reject));
      });
    },
  };
  return process;
}

const newLife = (): Life => ({ dead: false, waiting: new Set(), chores: new Set() });

/** Waits of this length and longer belong to chores: they may be late. */
const CHORE_MS = 500;

export type Decided = {
  /** What the attempt that is under way decided, but for the parked: it is committed now. */
  readonly take: (outcome: Outcome) => readonly AppliedMessage[];
  readonly forget: () => void;
};

function worldOf(run: Run, process: Process, life: Life): { world: World; decided: Decided } {
  const { timeline, faults, draw } = run;
  const maybe = (name: string): boolean => faults.forces(name);
  let attempt: Moment | undefined;
  let decided = new Map<string, AppliedMessage>();
  let idBefore = 0;
  const { applied } = run;
  watchDecisions(maybe, {
    before: (consumer, { type }) => {
      if (!faults.throws()) return;
      run.tell(() => `${consumer} throws at ${type}`);
      throw new Error("planted by the simulation");
    },
    decided: (consumer, message, { isFact, state, moment }) => {
      const met = meeting(consumer, message.type, state as never);
      if (met !== undefined) run.sometimes(met);
      if (moment !== attempt) {
        decided = new Map();
        idBefore = run.lastId();
      }
      attempt = moment;
      const { id, key } = message;
      decided.set(appliedKey(consumer, id), { consumer, key, id, isFact, times: 1 });
    },
  });
  const world: World = {
    now: () => timeline.now() + process.clockOffMs(),
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
    maybe,
    point: (name) => {
      if (life.dead) return never();
      if (!faults.diesAt(name)) return undefined;
      run.sometimes(name === "before-commit" ? "crash_before_commit" : "crash_after_commit");
      process.crash(`at ${name}`);
      return never();
    },
  };
  const forget = () => void (decided = new Map());
  const take = (outcome: Outcome) => {
    const parked = parkedBy(outcome);
    const stated = statedIn(outcome);
    // A batch may be told again without a story that was refused: what only the first telling stated,
    // or decided and the second parks, never was.
    const was = ({ consumer, id }: AppliedMessage): boolean =>
      !parked.has(`${consumer}/${id}`) && (stated.has(id) || !isNewerThan(id, idBefore));
    const taken = [...decided.values()].filter(was);
    for (const message of taken) {
      const name = appliedKey(message.consumer, message.id);
      applied.set(name, { ...message, times: (applied.get(name)?.times ?? 0) + 1 });
    }
    forget();
    return taken;
  };
  return { world, decided: { take, forget } };
}

/** Ids are `m` and a number that rises; those of the town's foundation are older than all. */
const isNewerThan = (id: string, number: number): boolean =>
  Number(id.slice(1)) > number && id[0] === "m";

const parkedBy = ({ changes }: Outcome): ReadonlySet<string> =>
  new Set(
    changes
      .filter(({ collection }) => collection.table === "parked")
      .flatMap(({ inserted, updated }) => [...inserted, ...updated.map(({ row }) => row)])
      .map((row) => (row as ParkedMessage).parkedId),
  );

const MESSAGE_ID = /"id":"(m\d+)"/g;
function statedIn({ segments }: Outcome): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const { messages } of segments) {
    for (const [, id = ""] of messages.matchAll(MESSAGE_ID)) ids.add(id);
  }
  return ids;
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
