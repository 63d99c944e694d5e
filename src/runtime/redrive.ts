import { isMessage, readBody } from "#kernel/message.ts";
import type { ParkedMessage } from "#store/system.ts";
import type { Root } from "./root.ts";
import type { Routing } from "./routing.ts";

/** What became of a parked message that was driven again. */
export type Redriven = "tried" | "unreadable";

/**
 * Applies parked messages again, in the order given: those of one key must come in the order they
 * were parked. One that throws again stays parked, and its key waits on.
 */
export const redriving =
  (enqueue: (root: Root) => void, routing: Routing) =>
  async (parked: readonly ParkedMessage[]): Promise<readonly Redriven[]> =>
    Promise.all(parked.map((message) => driveAgain(message, enqueue, routing)));

function driveAgain(
  { consumer, parkedId, message: text }: ParkedMessage,
  enqueue: (root: Root) => void,
  routing: Routing,
): Promise<Redriven> {
  const parsed: unknown = JSON.parse(text);
  const definition = isMessage(parsed) ? routing.definitionOf(parsed.type) : undefined;
  if (!isMessage(parsed) || definition === undefined) return Promise.resolve("unreadable");
  const message = readBody(definition, parsed);
  if ("unreadable" in message) return Promise.resolve("unreadable");
  return new Promise((resolve, failed) => {
    enqueue({
      message,
      definition,
      consumers: new Set([consumer]),
      redrive: { context: consumer, key: parkedId },
      done: () => resolve("tried"),
      failed,
    });
  });
}
