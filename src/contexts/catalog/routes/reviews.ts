/** What members say of what they received. */
import { createHash } from "node:crypto";
import { refuse } from "#kernel/refusal.ts";
import { count, listOf, optional, record, token } from "#kernel/schema.ts";
import { invalid } from "#http/refused.ts";
import { answered, type Route, routesOf, type Tools } from "#http/route.ts";
import { items, reviews } from "../collections.ts";
import {
  answerReview,
  reviewStatus,
  reviewText,
  setReviewStatus,
  stars,
  writeReview,
} from "../contract.ts";
import { type Review, shownReview } from "../rules/reviewing.ts";
import { review } from "./shapes.ts";

const route = routesOf("catalog");
const offeredWith = "catalog.features";
const PAGE_SIZE = 20;
const ofItem = () => record({ itemId: token("itm") });
const ofReview = () => record({ reviewId: token("rvw") });
/** How long a review waits for order, where that is another process. */
const ORDER_WAIT_MS = 5_000;

export const reviewRoutes: readonly Route[] = [
  route({
    method: "POST",
    path: "/api/items/:itemId/reviews",
    summary:
      "Review an item that was received, once for each line of an order; 202 while order is asked",
    access: ["member"],
    offeredWith,
    params: ofItem(),
    body: record({
      orderId: token("ord"),
      lineNo: count(1, 200),
      stars: stars(),
      text: reviewText(),
    }),
    answers: { 201: review(), 202: review() },
    refusals: [
      "COMMON_INVALID_PARAMETER",
      "COMMON_ENTITY_NOT_FOUND",
      "COMMON_ILLEGAL_STATUS",
      "REVIEW_DUPLICATE",
    ],
    handle: async ({ params: { itemId }, body }, tools) => {
      const { memberId } = tools.identity;
      const command = writeReview({ ...body, reviewId: reviewIdOf(body), itemId, memberId });
      const sent = await tools.send(command, { waitMs: ORDER_WAIT_MS });
      return answered(sent, sent.answer.settled ? 201 : 202);
    },
  }),
  route({
    method: "GET",
    path: "/api/items/:itemId/reviews",
    summary: "The reviews of an item, newest first; operators see those that are hidden, too",
    access: "guest",
    offeredWith,
    params: ofItem(),
    query: record({ cursor: optional(token("rvw")), limit: optional(count(1, 100)) }),
    answers: {
      200: record({ reviews: listOf(review(), 100), nextCursor: optional(token("rvw")) }),
    },
    refusals: ["COMMON_INVALID_PARAMETER", "COMMON_ENTITY_NOT_FOUND"],
    handle: async ({ params: { itemId }, query: { cursor, limit = PAGE_SIZE } }, tools) => {
      const known = await tools.read(
        `select 1 from ${items.sqlName} where item_id = $1 and not deleted`,
        [itemId],
      );
      if (known.length === 0) return refuse("COMMON_ENTITY_NOT_FOUND");
      const page = await reviewPage(itemId, cursor, limit, tools);
      return page === undefined ? invalid("cursor", "NOT_ALLOWED") : { status: 200, body: page };
    },
  }),
  route({
    method: "PUT",
    path: "/api/reviews/:reviewId/answer",
    summary: "Answer a review of one's own item; a later answer replaces an earlier one",
    access: ["seller", "operator"],
    offeredWith,
    params: ofReview(),
    body: record({ text: reviewText() }),
    answers: { 200: review() },
    refusals: ["COMMON_INVALID_PARAMETER", "COMMON_ENTITY_NOT_FOUND"],
    handle: async ({ params: { reviewId }, body: { text } }, tools) =>
      answered(await tools.send(answerReview({ reviewId, text })), 200),
  }),
  route({
    method: "PUT",
    path: "/api/reviews/:reviewId/status",
    summary: "Hide a review, and take it out of the item's rating; or show it again",
    access: ["operator"],
    offeredWith,
    params: ofReview(),
    body: record({ status: reviewStatus() }),
    answers: { 200: review() },
    refusals: ["COMMON_INVALID_PARAMETER", "COMMON_ENTITY_NOT_FOUND"],
    handle: async ({ params: { reviewId }, body: { status } }, tools) =>
      answered(await tools.send(setReviewStatus({ reviewId, status })), 200),
  }),
];

/** Of a line of an order there is one review, so its name follows from theirs. */
const reviewIdOf = ({ orderId, lineNo }: Pick<Review, "orderId" | "lineNo">): string =>
  `rvw_${createHash("sha256").update(`${orderId}/${lineNo}`).digest("hex").slice(0, 16)}`;

type Row = Omit<Review, "answer" | "answeredAt"> & {
  readonly answer: string | null;
  readonly answeredAt: number | null;
};

/** A page of the reviews of an item that the caller may see; undefined when the cursor is none of them. */
async function reviewPage(
  itemId: string,
  cursor: string | undefined,
  limit: number,
  { read, caller }: Tools,
) {
  const seen = caller?.role === "operator" ? ["SHOWN", "HIDDEN"] : ["SHOWN"];
  const from = `from ${reviews.sqlName} where item_id = $1 and status = any($2::text[])`;
  if (cursor !== undefined) {
    const known = await read(`select 1 ${from} and review_id = $3`, [itemId, seen, cursor]);
    if (known.length === 0) return undefined;
  }
  const rows = await read<Row>(
    `select review_id as "reviewId", item_id as "itemId", status, stars, text,
            written_at as "writtenAt", answer, answered_at as "answeredAt"
     ${from} and ($3::text is null or (written_at, review_id) <
       (select written_at, review_id from ${reviews.sqlName} where review_id = $3))
     order by written_at desc, review_id desc limit $4`,
    [itemId, seen, cursor ?? null, limit + 1],
  );
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    reviews: shown.map(({ answer, answeredAt, ...row }) =>
      shownReview({ ...row, answer: answer ?? undefined, answeredAt: answeredAt ?? undefined }),
    ),
    ...(last === undefined ? {} : { nextCursor: last.reviewId }),
  };
}
