import { type Message, readBody } from "#kernel/message.ts";
import { Passing, type Store } from "#store/store.ts";
import { type Deadline, systemTables } from "#store/system.ts";
import type { Log } from "./log.ts";
import type { Root } from "./root.ts";
import type { Routing } from "./routing.ts";

const DUE_MAX = 200;

/**
 * Takes the deadlines that fell due into the batches: `look` reads them and gives each to `enqueue`
 * once. The row is used up in the transaction of what its command decided; a deadline cleared or
 * moved meanwhile does nothing.
 */
export function deadlinesOf(
  store: Store,
  routing: Routing,
  log: Log,
  enqueue: (root: Root) => void,
): { readonly look: (now: number) => Promise<number> } {
  const queued = new Set<string>();

  const enqueueDue = (context: string, { deadlineId, message: text }: Deadline): void => {
    const name = `${context} ${deadlineId}`;
    if (queued.has(name)) return;
    const parsed = JSON.parse(text) as Message;
    const definition = routing.definitionOf(parsed.type);
    if (definition === undefined) return;
    const message = readBody(definition, parsed);
    if ("unreadable" in message) {
      log.error({ deadlineId, reason: message.unreadable }, "a deadline cannot be read");
      return;
    }
    queued.add(name);
    enqueue({
      message,
      definition,
      consumers: new Set([context]),
      deadline: { context, key: deadlineId },
      done: () => queued.delete(name),
      failed: () => queued.delete(name),
    });
  };

  return {
    look: async (now) => {
      let found = 0;
      for (const context of routing.contexts) {
        try {
          const due = await store.due(systemTables(context).deadlines, now, DUE_MAX);
          found += due.length;
          for (const deadline of due) enqueueDue(context, deadline);
        } catch (error) {
          if (!(error instanceof Passing)) throw error;
          log.warn({ err: error, context }, "deadlines cannot be read now");
        }
      }
      return found;
    },
  };
}
