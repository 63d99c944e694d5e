import type { RefusalCode } from "#kernel/refusal.ts";
import { type Outcome, Passing } from "#store/store.ts";
import { type ParkedMessage, systemTables } from "#store/system.ts";
import { type Batch, batchOf } from "./batch.ts";
import type { Committing } from "./committing.ts";
import { answersOf, writtenBy } from "./outcome.ts";
import { readAgain, redriveOf } from "./redrive.ts";
import type { Root } from "./root.ts";
import { tellStories } from "./telling.ts";

/** What would come of a parked message if it were driven again now. */
export type Rehearsal = {
  readonly becomes: "applied" | "parked" | "unreadable";
  /** Why it would stay parked. */
  readonly reason?: string;
  /** What is refused by it, where a no is all that it leads to. */
  readonly refusal?: RefusalCode;
  /** Rows of a ledger have no key. */
  readonly changed: readonly {
    readonly table: string;
    readonly key?: string;
    readonly change: "added" | "changed" | "removed";
  }[];
  readonly stated: readonly { readonly type: string; readonly key: string }[];
  /** Kinds of calls to the outside that would be made. */
  readonly calls: readonly string[];
};

/**
 * Decides a parked message on the rows as they are, with all that it causes in this process, has the
 * database try what it would write, and takes everything back: nothing is committed, no call is made.
 * Undefined where it is not parked any more. Throws `Passing` when the database cannot be asked.
 */
export async function rehearse(
  committing: Committing,
  parked: ParkedMessage,
): Promise<Rehearsal | undefined> {
  const read = readAgain(parked, committing.routing);
  if ("unreadable" in read) return inVain("unreadable", read.unreadable);
  const driven = { sequence: { stuck: false }, redriveId: "", by: "" };
  const root = { ...redriveOf(parked, read, driven), done: () => {}, failed: () => {} };
  const transaction = await committing.store.begin();
  try {
    const batch = batchOf(committing, transaction, true);
    await tellStories(batch, [root]);
    if (!batch.redriven.has(root)) return undefined;
    const written = await writtenBy(batch);
    await transaction.rehearse(written);
    return toldBy(batch, root, parked, written);
  } catch (error) {
    if (error instanceof Passing) throw error;
    return inVain("parked", error instanceof Error ? error.message : String(error));
  } finally {
    await transaction.rollback().catch(() => undefined);
  }
}

const inVain = (becomes: "parked" | "unreadable", reason: string): Rehearsal => ({
  becomes,
  reason,
  changed: [],
  stated: [],
  calls: [],
});

function toldBy(
  batch: Batch,
  { message }: Root,
  { consumer, parkedId }: ParkedMessage,
  written: Pick<Outcome, "changes" | "additions">,
): Rehearsal {
  const tables = systemTables(consumer);
  const still = batch.rows.get(tables.parked as never, parkedId) as ParkedMessage | undefined;
  if (still !== undefined) return inVain("parked", still.reason);
  const answer = answersOf(batch).get(message?.correlation ?? "");
  return {
    becomes: "applied",
    ...(answer !== undefined && "refusal" in answer ? { refusal: answer.refusal.refusal } : {}),
    // That it is parked no more, and the record of the redrive, go without saying.
    changed: changedBy(written).filter(
      ({ table, key }) => table !== `${consumer}.redriven` && key !== parkedId,
    ),
    stated: batch.stated.map(({ message: { type, key } }) => ({ type, key })),
    calls: batch.tasks.map(({ task }) => task.kind),
  };
}

function changedBy({
  changes,
  additions,
}: Pick<Outcome, "changes" | "additions">): Rehearsal["changed"] {
  const rows = changes.flatMap(({ collection, inserted, updated, removed }) => {
    const { context, table, keyOf } = collection;
    const named = (change: "added" | "changed" | "removed") => (row: unknown) => ({
      table: `${context}.${table}`,
      key: keyOf(row),
      change,
    });
    return [
      ...inserted.map(named("added")),
      ...updated.map(({ row }) => named("changed")(row)),
      ...removed.map(({ row }) => named("removed")(row)),
    ];
  });
  const added = additions.flatMap(({ ledger: { context, table }, rows: of }) =>
    of.map(() => ({ table: `${context}.${table}`, change: "added" as const })),
  );
  return [...rows, ...added];
}
