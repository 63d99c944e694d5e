import {
  circuitBreaker,
  ConsecutiveBreaker,
  handleAll,
  timeout,
  TimeoutStrategy,
  wrap,
} from "cockatiel";
import { type Draft, type Message, readBody } from "#kernel/message.ts";
import type { World } from "#kernel/world.ts";
import { Passing, type Store } from "#store/store.ts";
import { systemTables, type Task } from "#store/system.ts";
import type { Log } from "./log.ts";
import type { Root } from "./root.ts";
import type { Routing } from "./routing.ts";

/**
 * Makes one call to the outside. The message says what is wanted; the answer is the command by which
 * the context hears what came of it. Rejects when nothing is known: it is called again later, with
 * the same message, so that the effect's key is the same.
 */
export type TaskRunner = (message: Message, signal: AbortSignal) => Promise<Draft>;
export type TaskRunners = Readonly<Record<string, TaskRunner>>;

export type TasksOptions = {
  readonly store: Store;
  readonly routing: Routing;
  readonly world: World;
  readonly log: Log;
  readonly runners: TaskRunners;
  readonly enqueue: (root: Root) => void;
  /** Calls under way at once, over all kinds. */
  readonly atOnceMax?: number;
  /** A call that takes longer is given up, and made again later. */
  readonly answerWithinMs?: number;
};

const FIRST_PAUSE_MS = 1_000;
/** With its jitter below a minute: what is owed to somebody goes out within one of a fault's end. */
const LONGEST_PAUSE_MS = 36_000;
const BROKEN_AFTER_FAILURES = 5;
const BROKEN_FOR_MS = 5_000;

export type Tasks = {
  /** Begins the tasks that are due, as far as there is room; answers how many. */
  readonly look: (now: number) => Promise<number>;
  /** The same, as soon as what runs now has ended. */
  readonly lookSoon: () => void;
};

/**
 * Runs what decisions wrote as tasks, after their commit and outside every transaction. The task's
 * row is used up in the transaction of what its result decided; until then it is due again.
 */
export function tasksOf(options: TasksOptions): Tasks {
  const { store, routing, world, log, atOnceMax = 16 } = options;
  const running = new Set<string>();
  const guards = guardsOf(options);
  let wasFull = false;
  let isSoon = false;
  // Whoever is slow to answer one context leaves room for the calls of the others.
  const ofOneContextMax = Math.ceil((atOnceMax * 3) / 4);
  const runningOf = (context: string): number =>
    [...running].filter((name) => name.startsWith(`${context} `)).length;

  const look = async (now: number): Promise<number> => {
    let started = 0;
    for (const context of routing.contexts) {
      // Those that run are due as well: as many more would hide those that wait.
      const due = await store.due(systemTables(context).tasks, now, atOnceMax + running.size);
      for (const task of due) {
        const name = `${context} ${task.taskId}`;
        if (running.has(name)) continue;
        if (running.size >= atOnceMax || runningOf(context) >= ofOneContextMax) {
          wasFull = true;
          break;
        }
        running.add(name);
        started++;
        void runTask(options, guards, context, task).finally(() => ended(name));
      }
    }
    return started;
  };
  const ended = (name: string): void => {
    running.delete(name);
    if (wasFull) lookSoon();
    wasFull = false;
  };
  const lookSoon = (): void => {
    if (isSoon) return;
    isSoon = true;
    world.after(0, () => {
      isSoon = false;
      look(world.now()).catch((error: unknown) =>
        log.warn({ err: error }, "tasks are looked for again"),
      );
    });
  };
  return { look, lookSoon };
}

type Guard = <T>(call: (signal: AbortSignal) => Promise<T>) => Promise<T>;

/** Time limit and circuit breaker, one of each kind: a sick target makes nobody else wait. */
function guardsOf({ answerWithinMs = 30_000 }: TasksOptions): (kind: string) => Guard {
  const guards = new Map<string, Guard>();
  const make = (): Guard => {
    const breaker = circuitBreaker(handleAll, {
      halfOpenAfter: BROKEN_FOR_MS,
      breaker: new ConsecutiveBreaker(BROKEN_AFTER_FAILURES),
    });
    const guarded = wrap(breaker, timeout(answerWithinMs, TimeoutStrategy.Aggressive));
    // A signal of its own for each call: all would listen to one that is never aborted.
    return (call) => guarded.execute(({ signal }) => call(signal), new AbortController().signal);
  };
  return (kind) => {
    const guard = guards.get(kind) ?? make();
    guards.set(kind, guard);
    return guard;
  };
}

async function runTask(
  options: TasksOptions,
  guards: (kind: string) => Guard,
  context: string,
  task: Task,
): Promise<void> {
  const { runners, log } = options;
  try {
    const message = readTask(options.routing, task);
    const run = runners[task.kind];
    if (run === undefined) throw new Error(`nobody runs tasks of kind ${task.kind}`);
    const result = await guards(task.kind)((signal) => run(message, signal));
    await concluded(options, context, task, message, result);
  } catch (error) {
    log.warn({ err: error, kind: task.kind, attempts: task.attempts + 1 }, "a task is tried again");
    await postpone(options, context, task).catch((cause: unknown) =>
      log.warn({ err: cause, kind: task.kind }, "a task could not be postponed"),
    );
  }
}

function readTask(routing: Routing, task: Task): Message {
  const parsed = JSON.parse(task.message) as Message;
  const definition = routing.definitionOf(parsed.type);
  if (definition === undefined) throw new Error(`${parsed.type} is not known here`);
  const message = readBody(definition, parsed);
  if ("unreadable" in message) throw new Error(message.unreadable);
  return message;
}

/** The result is decided like any message; with it the task's row goes. */
function concluded(
  { enqueue, world }: TasksOptions,
  context: string,
  task: Task,
  cause: Message,
  { definition, body }: Draft,
): Promise<unknown> {
  return new Promise((done, failed) => {
    enqueue({
      definition,
      message: {
        ...cause,
        id: world.id(),
        type: definition.type,
        version: definition.version,
        at: world.now(),
        key: definition.keyOf(body),
        cause: cause.id,
        body,
      },
      consumers: new Set([context]),
      task: { context, key: task.taskId },
      done,
      failed,
    });
  });
}

/** Later each time, with jitter; a change by another process wins. */
async function postpone(
  { store, world }: TasksOptions,
  context: string,
  task: Task,
): Promise<void> {
  const { tasks } = systemTables(context);
  const transaction = await store.begin();
  try {
    const [loaded] = await transaction.load([{ collection: tasks as never, keys: [task.taskId] }]);
    const [row] = loaded?.rows ?? [];
    if (row === undefined) return await transaction.rollback();
    const attempts = task.attempts + 1;
    const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** task.attempts, LONGEST_PAUSE_MS);
    const jitter = 0.5 + (world.random(1)[0] ?? 0) / 255;
    const at = world.now() + pauseMs * jitter;
    const updated = [{ row: { ...task, attempts, at }, version: row.version }];
    const changes = [{ collection: tasks as never, inserted: [], updated, removed: [], kept: [] }];
    const nothing = { additions: [], segments: [], marks: [] };
    await transaction.commit({ at: world.now(), changes, ...nothing });
  } catch (error) {
    await transaction.rollback().catch(() => undefined);
    if (!(error instanceof Passing)) throw error;
  }
}
