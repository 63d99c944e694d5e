import { rfc3339 } from "#kernel/calendar.ts";
import { CURRENCY } from "#kernel/money.ts";
import { refuse } from "#kernel/refusal.ts";
import {
  amount,
  count,
  flag,
  listOf,
  oneOf,
  optional,
  record,
  text,
  token,
} from "#kernel/schema.ts";
import { type Route, routesOf, type Tools } from "#http/route.ts";
import { payments } from "./collections.ts";
import { PAYMENT_FAILURES } from "./contract.ts";
import type { Providers } from "./provider.ts";
import { callbackRoute } from "./routes/callbacks.ts";
import { chargeRoutes } from "./routes/charges.ts";
import { depositRoutes } from "./routes/deposits.ts";
import { topUpRoutes } from "./routes/topUps.ts";
import { matchingRoutes } from "./routes/matching.ts";
import { windowRoutes } from "./routes/windows.ts";
import { PAYMENT_STATUSES } from "./rules.ts";

const route = routesOf("payment");
const PAGE_SIZE = 20;

const payment = () =>
  record({
    paymentId: token("pay"),
    orderId: token("ord"),
    memberId: optional(token("mem")),
    payMethod: optional(text(20)),
    amount: optional(amount()),
    refundedAmount: amount(),
    currency: oneOf(CURRENCY),
    status: oneOf(...PAYMENT_STATUSES),
    attempt: count(),
    cancelAsked: flag(),
    failure: optional(oneOf(...PAYMENT_FAILURES)),
    createdAt: text(40),
    updatedAt: text(40),
  });

export const routes = (providers?: Providers): readonly Route[] => [
  allPayments,
  ...topUpRoutes,
  ...chargeRoutes(providers),
  ...depositRoutes,
  ...matchingRoutes,
  ...windowRoutes(providers),
  callbackRoute(providers),
];

const allPayments = route({
  method: "GET",
  path: "/api/payments",
  summary: "All payments, newest first; the cursor is the last order of a page",
  access: ["operator"],
  query: record({
    status: optional(oneOf(...PAYMENT_STATUSES)),
    cursor: optional(token("ord")),
    limit: optional(count(1, 100)),
  }),
  answers: {
    200: record({ payments: listOf(payment(), 100), nextCursor: optional(token("ord")) }),
  },
  refusals: ["COMMON_INVALID_PARAMETER"],
  handle: async ({ query: { status, cursor, limit = PAGE_SIZE } }, tools) => {
    if (cursor !== undefined && !(await isKnown(cursor, tools)))
      return refuse("COMMON_INVALID_PARAMETER", [{ field: "cursor", code: "unknown" }]);
    const rows = await paymentsBefore(cursor, status, limit + 1, tools);
    return { status: 200, body: pageOf(rows, limit) };
  },
});

async function isKnown(orderId: string, { read }: Tools): Promise<boolean> {
  const found = await read(`select 1 from ${payments.sqlName} where order_id = $1`, [orderId]);
  return found.length > 0;
}

type PaymentRow = {
  readonly orderId: string;
  readonly createdAt: number;
  readonly updatedAt: number;
} & Readonly<Record<string, unknown>>;

const paymentsBefore = (
  cursor: string | undefined,
  status: string | undefined,
  limit: number,
  { read }: Tools,
) =>
  read<PaymentRow>(
    `select payment_id as "paymentId", order_id as "orderId", member_id as "memberId",
            pay_method as "payMethod", amount_minor as amount,
            refunded_amount_minor as "refundedAmount", status, attempt,
            cancel_asked as "cancelAsked", failure,
            created_at as "createdAt", updated_at as "updatedAt"
     from ${payments.sqlName}
     where ($1::text is null or status = $1)
       and ($2::text is null or (created_at, order_id) <
            (select created_at, order_id from ${payments.sqlName} where order_id = $2))
     order by created_at desc, order_id desc limit $3`,
    [status ?? null, cursor ?? null, limit],
  );

function pageOf(rows: readonly PaymentRow[], limit: number) {
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    payments: page.map(viewOf),
    ...(last === undefined ? {} : { nextCursor: last.orderId }),
  };
}

const viewOf = (row: PaymentRow) => ({
  ...Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)),
  currency: CURRENCY,
  createdAt: rfc3339(row.createdAt),
  updatedAt: rfc3339(row.updatedAt),
});
