/** Putting money into one's wallet through a card or pay company, in two steps as at a checkout. */
import { refuse } from "#kernel/refusal.ts";
import { amount, oneOf, optional, record, text, token } from "#kernel/schema.ts";
import { answered, type Route, routesOf } from "#http/route.ts";
import type { Sent } from "#runtime/sending.ts";
import { topUps } from "../collections.ts";
import { openTopUp, payTopUp, PROVIDED_METHODS } from "../contract.ts";
import { shownTopUp, topUpShape } from "../rules/showing.ts";
import { TOP_UP_LIMIT_MINOR, type TopUp, type TopUpStatus } from "../rules/toppingUp.ts";

const route = routesOf("payment");
const params = record({ transactionId: token("wtx") });

const UNDER_WAY: readonly TopUpStatus[] = ["REQUESTED", "IN_DOUBT", "PAID"];
const isUnderWay = ({ answer }: Sent): boolean =>
  "value" in answer && UNDER_WAY.includes((answer.value as Pick<TopUp, "status">).status);

export const topUpRoutes: readonly Route[] = [
  route({
    method: "POST",
    path: "/api/payments/top-ups",
    summary: "Begin to put money into my wallet: answers the name its provider knows the charge by",
    access: ["member"],
    body: record({
      amount: amount(1, Number(TOP_UP_LIMIT_MINOR)),
      payMethod: oneOf(...PROVIDED_METHODS),
    }),
    answers: { 201: topUpShape() },
    refusals: ["COMMON_INVALID_PARAMETER"],
    idempotency: "required",
    handle: async ({ body: { amount: amountMinor, payMethod } }, tools) => {
      const transactionId = tools.token("walletTransaction");
      const { memberId } = tools.identity;
      const ask = openTopUp({ transactionId, memberId, payMethod, amountMinor });
      return answered(await tools.send(ask, { fresh: transactionId }), 201);
    },
  }),

  route({
    method: "POST",
    path: "/api/payments/top-ups/:transactionId/payment",
    summary:
      "Pay it, with what the provider gave me; 202 while it is not known whether it was taken",
    access: ["member"],
    params,
    body: record({ paymentKey: optional(text(200)) }),
    answers: { 200: topUpShape(), 202: topUpShape() },
    refusals: [
      "COMMON_INVALID_PARAMETER",
      "COMMON_ENTITY_NOT_FOUND",
      "COMMON_ILLEGAL_STATUS",
      "PAYMENT_DECLINED",
    ],
    idempotency: "required",
    handle: async ({ params: { transactionId }, body: { paymentKey: payerRef } }, tools) => {
      const { memberId } = tools.identity;
      const brought = payerRef === undefined ? {} : { payerRef };
      const sent = await tools.send(payTopUp({ transactionId, memberId, ...brought }));
      return answered(sent, isUnderWay(sent) ? 202 : 200);
    },
  }),

  route({
    method: "GET",
    path: "/api/payments/top-ups/:transactionId",
    summary: "How money that I put into my wallet stands",
    access: ["member"],
    params,
    answers: { 200: topUpShape() },
    refusals: ["COMMON_ENTITY_NOT_FOUND"],
    handle: async ({ params: { transactionId } }, { identity, read }) => {
      const [row] = await read<TopUp>(
        `select transaction_id as "transactionId", pay_method as "payMethod",
                amount_minor as "amountMinor", status
           from ${topUps.sqlName} where transaction_id = $1 and member_id = $2`,
        [transactionId, identity.memberId],
      );
      if (row === undefined) return refuse("COMMON_ENTITY_NOT_FOUND");
      return { status: 200, body: shownTopUp(row) };
    },
  }),
];
