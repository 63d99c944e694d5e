import { rfc3339 } from "#kernel/calendar.ts";
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
import { answered, type Route, routesOf } from "#http/route.ts";
import { payments, strays } from "../collections.ts";
import { authorizePayment } from "../contract.ts";
import { type Providers, windowFor } from "../provider.ts";
import { chargeKeyOf, PAYMENT_STATUSES } from "../rules.ts";

const route = routesOf("payment");
const STRAYS_MAX = 100;

type OwnRow = {
  readonly paymentId: string;
  readonly payMethod: string | null;
  readonly status: (typeof PAYMENT_STATUSES)[number];
  readonly attempt: number;
};
type StrayRow = {
  readonly orderId: string;
  readonly foundAt: number;
} & Readonly<Record<string, unknown>>;

/** What a payer needs before the charge, and what operators see of charges that went astray. */
export const chargeRoutes = (providers: Providers | undefined): readonly Route[] => [
  ownPayment(providers),
  ...others,
];

const ownPayment = (providers: Providers | undefined): Route =>
  route({
    method: "GET",
    path: "/api/payments/:orderId",
    summary: "The payment of one's own order, with the name its provider knows the next charge by",
    access: ["member"],
    params: record({ orderId: token("ord") }),
    answers: {
      200: record({
        paymentId: token("pay"),
        orderId: token("ord"),
        payMethod: optional(text(20)),
        status: oneOf(...PAYMENT_STATUSES),
        chargeKey: text(30),
        /** The payer authorises it in a window of the company. */
        byWindow: flag(),
      }),
    },
    refusals: ["COMMON_ENTITY_NOT_FOUND"],
    handle: async ({ params: { orderId } }, { identity, read }) => {
      const [row] = await read<OwnRow>(
        `select payment_id as "paymentId", pay_method as "payMethod", status, attempt
           from ${payments.sqlName} where order_id = $1 and member_id = $2`,
        [orderId, identity.memberId],
      );
      if (row === undefined) return refuse("COMMON_ENTITY_NOT_FOUND");
      const { paymentId, payMethod, status, attempt } = row;
      const next = status === "OPENED" ? attempt + 1 : Math.max(1, attempt);
      const chargeKey = chargeKeyOf(orderId, next);
      const method = payMethod === null ? {} : { payMethod };
      const byWindow = windowFor(providers, payMethod) !== undefined;
      return { status: 200, body: { paymentId, orderId, ...method, status, chargeKey, byWindow } };
    },
  });

const others: readonly Route[] = [
  route({
    method: "PUT",
    path: "/api/payments/:orderId/authorization",
    summary: "Bring what the provider gave the payer, before the order is paid",
    access: ["member"],
    params: record({ orderId: token("ord") }),
    body: record({ paymentKey: text(200) }),
    answers: { 204: null },
    refusals: ["COMMON_INVALID_PARAMETER", "COMMON_ENTITY_NOT_FOUND", "COMMON_ILLEGAL_STATUS"],
    handle: async ({ params: { orderId }, body: { paymentKey: payerRef } }, tools) => {
      const { memberId } = tools.identity;
      return answered(await tools.send(authorizePayment({ orderId, memberId, payerRef })), 204);
    },
  }),

  route({
    method: "GET",
    path: "/api/payments/strays",
    summary: "Charges that no order is paid with, newest first: each goes back by itself",
    access: ["operator"],
    query: record({ status: optional(oneOf("DUE", "RETURNED")) }),
    answers: {
      200: record({
        strays: listOf(
          record({
            orderId: token("ord"),
            attempt: count(1),
            payMethod: text(20),
            amount: amount(),
            currency: text(3),
            status: oneOf("DUE", "RETURNED"),
            foundAt: text(40),
          }),
          STRAYS_MAX,
        ),
      }),
    },
    refusals: [],
    handle: async ({ query: { status } }, { read }) => {
      const rows = await read<StrayRow>(
        `select order_id as "orderId", attempt, pay_method as "payMethod", amount_minor as amount,
                currency, status, found_at as "foundAt"
           from ${strays.sqlName} where $1::text is null or status = $1
          order by found_at desc, charge_key desc limit ${STRAYS_MAX}`,
        [status ?? null],
      );
      const shown = rows.map((row) => ({ ...row, foundAt: rfc3339(row.foundAt) }));
      return { status: 200, body: { strays: shown } };
    },
  }),
];
