import { Button, Group, Modal, Rating, Stack, Text, Textarea, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Asked } from "../parts/asked.tsx";
import { answerOf, api } from "../parts/client.ts";
import { useFormats } from "../parts/formats.ts";
import { insisting, intend, type Intention } from "../parts/intention.ts";
import { ProblemNote } from "../parts/problemNote.tsx";
import { reviewsQuery } from "./reads.ts";
import { useShopperWords } from "./words.ts";

/** What buyers think of an item. */
export function Reviews({ itemId }: { readonly itemId: string }) {
  const w = useShopperWords();
  const { day } = useFormats();
  const reviews = useQuery(reviewsQuery(itemId));
  return (
    <Stack component="section" gap="sm" mt="lg">
      <Title order={2} size="h4">
        {w.reviews}
      </Title>
      <Asked query={reviews}>
        {(answer) =>
          answer.reviews.length === 0 ? (
            <Text c="dimmed">{w.noReviews}</Text>
          ) : (
            answer.reviews.map((review) => (
              <div key={review.reviewId}>
                <Group gap="xs">
                  <Text size="sm" fw={600} aria-label={w.stars(review.stars)}>
                    {"★".repeat(review.stars)}
                  </Text>
                  <Text size="sm" c="dimmed">
                    {day(review.writtenAt)}
                  </Text>
                </Group>
                <Text>{review.text}</Text>
                {review.answer === undefined ? null : (
                  <Text size="sm" c="dimmed">
                    {w.sellerSays(review.answer)}
                  </Text>
                )}
              </div>
            ))
          )
        }
      </Asked>
    </Stack>
  );
}

type Line = { readonly orderId: string; readonly lineNo: number; readonly itemId: string };
type Review = { readonly stars: number; readonly text: string };

function useReviewing({ orderId, lineNo, itemId }: Line) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (review: Review) =>
      intend(`review.${orderId}.${lineNo}`, review, ({ key, body }: Intention<Review>) =>
        answerOf(
          api.POST("/api/items/{itemId}/reviews", {
            params: { path: { itemId }, header: { "Idempotency-Key": key, Prefer: "wait=5" } },
            body: { ...body, orderId, lineNo },
          }),
        ),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: ["reviews", itemId] }),
    ...insisting,
  });
}

/** Says what one thinks of something that came. */
export function Reviewing({ line, name }: { readonly line: Line; readonly name: string }) {
  const w = useShopperWords();
  const [isOpen, setOpen] = useState(false);
  const [stars, setStars] = useState(5);
  const [text, setText] = useState("");
  const reviewing = useReviewing(line);
  if (reviewing.isSuccess) {
    return (
      <Text size="sm" role="status">
        {w.reviewed}
      </Text>
    );
  }
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
        {w.review}
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={w.reviewOf(name)} centered>
        <Stack>
          <Rating value={stars} onChange={setStars} getSymbolLabel={w.stars} />
          <Textarea
            label={w.reviewText}
            value={text}
            maxLength={1_000}
            autosize
            minRows={3}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
          />
          <ProblemNote error={reviewing.error} />
          <Button
            loading={reviewing.isPending}
            disabled={text.trim() === ""}
            onClick={() => reviewing.mutate({ stars, text })}
          >
            {w.sendReview}
          </Button>
        </Stack>
      </Modal>
    </>
  );
}
