import { type Lane, type Outcome, Passing, type Store, type Transaction } from "#store/store.ts";
import type { ParkedMessage } from "#store/system.ts";
import type { Decided } from "./decided.ts";
import type { Cell, Life, Process } from "./process.ts";
import { type AppliedMessage, never, type Run } from "./run.ts";

type Call = <T>(act: () => Promise<T>) => Promise<T>;
type Device = {
  readonly run: Run;
  readonly process: Process;
  readonly decided: Decided;
  readonly call: Call;
};

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
  const call = callOf(run, life);
  const device: Device = { run, process, decided, call };
  return {
    begin: () => call(async () => transactionOn(device, await store.begin())),
    readLog: (lane, after, limit) => call(() => store.readLog(lane, after, limit)),
    heads: (context) => call(() => store.heads(context)),
    watermarks: (consumer, stream) => call(() => store.watermarks(consumer, stream)),
    appliedThrough: (consumer, stream) => call(() => store.appliedThrough(consumer, stream)),
    due: (collection, before, limit) => call(() => store.due(collection, before, limit)),
    close: () => call(() => store.close()),
  };
}

const callOf =
  (run: Run, life: Life): Call =>
  async (act) => {
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

function transactionOn(device: Device, transaction: Transaction): Transaction {
  const inOrder = inOrderOf(device.call);
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
        if (blocked !== undefined) await requireUnblocked(device, transaction, outcome, blocked);
        return commit(device, transaction, outcome);
      }),
    rehearse: (outcome) => inOrder(() => transaction.rehearse(outcome)),
    rollback: () => inOrder(() => transaction.rollback()),
  };
}

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
  { process: { cell }, decided }: Device,
  transaction: Transaction,
  outcome: Outcome,
  before: ReadonlySet<string>,
): Promise<void> {
  for (const key of await transaction.blockedKeys(cell.contexts)) {
    if (before.has(key)) continue;
    decided.forget(outcome);
    await transaction.rollback();
    throw new Passing("conflict", new Error("a key was parked"));
  }
}

async function commit(device: Device, transaction: Transaction, outcome: Outcome) {
  const { run, process, decided } = device;
  const isBatch = !isCheckpoint(process, outcome);
  if (isBatch && run.faults.isRefusedByDatabase()) {
    decided.forget(outcome);
    await transaction.rollback();
    run.tell(() => `${process.name}: the database refuses the data`);
    run.sometimes("batch_refused_by_database");
    throw new Error("value out of range, says the simulation");
  }
  const parkedBefore = parkedIn(process.cell);
  try {
    const committed = await transaction.commit(outcome);
    if (committed.positions === undefined) run.sometimes("commit_lost_was_done");
    const applied = isBatch ? decided.take(outcome) : [];
    for (const passing of overtaking(process.cell, parkedBefore, applied)) run.overtook(passing);
    run.committed(process, outcome);
    return committed;
  } catch (error) {
    const text = String(error);
    if (isBatch) decided.forget(outcome);
    run.sometimes(failureOf(text));
    run.tell(() => `${process.name}: ${text}`);
    throw error;
  }
}

/** The group's own checkpoint decides nothing. */
function isCheckpoint(process: Process, outcome: Outcome): boolean {
  const { changes, additions, segments, marks } = outcome;
  const isLocal = ({ stream }: Lane): boolean => process.cell.contexts.includes(stream);
  if (process.group() === undefined) return false;
  return (
    changes.length + additions.length + segments.length === 0 &&
    marks.every(({ lane }) => isLocal(lane))
  );
}

function failureOf(text: string): string {
  if (text.includes("refused")) return "commit_lost_was_not";
  return text.includes("watermark") ? "zombie_refused" : "batch_retried_after_conflict";
}

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
  const now = [...parkedIn(cell).values()];
  const still = new Set(now.filter(({ parkedId }) => before.has(parkedId)).map(nameOf));
  const driven = new Set(applied.filter((of) => before.has(`${of.consumer}/${of.id}`)).map(nameOf));
  return applied.filter((of) => still.has(nameOf(of)) && !driven.has(nameOf(of)));
}
