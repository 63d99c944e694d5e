import { Type } from "typebox";
import { count, flag, listOf, oneOf, record, text, type ValueOf } from "#kernel/schema.ts";
import { type Route, routesOf } from "#http/route.ts";
import { parseSegment, SLOTS } from "#store/store.ts";
import type { Lag, Operations } from "../operations.ts";
import { awayShape, namingAway } from "#http/away.ts";
import { type Arrow, ENTRIES, type Flow } from "../traffic.ts";

const route = routesOf("ops");

/** However many watch, the database is asked once in this time. */
const FRESH_FOR_MS = 900;
/** More than that of one kind are not told apart: somebody must look anyway. */
const COUNTED_MAX = 1_000;

const rate = () => Type.Number({ minimum: 0, maximum: 1_000_000_000 });
const flowShape = () => record({ total: count(0, Number.MAX_SAFE_INTEGER), perSecond: rate() });
const liveMapShape = record({
  contexts: listOf(
    record({
      name: text(20),
      isHere: flag(),
      request: flowShape(),
      deadline: flowShape(),
      task: flowShape(),
      tasksWaiting: count(),
      parked: count(),
    }),
    100,
  ),
  arrows: listOf(
    record({
      from: text(20),
      to: text(20),
      kind: oneOf("fact", "command"),
      types: listOf(text(100), 100),
      total: count(0, Number.MAX_SAFE_INTEGER),
      perSecond: rate(),
      parked: count(),
    }),
    1_000,
  ),
  lanes: listOf(
    record({ from: text(20), to: text(20), behind: count(), behindMs: count() }),
    1_000,
  ),
  ...awayShape(),
});
export type LiveMap = ValueOf<typeof liveMapShape>;

/** What this process knows of the system: the arrows that end at its contexts, and what waits there. */
export function liveMap(operations: Operations): Route {
  const look = fresh(operations.now, () => lookAt(operations));
  return route({
    method: "GET",
    path: "/ops/map",
    summary:
      "The running system: every context, every arrow into those of this process, its rate and lag",
    access: ["operator"],
    answers: { 200: liveMapShape },
    refusals: [],
    handle: async () => ({ status: 200, body: await look() }),
  });
}

/** The answer of a moment ago, or the one that is being made. */
function fresh<T>(now: Operations["now"], make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  let madeAt = 0;
  return () => {
    if (made !== undefined && now() - madeAt < FRESH_FOR_MS) return made;
    madeAt = now();
    const making = make();
    made = making;
    making.catch(() => {
      if (made === making) made = undefined;
    });
    return making;
  };
}

async function lookAt(operations: Operations) {
  const { contexts, parties, arrows, traffic } = operations;
  const [waiting, lags] = await Promise.all([waitingIn(operations), operations.lags()]);
  const lanes = await Promise.all(lags.map((lag) => laneOf(lag, operations)));
  const names = new Set(contexts.map(({ name }) => name));
  const sumOf = (context: string, what: Waiting["what"], types?: readonly string[]): number =>
    waiting
      .filter((row) => row.context === context && row.what === what)
      .filter(({ type }) => types === undefined || types.includes(type))
      .reduce((sum, row) => sum + row.count, 0);
  return {
    contexts: parties.map(({ name }) => ({
      name,
      isHere: names.has(name),
      ...entriesOf(name, traffic.into),
      tasksWaiting: sumOf(name, "task"),
      parked: sumOf(name, "parked"),
    })),
    arrows: arrows.map((arrow: Arrow) => ({
      ...arrow,
      ...traffic.along(arrow),
      parked: sumOf(arrow.to, "parked", arrow.types),
    })),
    lanes: lanes.flat(),
    ...namingAway(lags.flatMap(({ behind, stream }) => (behind === undefined ? [stream] : []))),
  };
}

const entriesOf = (name: string, into: Operations["traffic"]["into"]) =>
  Object.fromEntries(ENTRIES.map((entry): [string, Flow] => [entry, into(name, entry)]));

/** How old the oldest message is that a lane still has to apply; nothing while nobody knows. */
async function laneOf({ consumer, stream, behind, from }: Lag, { readLog, now }: Operations) {
  if (behind === undefined) return [];
  const lane = { from: stream, to: consumer, behind, behindMs: 0 };
  if (behind === 0) return [lane];
  const ages = await Promise.all(
    Array.from({ length: SLOTS }, async (_, slot) => {
      const [segment] = await readLog({ stream, slot }, from[slot] ?? 0, 1).catch(() => []);
      const [message] = segment === undefined ? [] : parseSegment(segment);
      return message === undefined ? 0 : now() - message.at;
    }),
  );
  return [{ ...lane, behindMs: Math.max(0, ...ages) }];
}

type Waiting = {
  readonly context: string;
  readonly what: "parked" | "task";
  readonly type: string;
  readonly count: number;
};

const waitingSql = (name: string): string => `
  select '${name}' as context, 'parked' as what, type, count(*)::integer as count
    from (select type from "${name}".parked limit ${COUNTED_MAX}) parked group by type
  union all
  select '${name}', 'task', '', count(*)::integer
    from (select 1 from "${name}".tasks limit ${COUNTED_MAX}) tasks`;

const waitingIn = ({ contexts, reads }: Operations): Promise<readonly Waiting[]> =>
  reads.query<Waiting>(contexts.map(({ name }) => waitingSql(name)).join(" union all "));
