import type { BodyOf, Draft } from "#kernel/message.ts";
import { isRefusal } from "#kernel/refusal.ts";
import {
  type Decision,
  type Moment,
  type Needs,
  type Reaction,
  reactionsOf,
  refused,
  type StateOf,
  unchanged,
} from "#runtime/reaction.ts";
import { orderPlaced } from "#contexts/order/contract.ts";
import { claims, coupons, memberCoupons, redemptions } from "./collections.ts";
import {
  claimCoupon,
  couponCreated,
  couponIssued,
  couponSoldOut,
  couponsRedeemed,
  couponsRefused,
  couponsRestored,
  createCoupon,
  issueCoupon,
  lineCouponsRestored,
  linesQuoted,
  quoteLines,
  recordIssue,
  redeemCoupons,
  restoreCoupons,
  restoreLineCoupons,
} from "./contract.ts";
import { dateReactions, deadlinesOf, expiredFact, expiryDeadline } from "./reactions/dates.ts";
import { priceReactions } from "./reactions/prices.ts";
import {
  claim,
  claimIdOf,
  type Coupon,
  giveBack,
  isSoldOut,
  issue,
  type Issue,
  type MemberCoupon,
  newCoupon,
  notRedeemed,
  recorded,
  redeemed,
  type Redemption,
  refusalOf,
  restored,
  stillUsed,
  tombstone,
  use,
  without,
} from "./rules.ts";
import { type CouponNo, isNo, memberCouponIdsOf, priceOrder } from "./rules/pricing.ts";
import { offeredCoupons } from "./rules/offering.ts";
import { couponView, memberCouponView } from "./rules/views.ts";

const on = reactionsOf("coupon");

const couponNamed = ({ couponId }: BodyOf<typeof createCoupon>) => ({
  coupon: coupons.one(couponId),
});
const share = ({ couponId, memberCouponId, memberId }: BodyOf<typeof issueCoupon>) => ({
  coupon: coupons.one(couponId),
  claim: claims.one(claimIdOf(couponId, memberId)),
  memberCoupon: memberCoupons.one(memberCouponId),
});
const memberCouponNamed = ({ memberCouponId }: BodyOf<typeof recordIssue>) => ({
  memberCoupon: memberCoupons.one(memberCouponId),
});
// Lists, so that an order without coupons loads nothing here.
const redemptionAndCoupons = (placed: Placed) =>
  isAsked(placed)
    ? couponsToUse(placed)
    : { redemptions: redemptions.many([]), memberCoupons: memberCoupons.many([]) };
const couponsToUse = (order: ToRedeem) => ({
  redemptions: redemptions.many([order.orderId]),
  memberCoupons: memberCoupons.many(memberCouponIdsOf(order)),
});
const redemptionNamed = ({ orderId }: { readonly orderId: string }) => ({
  redemption: redemptions.one(orderId),
});
const couponsOfRedemption = (
  _: unknown,
  { redemption }: { readonly redemption: Redemption | undefined },
) => ({
  memberCoupons: memberCoupons.many(
    redemption?.status === "USED" ? redemption.memberCouponIds : [],
  ),
});
const namedOfRedemption = (
  asked: BodyOf<typeof restoreLineCoupons>,
  { redemption }: { readonly redemption: Redemption | undefined },
) => ({ memberCoupons: memberCoupons.many(stillUsed(redemption, asked.memberCouponIds)) });
const couponsAskedAbout = (asked: Asked) => ({
  held: memberCoupons.many([...memberCouponIdsOf(asked), ...asked.offeredCouponIds]),
});

export const reactions: readonly Reaction[] = [
  on(createCoupon, { needs: couponNamed, decide: create }),
  on(issueCoupon, { needs: share, decide: issueByOperator }),
  on(claimCoupon, { needs: share, decide: claimByMember }),
  on(recordIssue, { needs: memberCouponNamed, decide: record }),
  on(orderPlaced, {
    needs: redemptionAndCoupons,
    decide: (placed, state, moment) =>
      isAsked(placed) ? redeem(placed, state, moment) : unchanged,
  }),
  on(redeemCoupons, { needs: couponsToUse, decide: redeem }),
  on(restoreCoupons, {
    needs: redemptionNamed,
    thenNeeds: couponsOfRedemption,
    decide: restore,
  }),
  on(restoreLineCoupons, {
    needs: redemptionNamed,
    thenNeeds: namedOfRedemption,
    decide: restoreSome,
  }),
  on(quoteLines, { needs: couponsAskedAbout, decide: quote }),
  ...dateReactions,
  ...priceReactions,
];

type NeedsOf<F extends (...body: never[]) => Needs> = ReturnType<F>;
type Placed = BodyOf<typeof orderPlaced>;
type ToRedeem = BodyOf<typeof redeemCoupons>;
type Asked = BodyOf<typeof quoteLines>;

type CouponNeeds = NeedsOf<typeof couponNamed>;
function create(
  asked: BodyOf<typeof createCoupon>,
  { coupon: before }: StateOf<CouponNeeds>,
  { at }: Moment,
): Decision<CouponNeeds> {
  if (before !== undefined) return answer(couponView(before));
  const coupon = newCoupon(asked, at);
  if (isRefusal(coupon)) return refused(coupon);
  const { couponId, name, scope, type, value, quantity } = coupon;
  const limit = quantity === undefined ? {} : { quantity };
  return {
    changed: { coupon },
    emitted: [couponCreated({ couponId, name, scope, type, value, ...limit })],
    ...answer(couponView(coupon)),
  };
}

type ShareNeeds = NeedsOf<typeof share>;
function issueByOperator(
  asked: BodyOf<typeof issueCoupon>,
  { coupon, claim: claimed, memberCoupon: before }: StateOf<ShareNeeds>,
  { at }: Moment,
): Decision<ShareNeeds> {
  if (before !== undefined) return answer(memberCouponView(before, at));
  const issued = issue(coupon, claimed, asked, at);
  return isRefusal(issued) ? refused(issued) : issuedNow(issued, at);
}

const issuedNow = (issued: Issue, at: number): Decision<ShareNeeds> => ({
  changed: rowsOf(issued),
  emitted: [issuedFact(issued.memberCoupon), ...soldOutFact(issued.coupon)],
  deadlines: deadlinesOf(issued.memberCoupon, at),
  ...answer(memberCouponView(issued.memberCoupon, at)),
});

function claimByMember(
  asked: BodyOf<typeof claimCoupon>,
  { coupon, claim: claimed, memberCoupon: before }: StateOf<ShareNeeds>,
  { at, policies }: Moment,
): Decision<ShareNeeds> {
  if (before !== undefined) return answer(memberCouponView(before, at));
  const issued = claim(coupon, claimed, asked, at);
  if (isRefusal(issued)) return refused(issued);
  if (policies["coupon.firstCome.record"] === "SYNC") {
    return issuedNow({ ...issued, memberCoupon: recorded(issued.memberCoupon) }, at);
  }
  const { memberCouponId } = asked;
  return {
    changed: rowsOf(issued),
    emitted: [recordIssue({ memberCouponId }), ...soldOutFact(issued.coupon)],
    ...answer(memberCouponView(issued.memberCoupon, at)),
  };
}

type MemberCouponNeeds = NeedsOf<typeof memberCouponNamed>;
function record(
  _: BodyOf<typeof recordIssue>,
  { memberCoupon: claimed }: StateOf<MemberCouponNeeds>,
  { at }: Moment,
): Decision<MemberCouponNeeds> {
  if (claimed?.status !== "ISSUING") return unchanged;
  const memberCoupon = recorded(claimed);
  return {
    changed: { memberCoupon },
    emitted: [issuedFact(memberCoupon)],
    deadlines: deadlinesOf(memberCoupon, at),
    ...answer(memberCouponView(memberCoupon, at)),
  };
}

type RedeemNeeds = NeedsOf<typeof redemptionAndCoupons>;
function redeem(
  order: ToRedeem,
  { redemptions: known, memberCoupons: held }: StateOf<RedeemNeeds>,
  { at, policies, maybe }: Moment,
): Decision<RedeemNeeds> {
  const { orderId } = order;
  const before = known.get(orderId);
  if (before !== undefined) return { emitted: [verdictOf(before)] };

  const priced = maybe("coupon.redeem") ? NOT_USABLE : priceOrder(order, held, at, policies);
  if (isNo(priced)) {
    const redemption = notRedeemed(orderId, priced);
    return {
      changed: { redemptions: [redemption] },
      emitted: [verdictOf(redemption)],
      refusesStory: refusalOf(priced),
    };
  }
  const redemption = redeemed(orderId, [...held.keys()], priced);
  return {
    changed: {
      redemptions: [redemption],
      memberCoupons: [...held.values()].map((coupon) => use(coupon, orderId, at)),
    },
    emitted: [verdictOf(redemption)],
  };
}

const NOT_USABLE: CouponNo = { reason: "COUPON_NOT_USABLE" };

/** Not before there is stock, where the policy says so: then order asks. */
const isAsked = ({ awaits }: Placed): boolean => awaits.includes("coupon");

type RestoreNeeds = NeedsOf<typeof redemptionNamed> & NeedsOf<typeof couponsOfRedemption>;
function restore(
  { orderId }: BodyOf<typeof restoreCoupons>,
  { redemption, memberCoupons: used }: StateOf<RestoreNeeds>,
  { at, policies }: Moment,
): Decision<RestoreNeeds> {
  switch (redemption?.status) {
    // A redrive can deliver the undo before order.placed, which must then use nothing.
    case undefined:
      return { changed: { redemption: tombstone(orderId) }, emitted: [restoredFact(orderId, [])] };
    case "REFUSED":
    case "RESTORED":
      return { emitted: [restoredFact(orderId, redemption.memberCouponIds)] };
    case "USED":
      return giveAllBack(redemption, [...used.values()], at, policies["coupon.restoreGraceDays"]);
  }
}

function giveAllBack(
  redemption: Redemption,
  used: readonly MemberCoupon[],
  at: number,
  graceDays: number,
): Decision<RestoreNeeds> {
  const back = givenBack(used, at, graceDays);
  return {
    ...back,
    changed: { ...back.changed, redemption: restored(redemption) },
    emitted: [restoredFact(redemption.orderId, redemption.memberCouponIds), ...back.emitted],
  };
}

/** Member coupons as their order gives them back. */
function givenBack(used: readonly MemberCoupon[], at: number, graceDays: number) {
  const back = used.map((coupon) => giveBack(coupon, at, graceDays));
  const isOver = ({ status }: MemberCoupon) => status === "EXPIRED";
  return {
    changed: { memberCoupons: back },
    emitted: back.filter(isOver).map(expiredFact),
    // Set again in any case: the first one may have passed while the coupon was USED.
    deadlines: back.filter((coupon) => !isOver(coupon)).map(expiryDeadline),
  };
}

/** Coupons of single lines go back; what the order goes on with stays used. */
function restoreSome(
  { orderId, cancelNo, memberCouponIds }: BodyOf<typeof restoreLineCoupons>,
  { redemption, memberCoupons: used }: StateOf<RestoreNeeds>,
  { at, policies }: Moment,
): Decision<RestoreNeeds> {
  const said = lineCouponsRestored({ orderId, cancelNo });
  const going = stillUsed(redemption, memberCouponIds);
  if (redemption === undefined || going.length === 0) return { emitted: [said] };
  const back = givenBack([...used.values()], at, policies["coupon.restoreGraceDays"]);
  return {
    ...back,
    changed: { ...back.changed, redemption: without(redemption, going) },
    emitted: [said, ...back.emitted],
  };
}

type QuoteNeeds = NeedsOf<typeof couponsAskedAbout>;
/** Judges as a redemption would, with the same settings, and uses nothing. */
function quote(
  asked: Asked,
  { held }: StateOf<QuoteNeeds>,
  { at, policies }: Moment,
): Decision<QuoteNeeds> {
  const { memberId } = asked;
  const priced = priceOrder(asked, held, at, policies);
  if (isNo(priced)) {
    return {
      emitted: [linesQuoted({ memberId, ...NO_PRICE, ...priced })],
      refusesStory: refusalOf(priced),
    };
  }
  const offered = offeredCoupons(asked, held, at, policies);
  const lines = [...priced.lines];
  return { emitted: [linesQuoted({ memberId, ...priced, lines, offered: [...offered] })] };
}

const NO_PRICE = {
  lines: [],
  totalAmountMinor: 0n,
  orderDiscountMinor: 0n,
  payableAmountMinor: 0n,
  offered: [],
};

const answer = (value: unknown) => ({ answer: { settled: true, value } }) as const;

const rowsOf = ({ coupon, claim: claimed, memberCoupon }: Issue) =>
  claimed === undefined ? { coupon, memberCoupon } : { coupon, claim: claimed, memberCoupon };

const issuedFact = (issued: MemberCoupon): Draft => {
  const { couponId, memberCouponId, memberId, name, usableUntil } = issued;
  return couponIssued({ couponId, memberCouponId, memberId, name, usableUntil });
};

const soldOutFact = (coupon: Coupon): readonly Draft[] =>
  isSoldOut(coupon) ? [couponSoldOut({ couponId: coupon.couponId })] : [];

const restoredFact = (orderId: string, memberCouponIds: readonly string[]): Draft =>
  couponsRestored({ orderId, memberCouponIds: [...memberCouponIds] });

/** What the order is told of its coupons, the first time and every time it asks again. */
function verdictOf(redemption: Redemption): Draft {
  const { orderId, orderDiscountMinor, memberCouponIds, reason, lineNo } = redemption;
  switch (redemption.status) {
    case "USED":
      return couponsRedeemed({ orderId, lines: [...redemption.lines], orderDiscountMinor });
    case "REFUSED":
      return couponsRefused({
        orderId,
        reason: reason ?? "COUPON_NOT_USABLE",
        ...(lineNo === undefined ? {} : { lineNo }),
      });
    case "RESTORED":
      return restoredFact(orderId, memberCouponIds);
  }
}
