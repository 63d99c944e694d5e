import { operatorOf, type Person, unique } from "./people.ts";
import { ask, type Told } from "./shop.ts";
import type { Town } from "./town.ts";

export type CouponTerms = {
  readonly type: "FIXED" | "RATIO";
  readonly value: number;
  readonly scope?: "LINE" | "ORDER";
  readonly quantity?: number;
  readonly validFrom?: string;
  readonly validUntil?: string;
};

/** Asks the operator's desk for a new coupon, and answers with whatever came. */
export async function makeCoupon(
  town: Town,
  terms: CouponTerms,
): Promise<Told<{ readonly couponId: string }>> {
  const body = { name: unique("coupon"), scope: "LINE", ...terms };
  return ask(town, await operatorOf(town), "POST", "/api/coupons", body);
}

/** A new coupon of these terms. */
export async function newCoupon(town: Town, terms: CouponTerms): Promise<string> {
  const { status, body } = await makeCoupon(town, terms);
  if (status !== 201) throw new Error(`no coupon: ${status} ${JSON.stringify(body)}`);
  return body.couponId;
}

/** Issues a coupon to somebody, who may use it at once. */
export async function issue(town: Town, couponId: string, person: Person): Promise<string> {
  const { memberId } = person;
  const path = `/api/coupons/${couponId}/issues`;
  const operator = await operatorOf(town);
  const { status, body } = await ask<{ memberCouponId: string }>(town, operator, "POST", path, {
    memberId,
  });
  if (status !== 201) throw new Error(`not issued: ${status} ${JSON.stringify(body)}`);
  return body.memberCouponId;
}

/** Coupons of these terms in somebody's hands, in the order given. */
export async function couponsFor(
  town: Town,
  person: Person,
  ...terms: readonly CouponTerms[]
): Promise<readonly string[]> {
  return Promise.all(terms.map(async (of) => issue(town, await newCoupon(town, of), person)));
}

export type OwnCoupon = {
  readonly memberCouponId: string;
  readonly status: string;
  readonly orderId?: string;
  readonly usableUntil: string;
};

/** Somebody's coupons as the own list shows them, by id. */
export async function ownCoupons(
  town: Town,
  person: Person,
): Promise<ReadonlyMap<string, OwnCoupon>> {
  const { body } = await ask<{ readonly coupons: readonly OwnCoupon[] }>(
    town,
    person,
    "GET",
    "/api/my/coupons?limit=100",
  );
  return new Map(body.coupons.map((coupon) => [coupon.memberCouponId, coupon]));
}

/** The state of one coupon in its owner's list. */
export const couponStatus = async (
  town: Town,
  person: Person,
  memberCouponId: string,
): Promise<string | undefined> => (await ownCoupons(town, person)).get(memberCouponId)?.status;
