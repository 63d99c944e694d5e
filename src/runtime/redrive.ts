import { type Definition, isMessage, type Message, readBody } from "#kernel/message.ts";
import { blockedKey } from "#store/store.ts";
import type { ParkedMessage } from "#store/system.ts";
import type { Root } from "./root.ts";
import type { Routing } from "./routing.ts";

/** What became of a parked message that was driven again; `waiting`: behind one that stays parked. */
export type Redriven = "tried" | "unreadable" | "waiting";

/**
 * Applies parked messages again, in the order given: those of one key must come in the order they
 * were parked. One that fails again or still cannot be read stays parked, and its key waits on.
 */
const redriving =
  (enqueue: (root: Root) => void, routing: Routing) =>
  async (parked: readonly ParkedMessage[]): Promise<readonly Redriven[]> => {
    const sequences = new Map<string, { stuck: boolean }>();
    const unreadable = new Set<string>();
    const driven = parked.map((message) => {
      const name = blockedKey(message.consumer, message.key);
      if (unreadable.has(name)) return Promise.resolve("waiting" as const);
      const read = readAgain(message, routing);
      if (read === undefined) {
        unreadable.add(name);
        return Promise.resolve("unreadable" as const);
      }
      const sequence = sequences.get(name) ?? { stuck: false };
      sequences.set(name, sequence);
      return driveAgain(message, read, sequence, enqueue);
    });
    return Promise.all(driven);
  };

/** Gives a parked message up for good; resolves once that is committed, also where it was gone already. */
const dropping =
  (enqueue: (root: Root) => void) =>
  ({ consumer: context, parkedId: key }: ParkedMessage, by: string, why: string): Promise<void> =>
    new Promise((resolve, failed) => {
      enqueue({ drop: { context, key, by, why }, done: () => resolve(), failed });
    });

/** What is done about parked messages. */
export type Unparking = ReturnType<typeof unparking>;
export const unparking = (enqueue: (root: Root) => void, routing: Routing) => ({
  redrive: redriving(enqueue, routing),
  drop: dropping(enqueue),
});

type Read = { readonly message: Message; readonly definition: Definition };

function readAgain({ message: text }: ParkedMessage, routing: Routing): Read | undefined {
  const parsed: unknown = JSON.parse(text);
  const definition = isMessage(parsed) ? routing.definitionOf(parsed.type) : undefined;
  if (!isMessage(parsed) || definition === undefined) return undefined;
  const message = readBody(definition, parsed);
  return "unreadable" in message ? undefined : { message, definition };
}

const driveAgain = (
  { consumer, parkedId }: ParkedMessage,
  read: Read,
  sequence: { stuck: boolean },
  enqueue: (root: Root) => void,
): Promise<Redriven> =>
  new Promise((resolve, failed) => {
    enqueue({
      ...read,
      consumers: new Set([consumer]),
      redrive: { context: consumer, key: parkedId, sequence },
      done: () => resolve(sequence.stuck ? "waiting" : "tried"),
      failed,
    });
  });
