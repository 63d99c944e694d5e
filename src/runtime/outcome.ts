import { impossible } from "#kernel/refusal.ts";
import type { Collection } from "#store/collection.ts";
import { type Mark, type NewSegment, type Outcome, Passing, slotOf } from "#store/store.ts";
import { systemTables } from "#store/system.ts";
import { type Batch, isFresh, type Stated } from "./batch.ts";
import type { Answer } from "./reaction.ts";
import type { Root } from "./root.ts";
import type { Want } from "./rows.ts";
import { fetchRows, wantKey } from "./wave.ts";

/** A segment holds at most this many messages and about this many characters. */
const SEGMENT_MESSAGES_MAX = 500;
const SEGMENT_CHARACTERS_MAX = 1_000_000;

/** Where a consumer stands in a stream's slot. */
export type WatermarkOf = (consumer: string, stream: string, slot: number) => number;

/** Everything the batch writes but its marks, once its deadlines and tasks have become rows. */
export async function writtenBy(batch: Batch): Promise<Omit<Outcome, "marks">> {
  await putDeadlines(batch);
  putTasks(batch);
  return {
    at: batch.at,
    changes: batch.rows.changes(),
    additions: batch.rows.additions(),
    segments: segmentsOf(batch),
  };
}

/** The answer that stands at the end of each story. */
export const answersOf = (batch: Batch): ReadonlyMap<string, Answer> =>
  new Map(batch.answers.map(({ correlation, answer }) => [correlation, answer]));

/** Only the last word on each deadline counts: one set and cleared in the same batch never was. */
async function putDeadlines(batch: Batch): Promise<void> {
  if (batch.deadlines.length === 0) return;
  const last = new Map<string, Batch["deadlines"][number]>();
  for (const entry of batch.deadlines) {
    last.set(`${entry.context} ${entry.change.name}/${entry.change.key}`, entry);
  }
  const want: Want = new Map();
  for (const { context, change } of last.values()) {
    const { table, id } = deadlineRow(context, change);
    if (batch.rows.has(table, id)) continue;
    if (isFresh(batch, id)) batch.rows.presumeAbsent(table, id);
    else wantKey(want, table, id);
  }
  if (want.size > 0) await fetchRows(batch, want);
  for (const { context, change, message } of last.values()) {
    const { table, id } = deadlineRow(context, change);
    if ("cleared" in change) {
      if (batch.rows.get(table, id) !== undefined) batch.rows.put(table, id, undefined);
    } else if (message !== undefined) {
      const text = change.command.definition.encode(message);
      batch.rows.put(table, id, {
        deadlineId: id,
        at: change.at,
        message: text,
      });
    }
  }
}

const deadlineRow = (context: string, { name, key }: { name: string; key: string }) => ({
  table: systemTables(context).deadlines as unknown as Collection,
  id: `${name}/${key}`,
});

function putTasks(batch: Batch): void {
  for (const { context, task, message } of batch.tasks) {
    const table = systemTables(context).tasks as unknown as Collection;
    batch.rows.presumeAbsent(table, task.id);
    batch.rows.put(table, task.id, {
      taskId: task.id,
      kind: task.kind,
      at: batch.at,
      attempts: 0,
      message: task.command.definition.encode(message),
      deadReason: undefined,
    });
  }
}

function segmentsOf(batch: Batch): readonly NewSegment[] {
  const lanes = new Map<string, Stated[]>();
  for (const stated of batch.stated) {
    const lane = `${stated.context} ${slotOf(stated.message.key)}`;
    const sofar = lanes.get(lane);
    if (sofar === undefined) lanes.set(lane, [stated]);
    else sofar.push(stated);
  }
  const appliedBy = batch.setup.fused() ? batch.setup.routing.contexts : [];
  return [...lanes].flatMap(([lane, stated]) => {
    const [stream = "", slot = "0"] = lane.split(" ");
    return segmentsOfLane(stated).map((texts) => ({
      lane: { stream, slot: Number(slot) },
      count: texts.length,
      messages: `[${texts.join(",")}]`,
      appliedBy,
    }));
  });
}

function segmentsOfLane(stated: readonly Stated[]): readonly (readonly string[])[] {
  const segments: string[][] = [[]];
  let characters = 0;
  for (const { definition, message } of stated) {
    const text = definition.encode(message);
    characters += text.length;
    const current = segments.at(-1) ?? impossible("there is always a segment");
    if (current.length === SEGMENT_MESSAGES_MAX || characters > SEGMENT_CHARACTERS_MAX) {
      segments.push([text]);
      characters = text.length;
    } else current.push(text);
  }
  return segments;
}

/** One move per consumer and lane, to the furthest position of the batch. Throws `Passing` where one was passed. */
export function marksOf(roots: readonly Root[], watermarkOf: WatermarkOf): readonly Mark[] {
  const marks = new Map<string, Mark>();
  for (const { arrival } of roots) {
    if (arrival === undefined) continue;
    const { lane, position, consumers } = arrival;
    for (const consumer of consumers) {
      const from = watermarkOf(consumer, lane.stream, lane.slot);
      // Read anew since the batch began: it stood below. Another process applied the message first.
      if (position <= from) throw new Passing("conflict", new Error("a watermark was moved"));
      const name = `${consumer} ${lane.stream} ${lane.slot}`;
      if (position > (marks.get(name)?.to ?? 0)) {
        marks.set(name, { consumer, lane, from, to: position });
      }
    }
  }
  return [...marks.values()];
}
