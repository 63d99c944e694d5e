import { impossible } from "#kernel/refusal.ts";
import type { Lane, NewSegment, StoredSegment } from "../../store.ts";
import { SLOTS } from "../../store.ts";
import { bigintArray, integerArray, textArray } from "./arrays.ts";
import type { Cell } from "./cells.ts";
import { type Statement, statement } from "./statements.ts";

/** Marks our advisory locks among those of others in the same database: "boj", then what they guard. */
const LOG_LOCKS = 0x626f6a01n << 32n;

/**
 * The number of a context: FNV-1a in 29 bits, the same for ever. A test lists our contexts and proves
 * that no two share one; sharing would only make two logs wait for each other.
 */
export function contextNumber(context: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < context.length; index++) {
    hash = Math.imul(hash ^ context.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 3) ^ (hash & 7);
}

/** The transaction lock under which positions of a lane are given: mark, context, slot. */
export const lockOf = (context: string, slot: number): bigint =>
  LOG_LOCKS | BigInt(contextNumber(context) * SLOTS + slot);

/** $1 locks in ascending order, so that two batches cannot wait for each other. */
export const takeLocks = statement(
  "select pg_advisory_xact_lock(lock) from unnest($1::bigint[]) as lock",
);

export type LogStatements = {
  /** $1 at, $2 slots, $3 counts, $4 contexts that applied them, $5 messages. Gives slot and position. */
  readonly append: Statement;
  /** $1 slot, $2 after, $3 limit. */
  readonly read: Statement;
  readonly heads: Statement;
  /** $1 stream as it stands in the inbox, $2 consumer. Gives the position of each slot. */
  readonly appliedThrough: (consumer: string) => Statement;
};

const lastPosition = (context: string, slot: string): string =>
  `coalesce((select position from "${context}".log where slot = ${slot} ` +
  "order by position desc limit 1), 0)";

export const logStatements = (context: string): LogStatements => ({
  append: statement(
    `insert into "${context}".log (slot, position, count, applied_by, messages, at) ` +
      `select stated.slot, ${lastPosition(context, "stated.slot")} ` +
      "+ sum(stated.count) over (partition by stated.slot order by stated.nth), " +
      "stated.count, string_to_array(stated.applied_by, ','), stated.messages, $1::timestamptz " +
      "from unnest($2::integer[], $3::integer[], $4::text[], $5::text[]) with ordinality " +
      "as stated (slot, count, applied_by, messages, nth) " +
      "order by stated.slot, stated.nth returning slot, position",
  ),
  read: statement(
    `select position, count, messages, array_to_string(applied_by, ',') from "${context}".log ` +
      "where slot = $1::integer and position > $2::bigint order by position limit $3::integer",
  ),
  heads: statement(
    `select ${lastPosition(context, "lanes.slot")} from generate_series(0, ${SLOTS - 1}) ` +
      "as lanes (slot) order by lanes.slot",
  ),
  appliedThrough: (consumer) =>
    statement(
      `select greatest(lanes.mark, coalesce((select position - count from "${context}".log ` +
        "where slot = lanes.slot and position > lanes.mark and not $2::text = any(applied_by) " +
        `order by position limit 1), ${lastPosition(context, "lanes.slot")})) from ` +
        "(select slot, coalesce((select position from " +
        `"${consumer}".inbox where stream = $1 and inbox.slot = all_slots.slot), 0) as mark ` +
        `from generate_series(0, ${SLOTS - 1}) as all_slots (slot)) as lanes order by lanes.slot`,
    ),
});

export function locksOf(segments: readonly NewSegment[]): Buffer {
  const locks = new Set(segments.map(({ lane }) => lockOf(lane.stream, lane.slot)));
  return bigintArray([...locks].toSorted((a, b) => (a < b ? -1 : 1)));
}

/** The segments of each context, in the order given. */
export function byContext(segments: readonly NewSegment[]): Map<string, NewSegment[]> {
  const grouped = new Map<string, NewSegment[]>();
  for (const segment of segments) {
    const group = grouped.get(segment.lane.stream);
    if (group === undefined) grouped.set(segment.lane.stream, [segment]);
    else group.push(segment);
  }
  return grouped;
}

export const appendValues = (at: string, segments: readonly NewSegment[]): unknown[] => [
  at,
  integerArray(segments.map(({ lane }) => lane.slot)),
  integerArray(segments.map(({ count }) => count)),
  textArray(segments.map(({ appliedBy }) => appliedBy.join(","))),
  textArray(segments.map(({ messages }) => messages)),
];

const laneName = ({ stream, slot }: Lane): string => `${stream} ${slot}`;

/** The position of each segment: those of one lane rise in the order given. */
export function positionsOf(
  segments: readonly NewSegment[],
  appended: ReadonlyMap<string, readonly (readonly Cell[])[]>,
): number[] {
  const ofLane = new Map<string, number[]>();
  for (const [stream, rows] of appended) {
    for (const [slot, position] of rows) {
      const lane = laneName({ stream, slot: Number(slot) });
      const positions = ofLane.get(lane);
      if (positions === undefined) ofLane.set(lane, [Number(position)]);
      else positions.push(Number(position));
    }
  }
  for (const positions of ofLane.values()) positions.sort((a, b) => b - a);
  return segments.map(
    ({ lane }) => ofLane.get(laneName(lane))?.pop() ?? impossible("a segment without a position"),
  );
}

export const segmentOf = ([
  position,
  count,
  messages,
  appliedBy,
]: readonly Cell[]): StoredSegment => ({
  position: Number(position),
  count: Number(count),
  messages: messages ?? "[]",
  appliedBy: appliedBy ? appliedBy.split(",") : [],
});
