import type { World } from "#kernel/world.ts";
import type { Draft, Message } from "#kernel/message.ts";
import type { Lane, Store, StoredSegment } from "#store/store.ts";
import type { Setup } from "./batch.ts";
import { type Chores, choresOf } from "./chores.ts";
import type { Committing, Done } from "./committing.ts";
import { deadlinesOf } from "./due.ts";
import { forgetAnswers } from "./forgetting.ts";
import { catchUp, checkpoint, type Fusing, readFrom } from "./fusing.ts";
import { type Ends, rootsOfArrival } from "./lanes.ts";
import type { Log } from "./log.ts";
import { loopOf } from "./loop.ts";
import { commitBehind } from "./overlap.ts";
import type { Root, RootResult } from "./root.ts";
import type { Routing } from "./routing.ts";
import { Overloaded, type Position, type Send, type SendOptions, type Sent } from "./sending.ts";
import { tasksOf, type TaskRunners } from "./tasks.ts";
import { type Unparking, unparking } from "./unparking.ts";
import { type Waiting, waitingOn } from "./waiting.ts";
import { type Watermarks, watermarksOf } from "./watermarks.ts";

/** How often due deadlines and tasks are looked for. */
const DUE_EVERY_MS = 500;
/** How often the watermarks of fused lanes are brought up to their logs. */
const CHECKPOINT_EVERY_MS = 15_000;
/** How often it is written how far lanes were read past messages that nobody here hears. */
const WRITE_PASSED_EVERY_MS = 1_000;
const FORGET_EVERY_MS = 600_000;

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
export type Group = Unparking & {
  readonly routing: Routing;
  readonly send: Send;
  /** Applies what arrived on a lane; resolves once it is committed, rejects when it must come again. */
  readonly deliver: (lane: Lane, segments: readonly StoredSegment[]) => Promise<void>;
  /** From which position of each slot a stream must be read. Asks the database. */
  readonly readFrom: (stream: string) => Promise<readonly number[]>;
  /** How far this process has read a slot of a stream for a consumer, as it knows by itself. */
  readonly seen: Watermarks["seen"];
  /** Resolves true once this process shows the write at that position, false after `waitMs`. */
  readonly caughtUp: (position: Position, waitMs: number) => Promise<boolean>;
  /** Calls back after each commit that changed the row, until the answer is called; `*` is every row. */
  readonly watch: (table: string, key: string, changed: (key: string) => void) => () => void;
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
  const { world, store, routing, log, runners, batchMax = 500, intakeMax = 5_000 } = options;
  const watermarks = watermarksOf(store);
  const waiting = waitingOn(world);
  const chores = choresOf(world, log);
  let state: "starting" | "working" | "draining" = "starting";
  let fused = false;

  const committing: Committing = {
    ...options,
    watermarks,
    fused: () => fused,
    committed: (done) => {
      waiting.tell(done);
      if (done.tasks > 0) tasks?.lookSoon();
      options.committed?.(done);
    },
  };
  const loop = loopOf((roots, ahead) => commitBehind(committing, roots, ahead), batchMax, log);
  const { enqueue } = loop;
  const deliver = (lane: Lane, segments: readonly StoredSegment[]) =>
    arrive(lane, segments, routing, watermarks, enqueue);
  const fusing = { store, routing, watermarks, world, deliver };
  const deadlines = deadlinesOf(store, routing, log, enqueue);
  const tasks = runners === undefined ? undefined : tasksOf({ ...options, runners, enqueue });
  const lookForDue = async (): Promise<number> => {
    const now = world.now();
    return (await deadlines.look(now)) + ((await tasks?.look(now)) ?? 0);
  };
  const overloaded = () => loop.waiting() >= intakeMax;
  const outcomeOf = timed(waiting, world);

  return {
    routing,
    send: async (draft, sendOptions) => {
      if (state !== "working" || overloaded()) throw new Overloaded(1);
      const message = requestMessage(draft, sendOptions, committing);
      const sent = await request(message, draft, sendOptions, enqueue);
      const { waitMs = 0 } = sendOptions;
      return sent.answer.settled || waitMs === 0 ? sent : outcomeOf(message.id, waitMs, sent);
    },
    deliver,
    readFrom: (stream) => readFrom(fusing, stream),
    seen: watermarks.seen,
    caughtUp: catchingUp(routing, watermarks, world),
    watch: waiting.watch,
    ...unparking(loop, committing),
    lookForDue,
    ready: () => state === "working",
    overloaded,
    waiting: loop.waiting,
    pauseFor: loop.pauseFor,
    start: async () => {
      await catchUp(fusing);
      fused = true;
      state = "working";
      keepUp(chores, fusing, lookForDue);
      chores.every(WRITE_PASSED_EVERY_MS, () => writePassed(watermarks, enqueue));
    },
    drain: async () => {
      state = "draining";
      await chores.stop();
      await loop.settled();
    },
  };
}

const catchingUp =
  (routing: Routing, watermarks: Watermarks, { after }: World): Group["caughtUp"] =>
  async ({ stream, slot, position }, waitMs) => {
    if (routing.isLocal(stream)) return true;
    const consumers = routing.consumersOf(stream);
    return watermarks.reached(consumers, { stream, slot }, position, after, waitMs);
  };

/** What is done again and again while a group works. */
function keepUp(chores: Chores, fusing: Fusing, lookForDue: Group["lookForDue"]): void {
  const { store, routing, world } = fusing;
  chores.every(DUE_EVERY_MS, lookForDue);
  chores.every(CHECKPOINT_EVERY_MS, () => checkpoint(fusing));
  chores.every(FORGET_EVERY_MS, () => forgetAnswers(store, routing.contexts, world.now()));
}

/** What other processes decide, and how long it took them. */
const timed =
  (waiting: Waiting, { monotonic }: World) =>
  async (correlation: string, waitMs: number, sent: Sent): Promise<Sent> => {
    const began = monotonic();
    const outcome = await waiting.outcomeOf(correlation, waitMs);
    return { ...sent, answer: outcome ?? sent.answer, waitedMs: monotonic() - began };
  };

/** Gives a request to the loop; resolves with the first answer of its story. */
async function request(
  message: Message,
  { definition }: Draft,
  { idempotency, fresh }: SendOptions,
  enqueue: (root: Root) => void,
): Promise<Sent> {
  const { answer, position, repeated } = await new Promise<RootResult>((done, failed) =>
    enqueue({ message, definition, request: { idempotency, fresh }, done, failed }),
  );
  return { answer: answer ?? { settled: false, value: {} }, position, repeated };
}

/** Gives what came on a lane to the loop; resolves when all of it is committed. */
async function arrive(
  lane: Lane,
  segments: readonly StoredSegment[],
  routing: Routing,
  watermarks: Watermarks,
  enqueue: (root: Root) => void,
): Promise<void> {
  await enqueueAll(enqueue, (endsOf) =>
    rootsOfArrival(lane, segments, routing, watermarks, endsOf),
  );
}

/** Moves the watermarks over what was passed unheard, all lanes in one commit. */
const writePassed = (watermarks: Watermarks, enqueue: (root: Root) => void): Promise<void> =>
  enqueueAll(enqueue, (endsOf) =>
    watermarks.unwritten().map((passed) => ({ arrival: { ...passed, delivery: {} }, ...endsOf() })),
  );

/** Resolves when all of the roots are committed. */
async function enqueueAll(
  enqueue: (root: Root) => void,
  rootsWith: (endsOf: () => Ends) => readonly Root[],
): Promise<void> {
  const committed: Promise<unknown>[] = [];
  const roots = rootsWith(() => {
    const { promise, done, failed } = ending();
    committed.push(promise);
    return { done, failed };
  });
  for (const root of roots) enqueue(root);
  const results = await Promise.allSettled(committed);
  const failed = results.find((result) => result.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}

function ending() {
  let done: (result: RootResult) => void = () => {};
  let failed: (error: unknown) => void = () => {};
  const promise = new Promise<RootResult>((resolve, reject) => {
    done = resolve;
    failed = reject;
  });
  return { promise, done, failed };
}

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
