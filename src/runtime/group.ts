import type { Draft, Message } from "#kernel/message.ts";
import { type Lane, SLOTS, type Store, type StoredSegment } from "#store/store.ts";
import type { Setup } from "./batch.ts";
import { type Committing, commitRoots, type Done } from "./committing.ts";
import { deadlinesOf } from "./due.ts";
import { rootsOfArrival } from "./lanes.ts";
import type { Log } from "./log.ts";
import { redriving } from "./redrive.ts";
import type { Root, RootResult } from "./root.ts";
import type { Routing } from "./routing.ts";
import { Overloaded, type Position, type Send, type SendOptions, type Sent } from "./sending.ts";
import { tasksOf, type TaskRunners } from "./tasks.ts";
import { watermarksOf } from "./watermarks.ts";

/** How often due deadlines and tasks are looked for. */
const DUE_EVERY_MS = 500;
/** How often the watermarks of fused lanes are brought up to their logs. */
const CHECKPOINT_EVERY_MS = 15_000;
const CATCH_UP_SEGMENTS = 50;

export type GroupOptions = Omit<Setup, "fused"> & {
  readonly store: Store;
  readonly log: Log;
  /** At most this many roots are decided in one transaction. */
  readonly batchMax?: number;
  /** Requests beyond this many waiting ones are turned away. */
  readonly intakeMax?: number;
  /** Those who make the calls to the outside that decisions ask for, by kind. */
  readonly runners?: TaskRunners;
  /** Told after each commit, for metrics, live updates and the bus. */
  readonly committed?: (done: Done) => void;
};

/** The contexts of this process on their database: one loop, one batch at a time. */
export type Group = {
  readonly routing: Routing;
  readonly send: Send;
  /** Applies what arrived on a lane; resolves once it is committed, rejects when it must come again. */
  readonly deliver: (lane: Lane, segments: readonly StoredSegment[]) => Promise<void>;
  /** From which position of each slot a stream must be read. Asks the database. */
  readonly readFrom: (stream: string) => Promise<readonly number[]>;
  /** Resolves true once this process shows the write at that position, false after `waitMs`. */
  readonly caughtUp: (position: Position, waitMs: number) => Promise<boolean>;
  /** Calls back after each commit that changed the row, until the answer is called. */
  readonly watch: (table: string, key: string, changed: () => void) => () => void;
  readonly redrive: ReturnType<typeof redriving>;
  /** Takes due deadlines and tasks now, and answers how many there were. */
  readonly lookForDue: () => Promise<number>;
  /** Whether requests would be taken now. */
  readonly ready: () => boolean;
  /** True while the intake is full: a request would be turned away. */
  readonly overloaded: () => boolean;
  /** Roots that wait for their batch. */
  readonly waiting: () => number;
  /** Runs `alone` between two batches: nothing is committed meanwhile. */
  readonly pauseFor: <T>(alone: () => Promise<T>) => Promise<T>;
  /** Reads what its own logs hold for its own contexts, then begins to work. */
  readonly start: () => Promise<void>;
  /** No new requests; resolves when everything begun is committed. */
  readonly drain: () => Promise<void>;
};

export function groupOf(options: GroupOptions): Group {
  const { world, store, routing, log } = options;
  const { batchMax = 500, intakeMax = 5_000 } = options;
  const queue: Root[] = [];
  const watermarks = watermarksOf(store);
  const watchers = new Map<string, Set<() => void>>();
  const outcomes = new Map<string, (done: Sent["answer"]) => void>();
  const timers = new Set<() => void>();
  const chores = new Set<Promise<unknown>>();
  let state: "starting" | "working" | "draining" = "starting";
  let fused = false;
  let loop: Promise<void> | undefined;
  let pauses: Promise<void> | undefined;

  const committing: Committing = {
    ...options,
    watermarks,
    fused: () => fused,
    committed: (done) => {
      for (const [correlation, answer] of done.answers) {
        if (answer.settled) outcomes.get(correlation)?.(answer);
      }
      if (watchers.size > 0) {
        for (const { table, key } of done.changedRows()) {
          for (const changed of watchers.get(`${table} ${key}`) ?? []) changed();
        }
      }
      options.committed?.(done);
    },
  };

  const work = async (): Promise<void> => {
    while (queue.length > 0 && pauses === undefined)
      await commitRoots(committing, queue.splice(0, batchMax));
  };
  const startLoop = (): void => {
    if (pauses !== undefined) return;
    loop ??= work()
      .catch((error: unknown) => log.error({ err: error }, "the loop failed"))
      .finally(() => {
        loop = undefined;
        // What came after the last look at the queue and before this.
        if (queue.length > 0) startLoop();
      });
  };
  const enqueue = (root: Root): void => {
    queue.push(root);
    startLoop();
  };

  const send: Send = async (draft, sendOptions) => {
    if (state !== "working" || queue.length >= intakeMax) throw new Overloaded(1);
    const message = requestMessage(draft, sendOptions, committing);
    const { idempotency, fresh, waitMs = 0 } = sendOptions;
    const { answer, position, repeated } = await new Promise<RootResult>((done, failed) => {
      const request = { idempotency, fresh };
      enqueue({ message, definition: draft.definition, request, done, failed });
    });
    const first = answer ?? { settled: false, value: {} };
    if (first.settled || waitMs === 0) return { answer: first, position, repeated };
    return { answer: (await outcomeOf(message.id, waitMs)) ?? first, position, repeated };
  };

  /** The settled answer of a story, which a later batch brings; undefined after `waitMs`. */
  const outcomeOf = (correlation: string, waitMs: number) =>
    new Promise<Sent["answer"] | undefined>((resolve) => {
      const end = (answer: Sent["answer"] | undefined) => {
        outcomes.delete(correlation);
        cancel();
        resolve(answer);
      };
      const cancel = world.after(waitMs, () => end(undefined));
      outcomes.set(correlation, end);
    });

  const deliver = async (lane: Lane, segments: readonly StoredSegment[]): Promise<void> => {
    const committed: Promise<unknown>[] = [];
    const endsOf = () => {
      let ends: Pick<Root, "done" | "failed"> | undefined;
      committed.push(new Promise<unknown>((done, failed) => (ends = { done, failed })));
      return ends as unknown as Pick<Root, "done" | "failed">;
    };
    const roots = rootsOfArrival(lane, segments, routing, watermarks, endsOf);
    for (const root of roots) enqueue(root);
    const results = await Promise.allSettled(committed);
    const failed = results.find((result) => result.status === "rejected");
    if (failed !== undefined) throw failed.reason;
  };

  const readFrom = async (stream: string): Promise<readonly number[]> => {
    const consumers = routing.consumersOf(stream);
    await watermarks.reload(consumers, stream);
    return slots((slot) => Math.min(...consumers.map((name) => watermarks.of(name, stream, slot))));
  };

  /** A lane behind its log is read to its end before what is stated is decided at once. */
  const catchUp = async (): Promise<void> => {
    await checkpoint();
    for (let moved = true; moved;) {
      moved = false;
      for (const stream of routing.contexts) {
        if (routing.consumersOf(stream).length === 0) continue;
        const from = await readFrom(stream);
        for (const [slot, position] of from.entries()) {
          const lane = { stream, slot };
          const segments = await store.readLog(lane, position, CATCH_UP_SEGMENTS);
          if (segments.length === 0) continue;
          moved = true;
          await deliver(lane, segments);
        }
      }
    }
  };

  /** Brings the watermarks of fused lanes up to what was applied where it was stated. */
  const checkpoint = async (): Promise<void> => {
    for (const stream of routing.contexts) {
      for (const consumer of routing.consumersOf(stream)) {
        await watermarks.reload([consumer], stream);
        const through = await store.appliedThrough(consumer, stream);
        const marks = slots((slot) => ({
          consumer,
          lane: { stream, slot },
          from: watermarks.of(consumer, stream, slot),
          to: through[slot] ?? 0,
        })).filter(({ from, to }) => to > from);
        if (marks.length === 0) continue;
        const transaction = await store.begin();
        const nothing = { changes: [], additions: [], segments: [] };
        await transaction.commit({ at: world.now(), ...nothing, marks });
        watermarks.moved(marks);
      }
    }
  };

  const every = (everyMs: number, task: () => Promise<unknown>): void => {
    const again = () => {
      const cancel = world.after(everyMs, () => {
        timers.delete(cancel);
        const running = task()
          .catch((error: unknown) => log.warn({ err: error }, "will be tried again"))
          .finally(() => {
            chores.delete(running);
            if (state === "working") again();
          });
        chores.add(running);
      });
      timers.add(cancel);
    };
    again();
  };

  const deadlines = deadlinesOf(store, routing, log, enqueue);
  const { runners } = options;
  const tasks = runners === undefined ? undefined : tasksOf({ ...options, runners, enqueue });
  const lookForDue = async (): Promise<number> => {
    const now = world.now();
    return (await deadlines.look(now)) + ((await tasks?.look(now)) ?? 0);
  };

  return {
    routing,
    send,
    deliver,
    readFrom,
    caughtUp: async ({ stream, slot, position }, waitMs) => {
      if (routing.isLocal(stream)) return true;
      const consumers = routing.consumersOf(stream);
      return watermarks.reached(consumers, { stream, slot }, position, world.after, waitMs);
    },
    watch: (table, key, changed) => {
      const name = `${table} ${key}`;
      const watching = watchers.get(name) ?? new Set();
      watchers.set(name, watching.add(changed));
      return () => {
        watching.delete(changed);
        if (watching.size === 0) watchers.delete(name);
      };
    },
    redrive: redriving(enqueue, routing),
    lookForDue,
    ready: () => state === "working",
    overloaded: () => queue.length >= intakeMax,
    waiting: () => queue.length,
    pauseFor: async (alone) => {
      while (pauses !== undefined) await pauses;
      const run = (loop ?? Promise.resolve()).then(alone);
      pauses = run.then(noop, noop).finally(() => {
        pauses = undefined;
        if (queue.length > 0) startLoop();
      });
      return run;
    },
    start: async () => {
      await catchUp();
      fused = true;
      state = "working";
      every(DUE_EVERY_MS, lookForDue);
      every(CHECKPOINT_EVERY_MS, checkpoint);
    },
    drain: async () => {
      state = "draining";
      for (const cancel of timers) cancel();
      timers.clear();
      await Promise.all(chores);
      while (loop !== undefined) await loop;
    },
  };
}

const noop = (): void => {};

const slots = <T>(of: (slot: number) => T): readonly T[] =>
  Array.from({ length: SLOTS }, (_, slot) => of(slot));

function requestMessage(draft: Draft, options: SendOptions, { world }: Setup): Message {
  const { definition, body } = draft;
  const id = world.id();
  return {
    id,
    type: definition.type,
    version: definition.version,
    at: world.now(),
    key: definition.keyOf(body),
    correlation: id,
    cause: id,
    requestId: options.requestId,
    traceparent: options.traceparent,
    actor: options.actor,
    body,
  };
}
