import { Type } from "typebox";
import { choiceOf, POLICIES, type Policy, policyNames } from "#kernel/policies.ts";
import { refuse } from "#kernel/refusal.ts";
import {
  anyText,
  count,
  listOf,
  oneOf,
  optional,
  record,
  text,
  type ValueOf,
} from "#kernel/schema.ts";
import { awayShape, namingAway } from "#http/away.ts";
import { type Route, routesOf } from "#http/route.ts";
import { checkInvariants, invariantsOf } from "./invariants.ts";
import type { Operations } from "./operations.ts";
import { liveMap } from "./routes/map.ts";
import { parkedRoutes } from "./routes/parked.ts";
import { redriveRoutes } from "./routes/redrives.ts";
import { simulatorRoutes } from "./routes/simulators.ts";
import { orderStory } from "./routes/story.ts";

const route = routesOf("ops");

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
  ...parkedRoutes(operations),
  ...redriveRoutes(operations),
  rebuildReplicas(operations),
  liveMap(operations),
  orderStory(operations),
  ...simulatorRoutes(operations),
];
