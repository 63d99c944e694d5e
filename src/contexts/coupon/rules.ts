/** Coupons, what members hold of them, and their use by orders: states and decisions. */
import { addDays, dayOf, endOfDay, startOfDay } from "#kernel/calendar.ts";
import type { BodyOf } from "#kernel/message.ts";
import { isRefusal, refuse, type Refusal, type RefusalDetail } from "#kernel/refusal.ts";
import type { createCoupon, issueCoupon } from "./contract.ts";
import type { CouponNo, HeldCoupon, PricedOrder, Terms } from "./rules/pricing.ts";

export type Coupon = Terms & {
  readonly couponId: string;
  readonly name: string;
  /** The first and the last instant of its days. */
  readonly validFrom: number;
  readonly validUntil: number;
  /** Undefined: unlimited. */
  readonly quantity: number | undefined;
  readonly issuedQuantity: number;
};

/** A member's one share of a limited coupon. Never removed, whatever becomes of the member coupon. */
export type Claim = {
  /** `couponId/memberId`. */
  readonly claimId: string;
  readonly couponId: string;
  readonly memberId: string;
  readonly memberCouponId: string;
};

/** One issued coupon. It carries the coupon's terms, which never change. */
export type MemberCoupon = HeldCoupon & {
  readonly couponId: string;
  readonly name: string;
  /** The order it is USED for. */
  readonly orderId: string | undefined;
  readonly usedAt: number | undefined;
  readonly graceGivenAt: number | undefined;
};

/**
 * What became of an order's coupons. The row is the tombstone: once it stands, the order never uses
 * a coupon again, though its member coupons may be AVAILABLE for other orders.
 */
export type Redemption = {
  readonly orderId: string;
  readonly status: "USED" | "REFUSED" | "RESTORED";
  /** Those that are, or were, used for the order. */
  readonly memberCouponIds: readonly string[];
  readonly lines: readonly RedeemedLine[];
  readonly orderDiscountMinor: bigint;
  readonly reason: CouponNo["reason"] | undefined;
  readonly lineNo: number | undefined;
};
export type RedeemedLine = {
  readonly lineNo: number;
  readonly unitDiscountedPriceMinor: bigint;
  readonly orderDiscountShareMinor: bigint;
};

const VALID_DAYS = 30;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const FIXED_WON_MIN = 1;
const RATIO_PERCENT_MIN = 5;
const RATIO_PERCENT_MAX = 95;

/** A new coupon, or every field of it that is out of bounds (requirements §4.3). */
export function newCoupon(asked: BodyOf<typeof createCoupon>, at: number): Coupon | Refusal {
  const today = dayOf(at);
  const { validFrom = today, validUntil = addDays(today, VALID_DAYS) } = asked;
  const wrong = [...wrongDays({ validFrom, validUntil }), ...wrongValue(asked)];
  if (wrong.length > 0) return refuse("COMMON_INVALID_PARAMETER", wrong);
  const { couponId, name, scope, type, value, quantity } = asked;
  return {
    couponId,
    name,
    scope,
    type,
    value,
    validFrom: startOfDay(validFrom),
    validUntil: endOfDay(validUntil),
    quantity,
    issuedQuantity: 0,
  };
}

function wrongDays(days: Readonly<Record<"validFrom" | "validUntil", string>>): RefusalDetail[] {
  const unreal = Object.entries(days).filter(([, day]) => !isDay(day));
  if (unreal.length > 0) return unreal.map(([field]) => ({ field, code: "WRONG_FORM" }));
  const { validFrom, validUntil } = days;
  return validFrom <= validUntil ? [] : [tooSmall("validUntil", validFrom)];
}

/** The pattern lets the 31st of February pass. */
function isDay(day: string): boolean {
  const start = startOfDay(day);
  return !Number.isNaN(start) && dayOf(start) === day;
}

function wrongValue({ type, value }: Pick<Terms, "type" | "value">): RefusalDetail[] {
  const minimum = type === "FIXED" ? FIXED_WON_MIN : RATIO_PERCENT_MIN;
  if (value < minimum) return [tooSmall("value", minimum)];
  if (type === "FIXED" || value <= RATIO_PERCENT_MAX) return [];
  return [{ field: "value", code: "TOO_LARGE", values: { maximum: RATIO_PERCENT_MAX } }];
}

const tooSmall = (field: string, minimum: number | string): RefusalDetail => ({
  field,
  code: "TOO_SMALL",
  values: { minimum },
});

export const isLimited = ({ quantity }: Coupon): boolean => quantity !== undefined;
export const isSoldOut = ({ quantity, issuedQuantity }: Coupon): boolean =>
  quantity !== undefined && issuedQuantity >= quantity;
export const claimIdOf = (couponId: string, memberId: string): string => `${couponId}/${memberId}`;

/** The rows that change when a coupon is handed out. An unlimited coupon has no claim. */
export type Issue = {
  readonly coupon: Coupon;
  readonly claim: Claim | undefined;
  readonly memberCoupon: MemberCoupon;
};
type IssueAsked = BodyOf<typeof issueCoupon>;

/** An operator's issue: usable at once. A limited coupon goes to a member once, as by claim. */
export const issue = (
  coupon: Coupon | undefined,
  claim: Claim | undefined,
  asked: IssueAsked,
  at: number,
): Issue | Refusal => handOut(coupon, claim, asked, at, "AVAILABLE");

/** A member's claim: counted at once, usable once recorded. Unlimited coupons are not claimed. */
export function claim(
  coupon: Coupon | undefined,
  before: Claim | undefined,
  asked: IssueAsked,
  at: number,
): Issue | Refusal {
  if (coupon !== undefined && !isLimited(coupon)) return refuse("COMMON_ILLEGAL_STATUS");
  const issued = handOut(coupon, before, asked, at, "ISSUING");
  if (isRefusal(issued) || at <= issued.coupon.validUntil) return issued;
  return refuse("COUPON_NOT_USABLE");
}

function handOut(
  coupon: Coupon | undefined,
  claimed: Claim | undefined,
  { couponId, memberCouponId, memberId }: IssueAsked,
  at: number,
  status: "ISSUING" | "AVAILABLE",
): Issue | Refusal {
  if (coupon === undefined) return refuse("COMMON_ENTITY_NOT_FOUND");
  if (isLimited(coupon) && claimed !== undefined) return refuse("COUPON_ALREADY_ISSUED");
  if (isSoldOut(coupon)) return refuse("COUPON_SOLD_OUT");
  const { name, scope, type, value, validFrom, validUntil } = coupon;
  return {
    coupon: { ...coupon, issuedQuantity: coupon.issuedQuantity + 1 },
    claim: isLimited(coupon)
      ? { claimId: claimIdOf(couponId, memberId), couponId, memberId, memberCouponId }
      : undefined,
    memberCoupon: {
      memberCouponId,
      couponId,
      memberId,
      name,
      scope,
      type,
      value,
      status,
      usableFrom: validFrom,
      usableUntil: validUntil,
      issuedAt: at,
      orderId: undefined,
      usedAt: undefined,
      graceGivenAt: undefined,
    },
  };
}

/** The midnight at which it expires: the job of the day after its last. */
export const expiryOf = ({ usableUntil }: Pick<HeldCoupon, "usableUntil">): number =>
  startOfDay(addDays(dayOf(usableUntil), 1));

const REMIND_DAYS_BEFORE = 3;
const REMIND_AT_HOUR = 10;
/** When its member is reminded of it: in the morning, three days before its last (requirements 4.19). */
export const reminderOf = ({ usableUntil }: Pick<HeldCoupon, "usableUntil">): number =>
  startOfDay(addDays(dayOf(usableUntil), -REMIND_DAYS_BEFORE)) + REMIND_AT_HOUR * HOUR_MS;

export const recorded = (coupon: MemberCoupon): MemberCoupon => ({
  ...coupon,
  status: "AVAILABLE",
});
export const expired = (coupon: MemberCoupon): MemberCoupon => ({ ...coupon, status: "EXPIRED" });

export const isPastItsDate = ({ usableUntil }: HeldCoupon, at: number): boolean => at > usableUntil;

export const use = (coupon: MemberCoupon, orderId: string, at: number): MemberCoupon => ({
  ...coupon,
  status: "USED",
  orderId,
  usedAt: at,
});

/** A member coupon that its order gives back: past its date it gets some days of grace, once. */
export function giveBack(coupon: MemberCoupon, at: number, graceDays: number): MemberCoupon {
  const free = { ...coupon, orderId: undefined, usedAt: undefined };
  if (!isPastItsDate(coupon, at)) return { ...free, status: "AVAILABLE" };
  if (coupon.graceGivenAt !== undefined || graceDays === 0) return { ...free, status: "EXPIRED" };
  return {
    ...free,
    status: "AVAILABLE",
    usableUntil: at + graceDays * DAY_MS,
    graceGivenAt: at,
  };
}

export const redeemed = (
  orderId: string,
  memberCouponIds: readonly string[],
  { lines, orderDiscountMinor }: PricedOrder,
): Redemption => ({
  orderId,
  status: "USED",
  memberCouponIds,
  lines: lines.map(({ lineNo, unitDiscountedPriceMinor, orderDiscountShareMinor }) => ({
    lineNo,
    unitDiscountedPriceMinor,
    orderDiscountShareMinor,
  })),
  orderDiscountMinor,
  reason: undefined,
  lineNo: undefined,
});

const NOTHING_USED = {
  memberCouponIds: [],
  lines: [],
  orderDiscountMinor: 0n,
  reason: undefined,
  lineNo: undefined,
} as const;

export const notRedeemed = (orderId: string, { reason, lineNo }: CouponNo): Redemption => ({
  ...NOTHING_USED,
  orderId,
  status: "REFUSED",
  reason,
  lineNo,
});

export const restored = (redemption: Redemption): Redemption => ({
  ...redemption,
  status: "RESTORED",
});

/** Those of the named coupons that the order uses. */
export const stillUsed = (
  redemption: Redemption | undefined,
  memberCouponIds: readonly string[],
): readonly string[] =>
  redemption?.status === "USED"
    ? memberCouponIds.filter((id) => redemption.memberCouponIds.includes(id))
    : [];

/** The order goes on without these coupons. */
export const without = (redemption: Redemption, gone: readonly string[]): Redemption => ({
  ...redemption,
  memberCouponIds: redemption.memberCouponIds.filter((id) => !gone.includes(id)),
});

/** The undo came first: a late order.placed finds this and uses nothing. */
export const tombstone = (orderId: string): Redemption => ({
  ...NOTHING_USED,
  orderId,
  status: "RESTORED",
});

/** The refusal of a quote or a placement, with the line where it is one line's fault. */
export const refusalOf = ({ reason, lineNo }: CouponNo): Refusal =>
  lineNo === undefined ? refuse(reason) : refuse(reason, [{ line: lineNo, code: reason }]);
