/** Where a payer is sent to authorise a charge: nothing is paid there, and nothing is written here. */
import { CURRENCY } from "#kernel/money.ts";
import { refuse } from "#kernel/refusal.ts";
import { amount, matching, optional, record, text, token } from "#kernel/schema.ts";
import { type Route, type RouteAnswer, routesOf, type Tools } from "#http/route.ts";
import { payments, topUps } from "../collections.ts";
import { openWindow, type Providers, type WindowAsk } from "../provider.ts";
import { chargeKeyOf, isProvided, type Payment } from "../rules.ts";
import { type TopUp, topUpKeyOf } from "../rules/toppingUp.ts";

const route = routesOf("payment");

const returnUrl = () => matching("^https?://[^\\s?#{}]+$", 300);
const answers = { 200: record({ url: optional(text(2_000)) }) };
const refusals = [
  "COMMON_INVALID_PARAMETER",
  "COMMON_ENTITY_NOT_FOUND",
  "COMMON_ILLEGAL_STATUS",
  "DEPENDENCY_UNAVAILABLE",
] as const;

type OwnPayment = Pick<Payment, "payMethod" | "status" | "attempt">;
type OwnTopUp = Pick<TopUp, "payMethod" | "amountMinor" | "status">;

export const windowRoutes = (providers: Providers | undefined): readonly Route[] => [
  route({
    method: "POST",
    path: "/api/payments/:orderId/window",
    summary:
      "The window of my order's payment company; without an address it can be paid straight away",
    access: ["member"],
    params: record({ orderId: token("ord") }),
    /** The amount is what is about to be paid: any other cannot be taken for the order afterwards. */
    body: record({ amount: amount(1), returnUrl: returnUrl() }),
    answers,
    refusals,
    handle: async ({ params: { orderId }, body, language }, tools) => {
      const [row] = await tools.read<OwnPayment>(
        `select pay_method as "payMethod", status, attempt
           from ${payments.sqlName} where order_id = $1 and member_id = $2`,
        [orderId, tools.identity.memberId],
      );
      if (row === undefined) return refuse("COMMON_ENTITY_NOT_FOUND");
      const { payMethod, status, attempt } = row;
      if (status !== "OPENED" || !isProvided(payMethod)) return refuse("COMMON_ILLEGAL_STATUS");
      const chargeKey = chargeKeyOf(orderId, attempt + 1);
      const title = language === "ko" ? "보자기 주문" : "Bojagi order";
      const { amount: amountMinor, returnUrl } = body;
      return opened(providers, { chargeKey, payMethod, amountMinor, title, returnUrl }, tools);
    },
  }),

  route({
    method: "POST",
    path: "/api/payments/top-ups/:transactionId/window",
    summary:
      "The window of my top-up's payment company; without an address it can be paid straight away",
    access: ["member"],
    params: record({ transactionId: token("wtx") }),
    body: record({ returnUrl: returnUrl() }),
    answers,
    refusals,
    handle: async ({ params: { transactionId }, body: { returnUrl }, language }, tools) => {
      const [row] = await tools.read<OwnTopUp>(
        `select pay_method as "payMethod", amount_minor as "amountMinor", status
           from ${topUps.sqlName} where transaction_id = $1 and member_id = $2`,
        [transactionId, tools.identity.memberId],
      );
      if (row === undefined) return refuse("COMMON_ENTITY_NOT_FOUND");
      if (row.status !== "OPENED") return refuse("COMMON_ILLEGAL_STATUS");
      const chargeKey = topUpKeyOf(transactionId);
      const title = language === "ko" ? "보자기 지갑 충전" : "Bojagi wallet";
      return opened(providers, { ...row, chargeKey, title, returnUrl }, tools);
    },
  }),
];

async function opened(
  providers: Providers | undefined,
  wanted: Omit<WindowAsk, "currency">,
  { signal }: Tools,
): Promise<RouteAnswer> {
  const url = await openWindow(providers, { ...wanted, currency: CURRENCY }, signal);
  return { status: 200, body: url === undefined ? {} : { url } };
}
