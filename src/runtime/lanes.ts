import { isMessage, type Message, readBody } from "#kernel/message.ts";
import type { Lane, StoredSegment } from "#store/store.ts";
import type { Root } from "./root.ts";
import type { Routing } from "./routing.ts";
import type { Watermarks } from "./watermarks.ts";

/** A lane's messages did not begin where this process had stopped reading: some were lost. */
export class Gap extends Error {
  constructor({ stream, slot }: Lane, expected: number, found: number) {
    super(`${stream}/${slot}: expected position ${expected}, found ${found}`);
    this.name = "Gap";
  }
}

type Ends = Pick<Root, "done" | "failed">;

/**
 * The roots of what arrived on a lane, in order. Every consumer's watermark moves over every
 * message; only those that hear a message, and did not apply it where it was stated, react to it.
 * Throws `Gap` when messages are missing.
 */
export function rootsOfArrival(
  lane: Lane,
  segments: readonly StoredSegment[],
  routing: Routing,
  watermarks: Watermarks,
  endsOf: () => Ends,
): readonly Root[] {
  const consumers = routing.consumersOf(lane.stream);
  const roots: Root[] = [];
  const delivery = {};
  let reached = Math.min(...consumers.map((name) => watermarks.of(name, lane.stream, lane.slot)));
  for (const segment of segments) {
    const first = segment.position - segment.count + 1;
    if (segment.position <= reached) continue;
    if (first > reached + 1) throw new Gap(lane, reached + 1, first);
    const still = consumers.filter((name) => !segment.appliedBy.includes(name));
    const parsed = still.length === 0 ? [] : (JSON.parse(segment.messages) as unknown[]);
    for (let index = reached - first + 1; index < parsed.length; index++) {
      const position = first + index;
      const read = readArrived(parsed[index], still, routing);
      if (read !== undefined) {
        roots.push({
          ...read,
          arrival: { lane, position, consumers, delivery },
          ...endsOf(),
        });
      }
    }
    reached = segment.position;
  }
  // What nobody here hears moves the watermarks too.
  if (roots.at(-1)?.arrival?.position !== reached) {
    roots.push({
      arrival: { lane, position: reached, consumers, delivery },
      ...endsOf(),
    });
  }
  return roots;
}

function readArrived(
  parsed: unknown,
  consumers: readonly string[],
  routing: Routing,
): Pick<Root, "message" | "definition" | "consumers" | "unreadable"> | undefined {
  if (!isMessage(parsed)) {
    return unreadable(parsed, consumers, "it is not a message");
  }
  const definition = routing.definitionOf(parsed.type);
  if (definition === undefined) return undefined;
  const hearing = new Set(
    routing
      .reactionsTo(parsed.type)
      .map(({ context }) => context)
      .filter((context) => consumers.includes(context)),
  );
  if (hearing.size === 0) return undefined;
  const message = readBody(definition, parsed);
  if ("unreadable" in message) return unreadable(parsed, [...hearing], message.unreadable);
  return { message, definition, consumers: hearing };
}

function unreadable(parsed: unknown, consumers: readonly string[], reason: string) {
  const { id, type, key } = (parsed ?? {}) as Partial<Message>;
  const textOr = (value: unknown, other: string) => (typeof value === "string" ? value : other);
  return {
    consumers: new Set(consumers),
    unreadable: {
      id: textOr(id, "without-id"),
      type: textOr(type, "without-type"),
      key: textOr(key, "without-key"),
      text: JSON.stringify(parsed ?? null),
      reason,
    },
  };
}
