import { blockedKey, Passing, slotOf, type Store } from "#store/store.ts";
import { type Batch, batchOf, park, parkAgain, type Setup } from "./batch.ts";
import type { Log } from "./log.ts";
import { answersOf, marksOf, writtenBy } from "./outcome.ts";
import type { Answer } from "./reaction.ts";
import type { Root, RootResult } from "./root.ts";
import type { RowsLeft } from "./rows.ts";
import { openAlone, storeAnswers, tellStories } from "./telling.ts";
import type { Watermarks } from "./watermarks.ts";

/** Tries of a batch on failures that pass (requirements §4.16.7). */
const PAUSE_MS = 20;

export type Committing = Setup & {
  readonly store: Store;
  readonly watermarks: Watermarks;
  readonly log: Log;
  /** Called after each commit. */
  readonly committed: (done: Done) => void;
};

/** What a commit changed, for those who wait and watch. */
export type Done = {
  readonly roots: readonly Root[];
  readonly answers: ReadonlyMap<string, Answer>;
  readonly stated: Batch["stated"];
  readonly changedRows: () => Iterable<{
    readonly table: string;
    readonly key: string;
  }>;
  readonly parked: number;
  /** Calls to the outside that were written, and may begin. */
  readonly tasks: number;
  readonly tookMs: number;
};

/** A batch whose commit is on its way: the next one is decided on the rows as it leaves them. */
export type Ahead = {
  readonly rows: RowsLeft;
  /** True once it is committed as it was decided, false once it cannot be. */
  readonly committed: Promise<boolean>;
  /** Whatever became of it, it is over: what is behind it may be tried again. */
  readonly over: Promise<void>;
};

/** Where a batch stands between the one ahead of it and the one behind. */
export type Place = {
  readonly ahead: Ahead | undefined;
  /** Called when the commit is sent, unless nobody may follow before it is answered. */
  readonly lead: (rows: RowsLeft) => void;
};

const ALONE: Place = { ahead: undefined, lead: () => {} };

export type Failed = { readonly error: unknown };

/** One try, from what is still open. Answers how it failed. */
export async function tryOnce(
  committing: Committing,
  roots: readonly Root[],
  tries: number,
  place = ALONE,
): Promise<Failed | undefined> {
  try {
    const open = stillOpen(committing, roots);
    if (open.length > 0) await decideAndCommit(committing, open, tries === 1, place);
    return undefined;
  } catch (error) {
    return { error };
  }
}

/**
 * Decides and commits the roots in one transaction. A failure that passes is tried again from fresh
 * loads; what the data itself makes fail is found by halving, and parked or refused alone.
 */
export async function commitRoots(
  committing: Committing,
  roots: readonly Root[],
  firstFailure: Failed | undefined,
): Promise<void> {
  let failure = firstFailure ?? (await tryOnce(committing, roots, 1));
  for (let tries = 1; failure !== undefined; tries++) {
    const { error } = failure;
    if (!(error instanceof Passing))
      return isolate(committing, stillOpen(committing, roots), error);
    committing.log.warn({ err: error, tries, roots: roots.length }, "batch failed and is retried");
    if (tries >= committing.policies["database.retry.tries"])
      return failAll(stillOpen(committing, roots), error);
    await pause(committing, tries);
    await reloadWatermarks(committing, roots);
    failure = await tryOnce(committing, roots, tries + 1);
  }
}

/**
 * Drops what another process applied meanwhile, what is behind a failed arrival of its lane, and what
 * was driven again behind a message that stays parked.
 */
function stillOpen({ watermarks }: Committing, roots: readonly Root[]): readonly Root[] {
  return roots.flatMap((root) => {
    const { arrival, redrive } = root;
    if (redrive?.sequence.stuck === true) {
      root.done(NOTHING_SAID);
      return [];
    }
    if (arrival === undefined) return [root];
    if (arrival.delivery.failed !== undefined) {
      root.failed(arrival.delivery.failed);
      return [];
    }
    const { lane, position } = arrival;
    const isBehind = (name: string) => watermarks.of(name, lane.stream, lane.slot) < position;
    if (arrival.consumers.every(isBehind)) return [root];
    const consumers = arrival.consumers.filter(isBehind);
    if (consumers.length === 0) {
      root.done(NOTHING_SAID);
      return [];
    }
    const still = new Set([...(root.consumers ?? consumers)].filter(isBehind));
    return [{ ...root, consumers: still, arrival: { ...arrival, consumers } }];
  });
}

const NOTHING_SAID: RootResult = {
  answer: undefined,
  repeated: false,
  position: undefined,
};

async function decideAndCommit(
  committing: Committing,
  roots: readonly Root[],
  firstTry: boolean,
  place: Place,
): Promise<void> {
  const began = committing.world.monotonic();
  const transaction = await committing.store.begin();
  try {
    const batch = batchOf(committing, transaction, firstTry, place.ahead?.rows);
    await tellStories(batch, roots);
    await save(committing, batch, roots, began, place);
  } catch (error) {
    await transaction.rollback().catch(() => undefined);
    throw error;
  }
}

async function save(
  committing: Committing,
  batch: Batch,
  roots: readonly Root[],
  began: number,
  { ahead, lead }: Place,
): Promise<void> {
  const { world, watermarks } = committing;
  const answers = answersOf(batch);
  storeAnswers(batch, roots, answers);
  const written = await writtenBy(batch);
  if (ahead !== undefined && !(await ahead.committed)) throw aheadFailed();
  // Only now does the batch ahead have moved its watermarks.
  const outcome = { ...written, marks: marksOf(roots, watermarks.of) };
  await world.point("before-commit");
  if (mayBeFollowed(batch)) lead(batch.rows.left());
  const { positions } = await batch.transaction.commit(outcome);
  await world.point("after-commit");
  watermarks.moved(outcome.marks);
  const heads = headsOf(outcome.segments, positions);
  for (const root of roots) conclude(batch, root, answers, heads);
  for (const root of roots) noteStuck(batch, root);
  committing.committed({
    roots,
    answers,
    stated: batch.stated,
    changedRows: () => changedRowsOf(outcome.changes),
    parked: batch.parkedKeys.length,
    tasks: batch.tasks.length,
    tookMs: world.monotonic() - began,
  });
}

const aheadFailed = (): Passing =>
  new Passing("conflict", new Error("the batch ahead was not committed as decided"));

/** What is parked, or no longer is, must be seen in the database by those who come after. */
const mayBeFollowed = ({ parkedKeys, redriven }: Batch): boolean =>
  parkedKeys.length === 0 && redriven.size === 0;

type Heads = ReadonlyMap<string, number>;

function headsOf(
  segments: readonly {
    readonly lane: { readonly stream: string; readonly slot: number };
  }[],
  positions: readonly number[] | undefined,
): Heads {
  if (positions === undefined) return new Map();
  return new Map(
    segments.map(({ lane }, index) => [`${lane.stream} ${lane.slot}`, positions[index] ?? 0]),
  );
}

function conclude(
  batch: Batch,
  root: Root,
  answers: ReadonlyMap<string, Answer>,
  heads: Heads,
): void {
  const { message, definition } = root;
  const failure = batch.failures.get(root);
  if (failure !== undefined) return root.failed(failure);
  if (message === undefined || definition === undefined) return root.done(NOTHING_SAID);
  const stream = definition.context;
  const slot = slotOf(message.key);
  const position = heads.get(`${stream} ${slot}`);
  root.done({
    answer: answers.get(message.correlation),
    repeated: batch.repeated.has(root),
    position: position === undefined ? undefined : { stream, slot, position },
  });
}

function noteStuck({ parkedKeys }: Batch, { redrive, message }: Root): void {
  if (redrive === undefined || message === undefined || parkedKeys.length === 0) return;
  if (parkedKeys.includes(blockedKey(redrive.context, message.key))) redrive.sequence.stuck = true;
}

function* changedRowsOf(
  changes: Parameters<Awaited<ReturnType<Store["begin"]>>["commit"]>[0]["changes"],
) {
  for (const { collection, inserted, updated, removed } of changes) {
    const { context, table } = collection;
    const name = `${context}.${table}`;
    for (const row of inserted) yield { table: name, key: collection.keyOf(row) };
    for (const { row } of updated) yield { table: name, key: collection.keyOf(row) };
    for (const { row } of removed) yield { table: name, key: collection.keyOf(row) };
  }
}

/** The data of one of the roots makes the statement fail: it is found by halving. */
async function isolate(
  committing: Committing,
  roots: readonly Root[],
  error: unknown,
): Promise<void> {
  const [only] = roots;
  if (roots.length > 1) {
    const half = Math.ceil(roots.length / 2);
    await commitRoots(committing, roots.slice(0, half), undefined);
    return commitRoots(committing, roots.slice(half), undefined);
  }
  if (only === undefined) return;
  committing.log.error({ err: error, type: only.message?.type }, "a message cannot be saved");
  if (only.request !== undefined) return only.failed(error);
  await parkRoot(committing, only, error);
}

/** Nobody waits for it, and its watermark must move on: it is parked for those who should react. */
async function parkRoot(committing: Committing, root: Root, cause: unknown): Promise<void> {
  const transaction = await committing.store.begin();
  try {
    const batch = batchOf(committing, transaction, false);
    const reason = cause instanceof Error ? cause.message : String(cause);
    for (const { reaction, message } of await openAlone(batch, root)) {
      const before = batch.redriven.get(root);
      if (before !== undefined) {
        parkAgain(batch, before, reason, root.redrive);
        continue;
      }
      const { key, id, type } = message;
      const text = reaction.definition.encode(message);
      park(batch, reaction.context, { key, id, type, text }, "refused_by_database", reason);
    }
    await save(committing, batch, [root], committing.world.monotonic(), ALONE);
  } catch (error) {
    await transaction.rollback().catch(() => undefined);
    failAll([root], error);
  }
}

function failAll(roots: readonly Root[], error: unknown): void {
  for (const root of roots) {
    if (root.arrival !== undefined) root.arrival.delivery.failed = error;
    root.failed(error);
  }
}

const pause = ({ world }: Committing, tries: number): Promise<void> =>
  new Promise((resolve) => {
    const jitter = (world.random(1)[0] ?? 0) / 255;
    world.after(PAUSE_MS * 2 ** tries * (0.5 + jitter), resolve);
  });

async function reloadWatermarks({ watermarks }: Committing, roots: readonly Root[]): Promise<void> {
  const lanes = new Map(
    roots.flatMap(({ arrival }) =>
      arrival === undefined ? [] : [[arrival.lane.stream, arrival.consumers] as const],
    ),
  );
  for (const [stream, consumers] of lanes) {
    await watermarks.reload(consumers, stream).catch(() => undefined);
  }
}
