import type { Mark } from "../../store.ts";
import { integerArray, positionArray, textArray } from "./arrays.ts";
import { type Statement, statement } from "./statements.ts";

export type InboxStatements = {
  /** $1 how many, $2 streams, $3 slots, $4 to: for marks that nobody set yet. */
  readonly start: Statement;
  /** $1 how many, $2 streams, $3 slots, $4 to, $5 from. */
  readonly advance: Statement;
  /** $1 stream. Gives slot and position. */
  readonly read: Statement;
};

export const inboxStatements = (context: string): InboxStatements => ({
  start: statement(
    `with changed as (insert into "${context}".inbox as stored (stream, slot, position) ` +
      "select * from unnest($2::text[], $3::integer[], $4::bigint[]) " +
      "on conflict (stream, slot) do update set position = excluded.position " +
      "where stored.position = 0 returning 1) " +
      `select "${context}".expect_rows(count(*), $1::bigint) from changed`,
  ),
  advance: statement(
    `with changed as (update "${context}".inbox as stored set position = moved.until ` +
      "from unnest($2::text[], $3::integer[], $4::bigint[], $5::bigint[]) " +
      "as moved (stream, slot, until, since) " +
      "where stored.stream = moved.stream and stored.slot = moved.slot " +
      "and stored.position = moved.since returning 1) " +
      `select "${context}".expect_rows(count(*), $1::bigint) from changed`,
  ),
  read: statement(`select slot, position from "${context}".inbox where stream = $1`),
});

export const startValues = (marks: readonly Mark[]): unknown[] => [
  String(marks.length),
  textArray(marks.map(({ lane }) => lane.stream)),
  integerArray(marks.map(({ lane }) => lane.slot)),
  positionArray(marks.map(({ to }) => to)),
];

export const advanceValues = (marks: readonly Mark[]): unknown[] => [
  ...startValues(marks),
  positionArray(marks.map(({ from }) => from)),
];

/** The marks of each consumer. */
export function byConsumer(marks: readonly Mark[]): Map<string, Mark[]> {
  const grouped = new Map<string, Mark[]>();
  for (const mark of marks) {
    const group = grouped.get(mark.consumer);
    if (group === undefined) grouped.set(mark.consumer, [mark]);
    else group.push(mark);
  }
  return grouped;
}
