/**
 * What lies on a broker: packs, each a JSON array of CloudEvents 1.0 of one lane, in order
 * (`application/cloudevents-batch+json`). One event is one message of the log.
 */
import { rfc3339 } from "#kernel/calendar.ts";
import { isMessage, type Actor, type Message } from "#kernel/message.ts";
import type { Lane, StoredSegment } from "#store/store.ts";

export const CONTENT_TYPE = "application/cloudevents-batch+json";

/** A part of a lane: `text` holds the messages from position `first` to position `last`. */
export type Pack = { readonly text: string; readonly first: number; readonly last: number };

/** One message of a lane as it came from a broker. */
export type Carried = {
  readonly slot: number;
  readonly position: number;
  readonly appliedBy: readonly string[];
  readonly message: unknown;
};

/** Brokers take about a megabyte; much smaller ones keep a lane flowing. */
const PACK_CHARACTERS_MAX = 200_000;
/** Positions as texts that sort as numbers do, as CloudEvents asks of `sequence`. */
const SEQUENCE_DIGITS = 16;
/** What a context stated that is no message. Its consumer parks it, as from any bus. */
const UNREADABLE = "bojagi.unreadable";

/** The messages of a lane after a position, in packs that any broker takes. */
export function packsOf(
  lane: Lane,
  segments: readonly StoredSegment[],
  after: number,
): readonly Pack[] {
  const packs: Pack[] = [];
  let events: string[] = [];
  let characters = 0;
  let last = after;
  const pack = () => {
    if (events.length === 0) return;
    packs.push({ text: `[${events.join(",")}]`, first: last - events.length + 1, last });
    [events, characters] = [[], 0];
  };
  for (const carried of segments.flatMap((segment) => carriedIn(lane, segment))) {
    if (carried.position <= last) continue;
    const event = JSON.stringify(eventOf(lane, carried));
    if (characters + event.length > PACK_CHARACTERS_MAX) pack();
    events.push(event);
    characters += event.length;
    last = carried.position;
  }
  pack();
  return packs;
}

function carriedIn({ slot }: Lane, segment: StoredSegment): readonly Carried[] {
  const { position, count, appliedBy } = segment;
  return messagesIn(segment).map((message, index) => ({
    slot,
    position: position - count + 1 + index,
    appliedBy,
    message,
  }));
}

/** A segment that is no list is as many messages that nobody can read. */
function messagesIn({ messages, count }: StoredSegment): readonly unknown[] {
  try {
    const parsed: unknown = JSON.parse(messages);
    if (Array.isArray(parsed) && parsed.length === count) return parsed;
  } catch {
    // Told with each of them, below.
  }
  return Array.from({ length: count }, () => messages);
}

function eventOf({ stream, slot }: Lane, { position, appliedBy, message }: Carried) {
  const place = {
    specversion: "1.0",
    source: `/bojagi/${stream}`,
    slot,
    sequence: String(position).padStart(SEQUENCE_DIGITS, "0"),
    ...(appliedBy.length === 0 ? {} : { appliedby: appliedBy.join(" ") }),
    datacontenttype: "application/json",
  };
  if (!isMessage(message)) {
    return { ...place, id: `${stream}-${slot}-${position}`, type: UNREADABLE, data: message };
  }
  const { role, memberId, partnerId } = message.actor;
  return {
    ...place,
    id: message.id,
    type: message.type,
    time: rfc3339(message.at),
    typeversion: message.version,
    partitionkey: message.key,
    correlationid: message.correlation,
    causationid: message.cause,
    requestid: message.requestId,
    traceparent: message.traceparent,
    actorrole: role,
    actormemberid: memberId,
    actorpartnerid: partnerId,
    data: message.body,
  };
}

type Event = {
  readonly id: string;
  readonly type: string;
  readonly slot: number;
  readonly sequence: string;
  readonly appliedby?: string;
  readonly time: string;
  readonly typeversion: number;
  readonly partitionkey: string;
  readonly correlationid: string;
  readonly causationid: string;
  readonly requestid?: string;
  readonly traceparent?: string;
  readonly actorrole: Actor["role"];
  readonly actormemberid?: string;
  readonly actorpartnerid?: string;
  readonly data: unknown;
};

/** What a pack holds; nothing when it is none of ours. */
export function carriedBy(text: string): readonly Carried[] {
  const events = eventsIn(text);
  return events.map((event) => ({
    slot: event.slot,
    position: Number(event.sequence),
    appliedBy: event.appliedby?.split(" ") ?? [],
    message: event.type === UNREADABLE ? event.data : messageIn(event),
  }));
}

/** Where a pack lies: its slot, and the positions of its first and its last message. */
export function placeOf(text: string) {
  const events = eventsIn(text);
  const [first, last] = [events[0], events.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  return { slot: first.slot, first: Number(first.sequence), last: Number(last.sequence) };
}

function eventsIn(text: string): readonly Event[] {
  try {
    const parsed: unknown = JSON.parse(text);
    if (Array.isArray(parsed) && parsed.every(isEvent)) return parsed;
  } catch {
    // Somebody else wrote it.
  }
  return [];
}

const isEvent = (value: unknown): value is Event => {
  const { slot, sequence } = (value ?? {}) as Partial<Event>;
  return Number.isSafeInteger(slot) && /^\d+$/.test(sequence ?? "");
};

function messageIn(event: Event): Message {
  const { actormemberid: memberId, actorpartnerid: partnerId } = event;
  const actor = {
    role: event.actorrole,
    ...(memberId === undefined ? {} : { memberId }),
    ...(partnerId === undefined ? {} : { partnerId }),
  };
  return {
    id: event.id,
    type: event.type,
    version: event.typeversion,
    at: Date.parse(event.time),
    key: event.partitionkey,
    correlation: event.correlationid,
    cause: event.causationid,
    requestId: event.requestid,
    traceparent: event.traceparent,
    actor,
    body: event.data,
  };
}

/** Messages that follow one another, as segments. */
export function segmentsOf(carried: readonly Carried[]): readonly StoredSegment[] {
  const runs: Carried[][] = [];
  for (const one of carried) {
    const run = runs.at(-1);
    const [before] = run ?? [];
    if (before?.appliedBy.join() === one.appliedBy.join()) run?.push(one);
    else runs.push([one]);
  }
  return runs.map((run) => ({
    position: run.at(-1)?.position ?? 0,
    count: run.length,
    messages: JSON.stringify(run.map(({ message }) => message)),
    appliedBy: run[0]?.appliedBy ?? [],
  }));
}
