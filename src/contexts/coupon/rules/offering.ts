/** Which of a member's other coupons would apply to a purchase, and why the rest would not. */
import type { BodyOf } from "#kernel/message.ts";
import type { linesQuoted } from "../contract.ts";
import type { MemberCoupon } from "../rules.ts";
import {
  type AskedOrder,
  type CouponNo,
  type PricingPolicies,
  type HeldCoupons,
  isNo,
  memberCouponIdsOf,
  priceOrder,
} from "./pricing.ts";

export type Offered = BodyOf<typeof linesQuoted>["offered"][number];

/**
 * The member's own coupons that are not chosen yet and not used, each with the lines it would fit
 * beside those already chosen, or with the reason why it fits none.
 */
export function offeredCoupons(
  asked: AskedOrder,
  held: ReadonlyMap<string, MemberCoupon>,
  at: number,
  policies: PricingPolicies,
): readonly Offered[] {
  const chosen = new Set(memberCouponIdsOf(asked));
  return [...held.values()]
    .filter(({ memberId, status }) => memberId === asked.memberId && status === "AVAILABLE")
    .filter(({ memberCouponId }) => !chosen.has(memberCouponId))
    .map((coupon) => offered(coupon, verdictOn(coupon, asked, held, at, policies)));
}

type Verdict = { readonly lineNos: readonly number[]; readonly no: CouponNo | undefined };

function verdictOn(
  { memberCouponId: id, scope }: MemberCoupon,
  asked: AskedOrder,
  held: HeldCoupons,
  at: number,
  policies: PricingPolicies,
): Verdict {
  const noTo = (order: AskedOrder): CouponNo | undefined => {
    const priced = priceOrder(order, held, at, policies);
    return isNo(priced) ? priced : undefined;
  };
  if (scope === "ORDER") return { lineNos: [], no: noTo({ ...asked, orderCouponId: id }) };
  // A line alone: the others neither help nor hinder a coupon on this one.
  const nos = asked.lines.map((line) => ({
    lineNo: line.lineNo,
    no: noTo({
      memberId: asked.memberId,
      lines: [{ ...line, memberCouponIds: [...line.memberCouponIds, id] }],
    }),
  }));
  const lineNos = nos.filter(({ no }) => no === undefined).map(({ lineNo }) => lineNo);
  return { lineNos, no: lineNos.length > 0 ? undefined : nos[0]?.no };
}

const offered = (coupon: MemberCoupon, { lineNos, no }: Verdict): Offered => ({
  memberCouponId: coupon.memberCouponId,
  name: coupon.name,
  scope: coupon.scope,
  type: coupon.type,
  value: coupon.value,
  usableUntil: coupon.usableUntil,
  lineNos: [...lineNos],
  ...(no === undefined ? {} : { reason: no.reason }),
});
