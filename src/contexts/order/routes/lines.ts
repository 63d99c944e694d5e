/** Cancelling lines of an order: what would go back, and then exactly that. */
import { refuse } from "#kernel/refusal.ts";
import {
  amount,
  count,
  listOf,
  matching,
  optional,
  record,
  text,
  token,
  type ValueOf,
} from "#kernel/schema.ts";
import { answered, type Route, routesOf, type Tools } from "#http/route.ts";
import type { Sent } from "#runtime/sending.ts";
import { askRefundPlan, cancelOrderLines } from "../contract.ts";
import { shownPlan } from "../rules/refundPlan.ts";
import { shownOrder } from "../rules/showing.ts";

const route = routesOf("order");
const shown = shownOrder();
const params = record({ orderId: token("ord") });

export const lineRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/api/orders/:orderId/refund-plan",
    summary: "What would go back if these lines were cancelled: `lineNos` are separated by commas",
    access: ["member", "operator"],
    params,
    query: record({ lineNos: matching("^[1-9]\\d{0,2}(?:,[1-9]\\d{0,2}){0,199}$", 799) }),
    answers: { 200: shownPlan() },
    refusals: [
      "COMMON_INVALID_PARAMETER",
      "COMMON_ENTITY_NOT_FOUND",
      "ORDER_NOT_CANCELLABLE",
      "DEPENDENCY_UNAVAILABLE",
    ],
    handle: async ({ params: { orderId }, query }, tools) => {
      const lineNos = query.lineNos.split(",").map(Number);
      const answer = await tools.ask(askRefundPlan({ orderId, ...asker(tools), lineNos }));
      if (answer === undefined) return refuse("DEPENDENCY_UNAVAILABLE");
      return "refusal" in answer ? answer.refusal : { status: 200, body: answer.value };
    },
  }),

  route({
    method: "POST",
    path: "/api/orders/:orderId/line-cancellations",
    summary:
      "Cancel lines of a paid order for the refund of its plan: one's own, or any as an operator with a reason; 202 while it is not decided yet",
    access: ["member", "operator"],
    params,
    body: record({
      lineNos: listOf(count(1, 999), 200, 1),
      /** The plan's refund, as it was shown. */
      expectedRefund: amount(),
      reason: optional(text(200)),
    }),
    answers: { 200: shown, 202: shown },
    refusals: [
      "COMMON_INVALID_PARAMETER",
      "COMMON_ENTITY_NOT_FOUND",
      "ORDER_NOT_CANCELLABLE",
      "REFUND_AMOUNT_MISMATCH",
      "REFUND_EXCEEDS_PAYMENT",
    ],
    instead: shownPlan(),
    idempotency: "required",
    handle: async ({ params: { orderId }, body }, tools) => {
      const { lineNos, expectedRefund: expectedRefundMinor, reason } = body;
      if (isOperator(tools) && reason === undefined) {
        return refuse("COMMON_INVALID_PARAMETER", [{ field: "reason", code: "REQUIRED" }]);
      }
      const command = cancelOrderLines({
        orderId,
        ...asker(tools),
        lineNos,
        expectedRefundMinor,
        ...(reason === undefined ? {} : { reason }),
      });
      const sent = await tools.send(command);
      return answered(sent, isDecided(sent) ? 200 : 202);
    },
  }),
];

/** What was asked before may still wait for delivery's answer. */
const isDecided = ({ answer }: Sent): boolean =>
  answer.settled && "value" in answer && !isOpen(answer.value as ValueOf<typeof shown>);
const isOpen = ({ cancelAsked, askedLineNos }: ValueOf<typeof shown>): boolean =>
  cancelAsked === true || askedLineNos !== undefined;

const isOperator = ({ identity }: Tools): boolean => identity.role === "operator";
/** An operator asks in nobody's name. */
const asker = (tools: Tools) => (isOperator(tools) ? {} : { memberId: tools.identity.memberId });
