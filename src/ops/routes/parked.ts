/** Messages that could not be applied: what they are, and what operators do about them. */
import { refuse } from "#kernel/refusal.ts";
import {
  anyText,
  count,
  instant,
  listOf,
  optional,
  record,
  text,
  token,
  type ValueOf,
} from "#kernel/schema.ts";
import { awayShape } from "#http/away.ts";
import type { Context } from "#http/context.ts";
import { type Route, routesOf } from "#http/route.ts";
import type { ParkedMessage } from "#store/system.ts";
import type { Operations } from "../operations.ts";

const route = routesOf("ops");
export const PARKED_SHOWN = 500;
export const DROPPED_SHOWN = 200;

const parkedShape = record({
  parked: listOf(
    record({
      consumer: text(20),
      key: text(200),
      type: text(100),
      reasonClass: text(30),
      reason: anyText(2_000),
      parkedAt: instant(),
    }),
    PARKED_SHOWN,
  ),
  ...awayShape(),
});
export type ParkedList = ValueOf<typeof parkedShape>;

const droppedShape = record({
  dropped: listOf(
    record({
      consumer: text(20),
      key: text(200),
      type: text(100),
      reason: anyText(2_000),
      droppedBy: token("mem"),
      why: anyText(500),
      droppedAt: instant(),
    }),
    DROPPED_SHOWN,
  ),
  ...awayShape(),
});
export type DroppedList = ValueOf<typeof droppedShape>;

export const parkedRoutes = (operations: Operations): readonly Route[] => [
  listParked(operations),
  dropParked(operations),
  listDropped(operations),
];

const parkedSql = (contexts: readonly Context[]): string =>
  contexts
    .map(
      ({ name }) => `select parked_id, consumer, key, type, reason_class, reason, message::text,
        arrived, parked_at from "${name}".parked`,
    )
    .join(" union all ");

export type ParkedRow = {
  readonly parked_id: string;
  readonly consumer: string;
  readonly key: string;
  readonly type: string;
  readonly reason_class: ParkedMessage["reasonClass"];
  readonly reason: string;
  readonly message: string;
  readonly arrived: number;
  readonly parked_at: number;
};

export const parkedOf = (row: ParkedRow): ParkedMessage => ({
  parkedId: row.parked_id,
  consumer: row.consumer,
  key: row.key,
  type: row.type,
  reasonClass: row.reason_class,
  reason: row.reason,
  message: row.message,
  arrived: row.arrived,
  parkedAt: row.parked_at,
});

const listParked = ({ contexts, reads }: Operations): Route =>
  route({
    method: "GET",
    path: "/ops/parked",
    summary: "Messages that could not be applied, oldest first; those of one key wait in a row",
    access: ["operator"],
    query: record({ consumer: optional(text(20)), key: optional(text(200)) }),
    answers: { 200: parkedShape },
    refusals: [],
    handle: async ({ query: { consumer = null, key = null } }) => {
      const rows = await reads.query<ParkedRow>(
        `select * from (${parkedSql(contexts)}) parked
          where ($1::text is null or consumer = $1) and ($2::text is null or key = $2)
          order by parked_at, arrived limit ${PARKED_SHOWN}`,
        [consumer, key],
      );
      const parked = rows.map(parkedOf).map((of) => ({
        consumer: of.consumer,
        key: of.key,
        type: of.type,
        reasonClass: of.reasonClass,
        reason: of.reason,
        parkedAt: of.parkedAt,
      }));
      return { status: 200, body: { parked } };
    },
  });

/** In the order in which they wait. */
export const parkedUnder = (key: string, consumer: string, { contexts, reads }: Operations) =>
  reads.query<ParkedRow>(
    `select * from (${parkedSql(contexts)}) parked
      where consumer = $1 and key = $2 order by parked_at, arrived limit ${PARKED_SHOWN}`,
    [consumer, key],
  );

const dropParked = (operations: Operations): Route =>
  route({
    method: "POST",
    path: "/ops/parked/drops",
    summary:
      "Give the first parked message of a key up for good; what waits behind it can be redriven",
    access: ["operator"],
    body: record({ consumer: text(20), key: text(200), why: text(500) }),
    answers: { 200: record({ dropped: text(100), stillParked: count() }) },
    refusals: ["COMMON_ENTITY_NOT_FOUND"],
    handle: async ({ body: { consumer, key, why } }, { identity }) => {
      const [first] = await parkedUnder(key, consumer, operations);
      if (first === undefined) return refuse("COMMON_ENTITY_NOT_FOUND");
      await operations.group.drop(parkedOf(first), identity.memberId, why);
      const still = await parkedUnder(key, consumer, operations);
      return { status: 200, body: { dropped: first.type, stillParked: still.length } };
    },
  });

const listDropped = ({ contexts, reads }: Operations): Route =>
  route({
    method: "GET",
    path: "/ops/parked/drops",
    summary: "Messages that were given up, newest first: by whom, and why",
    access: ["operator"],
    answers: { 200: droppedShape },
    refusals: [],
    handle: async () => {
      const all = contexts.map(({ name }) => `select * from "${name}".dropped`).join(" union all ");
      const dropped = await reads.query<DroppedList["dropped"][number]>(
        `select consumer, key, type, reason, dropped_by as "droppedBy", why, dropped_at as "droppedAt"
           from (${all}) dropped order by dropped_at desc limit ${DROPPED_SHOWN}`,
      );
      return { status: 200, body: { dropped: [...dropped] } };
    },
  });
