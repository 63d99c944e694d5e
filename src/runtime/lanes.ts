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

export type Ends = Pick<Root, "done" | "failed">;

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
  let reached = Math.min(...consumers.map((name) => watermarks.seen(name, lane.stream, lane.slot)));
  for (const segment of segments) {
    const first = segment.position - segment.count + 1;
    if (segment.position <= reached) continue;
    if (first > reached + 1) throw new Gap(lane, reached + 1, first);
    const still = consumers.filter((name) => !segment.appliedBy.includes(name));
    const parsed = still.length === 0 ? [] : parsedMessages(segment);
    for (let index = reached - first + 1; index < parsed.length; index++) {
      const position = first + index;
      const read = readArrived(parsed[index], { lane, position }, still, routing);
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
  if (roots.length === 0) watermarks.passed(consumers, lane, reached);
  // What nobody here hears moves the watermarks too.
  else if (roots.at(-1)?.arrival?.position !== reached) {
    roots.push({
      arrival: { lane, position: reached, consumers, delivery },
      ...endsOf(),
    });
  }
  return roots;
}

/** A segment that is no list of messages is as many unreadable ones: its lane must go on. */
function parsedMessages({ messages, count }: StoredSegment): readonly unknown[] {
  try {
    const parsed: unknown = JSON.parse(messages);
    if (Array.isArray(parsed) && parsed.length === count) return parsed;
  } catch {
    // Told with each of them, below.
  }
  return Array.from({ length: count }, () => messages);
}

type Place = { readonly lane: Lane; readonly position: number };

function readArrived(
  parsed: unknown,
  place: Place,
  consumers: readonly string[],
  routing: Routing,
): Pick<Root, "message" | "definition" | "consumers" | "unreadable"> | undefined {
  if (!isMessage(parsed)) {
    return unreadable(parsed, place, consumers, "it is not a message");
  }
  const definition = routing.definitionOf(parsed.type);
  if (definition === undefined) return unknownTo(parsed, place, consumers);
  const hearing = new Set(
    routing
      .reactionsTo(parsed.type)
      .map(({ context }) => context)
      .filter((context) => consumers.includes(context)),
  );
  if (hearing.size === 0) return undefined;
  const message = readBody(definition, parsed);
  if ("unreadable" in message) {
    return unreadable(parsed, place, [...hearing], message.unreadable);
  }
  return { message, definition, consumers: hearing };
}

/** A fact that nobody here hears is none of our business; a command to one of us would be lost. */
function unknownTo(parsed: Message, place: Place, consumers: readonly string[]) {
  const [owner = ""] = parsed.type.split(".");
  if (owner === place.lane.stream || !consumers.includes(owner)) return undefined;
  return unreadable(parsed, place, [owner], `${parsed.type} is not known here`);
}

/** Named by its place, since what it says of itself may be missing, or another's. */
function unreadable(
  parsed: unknown,
  { lane: { stream, slot }, position }: Place,
  consumers: readonly string[],
  reason: string,
) {
  const { type, key } = (parsed ?? {}) as Partial<Message>;
  return {
    consumers: new Set(consumers),
    unreadable: {
      id: `${stream}-${slot}-${position}`,
      type: nameIn(type, 100) ?? "without-type",
      key: nameIn(key, 200) ?? "without-key",
      text: JSON.stringify(parsed ?? null),
      reason,
    },
  };
}

/** As much of a name as a column keeps. PostgreSQL has no zero in texts. */
const nameIn = (value: unknown, lengthMax: number): string | undefined =>
  typeof value === "string" && value !== ""
    ? value.replaceAll("\u0000", "\uFFFD").slice(0, lengthMax)
    : undefined;
