import { rfc3339 } from "#kernel/calendar.ts";
import {
  anyText,
  count,
  flag,
  listOf,
  oneOf,
  optional,
  record,
  text,
  token,
  type ValueOf,
} from "#kernel/schema.ts";
import { type Route, routesOf } from "#http/route.ts";
import { slotOf } from "#store/store.ts";
import type { Operations } from "../operations.ts";
import { awayShape } from "#http/away.ts";
import {
  instantsOf,
  messagesOfOrder,
  rowsOfOrder,
  shortName,
  type StoryMessage,
  waitingFor,
  type Waiting,
} from "../story.ts";

const route = routesOf("ops");
export const PARTS_MAX = 2_000;
const time = () => text(40);

const messageShape = () =>
  record({
    /** The same wherever this message is told of: to find it as the cause of another. */
    name: text(12),
    cause: text(12),
    /** The request or deadline that began it all. */
    root: text(12),
    type: text(100),
    context: text(20),
    at: time(),
    /** Slot and position in the context's log: within a slot, order. */
    place: text(40),
    /** The same for all that one transaction of this process wrote. */
    transaction: text(40),
    actor: text(20),
    requestId: optional(anyText(200)),
    /** Who applied it where it was stated; for the others, see `marks`. */
    appliedBy: listOf(text(20), 100),
    heardBy: listOf(text(20), 100),
    /** The body as JSON text. */
    body: anyText(1_000_000),
  });

const waitingShape = () =>
  record({
    context: text(20),
    what: oneOf("deadline", "task", "parked"),
    type: text(100),
    at: time(),
    tries: count(),
    reason: optional(anyText(2_000)),
    reasonClass: optional(text(30)),
  });

const storyShape = record({
  contexts: listOf(text(20), 100),
  messages: listOf(messageShape(), PARTS_MAX),
  rows: listOf(
    record({
      context: text(20),
      table: text(60),
      version: count(),
      createdAt: time(),
      updatedAt: time(),
      /** The one that changed it last. */
      transaction: text(40),
    }),
    PARTS_MAX,
  ),
  waiting: listOf(waitingShape(), PARTS_MAX),
  /** How far these contexts have applied what other processes stated in the order's slot. */
  marks: listOf(
    record({
      context: text(20),
      stream: text(20),
      applied: count(0, Number.MAX_SAFE_INTEGER),
    }),
    1_000,
  ),
  isComplete: flag(),
  ...awayShape(),
});
export type Story = ValueOf<typeof storyShape>;

/** One order as this process knows it. The parts of several processes are put together by time. */
export function orderStory(operations: Operations): Route {
  return route({
    method: "GET",
    path: "/ops/orders/:orderId/story",
    summary: "One order's story: messages with cause and transaction, rows, and what is to come",
    access: ["operator"],
    params: record({ orderId: token("ord") }),
    answers: { 200: storyShape },
    refusals: [],
    handle: async ({ params: { orderId } }) => ({
      status: 200,
      body: await storyOf(orderId, operations),
    }),
  });
}

async function storyOf(orderId: string, operations: Operations) {
  const { contexts, reads } = operations;
  const rows = await rowsOfOrder(contexts, orderId, reads.query);
  const instants = await instantsOf(contexts, rows, orderId, reads.query);
  const told = await Promise.all(
    contexts.map(({ name }) => messagesOfOrder(name, orderId, instants, reads.query)),
  );
  const waiting = await waitingFor(contexts, orderId, reads.query);
  return {
    contexts: contexts.map(({ name }) => name),
    messages: told
      .flatMap(({ messages }) => messages)
      .toSorted(byTime)
      .slice(0, PARTS_MAX)
      .map((message) => messageShown(message, operations)),
    rows: rows.slice(0, PARTS_MAX).map(rowShown),
    waiting: waiting.slice(0, PARTS_MAX).map(waitingShown),
    marks: await marksOf(orderId, operations),
    isComplete: told.every(({ isComplete }) => isComplete),
  };
}

const byTime = (a: StoryMessage, b: StoryMessage): number =>
  a.message.at - b.message.at || (a.message.id < b.message.id ? -1 : 1);

const messageShown = (
  { context, slot, position, transaction, appliedBy, message }: StoryMessage,
  { parties }: Operations,
) => ({
  name: shortName(message.id),
  cause: shortName(message.cause),
  root: shortName(message.correlation),
  type: message.type,
  context,
  at: rfc3339(message.at),
  place: `${slot}:${position}`,
  transaction,
  actor: message.actor.role,
  ...(message.requestId === undefined ? {} : { requestId: message.requestId }),
  appliedBy,
  heardBy: parties
    .filter(({ reactions }) => reactions.some(({ definition }) => definition.type === message.type))
    .map(({ name }) => name),
  body: JSON.stringify(message.body),
});

const rowShown = ({
  context,
  table,
  version,
  createdAt,
  updatedAt,
  transaction,
}: Awaited<ReturnType<typeof rowsOfOrder>>[number]) => ({
  context,
  table,
  version,
  createdAt: rfc3339(createdAt),
  updatedAt: rfc3339(updatedAt),
  transaction,
});

const waitingShown = ({ context, what, at, tries, reason, reasonClass, message }: Waiting) => ({
  context,
  what,
  type: message.type,
  at: rfc3339(at),
  tries,
  ...(reason === null ? {} : { reason }),
  ...(reasonClass === null ? {} : { reasonClass }),
});

async function marksOf(orderId: string, { lags }: Operations) {
  const slot = slotOf(orderId);
  return (await lags()).map(({ consumer, stream, from }) => ({
    context: consumer,
    stream,
    applied: from[slot] ?? 0,
  }));
}
