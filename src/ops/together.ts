/** What processes tell operators, each of its own contexts, put together as one would tell it. */
import type { Gatherings } from "#src/gateway/together.ts";
import type { Lags, Promises } from "./routes.ts";
import type { LiveMap } from "./routes/map.ts";
import { DROPPED_SHOWN, type DroppedList, PARKED_SHOWN, type ParkedList } from "./routes/parked.ts";
import { type RedriveList, REDRIVES_SHOWN } from "./routes/redrives.ts";
import { PARTS_MAX, type Story } from "./routes/story.ts";

const WITHIN_MS = 5_000;
/** Promises are checked on whole tables. */
const CHECK_WITHIN_MS = 35_000;
const oneOfEquals = { from: "one of equals", withinMs: WITHIN_MS } as const;

/** What a gateway asks of all processes at once, in place of the one that runs every context. */
export const TOGETHER: Gatherings = {
  "/ops/map": { from: "each", withinMs: WITHIN_MS, putTogether: mapTogether },
  "/ops/lag": { ...oneOfEquals, putTogether: lagTogether },
  "/ops/parked": { ...oneOfEquals, putTogether: parkedTogether },
  "/ops/parked/drops": { ...oneOfEquals, putTogether: droppedTogether },
  "/ops/parked/redrives": { ...oneOfEquals, putTogether: redrivesTogether },
  "/ops/orders/:orderId/story": { ...oneOfEquals, putTogether: storyTogether },
  "/ops/invariants": {
    ...oneOfEquals,
    withinMs: CHECK_WITHIN_MS,
    putTogether: promisesTogether,
  },
};

/** Parts of all instances: what they count adds up, what lies in a database they share does not. */
function mapTogether(parts: readonly LiveMap[]): LiveMap {
  return {
    contexts: joined(
      parts.flatMap(({ contexts }) => contexts),
      ({ name }) => name,
      (a, b) => ({
        name: a.name,
        isHere: a.isHere || b.isHere,
        request: added(a.request, b.request),
        deadline: added(a.deadline, b.deadline),
        task: added(a.task, b.task),
        tasksWaiting: Math.max(a.tasksWaiting, b.tasksWaiting),
        parked: Math.max(a.parked, b.parked),
      }),
    ),
    arrows: joined(
      parts.flatMap(({ arrows }) => arrows),
      ({ kind, from, to }) => `${kind} ${from} ${to}`,
      (a, b) => ({ ...a, ...added(a, b), parked: Math.max(a.parked, b.parked) }),
    ),
    lanes: joined(
      parts.flatMap(({ lanes }) => lanes),
      ({ from, to }) => `${from} ${to}`,
      (a, b) => (a.behind < b.behind ? b : a),
    ),
  };
}

type Flow = LiveMap["contexts"][number]["request"];

const added = (a: Flow, b: Flow): Flow => ({
  total: a.total + b.total,
  perSecond: a.perSecond + b.perSecond,
});

/** One for each name, in the order in which they were first told. */
function joined<T>(all: readonly T[], nameOf: (one: T) => string, join: (a: T, b: T) => T): T[] {
  const byName = new Map<string, T>();
  for (const one of all) {
    const before = byName.get(nameOf(one));
    byName.set(nameOf(one), before === undefined ? one : join(before, one));
  }
  return [...byName.values()];
}

/** Parts of different databases, whose transactions have the same numbers: they are told apart. */
function storyTogether(parts: readonly Story[]): Story {
  const messages = parts
    .flatMap((part) => part.messages.map(numbered(part)))
    .toSorted((a, b) => compare(a.at, b.at));
  return {
    contexts: parts.flatMap(({ contexts }) => contexts),
    messages: messages.slice(0, PARTS_MAX),
    rows: parts
      .flatMap((part) => part.rows.map(numbered(part)))
      .toSorted((a, b) => compare(a.createdAt, b.createdAt))
      .slice(0, PARTS_MAX),
    waiting: parts
      .flatMap(({ waiting }) => waiting)
      .toSorted((a, b) => compare(a.at, b.at))
      .slice(0, PARTS_MAX),
    marks: parts.flatMap(({ marks }) => marks),
    isComplete: parts.every(({ isComplete }) => isComplete) && messages.length <= PARTS_MAX,
  };
}

const numbered =
  ({ contexts: [first] }: Story) =>
  <T extends { readonly transaction: string }>(one: T): T => ({
    ...one,
    transaction: `${first} ${one.transaction}`,
  });

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function promisesTogether(parts: readonly Promises[]): Promises {
  return {
    broken: parts.reduce((sum, { broken }) => sum + broken, 0),
    invariants: parts.flatMap(({ invariants }) => invariants),
  };
}

function lagTogether(parts: readonly Lags[]): Lags {
  return {
    waiting: parts.reduce((sum, { waiting }) => sum + waiting, 0),
    lanes: parts.flatMap(({ lanes }) => lanes),
  };
}

/** Oldest first. */
function parkedTogether(parts: readonly ParkedList[]): ParkedList {
  return {
    parked: parts
      .flatMap(({ parked }) => parked)
      .toSorted((a, b) => a.parkedAt - b.parkedAt)
      .slice(0, PARKED_SHOWN),
  };
}

/** Newest first. */
function droppedTogether(parts: readonly DroppedList[]): DroppedList {
  return {
    dropped: parts
      .flatMap(({ dropped }) => dropped)
      .toSorted((a, b) => b.droppedAt - a.droppedAt)
      .slice(0, DROPPED_SHOWN),
  };
}

/** Newest first. */
function redrivesTogether(parts: readonly RedriveList[]): RedriveList {
  return {
    redrives: parts
      .flatMap(({ redrives }) => redrives)
      .toSorted((a, b) => b.redrivenAt - a.redrivenAt)
      .slice(0, REDRIVES_SHOWN),
  };
}
