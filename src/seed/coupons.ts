import type { BodyOf } from "#kernel/message.ts";
import type { createCoupon } from "#contexts/coupon/contract.ts";

type Terms = Omit<BodyOf<typeof createCoupon>, "couponId" | "validFrom" | "validUntil">;

/** Valid from the day of the seed on. */
export const COUPON_DAYS = 365;

/** Handed to every shopper of the seed. The first two are fixture F4 (requirements §4.2), the next two F11. */
export const HANDED_OUT: readonly [Terms, ...Terms[]] = [
  { name: "첫 가입 3,000원", scope: "LINE", type: "FIXED", value: 3_000n },
  { name: "생일 15%", scope: "LINE", type: "RATIO", value: 15n },
  { name: "주문 5,000원 할인 / 5,000 won off", scope: "ORDER", type: "FIXED", value: 5_000n },
  { name: "주문 10% 할인 / 10% off", scope: "ORDER", type: "RATIO", value: 10n },
];

/** One for each member who comes in time. */
export const FIRST_COME: Terms = {
  name: "선착순 10,000원 / First come, 10,000 won off",
  scope: "ORDER",
  type: "FIXED",
  value: 10_000n,
  quantity: 100,
};
