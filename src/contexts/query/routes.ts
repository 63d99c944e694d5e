import { Type } from "typebox";
import { day, oneOf, optional, record, token } from "#kernel/schema.ts";
import { isRefusal, refuse } from "#kernel/refusal.ts";
import { type Identity, type Route, routesOf, type ServerEvent, type Tools } from "#http/route.ts";
import { STATUSES } from "./contract.ts";
import { ORDER_BY, RANGES, SORTS, spanOf } from "./routes/listing.ts";
import { type RankingOf, salesRoutes } from "./routes/sales.ts";
import { orderDetail, orderPage } from "./routes/shapes.ts";
import { detailOf, type Eyes, summaryOf, VIEW_COLUMNS, type ViewRow } from "./routes/shown.ts";
import { statementRoutes } from "./routes/statements.ts";

const route = routesOf("query");
const orderPath = () => record({ orderId: token("ord") });

/** The rows a caller may see: a member the own, a seller those with own lines, an operator all. */
function visibleTo(identity: Identity): { readonly sql: string; readonly value: string } {
  switch (identity.role) {
    case "operator":
      return { sql: "$1::text is not null", value: identity.memberId };
    case "seller":
      return {
        sql: `exists (select 1 from json_array_elements(lines) line where line->>'partnerId' = $1)`,
        value: identity.partnerId ?? "",
      };
    case "member":
      return { sql: "member_id = $1", value: identity.memberId };
  }
}

/** A seller sees orders they bought as any member does. */
async function findOrder(orderId: string, { identity, read }: Tools): Promise<Found | undefined> {
  const own = await read<ViewRow>(
    `select ${VIEW_COLUMNS} from query.order_views
      where order_id = $1 and member_id = $2 and placed_at is not null`,
    [orderId, identity.memberId],
  );
  if (own[0] !== undefined) return { row: own[0] };
  if (identity.role === "member") return undefined;
  const { sql, value } = visibleTo(identity);
  const [row] = await read<ViewRow>(
    `select ${VIEW_COLUMNS} from query.order_views
      where ${sql} and order_id = $2 and placed_at is not null`,
    [value, orderId],
  );
  return row === undefined ? undefined : { row, partnerId: identity.partnerId };
}
type Found = { readonly row: ViewRow; readonly partnerId?: string | undefined };

const number = (minimum: number, maximum: number) => Type.Integer({ minimum, maximum });
const listQuery = record({
  range: optional(oneOf(...RANGES)),
  from: optional(day()),
  to: optional(day()),
  status: optional(oneOf(...STATUSES)),
  sortBy: optional(oneOf(...SORTS)),
  page: optional(number(1, 10_000)),
  size: optional(number(1, 100)),
});

const listOrders = route({
  method: "GET",
  path: "/api/orders",
  summary: "Orders by range, status and page: a member's own, a seller's lines, all for operators",
  access: ["member"],
  query: listQuery,
  answers: { 200: orderPage() },
  refusals: ["COMMON_INVALID_PARAMETER"],
  handle: async ({ query, language }, { identity, read, now }) => {
    const span = spanOf(query, now());
    if (isRefusal(span)) return span;
    const { page = 1, size = 20, sortBy = "RECENT", status } = query;
    const { sql, value } = visibleTo(identity);
    const rows = await read<ViewRow>(
      `select ${VIEW_COLUMNS} from query.order_views
        where ${sql} and placed_at between $2 and $3 and ($4::text is null or status = $4)
        order by ${ORDER_BY[sortBy]} limit $5 offset $6`,
      [value, new Date(span.from), new Date(span.to), status ?? null, size + 1, (page - 1) * size],
    );
    const eyes: Eyes = { language, partnerId: identity.partnerId };
    const orders = rows.slice(0, size).map((row) => summaryOf(row, eyes));
    return { status: 200, body: { orders, page, size, hasMore: rows.length > size } };
  },
});

const showOrder = route({
  method: "GET",
  path: "/api/orders/:orderId",
  summary: "One order on one screen: lines, totals, payment, parcels, history",
  access: ["member"],
  params: orderPath(),
  answers: { 200: orderDetail() },
  refusals: ["COMMON_ENTITY_NOT_FOUND"],
  handle: async ({ params, language }, tools) => {
    const found = await findOrder(params.orderId, tools);
    if (found === undefined) return refuse("COMMON_ENTITY_NOT_FOUND");
    return { status: 200, body: detailOf(found.row, { language, partnerId: found.partnerId }) };
  },
});

const watchOrder = route({
  method: "GET",
  path: "/api/orders/:orderId/events",
  summary: "The order as it changes, as server-sent events, resumable by Last-Event-ID",
  access: ["member"],
  params: orderPath(),
  answers: { 200: orderDetail() },
  refusals: ["COMMON_ENTITY_NOT_FOUND"],
  streams: true,
  handle: async ({ params, headers, language }, tools) => {
    const found = await findOrder(params.orderId, tools);
    if (found === undefined) return refuse("COMMON_ENTITY_NOT_FOUND");
    const seen = Number(headers["last-event-id"] ?? 0);
    const eyes = { language, partnerId: found.partnerId };
    return { events: statusEvents(params.orderId, Number.isInteger(seen) ? seen : 0, eyes, tools) };
  },
});

/** Another process may commit the change: it is looked for at least this often. */
const LOOK_EVERY_MS = 2_000;

/** The order as it stands, then again after each change, until the client leaves. */
async function* statusEvents(
  orderId: string,
  seen: number,
  eyes: Eyes,
  tools: Tools,
): AsyncGenerator<ServerEvent> {
  let last = seen;
  let said: string | undefined;
  while (!tools.signal.aborted) {
    const changed = changeOf(orderId, tools);
    const found = await findOrder(orderId, tools);
    if (found === undefined) return changed.forget();
    const { row } = found;
    const now = JSON.stringify(row, amountsAsText);
    // A parcel moves, or a payment falls into doubt, without a change of the order.
    if (row.order_version > last || (said ?? now) !== now) {
      last = row.order_version;
      yield { id: String(last), event: "order", data: detailOf(row, eyes) };
    }
    said = now;
    await changed.next;
  }
}

const amountsAsText = (_: string, value: unknown): unknown =>
  typeof value === "bigint" ? String(value) : value;

/** Resolves at the next change of the order's view; asked for before the view is read. */
function changeOf(orderId: string, { watch, signal }: Tools) {
  let forget: () => void = () => {};
  const next = new Promise<void>((resolve) => {
    const timer = AbortSignal.any([signal, AbortSignal.timeout(LOOK_EVERY_MS)]);
    timer.addEventListener("abort", () => resolve(), { once: true });
    forget = watch("query.order_views", orderId, resolve);
  }).finally(() => forget());
  return { next, forget: () => forget() };
}

export const routes = (rankingOf: RankingOf): readonly Route[] => [
  listOrders,
  showOrder,
  watchOrder,
  ...salesRoutes(rankingOf),
  ...statementRoutes,
];
