import { allocate, divideUp, larger, percentOff, smaller, sumOf } from "#kernel/money.ts";
import type { Policies } from "#kernel/policies.ts";
import type { COUPON_REFUSALS } from "../contract.ts";

/** What a coupon takes off. `value` is won for FIXED and percent for RATIO. */
export type Terms = {
  readonly scope: "LINE" | "ORDER";
  readonly type: "FIXED" | "RATIO";
  readonly value: bigint;
};

/** What pricing must know of a member coupon. Instants are inclusive. */
export type HeldCoupon = Terms & {
  readonly memberCouponId: string;
  readonly memberId: string;
  readonly status: "ISSUING" | "AVAILABLE" | "USED" | "EXPIRED";
  readonly usableFrom: number;
  readonly usableUntil: number;
  readonly issuedAt: number;
};
export type HeldCoupons = ReadonlyMap<string, HeldCoupon>;

export type AskedLine = {
  readonly lineNo: number;
  readonly unitListPriceMinor: bigint;
  readonly quantity: number;
  readonly memberCouponIds: readonly string[];
  /** The discounted unit price the client saw. */
  readonly expectedUnitPriceMinor?: bigint;
};
export type AskedOrder = {
  readonly memberId: string;
  readonly lines: readonly AskedLine[];
  readonly orderCouponId?: string;
};

/** Why an order's coupons do not apply, and to which line where it is one line's fault. */
export type CouponNo = {
  readonly reason: (typeof COUPON_REFUSALS)[number];
  readonly lineNo?: number;
};

export type PricedLine = {
  readonly lineNo: number;
  readonly unitDiscountedPriceMinor: bigint;
  readonly lineAmountMinor: bigint;
  readonly orderDiscountShareMinor: bigint;
};
/** Every line of the order in the order of its number. Shares sum to the discount exactly. */
export type PricedOrder = {
  readonly lines: readonly PricedLine[];
  readonly totalAmountMinor: bigint;
  readonly orderDiscountMinor: bigint;
  readonly payableAmountMinor: bigint;
};

export type FloorPolicies = Pick<Policies, "price.floor.minWon" | "price.floor.percent">;
export type PricingPolicies = FloorPolicies & Pick<Policies, "coupon.scopes">;

const LINE_COUPONS_MAX = 2;

export const isNo = (verdict: PricedOrder | CouponNo): verdict is CouponNo => "reason" in verdict;

/** Every member coupon the order names, as often as it names it. */
export const memberCouponIdsOf = ({
  lines,
  orderCouponId,
}: Pick<AskedOrder, "lines" | "orderCouponId">): string[] => {
  const ids = lines.flatMap((line) => line.memberCouponIds);
  if (orderCouponId !== undefined) ids.push(orderCouponId);
  return ids;
};

/**
 * What the order costs with its coupons at that instant, or the first no in the order of
 * COUPON_REFUSALS, of the lowest line (requirements §4.2, §4.3). The sequence in which coupons and
 * lines are given does not matter.
 */
export function priceOrder(
  asked: AskedOrder,
  held: HeldCoupons,
  at: number,
  policies: PricingPolicies,
): PricedOrder | CouponNo {
  const lines = asked.lines.toSorted((a, b) => a.lineNo - b.lineNo);
  return (
    tooManyCoupons(lines) ??
    quantityNotOne(lines) ??
    outOfScope({ ...asked, lines }, policies["coupon.scopes"]) ??
    notUsable({ ...asked, lines }, held, at) ??
    priceLines(lines, held, heldBy(asked.orderCouponId, held), policies)
  );
}

/** The least a unit may cost after discounts. */
export function floorPrice(unitListPriceMinor: bigint, policies: FloorPolicies): bigint {
  const share = divideUp(unitListPriceMinor * policies["price.floor.percent"], 100n);
  return smaller(unitListPriceMinor, larger(policies["price.floor.minWon"], share));
}

/** FIXED before RATIO; among equals the larger value, then the older coupon. */
export const inOrderOfUse = <C extends HeldCoupon>(coupons: readonly C[]): C[] =>
  coupons.toSorted(
    (a, b) =>
      Number(a.type === "RATIO") - Number(b.type === "RATIO") ||
      Number(b.value - a.value) ||
      a.issuedAt - b.issuedAt ||
      (a.memberCouponId < b.memberCouponId ? -1 : 1),
  );

/** Whether the member may use it now on a line, or on the order. */
export const isUsable = (
  coupon: HeldCoupon | undefined,
  scope: Terms["scope"],
  memberId: string,
  at: number,
): boolean =>
  coupon !== undefined &&
  coupon.memberId === memberId &&
  coupon.scope === scope &&
  coupon.status === "AVAILABLE" &&
  coupon.usableFrom <= at &&
  at <= coupon.usableUntil;

const tooManyCoupons = (lines: readonly AskedLine[]): CouponNo | undefined =>
  firstLine(
    "COUPON_LIMIT_EXCEEDED",
    lines,
    (line) => line.memberCouponIds.length > LINE_COUPONS_MAX,
  );

const quantityNotOne = (lines: readonly AskedLine[]): CouponNo | undefined =>
  firstLine(
    "COUPON_QUANTITY_NOT_ONE",
    lines,
    (line) => line.memberCouponIds.length > 0 && line.quantity !== 1,
  );

/** Policy P5: coupons on lines, on the whole order, or both. */
function outOfScope(
  { lines, orderCouponId }: AskedOrder,
  scopes: PricingPolicies["coupon.scopes"],
): CouponNo | undefined {
  if (scopes === "LINE_ONLY" && orderCouponId !== undefined) return { reason: "COUPON_NOT_USABLE" };
  if (scopes !== "ORDER_ONLY") return undefined;
  return firstLine("COUPON_NOT_USABLE", lines, ({ memberCouponIds }) => memberCouponIds.length > 0);
}

/** A member coupon named twice is unusable the second time. */
function notUsable(
  { lines, orderCouponId, memberId }: AskedOrder,
  held: HeldCoupons,
  at: number,
): CouponNo | undefined {
  const named = new Set<string>();
  const unusable = (id: string, scope: Terms["scope"]): boolean => {
    if (named.has(id)) return true;
    named.add(id);
    return !isUsable(held.get(id), scope, memberId, at);
  };
  const no = firstLine("COUPON_NOT_USABLE", lines, (line) =>
    line.memberCouponIds.some((id) => unusable(id, "LINE")),
  );
  if (no !== undefined) return no;
  if (orderCouponId === undefined || !unusable(orderCouponId, "ORDER")) return undefined;
  return { reason: "COUPON_NOT_USABLE" };
}

type UnitPrice = {
  readonly lineNo: number;
  readonly line: AskedLine;
  readonly floorMinor: bigint;
  readonly fixedMinor: bigint;
  readonly discountedMinor: bigint;
};

function priceLines(
  lines: readonly AskedLine[],
  held: HeldCoupons,
  orderCoupon: HeldCoupon | undefined,
  policies: FloorPolicies,
): PricedOrder | CouponNo {
  const prices = lines.map((line) => unitPrice(line, held, policies));
  const no = discountTooLarge(prices) ?? belowFloor(prices);
  if (no !== undefined) return no;

  const order = withOrderDiscount(prices, orderCoupon);
  // Only now known, so this one no comes after the two above it in the list.
  if (orderCoupon !== undefined && order.orderDiscountMinor === 0n) {
    return { reason: "COUPON_NOT_USABLE" };
  }
  return mismatch(prices) ?? order;
}

function unitPrice(line: AskedLine, held: HeldCoupons, policies: FloorPolicies): UnitPrice {
  const coupons = line.memberCouponIds.flatMap((id) => held.get(id) ?? []);
  const fixedMinor = sumOf(coupons.flatMap(({ type, value }) => (type === "FIXED" ? value : [])));
  return {
    lineNo: line.lineNo,
    line,
    floorMinor: floorPrice(line.unitListPriceMinor, policies),
    fixedMinor,
    discountedMinor: inOrderOfUse(coupons).reduce(priceAfter, line.unitListPriceMinor),
  };
}

const priceAfter = (priceMinor: bigint, { type, value }: Terms): bigint =>
  type === "FIXED" ? priceMinor - value : percentOff(priceMinor, Number(value));

const discountTooLarge = (prices: readonly UnitPrice[]): CouponNo | undefined =>
  firstLine(
    "COUPON_DISCOUNT_TOO_LARGE",
    prices,
    ({ fixedMinor, line }) => fixedMinor > line.unitListPriceMinor / 2n,
  );

const belowFloor = (prices: readonly UnitPrice[]): CouponNo | undefined =>
  firstLine(
    "PRICE_BELOW_FLOOR",
    prices,
    ({ discountedMinor, floorMinor }) => discountedMinor < floorMinor,
  );

const mismatch = (prices: readonly UnitPrice[]): CouponNo | undefined =>
  firstLine(
    "DISCOUNT_MISMATCH",
    prices,
    ({ line, discountedMinor }) =>
      line.expectedUnitPriceMinor !== undefined && line.expectedUnitPriceMinor !== discountedMinor,
  );

/** Takes the order coupon off, as far as the floors let it, each line by its room above its floor. */
function withOrderDiscount(
  prices: readonly UnitPrice[],
  coupon: HeldCoupon | undefined,
): PricedOrder {
  const amounts = prices.map(
    ({ discountedMinor, line }) => discountedMinor * BigInt(line.quantity),
  );
  const rooms = prices.map(
    ({ discountedMinor, floorMinor, line }) =>
      (discountedMinor - floorMinor) * BigInt(line.quantity),
  );
  const totalAmountMinor = sumOf(amounts);
  const wantedMinor =
    coupon === undefined ? 0n : totalAmountMinor - priceAfter(totalAmountMinor, coupon);
  const orderDiscountMinor = smaller(wantedMinor, sumOf(rooms));
  const shares = allocate(orderDiscountMinor, rooms);
  return {
    lines: prices.map(({ lineNo, discountedMinor }, index) => ({
      lineNo,
      unitDiscountedPriceMinor: discountedMinor,
      lineAmountMinor: amounts[index] ?? 0n,
      orderDiscountShareMinor: shares[index] ?? 0n,
    })),
    totalAmountMinor,
    orderDiscountMinor,
    payableAmountMinor: totalAmountMinor - orderDiscountMinor,
  };
}

function firstLine<L extends { readonly lineNo: number }>(
  reason: CouponNo["reason"],
  lines: readonly L[],
  applies: (line: L) => boolean,
): CouponNo | undefined {
  const line = lines.find(applies);
  return line === undefined ? undefined : { reason, lineNo: line.lineNo };
}

const heldBy = (id: string | undefined, held: HeldCoupons): HeldCoupon | undefined =>
  id === undefined ? undefined : held.get(id);
