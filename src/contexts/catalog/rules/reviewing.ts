/** What members say of what they received, and what it adds up to. */
import { rfc3339 } from "#kernel/calendar.ts";
import type { REVIEW_STATUSES } from "../contract.ts";

/** ASKED: order has not told yet whether it was received, and nobody sees it. */
export type ReviewStatus = "ASKED" | (typeof REVIEW_STATUSES)[number];
export type Review = {
  readonly reviewId: string;
  readonly itemId: string;
  readonly partnerId: string;
  readonly memberId: string;
  readonly orderId: string;
  readonly lineNo: number;
  readonly status: ReviewStatus;
  readonly stars: number;
  readonly text: string;
  readonly writtenAt: number;
  readonly answer: string | undefined;
  readonly answeredAt: number | undefined;
};
/** Of the reviews of an item that are shown. */
export type Rating = {
  readonly itemId: string;
  readonly reviewCount: number;
  readonly starsTotal: number;
};

/** The rating once a review is shown, or is no longer. */
export const ratedWith = (
  { itemId, stars }: Pick<Review, "itemId" | "stars">,
  before: Rating | undefined,
  isShown: boolean,
): Rating => {
  const { reviewCount, starsTotal } = before ?? { reviewCount: 0, starsTotal: 0 };
  const sign = isShown ? 1 : -1;
  return { itemId, reviewCount: reviewCount + sign, starsTotal: starsTotal + sign * stars };
};

/** A rating as HTTP shows it; nothing where nobody has reviewed the item. */
export const shownRating = ({ reviewCount, starsTotal }: Omit<Rating, "itemId">) =>
  reviewCount === 0
    ? {}
    : {
        rating: { count: reviewCount, averageTenths: Math.round((10 * starsTotal) / reviewCount) },
      };

/** A review as HTTP shows it: never who wrote it. */
export const shownReview = ({ reviewId, itemId, status, stars, text, ...review }: Review) => ({
  reviewId,
  itemId,
  status,
  stars,
  text,
  writtenAt: rfc3339(review.writtenAt),
  ...(review.answer === undefined ? {} : { answer: review.answer }),
  ...(review.answeredAt === undefined ? {} : { answeredAt: rfc3339(review.answeredAt) }),
});
