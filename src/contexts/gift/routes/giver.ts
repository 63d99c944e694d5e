/** What the giver does: register, begin to pay, look, take back. The order is paid at the order. */
import { refuse } from "#kernel/refusal.ts";
import {
  amount,
  count,
  listOf,
  oneOf,
  optional,
  record,
  token,
  type ValueOf,
} from "#kernel/schema.ts";
import { type Route, type RouteAnswer, routesOf, type Tools } from "#http/route.ts";
import type { Sent } from "#runtime/sending.ts";
import { orderer, payMethod, type PayMethod } from "#contexts/order/contract.ts";
import {
  cancelGift,
  giftMessage,
  pushType,
  receiverName,
  receiverPhone,
  registerGift,
  startGiftPayment,
} from "../contract.ts";
import { type GiftLinks, linkHashOf } from "../links.ts";
import type { Gift } from "../rules.ts";
import { giversPage, type Language, shownToGiver } from "../rules/showing.ts";
import { giftsWhere } from "./rows.ts";

const route = routesOf("gift");
const params = record({ giftId: token("gt") });
const PAGE_SIZE = 20;

/** The methods a giver may choose; a bank transfer is never among them (requirements §4.10). */
const OFFERED = [
  "CARD",
  "NAVER_PAY",
  "TOSS_PAY",
  "KAKAO_PAY",
  "WALLET",
] as const satisfies readonly PayMethod[];
const offered = (method: PayMethod) => OFFERED.find((one) => one === method);

/** What clients send that must have an address: read as none (policy P15). */
const pending = () => oneOf("TEMP_VALUE");
const pendingAddress = () =>
  record({
    receiverName: pending(),
    receiverPhone: pending(),
    receiverZipcode: pending(),
    receiverAddress1: pending(),
    receiverAddress2: pending(),
    etcMessage: pending(),
  });

const registration = record({
  lines: listOf(
    record({
      itemId: token("itm"),
      optionIds: optional(listOf(token("opt"), 10)),
      quantity: count(1, 9_999),
      memberCouponIds: optional(listOf(token("mcp"), 10)),
      expectedUnitListPrice: optional(amount()),
      expectedUnitPrice: optional(amount()),
    }),
    200,
    1,
  ),
  orderCouponId: optional(token("mcp")),
  orderer: orderer(),
  payMethod: payMethod(),
  pushType: pushType(),
  receiverName: receiverName(),
  receiverPhone: receiverPhone(),
  message: giftMessage(),
  address: optional(pendingAddress()),
});

export const giverRoutes = (links: GiftLinks): readonly Route[] => [
  registering(links),
  ...afterwards,
];

const registering = (links: GiftLinks): Route =>
  route({
    method: "POST",
    path: "/api/gifts",
    summary: "Register a gift and place its order, whose address its recipient will tell",
    access: ["member"],
    body: registration,
    answers: { 201: giversPage() },
    refusals: [
      "COMMON_INVALID_PARAMETER",
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
    idempotency: "required",
    handle: ({ body, language }, tools) => register(body, language, links, tools),
  });

async function register(
  body: ValueOf<typeof registration>,
  language: Language,
  links: GiftLinks,
  tools: Tools,
): Promise<RouteAnswer> {
  const { lines, orderCouponId, payMethod: wanted, address: _, ...card } = body;
  const method = offered(wanted);
  if (method === undefined) {
    return refuse("COMMON_INVALID_PARAMETER", [{ field: "payMethod", code: "NOT_ALLOWED" }]);
  }
  const orderId = tools.token("order");
  const giftId = tools.token("gift");
  const command = registerGift({
    orderId,
    giftId,
    linkHash: linkHashOf(links.secretOf(giftId)),
    memberId: tools.identity.memberId,
    payMethod: method,
    lines: lines.map(wantedLine),
    ...card,
    ...(orderCouponId === undefined ? {} : { orderCouponId }),
  });
  const sent = await tools.send(command, { fresh: orderId });
  const answer = told(sent, 201, language);
  return "status" in answer
    ? { ...answer, headers: { location: `/api/gifts/${giftIn(sent)?.giftId ?? giftId}` } }
    : answer;
}

const afterwards: readonly Route[] = [
  route({
    method: "GET",
    path: "/api/gifts",
    summary: "The gifts I gave, newest first; the cursor is the last of a page",
    access: ["member"],
    query: record({ cursor: optional(token("gt")), limit: optional(count(1, 100)) }),
    answers: {
      200: record({ gifts: listOf(giversPage(), 100), nextCursor: optional(token("gt")) }),
    },
    refusals: ["COMMON_INVALID_PARAMETER"],
    handle: async ({ query: { cursor, limit = PAGE_SIZE }, language }, tools) => {
      if (cursor !== undefined && (await ownGift(cursor, tools)) === undefined) {
        return refuse("COMMON_INVALID_PARAMETER", [{ field: "cursor", code: "unknown" }]);
      }
      const found = await giftsWhere(
        tools,
        `buyer_id = $1 and ($2::text is null or (created_at, gift_id) <
           (select created_at, gift_id from gift.gifts where gift_id = $2))
         order by created_at desc, gift_id desc limit $3`,
        [tools.identity.memberId, cursor ?? null, limit + 1],
      );
      const page = found.slice(0, limit);
      const last = found.length > limit ? page.at(-1) : undefined;
      return {
        status: 200,
        body: {
          gifts: page.map((gift) => shownToGiver(gift, language)),
          ...(last === undefined ? {} : { nextCursor: last.giftId }),
        },
      };
    },
  }),

  route({
    method: "GET",
    path: "/api/gifts/:giftId",
    summary: "A gift I gave: how far it is, never where it goes",
    access: ["member"],
    params,
    answers: { 200: giversPage() },
    refusals: ["COMMON_ENTITY_NOT_FOUND"],
    handle: async ({ params: { giftId }, language }, tools) => {
      const gift = await ownGift(giftId, tools);
      if (gift === undefined) return refuse("COMMON_ENTITY_NOT_FOUND");
      return { status: 200, body: shownToGiver(gift, language) };
    },
  }),

  route({
    method: "POST",
    path: "/api/gifts/:giftId/payment",
    summary: "Begin to pay a gift, once; its order is then paid as any order",
    access: ["member"],
    params,
    answers: { 200: giversPage() },
    refusals: ["COMMON_ENTITY_NOT_FOUND", "COMMON_ILLEGAL_STATUS"],
    handle: ({ params: { giftId }, language }, tools) =>
      asGiver(giftId, startGiftPayment, language, tools),
  }),

  route({
    method: "POST",
    path: "/api/gifts/:giftId/cancellation",
    summary: "Take a gift back that nobody has accepted; what was paid is refunded",
    access: ["member"],
    params,
    answers: { 200: giversPage() },
    refusals: ["COMMON_ENTITY_NOT_FOUND", "GIFT_NOT_RECEIVABLE_CONDITION", "ORDER_NOT_CANCELLABLE"],
    idempotency: "required",
    handle: ({ params: { giftId }, language }, tools) =>
      asGiver(giftId, cancelGift, language, tools),
  }),
];

type Line = {
  readonly itemId: string;
  readonly optionIds?: string[];
  readonly quantity: number;
  readonly memberCouponIds?: string[];
  readonly expectedUnitListPrice?: bigint;
  readonly expectedUnitPrice?: bigint;
};
const wantedLine = ({ itemId, quantity, ...line }: Line) => ({
  itemId,
  quantity,
  optionIds: line.optionIds ?? [],
  memberCouponIds: line.memberCouponIds ?? [],
  ...(line.expectedUnitListPrice === undefined
    ? {}
    : { expectedUnitListPriceMinor: line.expectedUnitListPrice }),
  ...(line.expectedUnitPrice === undefined
    ? {}
    : { expectedUnitPriceMinor: line.expectedUnitPrice }),
});

async function ownGift(giftId: string, tools: Tools): Promise<Gift | undefined> {
  const condition = "gift_id = $1 and buyer_id = $2";
  return (await giftsWhere(tools, condition, [giftId, tools.identity.memberId]))[0];
}

async function asGiver(
  giftId: string,
  command: typeof startGiftPayment,
  language: Language,
  tools: Tools,
): Promise<RouteAnswer> {
  const gift = await ownGift(giftId, tools);
  if (gift === undefined) return refuse("COMMON_ENTITY_NOT_FOUND");
  const { memberId } = tools.identity;
  return told(await tools.send(command({ orderId: gift.orderId, memberId })), 200, language);
}

function told(sent: Sent, status: number, language: Language): RouteAnswer {
  if ("refusal" in sent.answer) return sent.answer.refusal;
  const body = shownToGiver(sent.answer.value as Gift, language);
  return { status, body, position: sent.position };
}

const giftIn = ({ answer }: Sent): Gift | undefined =>
  "value" in answer ? (answer.value as Gift) : undefined;
