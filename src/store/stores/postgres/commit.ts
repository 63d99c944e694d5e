import { DatabaseError } from "pg";
import type {
  Changes,
  Committed,
  LedgerRows,
  Mark,
  NewSegment,
  Outcome,
  VersionedRow,
} from "../../store.ts";
import { fieldArray, integerArray, textArray } from "./arrays.ts";
import type { Answer, Burst, Connection, Failure } from "./connection.ts";
import { classified, unavailable } from "./failure.ts";
import { advanceValues, byConsumer, startValues } from "./inbox.ts";
import { appendValues, byContext, locksOf, positionsOf, takeLocks } from "./log.ts";
import { additionOf, statementsOf } from "./statements.ts";
import type { Tables } from "./tables.ts";
import type { Writers } from "./writers.ts";

/**
 * Saves, advances, appends and commits in one round trip. Positions are given last of all, so that
 * the locks they need are held for one statement and the commit, whatever the batch did before.
 */
export async function commitIn(
  burst: Burst,
  connection: Connection,
  outcome: Outcome,
  { tables, writers }: { readonly tables: Tables; readonly writers: Writers },
): Promise<Committed> {
  const writes = !isEmpty(outcome);
  const number = connection.commits + 1;
  if (writes) burst.send(writers.count, [connection.writer, String(number)]);
  const at = saveRows(burst, outcome);
  move(burst, outcome.marks, tables);
  const places = append(burst, at, outcome.segments, tables);
  burst.say("commit");
  const { answers, failure } = await burst.answers();

  if (failure === undefined) {
    // After a failure that nobody reported, the server answers a commit by rolling back.
    if (answers.at(-1)?.command !== "COMMIT") throw unavailable(new Error("rolled back"));
    if (writes) connection.commits = number;
    return { positions: positionsOf(outcome.segments, rowsOf(places, answers)) };
  }
  connection.destroy();
  if (!writes || !inDoubt(failure)) throw classified(failure.error);
  if (await writers.committed(connection.writer ?? "", number)) return { positions: undefined };
  throw classified(failure.error);
}

/** Answers with the time that the rows bear. */
export function saveRows(
  burst: Burst,
  outcome: Pick<Outcome, "at" | "changes" | "additions">,
): string {
  const at = new Date(outcome.at).toISOString();
  for (const changes of outcome.changes) save(burst, at, changes);
  for (const added of outcome.additions) add(burst, at, added);
  return at;
}

export const isEmpty = ({ changes, additions, segments, marks }: Outcome): boolean =>
  changes.length + additions.length + segments.length + marks.length === 0;

/**
 * The commit was sent, so a lost connection says nothing about it. An error that the server reported
 * for an earlier statement does: no commit can succeed after it.
 */
const inDoubt = ({ error, last }: Failure): boolean => last || !(error instanceof DatabaseError);

function save(burst: Burst, at: string, { collection, ...changes }: Changes): void {
  const { kept, removed, updated, inserted } = changes;
  const { columns, keyOf } = collection;
  const statements = statementsOf(collection);
  if (kept.length > 0) burst.send(statements.keep, placesOf(kept, keyOf));
  if (removed.length > 0) burst.send(statements.remove, placesOf(removed, keyOf));
  if (updated.length > 0) {
    const rows = updated.map(({ row }) => row);
    const versions = integerArray(updated.map(({ version }) => version));
    const values: unknown[] = [String(updated.length), at, versions];
    for (const column of columns) values.push(fieldArray(column, rows));
    burst.send(statements.update, values);
  }
  if (inserted.length > 0) {
    const values: unknown[] = [at];
    for (const column of columns) values.push(fieldArray(column, inserted));
    burst.send(statements.insert, values);
  }
}

const placesOf = (rows: readonly VersionedRow[], keyOf: (row: unknown) => string): unknown[] => [
  String(rows.length),
  integerArray(rows.map(({ version }) => version)),
  textArray(rows.map(({ row }) => keyOf(row))),
];

function add(burst: Burst, at: string, { ledger, rows }: LedgerRows): void {
  if (rows.length === 0) return;
  const values: unknown[] = [at];
  for (const column of ledger.columns) values.push(fieldArray(column, rows));
  burst.send(additionOf(ledger), values);
}

function move(burst: Burst, marks: readonly Mark[], tables: Tables): void {
  for (const [consumer, own] of byConsumer(marks)) {
    const { start, advance } = tables.inbox(consumer);
    const first = own.filter(({ from }) => from === 0);
    const later = own.filter(({ from }) => from !== 0);
    if (first.length > 0) burst.send(start, startValues(first));
    if (later.length > 0) burst.send(advance, advanceValues(later));
  }
}

/** Gives the place of each context's answer. */
function append(
  burst: Burst,
  at: string,
  segments: readonly NewSegment[],
  tables: Tables,
): Map<string, number> {
  const places = new Map<string, number>();
  if (segments.length === 0) return places;
  // A statement of its own: one that also read the last position would see it as it was before the
  // wait for the lock (faults.md P3).
  burst.send(takeLocks, [locksOf(segments)]);
  for (const [context, own] of byContext(segments)) {
    places.set(context, burst.send(tables.log(context).append, appendValues(at, own)));
  }
  return places;
}

const rowsOf = (places: ReadonlyMap<string, number>, answers: readonly Answer[]) =>
  new Map([...places].map(([context, place]) => [context, answers[place]?.rows ?? []]));
