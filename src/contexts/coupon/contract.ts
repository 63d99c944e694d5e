/** Coupon: discounts, their limits, their use and return. */
import { command, fact } from "#kernel/message.ts";
import {
  amount,
  count,
  day,
  instant,
  listOf,
  oneOf,
  optional,
  record,
  text,
  token,
} from "#kernel/schema.ts";

export const couponScope = () => oneOf("LINE", "ORDER");
export const couponType = () => oneOf("FIXED", "RATIO");

export const couponCreated = fact("coupon.created", "couponId", {
  couponId: token("cpn"),
  name: text(100),
  scope: couponScope(),
  type: couponType(),
  value: amount(1),
  quantity: optional(count(1)),
});
export const couponIssued = fact("coupon.issued", "couponId", {
  couponId: token("cpn"),
  memberCouponId: token("mcp"),
  memberId: token("mem"),
  name: optional(text(100)),
  usableUntil: instant(),
});
/** A coupon that its member has not used is about to expire. */
export const couponExpiring = fact("coupon.expiring", "couponId", {
  couponId: token("cpn"),
  memberCouponId: token("mcp"),
  memberId: token("mem"),
  name: text(100),
  usableUntil: instant(),
});
export const couponSoldOut = fact("coupon.sold-out", "couponId", {
  couponId: token("cpn"),
});
export const couponExpired = fact("coupon.expired", "couponId", {
  couponId: token("cpn"),
  memberCouponId: token("mcp"),
  memberId: token("mem"),
});

/** The member coupons of the order are used for it, and this is what its lines now cost. */
export const couponsRedeemed = fact("coupon.redeemed", "orderId", {
  orderId: token("ord"),
  lines: listOf(
    record({
      lineNo: count(1),
      unitDiscountedPriceMinor: amount(),
      orderDiscountShareMinor: amount(),
    }),
    200,
  ),
  orderDiscountMinor: amount(),
});

export const COUPON_REFUSALS = [
  "COUPON_LIMIT_EXCEEDED",
  "COUPON_QUANTITY_NOT_ONE",
  "COUPON_NOT_USABLE",
  "COUPON_DISCOUNT_TOO_LARGE",
  "PRICE_BELOW_FLOOR",
  "DISCOUNT_MISMATCH",
] as const;
/** No coupon of the order is used. The first reason that applies, in the order of the list. */
export const couponsRefused = fact("coupon.refused", "orderId", {
  orderId: token("ord"),
  reason: oneOf(...COUPON_REFUSALS),
  lineNo: optional(count(1)),
});
/** Answers `coupon.restore`: no coupon is used for the order any more, nor ever will be. */
export const couponsRestored = fact("coupon.restored", "orderId", {
  orderId: token("ord"),
  memberCouponIds: listOf(token("mcp"), 401),
});

/** A line that a price is asked for: at its list price, with the coupons chosen for it. */
const askedLine = () =>
  record({
    lineNo: count(1),
    unitListPriceMinor: amount(),
    quantity: count(1),
    memberCouponIds: listOf(token("mcp"), 10),
  });
/** The most coupons of a member that are judged for one purchase beside the chosen ones. */
export const OFFERED_MAX = 50;
/**
 * What would these lines cost, and which other coupons of the member would apply? Uses nothing and
 * changes nothing. Answered by quoted.
 */
export const quoteLines = command("coupon.quote", "memberId", {
  memberId: token("mem"),
  lines: listOf(askedLine(), 200, 1),
  orderCouponId: optional(token("mcp")),
  offeredCouponIds: listOf(token("mcp"), OFFERED_MAX),
});
/** Why it does not apply, or where it does: the lines it would fit, none for one on the whole order. */
export const offeredCoupon = () =>
  record({
    memberCouponId: token("mcp"),
    name: text(100),
    scope: couponScope(),
    type: couponType(),
    value: amount(1),
    usableUntil: instant(),
    lineNos: listOf(count(1), 200),
    reason: optional(oneOf(...COUPON_REFUSALS)),
  });
/** Answers `coupon.quote`: the price, or the first reason why the chosen coupons do not apply. */
export const linesQuoted = fact("coupon.quoted", "memberId", {
  memberId: token("mem"),
  lines: listOf(
    record({
      lineNo: count(1),
      unitDiscountedPriceMinor: amount(),
      lineAmountMinor: amount(),
      orderDiscountShareMinor: amount(),
    }),
    200,
  ),
  totalAmountMinor: amount(),
  orderDiscountMinor: amount(),
  payableAmountMinor: amount(),
  offered: listOf(offeredCoupon(), OFFERED_MAX),
  reason: optional(oneOf(...COUPON_REFUSALS)),
  lineNo: optional(count(1)),
});

/**
 * Order asks that its coupons are used, where coupon was not named among those that judge it as soon as
 * it is placed (policy P3). Answered by redeemed or refused.
 */
export const redeemCoupons = command("coupon.redeem", "orderId", {
  orderId: token("ord"),
  memberId: token("mem"),
  lines: listOf(
    record({ ...askedLine().properties, expectedUnitPriceMinor: optional(amount()) }),
    200,
    1,
  ),
  orderCouponId: optional(token("mcp")),
});
/** Order asks, on evidence, that the coupons of an order go back. */
export const restoreCoupons = command("coupon.restore", "orderId", {
  orderId: token("ord"),
});

/** A cancel of some lines is named by its order and its number there. */
const ofCancel = { orderId: token("ord"), cancelNo: count(1) };
/** Order asks that the coupons of cancelled lines go back; its others stay used. */
export const restoreLineCoupons = command("coupon.restore-lines", "orderId", {
  ...ofCancel,
  memberCouponIds: listOf(token("mcp"), 401, 1),
});
/** Answers `coupon.restore-lines`: the order uses none of them any more. Repeated when asked again. */
export const lineCouponsRestored = fact("coupon.lines-restored", "orderId", ofCancel);

/** An operator makes a coupon. Days are inclusive; without them it is valid from today, 30 days on. */
export const createCoupon = command("coupon.create", "couponId", {
  couponId: token("cpn"),
  name: text(100),
  scope: couponScope(),
  type: couponType(),
  /** Won for FIXED, percent for RATIO. */
  value: amount(1),
  validFrom: optional(day()),
  validUntil: optional(day()),
  /** Limited and first-come, one per member; absent means unlimited, issued by operators only. */
  quantity: optional(count(1)),
});
const ofIssue = {
  couponId: token("cpn"),
  /** Made by the asker, so that a repeat is known. */
  memberCouponId: token("mcp"),
  memberId: token("mem"),
};
/** An operator hands a coupon to a member. */
export const issueCoupon = command("coupon.issue", "couponId", ofIssue);
/** A member takes a first-come coupon: answered at once, recorded by `coupon.record-issue`. */
export const claimCoupon = command("coupon.claim", "couponId", ofIssue);
/** Makes a claimed member coupon usable. */
export const recordIssue = command("coupon.record-issue", "memberCouponId", {
  memberCouponId: token("mcp"),
});
/** Some days before a member coupon's last came. */
export const remindOfCoupon = command("coupon.remind", "memberCouponId", {
  memberCouponId: token("mcp"),
});
/** The midnight after a member coupon's last day came. */
export const expireCoupon = command("coupon.expire", "memberCouponId", {
  memberCouponId: token("mcp"),
});
