import { describe, expect, test } from "vitest";
import type { BodyOf } from "#kernel/message.ts";
import { receiptTold } from "#contexts/order/contract.ts";
import type { Decision } from "#runtime/reaction.ts";
import { ratings, reviews } from "../collections.ts";
import { answerReview, setReviewStatus, writeReview } from "../contract.ts";
import { operator, otherSeller, seller, type Shop, shopWith, tea, tokenOf } from "../fixtures.ts";

const reviewId = tokenOf("rvw", "first");
const orderId = tokenOf("ord", "mina");
const written: BodyOf<typeof writeReview> = {
  reviewId,
  orderId,
  lineNo: 1,
  itemId: tea.itemId,
  memberId: tokenOf("mem", "mina"),
  stars: 4,
  text: "향이 좋아요",
};
const received = receiptTold({ orderId, askId: reviewId, itemId: tea.itemId });
const said = ({ emitted = [] }: Decision) => emitted.map(({ definition }) => definition.type);
const refusalOf = ({ answer }: Decision) =>
  answer !== undefined && "refusal" in answer ? answer.refusal.refusal : undefined;
const status = (shop: Shop) => shop.row(reviews, reviewId)?.status;
const rating = (shop: Shop) => shop.row(ratings, tea.itemId);

function reviewed(): Shop {
  const shop = shopWith(1, tea);
  shop.tell(writeReview(written));
  shop.tell(received);
  return shop;
}

describe("reviewing", () => {
  test("S2.19 a review is seen once order has told that its writer received the item", () => {
    const shop = shopWith(1, tea);
    expect(said(shop.tell(writeReview(written)))).toEqual(["order.tell-receipt"]);
    expect([status(shop), rating(shop)]).toEqual(["ASKED", undefined]);
    shop.tell(received);
    expect(status(shop)).toBe("SHOWN");
    expect(rating(shop)).toMatchObject({ reviewCount: 1, starsTotal: 4 });
    shop.tell(received);
    expect(rating(shop)).toMatchObject({ reviewCount: 1, starsTotal: 4 });
  });

  test.each([
    ["it is on its way", { reason: "COMMON_ILLEGAL_STATUS" }, "COMMON_ILLEGAL_STATUS"],
    ["it is another's", { reason: "COMMON_ENTITY_NOT_FOUND" }, "COMMON_ENTITY_NOT_FOUND"],
    ["it is another item", { itemId: tokenOf("itm", "robe") }, "COMMON_ENTITY_NOT_FOUND"],
  ] as const)("S2.19 where %s nothing is left of it", (_, receipt, refusal) => {
    const shop = shopWith(1, tea);
    shop.tell(writeReview(written));
    const told = shop.tell(receiptTold({ orderId, askId: reviewId, ...receipt }));
    expect(refusalOf(told)).toBe(refusal);
    expect(told.refusesStory).toEqual({ refusal });
    expect([status(shop), rating(shop)]).toEqual([undefined, undefined]);
  });

  test("S2.19 a line is reviewed once; another member does not even hear that it was", () => {
    const shop = reviewed();
    expect(refusalOf(shop.tell(writeReview({ ...written, stars: 1 })))).toBe("REVIEW_DUPLICATE");
    const theirs = { ...written, memberId: tokenOf("mem", "jun") };
    expect(refusalOf(shop.tell(writeReview(theirs)))).toBe("COMMON_ENTITY_NOT_FOUND");
    const nowhere = { ...written, itemId: tokenOf("itm", "none") };
    expect(refusalOf(shop.tell(writeReview(nowhere)))).toBe("COMMON_ENTITY_NOT_FOUND");
  });

  test("S2.19 its seller answers, and nobody else's", () => {
    const shop = reviewed();
    const answer = answerReview({ reviewId, text: "고맙습니다" });
    expect(refusalOf(shop.tell(answer, otherSeller))).toBe("COMMON_ENTITY_NOT_FOUND");
    shop.tell(answer, seller);
    expect(shop.row(reviews, reviewId)).toMatchObject({ answer: "고맙습니다", stars: 4 });
  });

  test("S2.19 an operator hides it from the rating and shows it again, each once", () => {
    const shop = reviewed();
    const set = (to: "SHOWN" | "HIDDEN") =>
      shop.tell(setReviewStatus({ reviewId, status: to }), operator);
    for (let times = 0; times < 2; times++) set("HIDDEN");
    expect([status(shop), rating(shop)?.reviewCount]).toEqual(["HIDDEN", 0]);
    for (let times = 0; times < 2; times++) set("SHOWN");
    expect([status(shop), rating(shop)?.reviewCount]).toEqual(["SHOWN", 1]);
    const other = { reviewId: tokenOf("rvw", "none"), status: "HIDDEN" } as const;
    expect(refusalOf(shop.tell(setReviewStatus(other), operator))).toBe("COMMON_ENTITY_NOT_FOUND");
  });
});
