import { dayOf, rfc3339 } from "#kernel/calendar.ts";
import { CURRENCY } from "#kernel/money.ts";
import { amount, count, day, oneOf, optional, record, text, token } from "#kernel/schema.ts";
import { couponScope, couponType } from "../contract.ts";
import { type Coupon, isPastItsDate, isSoldOut, type MemberCoupon } from "../rules.ts";

/** What HTTP shows of coupons: the answers of commands and of reads alike. */

const terms = {
  name: text(100),
  scope: couponScope(),
  type: couponType(),
  /** Won for FIXED, percent for RATIO. */
  value: amount(1),
  currency: oneOf(CURRENCY),
};
const time = () => text(40);

export const couponShape = () =>
  record({
    couponId: token("cpn"),
    ...terms,
    validFrom: day(),
    validUntil: day(),
    quantity: optional(count(1)),
    issuedQuantity: count(),
    issueStatus: oneOf("ISSUABLE", "SOLD_OUT"),
  });

export const couponView = (coupon: Coupon) => ({
  couponId: coupon.couponId,
  ...termsOf(coupon),
  validFrom: dayOf(coupon.validFrom),
  validUntil: dayOf(coupon.validUntil),
  ...(coupon.quantity === undefined ? {} : { quantity: coupon.quantity }),
  issuedQuantity: coupon.issuedQuantity,
  issueStatus: isSoldOut(coupon) ? "SOLD_OUT" : "ISSUABLE",
});

export const SHOWN_STATUSES = ["ISSUING", "AVAILABLE", "USED", "EXPIRED"] as const;

export const memberCouponShape = () =>
  record({
    memberCouponId: token("mcp"),
    couponId: token("cpn"),
    ...terms,
    status: oneOf(...SHOWN_STATUSES),
    usableFrom: time(),
    usableUntil: time(),
    orderId: optional(token("ord")),
    issuedAt: time(),
    usedAt: optional(time()),
  });

/** Past its date it shows as EXPIRED, also before the midnight job ran. */
export const memberCouponView = (coupon: MemberCoupon, at: number) => ({
  memberCouponId: coupon.memberCouponId,
  couponId: coupon.couponId,
  ...termsOf(coupon),
  status: coupon.status === "AVAILABLE" && isPastItsDate(coupon, at) ? "EXPIRED" : coupon.status,
  usableFrom: rfc3339(coupon.usableFrom),
  usableUntil: rfc3339(coupon.usableUntil),
  ...(coupon.orderId === undefined ? {} : { orderId: coupon.orderId }),
  issuedAt: rfc3339(coupon.issuedAt),
  ...(coupon.usedAt === undefined ? {} : { usedAt: rfc3339(coupon.usedAt) }),
});

const termsOf = ({ name, scope, type, value }: Coupon | MemberCoupon) => ({
  name,
  scope,
  type,
  value,
  currency: CURRENCY,
});
