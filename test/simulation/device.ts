import { type Lane, type Outcome, Passing, type Store, type Transaction } from "#store/store.ts";
import type { ParkedMessage } from "#store/system.ts";
import type { Cell, Decided, Life, Process } from "./process.ts";
import { type AppliedMessage, never, type Run } from "./run.ts";

/**
 * The store as a process sees it: calls take time, the data may be refused, and the dead are answered
 * nothing, though what they had sent may still be done.
 */
export function mortalStore(
  run: Run,
  process: Process,
  life: Life,
  store: Store,
  decided: Decided,
): Store {
  const call: Call = async (act) => {
    if (life.dead) return never<never>();
    const waitMs = run.faults.storeMs();
    if (waitMs > 0) await run.timeline.sleep(waitMs);
    if (life.dead) return never();
    try {
      const result = await act();
      return life.dead ? await never() : result;
    } catch (error) {
      if (life.dead) return never();
      throw error;
    }
  };
  const isLocal = ({ stream }: Lane): boolean => process.cell.contexts.includes(stream);
  /** The group's own checkpoint decides nothing. */
  const isCheckpoint = ({ changes, additions, segments, marks }: Outcome): boolean =>
    process.group() !== undefined &&
    changes.length + additions.length + segments.length === 0 &&
    marks.every(({ lane }) => isLocal(lane));

  const commit = async (transaction: Transaction, outcome: Outcome) => {
    if (run.faults.isRefusedByDatabase() && !isCheckpoint(outcome)) {
      decided.forget();
      await transaction.rollback();
      run.tell(() => `${process.name}: the database refuses the data`);
      run.sometimes("batch_refused_by_database");
      throw new Error("value out of range, says the simulation");
    }
    const parkedBefore = parkedIn(process.cell);
    try {
      const committed = await transaction.commit(outcome);
      if (committed.positions === undefined) run.sometimes("commit_lost_was_done");
      if (!isCheckpoint(outcome)) {
        const applied = decided.take(outcome);
        for (const passing of overtaking(process.cell, parkedBefore, applied))
          run.overtook(passing);
      }
      run.committed(process, outcome);
      return committed;
    } catch (error) {
      if (!isCheckpoint(outcome)) decided.forget();
      const text = String(error);
      run.sometimes(text.includes("refused") ? "commit_lost_was_not" : conflictOf(text));
      run.tell(() => `${process.name}: ${text}`);
      throw error;
    }
  };
  return {
    begin: () =>
      call(async () => {
        const transaction = await store.begin();
        const inOrder = inOrderOf(call);
        let blocked: ReadonlySet<string> | undefined;
        return {
          load: (wanted) => inOrder(() => transaction.load(wanted)),
          blockedKeys: (consumers) =>
            inOrder(async () => {
              const now = await transaction.blockedKeys(consumers);
              blocked ??= now;
              return now;
            }),
          commit: (outcome) =>
            inOrder(async () => {
              if (blocked !== undefined) await requireUnblocked(transaction, process, blocked);
              return commit(transaction, outcome);
            }),
          rollback: () => {
            decided.forget();
            return inOrder(() => transaction.rollback());
          },
        };
      }),
    readLog: (lane, after, limit) => call(() => store.readLog(lane, after, limit)),
    heads: (context) => call(() => store.heads(context)),
    watermarks: (consumer, stream) => call(() => store.watermarks(consumer, stream)),
    appliedThrough: (consumer, stream) => call(() => store.appliedThrough(consumer, stream)),
    due: (collection, before, limit) => call(() => store.due(collection, before, limit)),
    close: () => call(() => store.close()),
  };
}

type Call = <T>(act: () => Promise<T>) => Promise<T>;

/** The statements of one connection follow each other, as they were given. */
function inOrderOf(call: Call): Call {
  let last: Promise<unknown> = Promise.resolve();
  return (act) => {
    const next = last.then(() => call(act));
    last = next.catch(() => undefined);
    return next;
  };
}

/**
 * Where rows are locked, a batch waits for the one that parks a message of its key. Memory has no
 * locks: what was parked since refuses the commit.
 */
async function requireUnblocked(
  transaction: Transaction,
  { cell }: Process,
  before: ReadonlySet<string>,
): Promise<void> {
  for (const key of await transaction.blockedKeys(cell.contexts)) {
    if (before.has(key)) continue;
    await transaction.rollback();
    throw new Passing("conflict", new Error("a key was parked"));
  }
}

const conflictOf = (text: string): string =>
  text.includes("watermark") ? "zombie_refused" : "batch_retried_after_conflict";

/** The parked messages of a database by id. */
function parkedIn({ contexts, database }: Cell): ReadonlyMap<string, ParkedMessage> {
  const parked = new Map<string, ParkedMessage>();
  for (const context of contexts) {
    for (const [id, { row }] of database.tables.get(`"${context}".parked`) ?? []) {
      parked.set(id, row as ParkedMessage);
    }
  }
  return parked;
}

/**
 * Messages that were applied though an earlier one of their key lies parked, before and after. What is
 * driven again, and what it leads to for the same key, may pass: an operator wants it so.
 */
function overtaking(
  cell: Cell,
  before: ReadonlyMap<string, ParkedMessage>,
  applied: readonly AppliedMessage[],
): readonly AppliedMessage[] {
  if (before.size === 0) return [];
  const nameOf = ({ consumer, key }: { readonly consumer: string; readonly key: string }) =>
    `${consumer} ${key}`;
  const still = new Set([...parkedIn(cell).values()].filter(isIn(before)).map(nameOf));
  const driven = new Set(applied.filter((of) => before.has(`${of.consumer}/${of.id}`)).map(nameOf));
  return applied.filter((of) => still.has(nameOf(of)) && !driven.has(nameOf(of)));
}

const isIn =
  (before: ReadonlyMap<string, ParkedMessage>) =>
  ({ parkedId }: ParkedMessage): boolean =>
    before.has(parkedId);
