/** Parked messages are tried, applied again at a pace, and it is kept who did so. */
import { refuse, REFUSAL_CODES } from "#kernel/refusal.ts";
import {
  anyText,
  count,
  flag,
  instant,
  listOf,
  oneOf,
  optional,
  record,
  text,
  token,
  type ValueOf,
} from "#kernel/schema.ts";
import { awayShape } from "#http/away.ts";
import { type Route, routesOf } from "#http/route.ts";
import type { Operations } from "../operations.ts";
import { parkedOf, type ParkedRow, parkedUnder } from "./parked.ts";

const route = routesOf("ops");
/** One request drives what it can in so many seconds. */
const DRIVES_SECONDS = 5;
const PER_SECOND = 100;
const KEYS_MAX = 500;
export const REDRIVES_SHOWN = 100;
/** Of what a dry run leads to, so many of each kind are told. */
const TOLD_MAX = 500;

const redrivesShape = record({
  redrives: listOf(
    record({
      consumer: text(20),
      redrivenBy: token("mem"),
      redrivenAt: instant(),
      tried: count(),
      applied: count(),
      keys: count(),
      key: optional(text(200)),
      types: listOf(text(100), REDRIVES_SHOWN),
    }),
    REDRIVES_SHOWN,
  ),
  ...awayShape(),
});
export type RedriveList = ValueOf<typeof redrivesShape>;

export const redriveRoutes = (operations: Operations): readonly Route[] => [
  dryRun(operations),
  redriveParked(operations),
  listRedrives(operations),
];

const dryRun = (operations: Operations): Route =>
  route({
    method: "POST",
    path: "/ops/parked/dry-runs",
    summary:
      "What would come of the first parked message of a key today, with all it causes in its process; nothing is done",
    access: ["operator"],
    body: record({ consumer: text(20), key: text(200) }),
    answers: {
      200: record({
        type: text(100),
        becomes: oneOf("applied", "parked", "unreadable"),
        reason: optional(anyText(2_000)),
        refusal: optional(oneOf(...REFUSAL_CODES)),
        changed: listOf(
          record({
            table: text(100),
            key: optional(anyText(400)),
            change: oneOf("added", "changed", "removed"),
          }),
          TOLD_MAX,
        ),
        stated: listOf(record({ type: text(100), key: text(200) }), TOLD_MAX),
        calls: listOf(text(100), TOLD_MAX),
        waitBehind: count(),
      }),
    },
    refusals: ["COMMON_ENTITY_NOT_FOUND"],
    handle: async ({ body: { consumer, key } }) => {
      const [first, ...behind] = await parkedUnder(key, consumer, operations);
      if (first === undefined) return refuse("COMMON_ENTITY_NOT_FOUND");
      const rehearsed = await operations.group.rehearse(parkedOf(first));
      if (rehearsed === undefined) return refuse("COMMON_ENTITY_NOT_FOUND");
      const { becomes, reason, refusal, changed, stated, calls } = rehearsed;
      const body = {
        type: first.type,
        becomes,
        ...(reason === undefined ? {} : { reason: reason.slice(0, 2_000) }),
        ...(refusal === undefined ? {} : { refusal }),
        changed: changed.slice(0, TOLD_MAX),
        stated: stated.slice(0, TOLD_MAX),
        calls: calls.slice(0, TOLD_MAX),
        waitBehind: behind.length,
      };
      return { status: 200, body };
    },
  });

const redriveShape = record({
  consumer: text(20),
  key: optional(text(200)),
  keys: optional(listOf(text(200), KEYS_MAX, 1)),
  type: optional(text(100)),
  firstOnly: optional(flag()),
  perSecond: optional(count(1, PER_SECOND)),
  after: optional(text(200)),
});
type Redriving = ValueOf<typeof redriveShape>;

const redriveParked = (operations: Operations): Route =>
  route({
    method: "POST",
    path: "/ops/parked/redrives",
    summary:
      "Apply parked messages again: those of a key, of keys, or of all keys that wait behind a message of a type, the first of each or all in order, so many a second, for 5 seconds; what fails again stays parked, and `after` names where to go on with what is left",
    access: ["operator"],
    body: redriveShape,
    answers: {
      200: record({
        tried: count(),
        stillParked: count(),
        left: count(),
        after: optional(text(200)),
      }),
    },
    refusals: ["COMMON_INVALID_PARAMETER", "COMMON_ENTITY_NOT_FOUND"],
    handle: async ({ body }, { identity }) => {
      const { key, keys, type, perSecond = PER_SECOND, after } = body;
      if (key === undefined && keys === undefined && type === undefined)
        return refuse("COMMON_INVALID_PARAMETER", [{ field: "key", code: "REQUIRED" }]);
      const chosen = await chosenBy(body, perSecond * DRIVES_SECONDS, operations);
      if (chosen.rows.length === 0 && after === undefined) return refuse("COMMON_ENTITY_NOT_FOUND");
      const parked = chosen.rows.map(parkedOf);
      const driven = await operations.group.redrive(parked, identity.memberId, perSecond);
      const tried = driven.filter((became) => became === "tried").length;
      const stillParked = await countParked(body.consumer, chosen.keys, operations);
      const last = chosen.keys.at(-1);
      const goingOn = chosen.left > 0 && last !== undefined ? { after: last } : {};
      return { status: 200, body: { tried, stillParked, left: chosen.left, ...goingOn } };
    },
  });

type Chosen = {
  readonly rows: readonly ParkedRow[];
  readonly keys: readonly string[];
  /** Messages of other keys, that this request does not come to. */
  readonly left: number;
};
type CountedRow = ParkedRow & {
  readonly chosen: number;
  readonly of_key: number;
  readonly nth: number;
};

/** Whole keys, as many as `most` messages are; the first of them as far as it goes. */
async function chosenBy(
  { consumer, key, keys, type, firstOnly = false, after }: Redriving,
  most: number,
  { contexts, reads }: Operations,
): Promise<Chosen> {
  if (!contexts.some(({ name }) => name === consumer)) return { rows: [], keys: [], left: 0 };
  const named = key === undefined ? keys : [key, ...(keys ?? [])];
  const taken = await reads.query<CountedRow>(
    `select parked_id, consumer, key, type, reason_class, reason, message, arrived, parked_at,
            (count(*) over ())::int as chosen, (count(*) over (partition by key))::int as of_key,
            (row_number() over (partition by key order by place))::int as nth
       from (select parked_id, consumer, key, type, reason_class, reason, message::text, arrived,
                    parked_at, first_value(type) over waiting as first_type,
                    row_number() over waiting as place
               from "${consumer}".parked where consumer = $1
             window waiting as (partition by key order by parked_at, arrived)) waiting
      where ($2::text[] is null or key = any($2)) and ($3::text is null or first_type = $3)
        and (place = 1 or not $4) and ($5::text is null or key collate "C" > $5)
      order by key collate "C", place limit ${String(most)}`,
    [consumer, named ?? null, type ?? null, firstOnly, after ?? null],
  );
  const last = taken.at(-1);
  if (last === undefined) return { rows: [], keys: [], left: 0 };
  const isCut = last.nth < last.of_key;
  const isAlone = taken[0]?.key === last.key;
  const rows = isCut && !isAlone ? taken.filter((row) => row.key !== last.key) : taken;
  const reached = isCut && isAlone ? last.of_key : rows.length;
  return { rows, keys: [...new Set(rows.map((row) => row.key))], left: last.chosen - reached };
}

async function countParked(
  consumer: string,
  keys: readonly string[],
  { reads }: Operations,
): Promise<number> {
  if (keys.length === 0) return 0;
  const [row] = await reads.query<{ still: number }>(
    `select count(*)::int as still from "${consumer}".parked where consumer = $1 and key = any($2)`,
    [consumer, keys],
  );
  return row?.still ?? 0;
}

const listRedrives = ({ contexts, reads }: Operations): Route =>
  route({
    method: "GET",
    path: "/ops/parked/redrives",
    summary: "Who had parked messages applied again, newest first: how many, and what came of it",
    access: ["operator"],
    answers: { 200: redrivesShape },
    refusals: [],
    handle: async () => {
      const all = contexts
        .map(({ name }) => `select * from "${name}".redriven`)
        .join(" union all ");
      const redrives = await reads.query<
        RedriveList["redrives"][number] & { readonly key: string }
      >(
        `select consumer, redriven_by as "redrivenBy", min(redriven_at) as "redrivenAt",
                count(*)::int as tried, (count(*) filter (where applied))::int as applied,
                count(distinct key)::int as keys, min(key) as key,
                (array_agg(distinct type))[1:${REDRIVES_SHOWN}] as types
           from (${all}) redriven group by redrive_id, consumer, redriven_by
          order by min(redriven_at) desc limit ${REDRIVES_SHOWN}`,
      );
      const told = redrives.map(({ key, ...of }) => (of.keys === 1 ? { ...of, key } : of));
      return { status: 200, body: { redrives: told } };
    },
  });
