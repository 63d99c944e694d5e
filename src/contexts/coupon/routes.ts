import { refuse } from "#kernel/refusal.ts";
import {
  amount,
  count,
  day,
  listOf,
  oneOf,
  optional,
  record,
  text,
  token,
} from "#kernel/schema.ts";
import { invalid } from "#http/refused.ts";
import { answered, type Route, routesOf } from "#http/route.ts";
import { claimCoupon, couponScope, couponType, createCoupon, issueCoupon } from "./contract.ts";
import { couponPage, LISTED_STATUSES, memberCouponPage } from "./routes/lists.ts";
import { quoteRoute } from "./routes/quote.ts";
import { couponShape, memberCouponShape } from "./rules/views.ts";

const route = routesOf("coupon");

const page = { limit: optional(count(1, 100)) };
const ownCouponsQuery = () =>
  record({
    status: optional(oneOf(...LISTED_STATUSES)),
    cursor: optional(token("mcp")),
    ...page,
  });
const ownCoupons = () =>
  record({ coupons: listOf(memberCouponShape(), 100), nextCursor: optional(token("mcp")) });
const couponParams = () => record({ couponId: token("cpn") });

export const routes: readonly Route[] = [
  route({
    method: "POST",
    path: "/api/coupons",
    summary: "Make a coupon; days are inclusive and default to today and 30 days from today",
    access: ["operator"],
    body: record({
      name: text(100),
      scope: couponScope(),
      type: couponType(),
      value: amount(1),
      validFrom: optional(day()),
      validUntil: optional(day()),
      quantity: optional(count(1)),
    }),
    answers: { 201: couponShape() },
    refusals: ["COMMON_INVALID_PARAMETER"],
    handle: async ({ body }, tools) => {
      const couponId = tools.token("coupon");
      return answered(
        await tools.send(createCoupon({ couponId, ...body }), { fresh: couponId }),
        201,
      );
    },
  }),

  route({
    method: "GET",
    path: "/api/coupons",
    summary: "All coupons, newest first; the cursor is the last coupon of a page",
    access: "guest",
    query: record({ cursor: optional(token("cpn")), ...page }),
    answers: {
      200: record({ coupons: listOf(couponShape(), 100), nextCursor: optional(token("cpn")) }),
    },
    refusals: ["COMMON_INVALID_PARAMETER"],
    handle: async ({ query }, tools) => {
      const body = await couponPage(query, tools);
      return body === undefined ? invalid("cursor", "NOT_ALLOWED") : { status: 200, body };
    },
  }),

  route({
    method: "POST",
    path: "/api/coupons/:couponId/issues",
    summary: "Issue a coupon to a member",
    access: ["operator"],
    params: couponParams(),
    body: record({ memberId: token("mem") }),
    answers: { 201: memberCouponShape() },
    refusals: ["COMMON_ENTITY_NOT_FOUND", "COUPON_ALREADY_ISSUED", "COUPON_SOLD_OUT"],
    handle: async ({ params: { couponId }, body: { memberId } }, tools) => {
      const memberCouponId = tools.token("memberCoupon");
      const draft = issueCoupon({ couponId, memberCouponId, memberId });
      return answered(await tools.send(draft, { fresh: memberCouponId }), 201);
    },
  }),

  route({
    method: "POST",
    path: "/api/coupons/:couponId/claims",
    summary: "Take a limited coupon: first come, one per member",
    access: ["member"],
    params: couponParams(),
    answers: { 201: memberCouponShape() },
    refusals: [
      "COMMON_ENTITY_NOT_FOUND",
      "COMMON_ILLEGAL_STATUS",
      "COUPON_NOT_USABLE",
      "COUPON_ALREADY_ISSUED",
      "COUPON_SOLD_OUT",
    ],
    idempotency: "required",
    handle: async ({ params: { couponId } }, tools) => {
      const memberCouponId = tools.token("memberCoupon");
      const { memberId } = tools.identity;
      const draft = claimCoupon({ couponId, memberCouponId, memberId });
      return answered(await tools.send(draft, { fresh: memberCouponId }), 201);
    },
  }),

  route({
    method: "GET",
    path: "/api/my/coupons",
    summary: "My coupons, newest first; the cursor is the last coupon of a page",
    access: ["member"],
    query: ownCouponsQuery(),
    answers: { 200: ownCoupons() },
    refusals: ["COMMON_INVALID_PARAMETER"],
    handle: async ({ query }, tools) => {
      const body = await memberCouponPage(query, tools);
      return body === undefined ? invalid("cursor", "NOT_ALLOWED") : { status: 200, body };
    },
  }),

  route({
    method: "GET",
    path: "/api/members/:memberId/coupons",
    summary: "A member's own coupons; another member's are forbidden",
    access: ["member"],
    params: record({ memberId: token("mem") }),
    query: ownCouponsQuery(),
    answers: { 200: ownCoupons() },
    refusals: ["COMMON_INVALID_PARAMETER", "AUTH_FORBIDDEN"],
    handle: async ({ params, query }, tools) => {
      if (params.memberId !== tools.identity.memberId) return refuse("AUTH_FORBIDDEN");
      const body = await memberCouponPage(query, tools);
      return body === undefined ? invalid("cursor", "NOT_ALLOWED") : { status: 200, body };
    },
  }),

  quoteRoute,
];
