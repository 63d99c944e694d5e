/** What a seller is owed for some days, for the seller and for operators. */
import { addDays, dayOf, endOfDay, startOfDay } from "#kernel/calendar.ts";
import { CURRENCY } from "#kernel/money.ts";
import { isRefusal, type Refusal, refuse } from "#kernel/refusal.ts";
import {
  amount,
  count,
  day,
  flag,
  listOf,
  matching,
  oneOf,
  optional,
  record,
  signedAmount,
  text,
  token,
} from "#kernel/schema.ts";
import { type Route, routesOf, type Tools } from "#http/route.ts";
import {
  entriesOf,
  type Entry,
  type FeeTerm,
  percentAt,
  type Span,
  type StatedOrder,
  totalsOf,
} from "../rules/charging.ts";
import { csvOf } from "../rules/csv.ts";
import { isDay } from "./listing.ts";

const route = routesOf("query");
/** As many orders as one statement tells of; who has more asks for fewer days. */
const ORDERS_MAX = 20_000;
const FIELDS = [
  "kind",
  "day",
  "orderId",
  "orderNumber",
  "lineNo",
  "itemId",
  "itemName",
  "quantity",
  "amount",
  "feePercent",
  "fee",
  "due",
] as const;

const params = record({ partnerId: token("ptn") });
const days = {
  /** A month, yyyy-MM, or days from and to, both included; the running month where nothing is said. */
  month: optional(matching("^\\d{4}-(?:0[1-9]|1[0-2])$", 7)),
  from: optional(day()),
  to: optional(day()),
};
const statementLine = () =>
  record({
    kind: oneOf("SALE", "REFUND"),
    day: day(),
    orderId: token("ord"),
    orderNumber: text(24),
    lineNo: count(1),
    itemId: token("itm"),
    itemName: text(200),
    quantity: count(1),
    /** What was paid for the line; below zero where it went back, as are its fee and what is due. */
    amount: signedAmount(),
    feePercent: count(0, 100),
    fee: signedAmount(),
    due: signedAmount(),
  });

export const statementRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/api/partners/:partnerId/settlement-statement",
    summary:
      "What a seller is owed for a month or for days: lines paid, lines taken back, the fee; oldest first",
    access: ["seller", "operator"],
    params,
    query: record({ ...days, page: optional(count(1, 10_000)), size: optional(count(1, 100)) }),
    answers: {
      200: record({
        partnerId: token("ptn"),
        from: day(),
        to: day(),
        currency: oneOf(CURRENCY),
        soldAmount: amount(),
        refundedAmount: amount(),
        feeAmount: signedAmount(),
        dueAmount: signedAmount(),
        lines: listOf(statementLine(), 100),
        page: count(1),
        size: count(1, 100),
        hasMore: flag(),
      }),
    },
    refusals: ["COMMON_INVALID_PARAMETER", "COMMON_ENTITY_NOT_FOUND"],
    handle: async ({ params: { partnerId }, query }, tools) => {
      const statement = await statementOf(partnerId, query, tools);
      if (isRefusal(statement)) return statement;
      const { page = 1, size = 20 } = query;
      const { from, to, entries } = statement;
      const { soldMinor, refundedMinor, feeMinor, dueMinor } = totalsOf(entries);
      return {
        status: 200,
        body: {
          partnerId,
          from,
          to,
          currency: CURRENCY,
          soldAmount: soldMinor,
          refundedAmount: refundedMinor,
          feeAmount: feeMinor,
          dueAmount: dueMinor,
          lines: entries.slice((page - 1) * size, page * size).map(shown),
          page,
          size,
          hasMore: entries.length > page * size,
        },
      };
    },
  }),

  route({
    method: "GET",
    path: "/api/partners/:partnerId/settlement-statement.csv",
    summary: "The lines of the same statement, all of them, as a table for a spreadsheet",
    access: ["seller", "operator"],
    params,
    query: record(days),
    answersAs: "text/csv",
    answers: { 200: text(100_000_000) },
    refusals: ["COMMON_INVALID_PARAMETER", "COMMON_ENTITY_NOT_FOUND"],
    handle: async ({ params: { partnerId }, query }, tools) => {
      const statement = await statementOf(partnerId, query, tools);
      if (isRefusal(statement)) return statement;
      const { from, to, entries } = statement;
      const rows = entries.map(shown).map((line) => FIELDS.map((field) => line[field]));
      const name = `settlement-${partnerId}-${from}-${to}.csv`;
      return {
        status: 200,
        headers: { "content-disposition": `attachment; filename="${name}"` },
        body: csvOf(FIELDS, rows),
      };
    },
  }),
];

const shown = ({ at, amountMinor, feeMinor, dueMinor, ...line }: Entry) => ({
  ...line,
  day: dayOf(at),
  amount: amountMinor,
  fee: feeMinor,
  due: dueMinor,
});

type Asked = {
  readonly month?: string;
  readonly from?: string;
  readonly to?: string;
};
type Statement = {
  readonly from: string;
  readonly to: string;
  readonly entries: readonly Entry[];
};

/** A seller's statement is nobody else's, an operator's aside. */
async function statementOf(
  partnerId: string,
  asked: Asked,
  tools: Tools,
): Promise<Statement | Refusal> {
  const { role, partnerId: own } = tools.identity;
  if (role !== "operator" && partnerId !== own) return refuse("COMMON_ENTITY_NOT_FOUND");
  const span = daysOf(asked, tools.now());
  if (isRefusal(span)) return span;
  const { from, to } = span;
  const within = { from: startOfDay(from), to: endOfDay(to) };
  const orders = await ordersWithin(within, partnerId, tools);
  if (orders.length > ORDERS_MAX) {
    const details = [{ field: "to", code: "too_many_orders", values: { maximum: ORDERS_MAX } }];
    return refuse("COMMON_INVALID_PARAMETER", details);
  }
  const terms = await feeTerms(tools);
  const byDefault = tools.policies["settlement.feePercent"];
  const feeAt = (at: number) => percentAt(terms, at, byDefault);
  const entries = orders.flatMap((order) => entriesOf(order, partnerId, within, feeAt));
  return { from, to, entries: entries.toSorted(byTime) };
}

const byTime = (a: Entry, b: Entry): number =>
  a.at - b.at || (a.orderId < b.orderId ? -1 : a.orderId > b.orderId ? 1 : a.lineNo - b.lineNo);

type Days = { readonly from: string; readonly to: string };

function daysOf({ month, from, to }: Asked, now: number): Days | Refusal {
  const wrong = (field: string, code: string) =>
    refuse("COMMON_INVALID_PARAMETER", [{ field, code }]);
  if (from === undefined && to === undefined) return monthOf(month ?? dayOf(now).slice(0, 7));
  if (month !== undefined) return wrong("month", "NOT_ALLOWED");
  if (from === undefined || to === undefined)
    return wrong(from === undefined ? "from" : "to", "REQUIRED");
  if (!isDay(from) || !isDay(to)) return wrong(isDay(from) ? "to" : "from", "WRONG_FORM");
  return from > to ? wrong("from", "after_to") : { from, to };
}

/** The first and the last day. */
function monthOf(month: string): Days {
  const from = `${month}-01`;
  return { from, to: addDays(`${addDays(from, 31).slice(0, 7)}-01`, -1) };
}

/** As JSON has them: what was never taken back is null, amounts are digits. */
type OrderRow = Omit<StatedOrder, "lines" | "linesBack"> & {
  readonly lines: readonly LineRow[];
  readonly linesBack: StatedOrder["linesBack"] | null;
};
type Amounts = "lineAmountMinor" | "orderDiscountShareMinor";
type LineRow = Omit<StatedOrder["lines"][number], Amounts> & Readonly<Record<Amounts, string>>;

/** Nothing comes back before it was paid: orders that are paid after the span say nothing of it. */
async function ordersWithin(
  { from, to }: Span,
  partnerId: string,
  { read }: Tools,
): Promise<readonly StatedOrder[]> {
  const rows = await read<OrderRow>(
    `select order_id as "orderId", order_number as "orderNumber", lines, paid_at as "paidAt",
            lines_back as "linesBack"
       from query.order_views
      where (paid_at between $1 and $2 or last_back_at >= $1 and paid_at <= $2)
        and exists (select 1 from json_array_elements(lines) line where line->>'partnerId' = $3)
      order by paid_at, order_id limit $4`,
    [new Date(from), new Date(to), partnerId, ORDERS_MAX + 1],
  );
  return rows.map(statedOf);
}

const statedOf = ({ lines, linesBack, ...order }: OrderRow): StatedOrder => ({
  ...order,
  lines: lines.map((line) => ({
    ...line,
    lineAmountMinor: BigInt(line.lineAmountMinor),
    orderDiscountShareMinor: BigInt(line.orderDiscountShareMinor),
  })),
  linesBack: linesBack ?? undefined,
});

async function feeTerms({ read }: Tools): Promise<readonly FeeTerm[]> {
  const [fee] = await read<{ readonly terms: readonly FeeTerm[] }>("select terms from query.fees");
  return fee?.terms ?? [];
}
