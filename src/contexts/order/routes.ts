import { refuse, type RefusalDetail } from "#kernel/refusal.ts";
import {
  amount,
  count,
  flag,
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
import {
  address,
  cancelOrder,
  confirmReceipt,
  orderer,
  payMethod,
  payOrder,
  placeOrder,
} from "./contract.ts";
import { lineRoutes } from "./routes/lines.ts";
import { isAsConfirmed, sheetRoute, withNewSheet } from "./routes/sheet.ts";
import { confirmedSheet, type Seal, shownSheet } from "./rules/sheet.ts";
import { shownOrder } from "./rules/showing.ts";

const route = routesOf("order");
const params = record({ orderId: token("ord") });

const agreements = () =>
  record({ termsOfService: flag(), privacyPolicy: flag(), ageVerification: flag() });
type Agreements = Readonly<Record<string, boolean>>;

const placement = record({
  lines: listOf(
    record({
      itemId: token("itm"),
      optionIds: optional(listOf(token("opt"), 10)),
      quantity: count(1, 9_999),
      memberCouponIds: optional(listOf(token("mcp"), 10)),
      /** From the own cart: the line leaves it once the order is verified. */
      cartLineId: optional(token("crl")),
      /** What the client showed: item price plus options, and the same with coupons. */
      expectedUnitListPrice: optional(amount()),
      expectedUnitPrice: optional(amount()),
    }),
    200,
    1,
  ),
  orderCouponId: optional(token("mcp")),
  orderer: orderer(),
  address: address(),
  payMethod: payMethod(),
  /** Under whose name the money will come: with a bank transfer. */
  depositorName: optional(matching("\\S", 50)),
  /** The order sheet that was confirmed: then the order is exactly that, or refused. */
  sheet: optional(confirmedSheet()),
  /** Pays by itself once the order is verified. */
  autoPay: optional(flag()),
  agreements: agreements(),
});

/** Order seals its sheets, so its routes are made with the seal of this installation. */
export const routes = (seal: Seal): readonly Route[] => [
  sheetRoute(seal),
  placementRoute(seal),
  ...ordersOwnRoutes,
  ...lineRoutes,
];

const placementRoute = (seal: Seal): Route =>
  route({
    method: "POST",
    path: "/api/orders",
    summary: "Place an order",
    access: ["member"],
    body: placement,
    answers: { 201: shownOrder() },
    refusals: [
      "COMMON_INVALID_PARAMETER",
      "AGREEMENT_REQUIRED",
      "QUOTE_INVALID",
      "QUOTE_EXPIRED",
      "COMMON_ENTITY_NOT_FOUND",
      "PARTNER_DISABLED",
      "ITEM_NOT_ON_SALE",
      "PRICE_CHANGED",
      "DISCOUNT_MISMATCH",
      "STOCK_INSUFFICIENT",
      "COUPON_NOT_USABLE",
      "COUPON_LIMIT_EXCEEDED",
      "COUPON_QUANTITY_NOT_ONE",
      "COUPON_DISCOUNT_TOO_LARGE",
      "PRICE_BELOW_FLOOR",
      "AMOUNT_OUT_OF_RANGE",
      "WALLET_BALANCE_INSUFFICIENT",
      "PAYMENT_DECLINED",
      "DEPENDENCY_UNAVAILABLE",
    ],
    instead: shownSheet(),
    idempotency: "required",
    handle: async ({ body }, tools) => {
      const missing = missingAgreements(body.agreements);
      if (missing.length > 0) return refuse("AGREEMENT_REQUIRED", missing);
      if (body.payMethod === "BANK_TRANSFER" && body.depositorName === undefined) {
        return refuse("COMMON_INVALID_PARAMETER", [{ field: "depositorName", code: "REQUIRED" }]);
      }
      const { sheet } = body;
      const { memberId } = tools.identity;
      if (sheet !== undefined && !isAsConfirmed(memberId, body, sheet, seal)) {
        return refuse("QUOTE_INVALID");
      }
      const orderId = tools.token("order");
      const command = placeOrder({ ...placementOf(body), orderId, memberId });
      const sent = await tools.send(command, { fresh: orderId });
      if (sheet !== undefined && "refusal" in sent.answer) {
        return withNewSheet(sent.answer.refusal, body, sheet, seal, tools);
      }
      return answered(sent, 201, { location: `/api/orders/${placedId(sent) ?? orderId}` });
    },
  });

function placementOf(body: ValueOf<typeof placement>) {
  const { payMethod: method, orderer: by, address: to, lines, orderCouponId, sheet } = body;
  return {
    payMethod: method,
    ...(method === "BANK_TRANSFER" ? depositorOf(body) : {}),
    autoPay: body.autoPay ?? false,
    orderer: by,
    address: to,
    lines: lines.map(wantedLine),
    ...(orderCouponId === undefined ? {} : { orderCouponId }),
    ...(sheet === undefined ? {} : { confirmedUntil: Date.parse(sheet.validUntil) }),
  };
}

const depositorOf = ({ depositorName }: ValueOf<typeof placement>) =>
  depositorName === undefined ? {} : { depositorName };

const ordersOwnRoutes: readonly Route[] = [
  route({
    method: "POST",
    path: "/api/orders/:orderId/payment",
    summary: "Pay an order; 202 while the payment is not decided yet",
    access: ["member"],
    params,
    body: record({ payMethod: payMethod(), amount: amount() }),
    answers: { 200: shownOrder(), 202: shownOrder() },
    refusals: [
      "COMMON_INVALID_PARAMETER",
      "COMMON_ENTITY_NOT_FOUND",
      "COMMON_ILLEGAL_STATUS",
      "PAYMENT_ALREADY_DONE",
      "PAYMENT_AMOUNT_MISMATCH",
      "PAYMENT_METHOD_MISMATCH",
      "WALLET_BALANCE_INSUFFICIENT",
      "PAYMENT_DECLINED",
      "DEPENDENCY_UNAVAILABLE",
    ],
    idempotency: "required",
    handle: async ({ params: { orderId }, body }, tools) => {
      const { memberId } = tools.identity;
      const { payMethod: method, amount: amountMinor } = body;
      return outcome(
        await tools.send(payOrder({ orderId, memberId, payMethod: method, amountMinor })),
      );
    },
  }),

  route({
    method: "POST",
    path: "/api/orders/:orderId/cancellation",
    summary:
      "Cancel an order: one's own, or any as an operator with a reason; 202 while it is not decided yet",
    access: ["member", "operator"],
    params,
    body: record({ reason: optional(text(200)) }),
    answers: { 200: shownOrder(), 202: shownOrder() },
    refusals: ["COMMON_INVALID_PARAMETER", "COMMON_ENTITY_NOT_FOUND", "ORDER_NOT_CANCELLABLE"],
    idempotency: "required",
    handle: async ({ params: { orderId }, body: { reason } }, tools) => {
      if (isOperator(tools) && reason === undefined) {
        return refuse("COMMON_INVALID_PARAMETER", [{ field: "reason", code: "REQUIRED" }]);
      }
      const command = cancelOrder({
        orderId,
        ...(isOperator(tools) ? {} : { memberId: tools.identity.memberId }),
        ...(reason === undefined ? {} : { reason }),
      });
      return outcome(await tools.send(command));
    },
  }),

  route({
    method: "POST",
    path: "/api/orders/:orderId/receipt",
    summary: "Confirm that the goods arrived",
    access: ["member"],
    params,
    answers: { 200: shownOrder() },
    refusals: ["COMMON_ENTITY_NOT_FOUND", "COMMON_ILLEGAL_STATUS"],
    handle: async ({ params: { orderId } }, tools) => {
      const { memberId } = tools.identity;
      return answered(await tools.send(confirmReceipt({ orderId, memberId })), 200);
    },
  }),
];

type WantedLine = {
  readonly itemId: string;
  readonly optionIds?: string[];
  readonly quantity: number;
  readonly memberCouponIds?: string[];
  readonly cartLineId?: string;
  readonly expectedUnitListPrice?: bigint;
  readonly expectedUnitPrice?: bigint;
};
const wantedLine = (line: WantedLine) => ({
  itemId: line.itemId,
  optionIds: line.optionIds ?? [],
  quantity: line.quantity,
  memberCouponIds: line.memberCouponIds ?? [],
  ...(line.cartLineId === undefined ? {} : { cartLineId: line.cartLineId }),
  ...(line.expectedUnitListPrice === undefined
    ? {}
    : { expectedUnitListPriceMinor: line.expectedUnitListPrice }),
  ...(line.expectedUnitPrice === undefined
    ? {}
    : { expectedUnitPriceMinor: line.expectedUnitPrice }),
});

const missingAgreements = (given: Agreements): readonly RefusalDetail[] =>
  Object.keys(given)
    .filter((name) => given[name] !== true)
    .map((name) => ({ field: `agreements.${name}`, code: "AGREEMENT_REQUIRED" }));

/** A repeated request is answered with the order that the first one placed. */
function placedId({ answer }: Sent): string | undefined {
  return "value" in answer ? (answer.value as { readonly orderId?: string }).orderId : undefined;
}

const outcome = (sent: Sent) => answered(sent, sent.answer.settled ? 200 : 202);

const isOperator = ({ identity }: Tools): boolean => identity.role === "operator";
