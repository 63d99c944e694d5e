import { setTimeout } from "node:timers/promises";
import { CONTEXTS } from "./books.ts";
import type { Read } from "./orders.ts";

type Place = { readonly stream: string; readonly slot: number; readonly position: number };

/** What was passed unheard is written within a second. */
const WRITTEN_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 100;

/**
 * One context a process: whoever reads another's stream has read it to its end, and nobody has read
 * what was never written. The marks of a context's own stream follow later.
 */
export async function unread(read: Read): Promise<readonly string[]> {
  const until = performance.now() + WRITTEN_WITHIN_MS;
  for (;;) {
    const found = await unreadNow(read);
    if (found.length === 0 || performance.now() > until) return found;
    await setTimeout(LOOK_EVERY_MS);
  }
}

async function unreadNow(read: Read): Promise<readonly string[]> {
  const found: string[] = [];
  const heads = new Map<string, number>();
  for (const stream of CONTEXTS) {
    const rows = await read<Place>(
      stream,
      `select slot, max(position)::float8 as position from "${stream}".log group by slot`,
    );
    for (const { slot, position } of rows) heads.set(`${stream}/${slot}`, position);
  }
  for (const consumer of CONTEXTS) {
    const rows = await read<Place>(
      consumer,
      `select stream, slot, position::float8 as position from "${consumer}".inbox`,
    );
    const reached = new Map(rows.map((row) => [`${row.stream}/${row.slot}`, row.position]));
    const streams = new Set(rows.map(({ stream }) => stream));
    streams.delete(consumer);
    for (const [lane, head] of heads) {
      if (!streams.has(lane.split("/")[0] ?? "") || reached.get(lane) === head) continue;
      found.push(`${consumer} has read ${reached.get(lane) ?? 0} of ${head} in ${lane}`);
    }
  }
  return found;
}
