/** Our books beside those of payment companies and of the bank. */
import { createHash } from "node:crypto";
import { dayOf, endOfDay, rfc3339, startOfDay } from "#kernel/calendar.ts";
import { CURRENCY } from "#kernel/money.ts";
import { isRefusal, type Refusal, refuse } from "#kernel/refusal.ts";
import {
  amount,
  count,
  day,
  flag,
  listOf,
  oneOf,
  optional,
  record,
  text,
  token,
} from "#kernel/schema.ts";
import { answered, type Route, routesOf, type Tools } from "#http/route.ts";
import {
  closeCase,
  DIFFERENCES,
  noteStated,
  RECORDS_MAX,
  type Source,
  SOURCES,
} from "../contract.ts";
import { type FileRecord, recordsIn } from "../rules/files.ts";
import type { ClosedCase } from "../rules/matching.ts";
import { type FoundCase, MATCH, ONLY_DEPOSIT } from "./matchingSql.ts";

const route = routesOf("payment");
const source = () => oneOf(...SOURCES);

const caseShape = () =>
  record({
    caseId: token("stc"),
    source: source(),
    kind: oneOf(...DIFFERENCES),
    /** The key of a charge, or the number of the order that a deposit names. */
    key: text(60),
    /** The order whose money it is, where that is known. */
    orderId: optional(token("ord")),
    day: day(),
    statedAmount: optional(amount()),
    bookedAmount: optional(amount()),
    currency: oneOf(CURRENCY),
    reason: optional(text(500)),
    closedAt: optional(text(40)),
  });

export const matchingRoutes: readonly Route[] = [
  route({
    method: "POST",
    path: "/api/settlement-records",
    summary:
      "Bring records of a payment company's or the bank's file, a part of it at a time; a repetition changes nothing",
    access: ["operator"],
    body: record({
      source: source(),
      records: listOf(
        record({
          recordId: text(64),
          key: text(60),
          amount: amount(),
          refundedAmount: amount(),
          /** The day that the file puts it on. */
          day: day(),
        }),
        RECORDS_MAX,
        1,
      ),
    }),
    answers: { 200: record({ newRecords: count() }) },
    refusals: ["COMMON_INVALID_PARAMETER"],
    handle: async ({ body }, { send }) => {
      const wrong = body.records.findIndex((of) => !isDay(of.day));
      if (wrong >= 0) {
        const details = [{ field: `records.${wrong}.day`, code: "WRONG_FORM" }];
        return refuse("COMMON_INVALID_PARAMETER", details);
      }
      const records = body.records.map(({ amount: amountMinor, refundedAmount, ...of }) => ({
        ...of,
        amountMinor,
        refundedMinor: refundedAmount,
      }));
      return answered(await send(statedBy(body.source, records)), 200);
    },
  }),
  route({
    method: "POST",
    path: "/api/settlement-files",
    summary:
      "Bring a part of a payment company's or the bank's file as it is: CSV, its first line the names of the columns, or Toss Payments' list of settlements",
    access: ["operator"],
    body: record({ source: source(), file: text(40_000) }),
    answers: { 200: record({ newRecords: count() }) },
    refusals: ["COMMON_INVALID_PARAMETER"],
    handle: async ({ body }, { read, send }) => {
      const found = recordsIn(body.source, body.file);
      if (isRefusal(found)) return found;
      const records = body.source === "BANK" ? await withOrders(found, read) : found;
      return answered(await send(statedBy(body.source, records)), 200);
    },
  }),

  route({
    method: "GET",
    path: "/api/settlement-cases",
    summary: "Where a file of these days and our books differ, oldest first, until it is explained",
    access: ["operator"],
    query: record({
      /** Payment companies where nothing is said, and today. */
      source: optional(source()),
      from: optional(day()),
      to: optional(day()),
      key: optional(text(60)),
      status: optional(oneOf("OPEN", "CLOSED")),
      page: optional(count(1, 10_000)),
      size: optional(count(1, 100)),
    }),
    answers: {
      200: record({
        cases: listOf(caseShape(), 100),
        page: count(1),
        size: count(1, 100),
        hasMore: flag(),
      }),
    },
    refusals: ["COMMON_INVALID_PARAMETER"],
    handle: async ({ query }, tools) => {
      const { page = 1, size = 20, status = "OPEN", source: of = "PROVIDER" } = query;
      const { from = dayOf(tools.now()), to = from } = query;
      const span = spanOf(from, to);
      if (isRefusal(span)) return span;
      const asked = { of, key: query.key, limit: size + 1, offset: (page - 1) * size };
      const found =
        status === "OPEN"
          ? await differences(asked, span, tools)
          : await explained(asked, from, to, tools);
      const cases = found.slice(0, size).map(shown);
      return { status: 200, body: { cases, page, size, hasMore: found.length > size } };
    },
  }),

  route({
    method: "POST",
    path: "/api/settlement-cases/:caseId/closure",
    summary: "Explain a difference of a day, which closes its case",
    access: ["operator"],
    params: record({ caseId: token("stc") }),
    body: record({ source: source(), day: day(), reason: text(500) }),
    answers: { 200: caseShape() },
    refusals: ["COMMON_INVALID_PARAMETER", "COMMON_ENTITY_NOT_FOUND"],
    handle: async ({ params: { caseId }, body }, tools) => {
      const span = spanOf(body.day, body.day);
      if (isRefusal(span)) return span;
      const asked = { of: body.source, caseId, limit: 1, offset: 0 };
      const [known] = [
        ...(await explained(asked, body.day, body.day, tools)),
        ...(await differences(asked, span, tools)),
      ];
      if (known === undefined) return refuse("COMMON_ENTITY_NOT_FOUND");
      const { reason: _, closedAt: __, ...found } = known;
      const { reason } = body;
      const { answer, position } = await tools.send(closeCase({ ...found, reason }));
      if ("refusal" in answer) return answer.refusal;
      return { status: 200, body: shown(present(answer.value as Shown)), position };
    },
  }),
];

/** A part of a file is named by its first record. */
function statedBy(of: Source, records: readonly FileRecord[]) {
  const partId = hashOf(`${of} ${records[0]?.recordId ?? ""}`, 40);
  const stated = records.map(({ key: moneyKey, day: statedOn, ...money }) => ({
    ...money,
    moneyKey,
    statedAt: startOfDay(statedOn),
  }));
  return noteStated({ partId, source: of, records: stated });
}

const ORDER_NUMBER = /ORD-\d{8}-\d{6,7}/;

/**
 * What a bank says came in, by the number of its order: the one its payer wrote, or that of the only
 * deposit under that name with that amount. What is left has the name alone, and is a case.
 */
async function withOrders(
  records: readonly FileRecord[],
  read: Tools["read"],
): Promise<readonly FileRecord[]> {
  const found = await read<{ readonly place: number; readonly orderNumber: string }>(ONLY_DEPOSIT, [
    records.map(({ key }) => key),
    records.map(({ amountMinor }) => String(amountMinor)),
    records.map(({ day: on }) => new Date(endOfDay(on)).toISOString()),
  ]);
  const numbers = new Map(found.map(({ place, orderNumber }) => [place, orderNumber]));
  return records.map((of, index) => ({
    ...of,
    key: ORDER_NUMBER.exec(of.key)?.[0] ?? numbers.get(index + 1) ?? of.key,
  }));
}

const hashOf = (of: string, length: number): string =>
  createHash("sha256").update(of).digest("hex").slice(0, length);

type Span = { readonly from: number; readonly to: number };
const DAYS_MAX = 31;
const DAY_MS = 86_400_000;

const isDay = (day: string): boolean => {
  const at = startOfDay(day);
  return !Number.isNaN(at) && dayOf(at) === day;
};

function spanOf(from: string, to: string): Span | Refusal {
  const wrong = (field: string, code: string) =>
    refuse("COMMON_INVALID_PARAMETER", [{ field, code }]);
  if (!isDay(from) || !isDay(to)) return wrong(isDay(from) ? "to" : "from", "WRONG_FORM");
  if (from > to) return wrong("from", "after_to");
  const [first, last] = [startOfDay(from), endOfDay(to)];
  return last - first > DAYS_MAX * DAY_MS
    ? wrong("to", "too_far_from_from")
    : { from: first, to: last };
}

type Shown = {
  readonly caseId: string;
  readonly source: ClosedCase["source"];
  readonly kind: ClosedCase["kind"];
  readonly moneyKey: string;
  readonly foundOn: string;
  readonly orderId?: string;
  readonly statedMinor?: bigint;
  readonly bookedMinor?: bigint;
  readonly reason?: string | undefined;
  readonly closedAt?: number | undefined;
};

const shown = ({ statedMinor, bookedMinor, moneyKey, foundOn, ...of }: Shown) => ({
  caseId: of.caseId,
  source: of.source,
  kind: of.kind,
  key: moneyKey,
  day: foundOn,
  currency: CURRENCY,
  ...(of.orderId === undefined ? {} : { orderId: of.orderId }),
  ...(statedMinor === undefined ? {} : { statedAmount: statedMinor }),
  ...(bookedMinor === undefined ? {} : { bookedAmount: bookedMinor }),
  ...(of.reason === undefined ? {} : { reason: of.reason }),
  ...(of.closedAt === undefined ? {} : { closedAt: rfc3339(of.closedAt) }),
});

type Asked = {
  readonly of: ClosedCase["source"];
  readonly key?: string | undefined;
  readonly caseId?: string;
  readonly limit: number;
  readonly offset: number;
};
const wantedOf = ({ key, caseId, limit, offset }: Asked) => [
  key ?? null,
  caseId ?? null,
  limit,
  offset,
];

/** One statement, however many records there are. */
async function differences(
  asked: Asked,
  { from, to }: Span,
  { read }: Tools,
): Promise<readonly Shown[]> {
  const within = [asked.of, new Date(from), new Date(to), ...wantedOf(asked)];
  return (await read<FoundCase>(MATCH, within)).map((row) => {
    const { foundAt, ...found } = present(row);
    return { ...found, source: asked.of, foundOn: dayOf(foundAt) };
  });
}

async function explained(
  asked: Asked,
  from: string,
  to: string,
  { read }: Tools,
): Promise<readonly Shown[]> {
  const rows = await read<Shown>(
    `select case_id as "caseId", source, kind, money_key as "moneyKey", order_id as "orderId",
            stated_minor as "statedMinor", booked_minor as "bookedMinor", found_on as "foundOn",
            reason, closed_at as "closedAt"
       from payment.closed_cases where source = $1 and found_on between $2 and $3
        and ($4::text is null or money_key = $4) and ($5::text is null or case_id = $5)
      order by found_on, case_id limit $6 offset $7`,
    [asked.of, from, to, ...wantedOf(asked)],
  );
  return rows.map(present);
}

const present = <Row extends object>(row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).filter(([, value]) => value !== null && value !== undefined),
  ) as Row;
