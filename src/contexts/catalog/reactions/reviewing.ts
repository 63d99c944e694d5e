/** Reviews: order is asked before they are shown, then they are answered, hidden and shown again. */
import { isRefusal, refuse } from "#kernel/refusal.ts";
import { receiptTold, tellReceipt } from "#contexts/order/contract.ts";
import {
  type Decision,
  type Reaction,
  reactionsOf,
  refused,
  type StateOf,
  unchanged,
} from "#runtime/reaction.ts";
import { items, ratings, reviews } from "../collections.ts";
import { answerReview, setReviewStatus, writeReview } from "../contract.ts";
import { managed } from "../rules/items.ts";
import { ratedWith, type Review, shownReview } from "../rules/reviewing.ts";

const on = reactionsOf("catalog");

const ofReview = ({ reviewId }: { readonly reviewId: string }) => ({
  review: reviews.one(reviewId),
});
const itsItem = (_: unknown, { review }: StateOf<ReturnType<typeof ofReview>>) => ({
  item: items.one(review?.itemId ?? ""),
});
const itsRating = (_: unknown, { review }: StateOf<ReturnType<typeof ofReview>>) => ({
  rating: ratings.one(review?.itemId ?? ""),
});
type Rated = ReturnType<typeof ofReview> & ReturnType<typeof itsRating>;

export const reviewing: readonly Reaction[] = [
  on(writeReview, {
    needs: ({ reviewId, itemId }) => ({ ...ofReview({ reviewId }), item: items.one(itemId) }),
    decide: (body, { review: before, item }, { at }) => {
      const isForeign = before !== undefined && before.memberId !== body.memberId;
      if (item === undefined || item.deleted || isForeign) return notFound;
      if (isTold(before)) return refused(refuse("REVIEW_DUPLICATE"));

      const { reviewId: askId, orderId, lineNo, memberId } = body;
      const review = asked(body, item.partnerId, at);
      return {
        changed: { review },
        emitted: [tellReceipt({ askId, orderId, lineNo, memberId })],
        answer: { settled: false, value: shownReview(review) },
      };
    },
  }),
  on(receiptTold, {
    needs: ({ askId }) => ofReview({ reviewId: askId }),
    thenNeeds: itsRating,
    decide: ({ itemId, reason = "COMMON_ENTITY_NOT_FOUND" }, state): Decision<Rated> => {
      const { review } = state;
      if (review?.status !== "ASKED") return unchanged;
      if (itemId === review.itemId) return withStatus(review, "SHOWN", state);
      const refusal = refuse(reason);
      return {
        changed: { review: null },
        answer: { settled: true, refusal },
        refusesStory: refusal,
      };
    },
  }),
  on(answerReview, {
    needs: ofReview,
    thenNeeds: itsItem,
    decide: ({ text: answer }, { review: before, item }, { at, message: { actor } }) => {
      if (!isTold(before) || isRefusal(managed(item, actor))) return notFound;
      const review = { ...before, answer, answeredAt: at };
      return { changed: { review }, answer: { settled: true, value: shownReview(review) } };
    },
  }),
  on(setReviewStatus, {
    needs: ofReview,
    thenNeeds: itsRating,
    decide: ({ status }, state): Decision<Rated> =>
      isTold(state.review) ? withStatus(state.review, status, state) : notFound,
  }),
];

const notFound = refused(refuse("COMMON_ENTITY_NOT_FOUND"));

/** Order has said that it may be shown. */
const isTold = (review: Review | undefined): review is Review =>
  review !== undefined && review.status !== "ASKED";

const asked = (
  written: Pick<
    Review,
    "reviewId" | "itemId" | "memberId" | "orderId" | "lineNo" | "stars" | "text"
  >,
  partnerId: string,
  writtenAt: number,
): Review => ({
  ...written,
  partnerId,
  status: "ASKED",
  writtenAt,
  answer: undefined,
  answeredAt: undefined,
});

/** The review in its new status, and the rating of its item with it or without it. */
function withStatus(
  before: Review,
  status: "SHOWN" | "HIDDEN",
  { rating }: StateOf<Rated>,
): Decision<Rated> {
  const review = { ...before, status };
  const answer = { settled: true, value: shownReview(review) } as const;
  const [was, is] = [before.status === "SHOWN", status === "SHOWN"];
  if (was === is) return { answer, changed: { review } };
  return { answer, changed: { review, rating: ratedWith(review, rating, is) } };
}
