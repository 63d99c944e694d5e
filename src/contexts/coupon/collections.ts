import { amount, count, listOf, record, text } from "#kernel/schema.ts";
import {
  amountColumn,
  collection,
  countColumn,
  flagColumn,
  instantColumn,
  jsonColumn,
  maybeColumn,
  textColumn,
} from "#store/collection.ts";
import type { Claim, Coupon, MemberCoupon, Redemption } from "./rules.ts";
import type { ItemPrice } from "./rules/items.ts";
import type { CouponNo, Terms } from "./rules/pricing.ts";

const terms = {
  name: textColumn(),
  scope: textColumn<Terms["scope"]>(),
  type: textColumn<Terms["type"]>(),
  value: amountColumn(),
};

export const coupons = collection<Coupon>("coupon.coupons", "couponId", {
  couponId: textColumn(),
  ...terms,
  validFrom: instantColumn(),
  validUntil: instantColumn(),
  quantity: maybeColumn(countColumn()),
  issuedQuantity: countColumn(),
});

/** Its key is what makes a limited coupon one per member. */
export const claims = collection<Claim>("coupon.claims", "claimId", {
  claimId: textColumn(),
  couponId: textColumn(),
  memberId: textColumn(),
  memberCouponId: textColumn(),
});

export const memberCoupons = collection<MemberCoupon>("coupon.member_coupons", "memberCouponId", {
  memberCouponId: textColumn(),
  couponId: textColumn(),
  memberId: textColumn(),
  ...terms,
  status: textColumn<MemberCoupon["status"]>(),
  usableFrom: instantColumn(),
  usableUntil: instantColumn(),
  orderId: maybeColumn(textColumn()),
  issuedAt: instantColumn(),
  usedAt: maybeColumn(instantColumn()),
  graceGivenAt: maybeColumn(instantColumn()),
});

export const redemptions = collection<Redemption>("coupon.redemptions", "orderId", {
  orderId: textColumn(),
  status: textColumn<Redemption["status"]>(),
  memberCouponIds: jsonColumn(listOf(text(20), 401)),
  lines: jsonColumn(
    listOf(
      record({
        lineNo: count(1),
        unitDiscountedPriceMinor: amount(),
        orderDiscountShareMinor: amount(),
      }),
    ),
  ),
  orderDiscountMinor: amountColumn(),
  reason: maybeColumn(textColumn<CouponNo["reason"]>()),
  lineNo: maybeColumn(countColumn()),
});

/** Only what a price needs: the names of groups and options stay with catalog. */
export const optionGroupsColumn = jsonColumn<ItemPrice["optionGroups"]>(
  listOf(record({ options: listOf(record({ optionId: text(20), priceMinor: amount() }), 50) }), 10),
);

export const itemPrices = collection<ItemPrice>("coupon.item_prices", "itemId", {
  itemId: textColumn(),
  itemVersion: countColumn(),
  priceMinor: amountColumn(),
  optionGroups: optionGroupsColumn,
  saleStatus: textColumn(),
  deleted: flagColumn(),
});
