import {
  type Definition,
  isMessage,
  type Message,
  readBody,
  type Unreadable,
} from "#kernel/message.ts";
import type { World } from "#kernel/world.ts";
import { blockedKey } from "#store/store.ts";
import type { ParkedMessage } from "#store/system.ts";
import type { Redrive, Root } from "./root.ts";
import type { Routing } from "./routing.ts";

/** What became of a parked message that was driven again; `waiting`: behind one that stays parked. */
export type Redriven = "tried" | "unreadable" | "waiting";

/** What messages are driven again with. */
type Driving = {
  readonly redriveId: string;
  readonly by: string;
  readonly sequences: Map<string, { stuck: boolean }>;
  /** Keys that wait behind one that still cannot be read. */
  readonly unreadable: Set<string>;
};

/**
 * Applies parked messages again, in the order given and so many a second: those of one key must come
 * in the order they were parked. One that fails again or still cannot be read stays parked, and its
 * key waits on. Of each try it is kept whose it was, and what came of it.
 */
export const redriving =
  (enqueue: (root: Root) => void, routing: Routing, world: World) =>
  async (
    parked: readonly ParkedMessage[],
    by: string,
    perSecond = Infinity,
  ): Promise<readonly Redriven[]> => {
    const redriveId = world.id();
    const driving: Driving = { redriveId, by, sequences: new Map(), unreadable: new Set() };
    const driven: Redriven[] = [];
    for (let first = 0; first < parked.length; first += perSecond) {
      if (first > 0) await new Promise<void>((resolve) => world.after(1_000, resolve));
      const taken = parked.slice(first, first + perSecond);
      const tried = taken.map((message) => driveAgain(message, routing, driving, enqueue));
      driven.push(...(await Promise.all(tried)));
    }
    return driven;
  };

/** Gives a parked message up for good; resolves once that is committed, also where it was gone already. */
export const dropping =
  (enqueue: (root: Root) => void) =>
  ({ consumer: context, parkedId: key }: ParkedMessage, by: string, why: string): Promise<void> =>
    new Promise((resolve, failed) => {
      enqueue({ drop: { context, key, by, why }, done: () => resolve(), failed });
    });

type Read = { readonly message: Message; readonly definition: Definition };

/** What was parked, as this build reads it. */
export function readAgain({ message: text }: ParkedMessage, routing: Routing): Read | Unreadable {
  const parsed: unknown = JSON.parse(text);
  if (!isMessage(parsed)) return { unreadable: "it is no message" };
  const definition = routing.definitionOf(parsed.type);
  if (definition === undefined) return { unreadable: `${parsed.type} is not known here` };
  const message = readBody(definition, parsed);
  return "unreadable" in message ? message : { message, definition };
}

/** A message that is driven again, for its consumer alone. */
export const redriveOf = (
  { consumer, parkedId }: ParkedMessage,
  read: Read,
  driven: Omit<Redrive, "context" | "key">,
): Omit<Root, "done" | "failed"> => ({
  ...read,
  consumers: new Set([consumer]),
  redrive: { context: consumer, key: parkedId, ...driven },
});

async function driveAgain(
  parked: ParkedMessage,
  routing: Routing,
  { redriveId, by, sequences, unreadable }: Driving,
  enqueue: (root: Root) => void,
): Promise<Redriven> {
  const name = blockedKey(parked.consumer, parked.key);
  if (unreadable.has(name)) return "waiting";
  const read = readAgain(parked, routing);
  if ("unreadable" in read) {
    unreadable.add(name);
    return "unreadable";
  }
  const sequence = sequences.get(name) ?? { stuck: false };
  sequences.set(name, sequence);
  return new Promise((resolve, failed) => {
    enqueue({
      ...redriveOf(parked, read, { sequence, redriveId, by }),
      done: () => resolve(sequence.stuck ? "waiting" : "tried"),
      failed,
    });
  });
}
