import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { World } from "#kernel/world.ts";
import type { ServerEvent } from "./route.ts";

export type StreamOptions = {
  readonly world: World;
  readonly heartbeatMs: number;
  /** Aborted when the client has gone or the server is closing. */
  readonly signal: AbortSignal;
  readonly encode: (data: unknown) => string;
};

export const STREAM_HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-store",
  // Proxies that gather answers would hold events back.
  "x-accel-buffering": "no",
} as const;

/**
 * Writes events as they come until they end, the client goes or the server closes. Nothing is taken
 * from the source while the client has not read what was written; a client that reads nothing for
 * two heartbeats is dropped.
 */
export async function streamEvents(
  response: ServerResponse,
  events: AsyncIterable<ServerEvent>,
  { world, heartbeatMs, signal, encode }: StreamOptions,
): Promise<void> {
  const source = untilAborted(events[Symbol.asyncIterator](), signal);
  const stopHeartbeat = beating(world, heartbeatMs, () => response.write(": here\n\n"));
  try {
    for (;;) {
      const next = await source.next();
      if (next.done === true) break;
      if (response.write(textOf(next.value, encode))) continue;
      if (!(await isRead(response, world, 2 * heartbeatMs, signal))) break;
    }
  } finally {
    stopHeartbeat();
    source.stop();
    endOrDrop(response);
  }
}

type Next = IteratorResult<ServerEvent, unknown>;
const DONE: Next = { done: true, value: undefined };

/** Ends when the signal aborts, also while the source still waits for its next event. */
function untilAborted(source: AsyncIterator<ServerEvent>, signal: AbortSignal) {
  let wake = () => {};
  const onAbort = () => wake();
  signal.addEventListener("abort", onAbort, { once: true });
  return {
    next: (): Promise<Next> =>
      new Promise((resolve, reject) => {
        wake = () => resolve(DONE);
        if (signal.aborted) wake();
        else source.next().then(resolve, reject);
      }),
    stop: () => {
      signal.removeEventListener("abort", onAbort);
      // Not awaited: a source that waits for its next event cannot return before it.
      source.return?.()?.catch(() => {});
    },
  };
}

function beating(world: World, everyMs: number, beat: () => void): () => void {
  let cancel = () => {};
  const again = () => {
    cancel = world.after(everyMs, () => {
      beat();
      again();
    });
  };
  again();
  return () => cancel();
}

async function isRead(
  response: ServerResponse,
  world: World,
  waitMs: number,
  signal: AbortSignal,
): Promise<boolean> {
  const patience = new AbortController();
  const cancel = world.after(waitMs, () => patience.abort());
  try {
    await once(response, "drain", { signal: AbortSignal.any([signal, patience.signal]) });
    return true;
  } catch {
    return false;
  } finally {
    cancel();
  }
}

/** Whoever does not read would keep a polite end waiting for ever. */
function endOrDrop(response: ServerResponse): void {
  if (response.writableNeedDrain) response.destroy();
  else response.end();
}

/** One event in the form of the HTML standard. JSON holds no line break, so data is one line. */
const textOf = ({ id, event, data }: ServerEvent, encode: (data: unknown) => string): string =>
  `id: ${oneLine(id)}\nevent: ${oneLine(event)}\ndata: ${encode(data)}\n\n`;

const oneLine = (text: string): string => text.replaceAll(/[\r\n\0]/g, " ");
