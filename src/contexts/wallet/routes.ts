import { rfc3339 } from "#kernel/calendar.ts";
import { CURRENCY } from "#kernel/money.ts";
import { refuse } from "#kernel/refusal.ts";
import {
  amount,
  count,
  listOf,
  oneOf,
  optional,
  record,
  signedAmount,
  text,
  token,
} from "#kernel/schema.ts";
import { answered, type Route, routesOf, type Tools } from "#http/route.ts";
import { accounts, entries, walletTransactions } from "./collections.ts";
import { chargeWallet } from "./contract.ts";
import { type Cause, CAUSES, CHARGE_LIMIT_MINOR } from "./rules.ts";

const route = routesOf("wallet");
const PAGE_SIZE = 20;
const currency = () => oneOf(CURRENCY);

const entry = () =>
  record({
    transactionId: token("wtx"),
    cause: oneOf(...CAUSES),
    /** Negative where money left the wallet. */
    amount: signedAmount(),
    currency: currency(),
    orderId: optional(token("ord")),
    at: text(40),
  });

export const routes: readonly Route[] = [
  route({
    method: "GET",
    path: "/api/wallet",
    summary: "My balance",
    access: ["member"],
    answers: { 200: record({ balance: amount(), currency: currency() }) },
    refusals: [],
    handle: async (_request, tools) => ({
      status: 200,
      body: { balance: await balanceOf(tools), currency: CURRENCY },
    }),
  }),

  route({
    method: "GET",
    path: "/api/wallet/entries",
    summary: "My wallet's movements, newest first; the cursor is the last transaction of a page",
    access: ["member"],
    query: record({ cursor: optional(token("wtx")), limit: optional(count(1, 100)) }),
    answers: {
      200: record({ entries: listOf(entry(), 100), nextCursor: optional(token("wtx")) }),
    },
    refusals: ["COMMON_INVALID_PARAMETER"],
    handle: async ({ query: { cursor, limit = PAGE_SIZE } }, tools) => {
      const before = await entryNoAt(cursor, tools);
      if (before === undefined)
        return refuse("COMMON_INVALID_PARAMETER", [{ field: "cursor", code: "unknown" }]);
      const rows = await entriesBefore(before, limit + 1, tools);
      return { status: 200, body: pageOf(rows, limit) };
    },
  }),

  route({
    method: "POST",
    path: "/api/wallet/charges",
    summary: "Put money into my wallet",
    access: ["member"],
    body: record({ amount: amount(1, Number(CHARGE_LIMIT_MINOR)) }),
    answers: {
      201: record({
        transactionId: token("wtx"),
        amount: amount(1),
        balance: amount(),
        currency: currency(),
      }),
    },
    refusals: ["COMMON_INVALID_PARAMETER", "AMOUNT_OUT_OF_RANGE"],
    idempotency: "required",
    handle: async ({ body: { amount: amountMinor } }, tools) => {
      const transactionId = tools.token("walletTransaction");
      const { memberId } = tools.identity;
      const sent = await tools.send(chargeWallet({ memberId, transactionId, amountMinor }), {
        fresh: transactionId,
      });
      return answered(sent, 201);
    },
  }),
];

async function balanceOf({ read, identity }: Tools): Promise<bigint> {
  const [account] = await read<{ balance: bigint }>(
    `select balance_minor as balance from ${accounts.sqlName} where account_id = $1`,
    [identity.memberId],
  );
  return account?.balance ?? 0n;
}

const NEWEST = 2_147_483_647;

/** The caller's entry that a cursor names; undefined for a cursor that is not the caller's. */
async function entryNoAt(
  cursor: string | undefined,
  { read, identity }: Tools,
): Promise<number | undefined> {
  if (cursor === undefined) return NEWEST;
  const [found] = await read<{ entryNo: number }>(
    `select entry_no as "entryNo" from ${entries.sqlName}
     where account_id = $1 and entry_no is not null and transaction_id = $2`,
    [identity.memberId, cursor],
  );
  return found?.entryNo;
}

type EntryRow = {
  readonly transactionId: string;
  readonly cause: Cause;
  readonly amount: bigint;
  readonly orderId: string | null;
  readonly at: number;
};

const entriesBefore = (entryNo: number, limit: number, { read, identity }: Tools) =>
  read<EntryRow>(
    `select transaction_id as "transactionId", t.cause, e.amount_minor as amount,
            t.order_id as "orderId", e.created_at as at
     from ${entries.sqlName} e join ${walletTransactions.sqlName} t using (transaction_id)
     where e.account_id = $1 and e.entry_no is not null and e.entry_no < $2
     order by e.entry_no desc limit $3`,
    [identity.memberId, entryNo, limit],
  );

function pageOf(rows: readonly EntryRow[], limit: number) {
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    entries: page.map(({ orderId, at, ...row }) => ({
      ...row,
      currency: CURRENCY,
      ...(orderId === null ? {} : { orderId }),
      at: rfc3339(at),
    })),
    ...(last === undefined ? {} : { nextCursor: last.transactionId }),
  };
}
