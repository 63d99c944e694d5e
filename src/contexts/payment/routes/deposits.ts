import { CURRENCY } from "#kernel/money.ts";
import type { Draft } from "#kernel/message.ts";
import { isRefusal, type Refusal, refuse } from "#kernel/refusal.ts";
import { amount, count, listOf, oneOf, optional, record, text, token } from "#kernel/schema.ts";
import { answered, type Route, routesOf, type Tools } from "#http/route.ts";
import type { Sent } from "#runtime/sending.ts";
import { deposits, payments } from "../collections.ts";
import { cancelForShortage, confirmDeposit, REFUND_MEANS, settleRefund } from "../contract.ts";
import type { Payment } from "../rules.ts";
import { closedBreaker, enter, leave, type Verdict } from "../rules/breaking.ts";
import type { Deposit } from "../rules/depositing.ts";
import { depositShape, refundShape, shownDeposit, shownRefund } from "../rules/showing.ts";

const route = routesOf("payment");
/** How this process finds the stock, once an answer showed that it is in another one. */
const product = { breaker: closedBreaker, isElsewhere: false };
const params = record({ orderId: token("ord") });
const PAGE_SIZE = 20;

/** How long a confirmation waits for the stock, where that is in another process. */
const CLAIM_WAIT_MS = 610;

const DEPOSIT_STATUSES = [
  "WAITING_DEPOSIT",
  "DEPOSIT_CONFIRMED",
  "REFUND_DUE",
  "CANCELLED",
  "REFUNDED",
] as const;

/** The desk of those who see the money come, and of operators who pay it back. */
export const depositRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/api/deposits",
    summary:
      "Deposits, oldest first: those a seller may confirm, or all; the cursor is the last of a page",
    access: ["seller", "operator"],
    query: record({
      status: optional(oneOf(...DEPOSIT_STATUSES)),
      /** What the bank's statement says: both find the deposit. */
      depositorName: optional(text(50)),
      amount: optional(amount()),
      cursor: optional(token("ord")),
      limit: optional(count(1, 100)),
    }),
    answers: {
      200: record({ deposits: listOf(depositShape(), 100), nextCursor: optional(token("ord")) }),
    },
    refusals: ["COMMON_INVALID_PARAMETER"],
    handle: async ({ query }, tools) => {
      const { cursor, limit = PAGE_SIZE } = query;
      if (cursor !== undefined && !(await isListed(cursor, tools)))
        return refuse("COMMON_INVALID_PARAMETER", [{ field: "cursor", code: "unknown" }]);
      const found = await depositsAfter(query, limit + 1, tools);
      const page = found.slice(0, limit);
      const last = found.length > limit ? page.at(-1) : undefined;
      return {
        status: 200,
        body: {
          deposits: page.map((row) => shownDeposit(present(row), present(row))),
          ...(last === undefined ? {} : { nextCursor: last.orderId }),
        },
      };
    },
  }),

  route({
    method: "POST",
    path: "/api/deposits/:orderId/confirmation",
    summary:
      "State that the money came, which claims the stock; 202 while the stock has not answered",
    access: ["seller", "operator"],
    params,
    body: record({ depositedAmount: optional(amount()) }),
    answers: { 200: depositShape(), 202: depositShape() },
    refusals: [
      "COMMON_INVALID_PARAMETER",
      "COMMON_ENTITY_NOT_FOUND",
      "COMMON_ILLEGAL_STATUS",
      "DEPOSIT_AMOUNT_MISMATCH",
      "STOCK_INSUFFICIENT",
      "DEPENDENCY_UNAVAILABLE",
    ],
    idempotency: "required",
    handle: async ({ params: { orderId }, body: { depositedAmount: amountMinor } }, tools) => {
      const stated = amountMinor === undefined ? {} : { amountMinor };
      const sent = await unlessBroken(confirmDeposit({ orderId, ...stated }), tools);
      return isRefusal(sent) ? sent : answered(sent, sent.answer.settled ? 200 : 202);
    },
  }),

  route({
    method: "POST",
    path: "/api/deposits/:orderId/cancellation",
    summary: "Give up a deposit that came and has no stock: the order ends and the money is owed",
    access: ["seller", "operator"],
    params,
    answers: { 200: depositShape() },
    refusals: ["COMMON_ENTITY_NOT_FOUND", "COMMON_ILLEGAL_STATUS"],
    idempotency: "required",
    handle: async ({ params: { orderId } }, { send }) =>
      answered(await send(cancelForShortage({ orderId })), 200),
  }),

  route({
    method: "GET",
    path: "/api/refunds-due",
    summary: "Deposits that are owed back, oldest first",
    access: ["operator"],
    query: record({ limit: optional(count(1, 100)) }),
    answers: {
      200: record({
        refunds: listOf(refundShape(), 100),
        /** What all refunds that are due come to, those beyond the page too. */
        totalAmount: amount(),
        currency: oneOf(CURRENCY),
      }),
    },
    refusals: ["COMMON_INVALID_PARAMETER"],
    handle: async ({ query: { limit = PAGE_SIZE } }, tools) => ({
      status: 200,
      body: await refundsDue(limit, tools),
    }),
  }),

  route({
    method: "POST",
    path: "/api/refunds-due/:orderId/settlement",
    summary: "Pay a deposit back: into the wallet, or by a bank transfer that was made",
    access: ["operator"],
    params,
    body: record({ means: oneOf(...REFUND_MEANS) }),
    answers: { 200: refundShape() },
    refusals: ["COMMON_INVALID_PARAMETER", "COMMON_ENTITY_NOT_FOUND", "COMMON_ILLEGAL_STATUS"],
    idempotency: "required",
    handle: async ({ params: { orderId }, body: { means } }, { send }) =>
      answered(await send(settleRefund({ orderId, means })), 200),
  }),
];

/**
 * While the stock is too slow a confirmation is refused at once and nothing is changed. What was claimed
 * before goes on: its answer comes, however late.
 */
async function unlessBroken(command: Draft, tools: Tools): Promise<Sent | Refusal> {
  const limitMs = tools.policies["breaker.payToProduct.limitMs"];
  // A commit of our own that takes long is no reason to spare a neighbour.
  const patienceMs = product.isElsewhere ? limitMs : Infinity;
  const entered = enter(product.breaker, tools.now(), patienceMs);
  product.breaker = entered.breaker;
  if ("retryAfterMs" in entered) {
    const retryAfterSeconds = Math.ceil(entered.retryAfterMs / 1_000);
    return { refusal: "DEPENDENCY_UNAVAILABLE", retryAfterSeconds };
  }
  let verdict: Verdict = "NONE";
  try {
    const waitMs = Math.min(limitMs, CLAIM_WAIT_MS);
    const sent = await tools.send(command, { waitMs });
    verdict = verdictOn(sent, limitMs);
    product.isElsewhere ||= sent.waitedMs !== undefined;
    return sent;
  } finally {
    product.breaker = leave(product.breaker, entered.no, verdict, tools.now());
  }
}

/** What was decided in this process says nothing of the stock's. */
function verdictOn({ answer, waitedMs }: Sent, limitMs: number): Verdict {
  if (waitedMs === undefined) return "NONE";
  if (waitedMs > limitMs) return "SLOW";
  if (answer.settled) return "QUICK";
  return limitMs <= CLAIM_WAIT_MS ? "SLOW" : "NONE";
}

/** A row as it was read: what is not there is null. */
type Read<T> = { readonly [Field in keyof T]: T[Field] | null };
type DepositRow = Deposit & Pick<Payment, "amountMinor" | "status" | "claiming" | "attempt">;
type RefundRow = Parameters<typeof shownRefund>[0] & object;

const present = <T extends object>(row: Read<T>): T =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as T;

/** A seller's desk holds what that seller alone may confirm. */
const sellerOf = ({ identity }: Tools): string | null =>
  identity.role === "operator" ? null : (identity.partnerId ?? "");

async function isListed(orderId: string, tools: Tools): Promise<boolean> {
  const found = await tools.read(
    `select 1 from ${deposits.sqlName}
      where order_id = $1 and ($2::text is null or partner_id = $2)`,
    [orderId, sellerOf(tools)],
  );
  return found.length > 0;
}

type Wanted = {
  readonly status?: string;
  readonly depositorName?: string;
  readonly amount?: bigint;
  readonly cursor?: string;
};

const depositsAfter = (
  { status = "WAITING_DEPOSIT", depositorName, amount: amountMinor, cursor }: Wanted,
  limit: number,
  tools: Tools,
) =>
  tools.read<Read<DepositRow> & { readonly orderId: string }>(
    `select d.order_id as "orderId", order_number as "orderNumber",
            depositor_name as "depositorName", due_at as "dueAt", confirmed_at as "confirmedAt",
            amount_minor as "amountMinor", status, claiming, attempt
       from ${deposits.sqlName} d join ${payments.sqlName} p using (order_id)
      where p.status = $1 and ($2::text is null or d.partner_id = $2)
        and ($3::text is null or d.depositor_name = $3)
        and ($4::bigint is null or p.amount_minor = $4)
        and ($5::text is null or (d.created_at, d.order_id) >
             (select created_at, order_id from ${deposits.sqlName} where order_id = $5))
      order by d.created_at, d.order_id limit $6`,
    [status, sellerOf(tools), depositorName ?? null, amountMinor ?? null, cursor ?? null, limit],
  );

async function refundsDue(limit: number, { read }: Tools) {
  const due = `status = 'REFUND_DUE' and pay_method = 'BANK_TRANSFER'`;
  const rows = await read<Read<RefundRow>>(
    `select order_id as "orderId", refund_id as "refundId", member_id as "memberId",
            amount_minor as "amountMinor", status, refund_cause as "refundCause",
            refund_means as "refundMeans"
       from ${payments.sqlName} where ${due} order by updated_at, order_id limit $1`,
    [limit],
  );
  const [sum] = await read<{ readonly total: bigint }>(
    `select coalesce(sum(amount_minor), 0)::bigint as total from ${payments.sqlName} where ${due}`,
  );
  return {
    refunds: rows.map((row) => shownRefund(present(row))),
    totalAmount: sum?.total ?? 0n,
    currency: CURRENCY,
  };
}
