import { Type } from "typebox";
import { choiceOf, POLICIES, type Policy, policyNames } from "#kernel/policies.ts";
import { refuse } from "#kernel/refusal.ts";
import {
  anyText,
  count,
  instant,
  listOf,
  oneOf,
  optional,
  record,
  text,
  type ValueOf,
} from "#kernel/schema.ts";
import type { Context } from "#http/context.ts";
import { type Route, routesOf } from "#http/route.ts";
import type { ParkedMessage } from "#store/system.ts";
import { checkInvariants, invariantsOf } from "./invariants.ts";
import type { Operations } from "./operations.ts";
import { awayShape, namingAway } from "#http/away.ts";
import { liveMap } from "./routes/map.ts";
import { simulatorRoutes } from "./routes/simulators.ts";
import { orderStory } from "./routes/story.ts";

const route = routesOf("ops");
export const REDRIVEN_MAX = 500;

const promisesShape = record({
  broken: count(),
  invariants: listOf(
    record({
      name: text(300),
      when: oneOf("always", "quiet"),
      broken: count(),
      places: listOf(anyText(4_000), 5),
    }),
    200,
  ),
  ...awayShape(),
});
export type Promises = ValueOf<typeof promisesShape>;

const lagShape = record({
  waiting: count(),
  lanes: listOf(
    record({ consumer: text(20), stream: text(20), applied: count(), behind: count() }),
    200,
  ),
  ...awayShape(),
});
export type Lags = ValueOf<typeof lagShape>;

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
    REDRIVEN_MAX,
  ),
  ...awayShape(),
});
export type ParkedList = ValueOf<typeof parkedShape>;

const invariants = (operations: Operations): Route => {
  const all = invariantsOf(operations.contexts);
  return route({
    method: "GET",
    path: "/ops/invariants",
    summary: "Every promise of this database, checked now",
    access: ["operator"],
    query: record({ when: optional(oneOf("always", "quiet")) }),
    answers: { 200: promisesShape },
    refusals: [],
    handle: async ({ query: { when } }, { now }) => {
      const asked = when === "always" ? all.filter((promise) => promise.when === when) : all;
      const checked = await checkInvariants(asked, operations.reads, now());
      const broken = checked.reduce((sum, of) => sum + of.broken, 0);
      return { status: 200, body: { broken, invariants: checked } };
    },
  });
};

const lag = ({ group, lags }: Operations): Route =>
  route({
    method: "GET",
    path: "/ops/lag",
    summary: "What waits: messages behind per consumer and stream, and requests in the intake",
    access: ["operator"],
    answers: { 200: lagShape },
    refusals: [],
    handle: async () => {
      const all = await lags();
      const lanes = all.flatMap(({ from: _, behind, ...told }) =>
        behind === undefined ? [] : [{ ...told, behind }],
      );
      const unknown = all.filter(({ behind }) => behind === undefined);
      const away = [...new Set(unknown.map(({ stream }) => stream))];
      return { status: 200, body: { waiting: group.waiting(), lanes, ...namingAway(away) } };
    },
  });

const parkedSql = (contexts: readonly Context[]): string =>
  contexts
    .map(
      ({ name }) => `select parked_id, consumer, key, type, reason_class, reason, message::text,
        arrived, parked_at from "${name}".parked`,
    )
    .join(" union all ");

type ParkedRow = {
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

const parkedOf = (row: ParkedRow): ParkedMessage => ({
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
    answers: { 200: parkedShape },
    refusals: [],
    handle: async () => {
      const rows = await reads.query<ParkedRow>(
        `select * from (${parkedSql(contexts)}) parked order by parked_at, arrived limit ${REDRIVEN_MAX}`,
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

const redriveParked = ({ contexts, reads, group }: Operations): Route =>
  route({
    method: "POST",
    path: "/ops/parked/redrives",
    summary: "Apply the parked messages of a key again, in order; what fails again stays parked",
    access: ["operator"],
    body: record({ consumer: text(20), key: text(200) }),
    answers: { 200: record({ tried: count(), stillParked: count() }) },
    refusals: ["COMMON_ENTITY_NOT_FOUND"],
    handle: async ({ body: { consumer, key } }) => {
      const sql = `select * from (${parkedSql(contexts)}) parked
        where consumer = $1 and key = $2 order by parked_at, arrived limit ${REDRIVEN_MAX}`;
      const rows = await reads.query<ParkedRow>(sql, [consumer, key]);
      if (rows.length === 0) return refuse("COMMON_ENTITY_NOT_FOUND");
      const driven = await group.redrive(rows.map(parkedOf));
      const tried = driven.filter((became) => became === "tried").length;
      const still = await reads.query<ParkedRow>(sql, [consumer, key]);
      return { status: 200, body: { tried, stillParked: still.length } };
    },
  });

const rebuildReplicas = ({ contexts, rebuild }: Operations): Route =>
  route({
    method: "POST",
    path: "/ops/rebuilds",
    summary: "Replay the logs beside a context's read model, and put right what differs",
    access: ["operator"],
    body: record({ context: text(20) }),
    answers: {
      200: record({
        replayed: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
        repaired: count(),
        rows: count(),
      }),
    },
    refusals: ["COMMON_ENTITY_NOT_FOUND"],
    handle: async ({ body }) => {
      const context = contexts.find(({ name }) => name === body.context);
      if (context?.replicas === undefined) return refuse("COMMON_ENTITY_NOT_FOUND");
      return { status: 200, body: await rebuild(context) };
    },
  });

const policies: Route = route({
  method: "GET",
  path: "/ops/policies",
  summary: "Every policy: what it is in this process, and what it may be",
  access: ["operator"],
  answers: {
    200: record({
      policies: listOf(
        record({
          name: text(60),
          requirement: optional(text(5)),
          value: text(200),
          byDefault: text(200),
          choice: text(200),
          meaning: text(300),
        }),
        100,
      ),
    }),
  },
  refusals: [],
  handle: (_, { policies: here }) =>
    Promise.resolve({
      status: 200,
      body: {
        policies: policyNames.map((name) => {
          const policy: Policy = POLICIES[name];
          return {
            name,
            ...(policy.id === undefined ? {} : { requirement: policy.id }),
            value: String(here[name]),
            byDefault: String(policy.byDefault),
            choice: choiceOf(policy),
            meaning: policy.meaning,
          };
        }),
      },
    }),
});

/** What operators may ask and do, in every process, about the contexts of that process. */
export const opsRoutes = (operations: Operations): readonly Route[] => [
  invariants(operations),
  lag(operations),
  policies,
  listParked(operations),
  redriveParked(operations),
  rebuildReplicas(operations),
  liveMap(operations),
  orderStory(operations),
  ...simulatorRoutes(operations),
];
