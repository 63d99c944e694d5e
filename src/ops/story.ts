/** What is known of one order: its messages in the logs, its rows, and what is still to come. */
import { createHash } from "node:crypto";
import type { Message } from "#kernel/message.ts";
import type { Context } from "#http/context.ts";
import type { Reads } from "#http/group.ts";
import { slotOf } from "#store/store.ts";

type Read = Reads["query"];

/** A row that bears the order's key, in whichever collection. */
export type StoryRow = {
  readonly context: string;
  readonly table: string;
  readonly key: string;
  readonly version: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** The one that wrote it last. */
  readonly transaction: string;
};

/** A message of the order where it was stated; `place` is its slot and position in that log. */
export type StoryMessage = {
  readonly context: string;
  readonly slot: number;
  readonly position: number;
  readonly transaction: string;
  readonly appliedBy: readonly string[];
  readonly message: Message;
};

/** What waits for the order: a time, an outside call, or a person. The message as JSON. */
export type Waiting = {
  readonly context: string;
  readonly what: "deadline" | "task" | "parked";
  readonly at: number;
  readonly tries: number;
  readonly reason: string | null;
  readonly reasonClass: string | null;
  readonly message: Message;
};

/** Ids of messages stay inside: a short name that is the same wherever the message is told of. */
export const shortName = (id: string): string =>
  createHash("sha256").update(id).digest("base64url").slice(0, 12);

/** Every row of these contexts whose key is the order's or begins with it, by primary key. */
export async function rowsOfOrder(
  contexts: readonly Context[],
  orderId: string,
  read: Read,
): Promise<readonly StoryRow[]> {
  const parts = contexts.flatMap(({ collections }) => collections.map(rowsSql));
  if (parts.length === 0) return [];
  const rows = await read<StoryRow>(parts.join(" union all "), [orderId]);
  return rows.toSorted((a, b) => a.createdAt - b.createdAt);
}

const rowsSql = ({
  context,
  table,
  sqlName,
  keyField,
  columns,
}: Context["collections"][number]) => {
  const key = columns.find(({ field }) => field === keyField)?.name ?? keyField;
  return `select '${context}' as context, '${table}' as "table", ${key} as key, version,
      created_at as "createdAt", updated_at as "updatedAt", xmin::text as transaction
    from ${sqlName} where ${key} = $1::text or (${key} >= $1::text || '/' and ${key} < $1::text || '0')`;
};

/** When the order is known to have changed: the times of its rows, and those its history tells. */
export async function instantsOf(
  contexts: readonly Context[],
  rows: readonly StoryRow[],
  orderId: string,
  read: Read,
): Promise<readonly number[]> {
  const histories = contexts.flatMap(({ collections }) =>
    collections.filter(
      ({ keyField, columns }) =>
        keyField === "orderId" && columns.some(({ name }) => name === "history"),
    ),
  );
  const told = await Promise.all(
    histories.map(({ sqlName }) =>
      read<{ readonly at: bigint }>(
        `select (entry->>'at')::bigint as at
           from ${sqlName}, json_array_elements(history) entry where order_id = $1`,
        [orderId],
      ),
    ),
  );
  return [
    ...rows.flatMap(({ createdAt, updatedAt }) => [createdAt, updatedAt]),
    ...told.flat().map(({ at }) => Number(at)),
  ].toSorted((a, b) => a - b);
}

/** Clocks of processes differ, and what one commits last it may have begun first. */
const MARGIN_MS = 5_000;
/** What follows the last change of a row without changing one: notices, callbacks. */
const AFTER_MS = 60_000;
/** Messages of one log that are looked through for one order. */
const LOOKED_AT_MAX = 20_000;
/** Segments that hold them; a message of an order is found in one of them. */
const SEGMENTS_MAX = 500;

/**
 * The order's messages in the log of a context. All of an order lies in one slot, and positions rise
 * with time there: a bisection on the primary key finds where a time begins, so that no index more is
 * written for this. Where too many others lie between first and last, only what is near the known
 * instants is read, and `isComplete` is false.
 */
export async function messagesOfOrder(
  context: string,
  orderId: string,
  instants: readonly number[],
  read: Read,
): Promise<{ readonly messages: readonly StoryMessage[]; readonly isComplete: boolean }> {
  const [first, last] = [instants[0], instants.at(-1)];
  if (first === undefined || last === undefined) return { messages: [], isComplete: true };
  const whole = { from: first - MARGIN_MS, to: last + AFTER_MS };
  const [span] = await spansOf(context, orderId, [whole], read);
  if (span === undefined) return { messages: [], isComplete: true };
  const isComplete = span.to - span.from <= LOOKED_AT_MAX;
  const spans = isComplete
    ? [span]
    : await spansOf(context, orderId, windowsAround(instants), read);
  const found = await Promise.all(
    spans.map((near) => messagesIn(context, orderId, near, isComplete, read)),
  );
  return { messages: found.flat(), isComplete };
}

type Span = { readonly from: number; readonly to: number };

function windowsAround(instants: readonly number[]): readonly Span[] {
  const windows: { from: number; to: number }[] = [];
  for (const at of instants) {
    const before = windows.at(-1);
    if (before !== undefined && at - MARGIN_MS <= before.to) before.to = at + MARGIN_MS;
    else windows.push({ from: at - MARGIN_MS, to: at + MARGIN_MS });
  }
  return windows;
}

/** The positions in the order's slot between which those times lie: after `from`, up to `to`. */
async function spansOf(
  context: string,
  orderId: string,
  times: readonly Span[],
  read: Read,
): Promise<readonly Span[]> {
  const asked = times.flatMap(({ from, to }) => [from, to]);
  const rows = await read<{ readonly low: bigint }>(positionsSql(context), [
    asked.map((at) => new Date(at).toISOString()),
    slotOf(orderId),
  ]);
  const positions = rows.map(({ low }) => Number(low));
  return times.map((_, index) => ({
    from: positions[2 * index] ?? 0,
    to: positions[2 * index + 1] ?? 0,
  }));
}

const positionsSql = (context: string): string => `
  with recursive bisected as (
    select asked.at, asked.place, 0::bigint as low, coalesce(
             (select position from "${context}".log where slot = $2 order by position desc limit 1), 0
           ) as high
      from unnest($1::timestamptz[]) with ordinality as asked (at, place)
    union all
    select bisected.at, place,
           case when half.at < bisected.at then half.position else low end,
           case when half.at < bisected.at then high else (low + high) / 2 end
      from bisected cross join lateral (
             select log.at, log.position from "${context}".log
              where slot = $2 and log.position > (low + high) / 2 order by log.position limit 1
           ) half
     where low < high
  )
  select low from bisected where low = high order by place`;

type SegmentRow = {
  readonly position: bigint;
  readonly count: number;
  readonly messages: string;
  readonly applied_by: readonly string[];
  readonly transaction: string;
};

async function messagesIn(
  context: string,
  orderId: string,
  { from, to }: Span,
  isWhole: boolean,
  read: Read,
): Promise<readonly StoryMessage[]> {
  const rows = await read<SegmentRow>(
    `select position, count, messages, applied_by, xmin::text as transaction
       from "${context}".log
      where slot = $1 and position > $2 and position <= $3 and strpos(messages, $4) > 0
      order by position limit ${SEGMENTS_MAX}`,
    [slotOf(orderId), from, isWhole ? to : Math.min(to, from + LOOKED_AT_MAX), orderId],
  );
  return rows.flatMap(({ position, count, messages, applied_by: appliedBy, transaction }) =>
    (JSON.parse(messages) as readonly Message[])
      .map((message, index) => ({
        context,
        slot: slotOf(orderId),
        position: Number(position) - count + 1 + index,
        transaction,
        appliedBy,
        message,
      }))
      .filter(({ message: { key } }) => key === orderId),
  );
}

/**
 * Deadlines, tasks and parked messages of the order. Deadlines are named `name/key`: their few names
 * are walked along the primary key. Open tasks and parked messages are few in a system that is well;
 * of very many, the first are looked through.
 */
export async function waitingFor(
  contexts: readonly Context[],
  orderId: string,
  read: Read,
): Promise<readonly Waiting[]> {
  if (contexts.length === 0) return [];
  const sql = contexts.map(({ name }) => waitingSql(name)).join(" union all ");
  const rows = await read<Waiting>(sql, [orderId]);
  return rows.toSorted((a, b) => a.at - b.at);
}

const TASKS_MAX = 10_000;

const waitingSql = (context: string): string => `
  (with recursive names as (
     select split_part(min(deadline_id), '/', 1) as name from "${context}".deadlines
     union all
     select split_part((select min(deadline_id) from "${context}".deadlines
                         where deadline_id > names.name || '0'), '/', 1)
       from names where names.name is not null
   )
   select '${context}' as context, 'deadline' as what, at, 0 as tries, null as reason,
          null as "reasonClass", message
     from names join "${context}".deadlines
       on deadline_id = name || '/' || $1
       or (deadline_id >= name || '/' || $1 || '/' and deadline_id < name || '/' || $1 || '0'))
  union all
  select '${context}', 'task', at, attempts, dead_reason, null, message
    from (select * from "${context}".tasks limit ${TASKS_MAX}) tasks
   where message->>'key' = $1
  union all
  select '${context}', 'parked', parked_at, 0, reason, reason_class, message
    from "${context}".parked where consumer = '${context}' and key = $1`;
