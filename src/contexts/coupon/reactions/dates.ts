/** What the days do to a coupon in its member's hands: a reminder, and the end. */
import type { BodyOf, Draft } from "#kernel/message.ts";
import {
  type DeadlineChange,
  type Decision,
  type Moment,
  type Reaction,
  reactionsOf,
  type StateOf,
  unchanged,
} from "#runtime/reaction.ts";
import { memberCoupons } from "../collections.ts";
import { couponExpired, couponExpiring, expireCoupon, remindOfCoupon } from "../contract.ts";
import { expired, expiryOf, isPastItsDate, type MemberCoupon, reminderOf } from "../rules.ts";

const on = reactionsOf("coupon");
const memberCouponNamed = ({ memberCouponId }: BodyOf<typeof expireCoupon>) => ({
  memberCoupon: memberCoupons.one(memberCouponId),
});
type MemberCouponNeeds = ReturnType<typeof memberCouponNamed>;

export const dateReactions: readonly Reaction[] = [
  on(remindOfCoupon, { needs: memberCouponNamed, decide: remind }),
  on(expireCoupon, { needs: memberCouponNamed, decide: expire }),
];

function remind(
  _: BodyOf<typeof remindOfCoupon>,
  { memberCoupon }: StateOf<MemberCouponNeeds>,
  { at }: Moment,
): Decision<MemberCouponNeeds> {
  if (memberCoupon?.status !== "AVAILABLE" || isPastItsDate(memberCoupon, at)) return unchanged;
  const { couponId, memberCouponId, memberId, name, usableUntil } = memberCoupon;
  return { emitted: [couponExpiring({ couponId, memberCouponId, memberId, name, usableUntil })] };
}

function expire(
  _: BodyOf<typeof expireCoupon>,
  { memberCoupon }: StateOf<MemberCouponNeeds>,
  { at }: Moment,
): Decision<MemberCouponNeeds> {
  // USED is settled when its order gives it back; one with grace has a later deadline.
  if (memberCoupon?.status !== "AVAILABLE" || !isPastItsDate(memberCoupon, at)) return unchanged;
  return {
    changed: { memberCoupon: expired(memberCoupon) },
    emitted: [expiredFact(memberCoupon)],
  };
}

export const expiredFact = ({ couponId, memberCouponId, memberId }: MemberCoupon): Draft =>
  couponExpired({ couponId, memberCouponId, memberId });

/**
 * The daily expiry, one deadline a member coupon at the midnight after its last day: written in the
 * batch that issues it, found by the index that finds every deadline, taken in bounded batches when
 * it falls due. A row listing the coupons of a day would be rewritten whole by every issue, and be
 * one lock for all of them.
 */
export const expiryDeadline = (coupon: MemberCoupon): DeadlineChange => ({
  name: "expiry",
  key: coupon.memberCouponId,
  at: expiryOf(coupon),
  command: expireCoupon({ memberCouponId: coupon.memberCouponId }),
});

/** One that is issued in its last days is told of once. */
export const deadlinesOf = (coupon: MemberCoupon, at: number): readonly DeadlineChange[] =>
  reminderOf(coupon) > at
    ? [reminderDeadline(coupon), expiryDeadline(coupon)]
    : [expiryDeadline(coupon)];
const reminderDeadline = (coupon: MemberCoupon): DeadlineChange => ({
  name: "reminder",
  key: coupon.memberCouponId,
  at: reminderOf(coupon),
  command: remindOfCoupon({ memberCouponId: coupon.memberCouponId }),
});
