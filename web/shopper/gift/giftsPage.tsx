import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Asked } from "../../parts/asked.tsx";
import { answerOf, api } from "../../parts/client.ts";
import { Empty } from "../../parts/empty.tsx";
import { useFormats } from "../../parts/formats.ts";
import { insisting, intend } from "../../parts/intention.ts";
import { Page } from "../../parts/page.tsx";
import { Picture } from "../../parts/picture.tsx";
import { ProblemNote } from "../../parts/problemNote.tsx";
import { Status } from "../../parts/status.tsx";
import { type Gift, giftsQuery } from "../reads.ts";
import { useShopperWords } from "../words.ts";
import { useGiftWords } from "./words.ts";

export function GiftsPage() {
  const w = useGiftWords();
  const { toShop } = useShopperWords();
  const gifts = useQuery({ ...giftsQuery, refetchInterval: 10_000 });
  return (
    <Page title={w.gifts}>
      <Asked query={gifts}>
        {(answer) =>
          answer.gifts.length === 0 ? (
            <Empty title={w.none} hint={w.noneHint}>
              <Button renderRoot={(props) => <Link to="/" {...props} />}>{toShop}</Button>
            </Empty>
          ) : (
            <div className="sheet">
              <ul className="lines">
                {answer.gifts.map((gift) => (
                  <Given key={gift.giftId} gift={gift} />
                ))}
              </ul>
            </div>
          )
        }
      </Asked>
    </Page>
  );
}

const OPEN: ReadonlySet<string> = new Set(["REGISTERED", "IN_PAYMENT", "PAID", "LINK_PUSHED"]);
const UNPAID: ReadonlySet<string> = new Set(["REGISTERED", "IN_PAYMENT"]);

function Given({ gift }: { readonly gift: Gift }) {
  const w = useGiftWords();
  const { name, time } = useFormats();
  const [isAsking, setAsking] = useState(false);
  const { orderId, status } = gift;
  const first = gift.items[0]?.itemName ?? "";
  return (
    <li>
      <Picture of={first} />
      <Stack gap={4} className="grow">
        <Group justify="space-between" gap="xs">
          <Text fw={600}>{w.to(gift.receiverName)}</Text>
          <Status status={status} label={gift.label} />
        </Group>
        <Text size="sm">{gift.items.map(({ itemName }) => name(itemName)).join(", ")}</Text>
        <Text size="sm" c="dimmed">
          “{gift.message}”
        </Text>
        {OPEN.has(status) && gift.expiresAt !== undefined ? (
          <Text size="sm" c="dimmed">
            {w.until(time(gift.expiresAt))}
          </Text>
        ) : null}
        <Group gap="xs">
          <Button
            size="xs"
            variant="default"
            renderRoot={(props) => <Link to="/orders/$orderId" params={{ orderId }} {...props} />}
          >
            {UNPAID.has(status) ? w.pay : w.seeOrder}
          </Button>
          {OPEN.has(status) ? (
            <Button size="xs" variant="subtle" color="gray" onClick={() => setAsking(true)}>
              {w.takeBack}
            </Button>
          ) : null}
        </Group>
      </Stack>
      {isAsking ? <TakingBack gift={gift} close={() => setAsking(false)} /> : null}
    </li>
  );
}

function TakingBack({ gift, close }: { readonly gift: Gift; readonly close: () => void }) {
  const w = useGiftWords();
  const client = useQueryClient();
  const { giftId } = gift;
  const taking = useMutation({
    mutationFn: () =>
      intend(`takeBack.${giftId}`, null, ({ key }) =>
        answerOf(
          api.POST("/api/gifts/{giftId}/cancellation", {
            params: { path: { giftId }, header: { "Idempotency-Key": key } },
          }),
        ),
      ),
    onSuccess: close,
    onSettled: () => client.invalidateQueries(),
    ...insisting,
  });
  return (
    <Modal opened onClose={close} title={w.takeBack} centered>
      <Stack>
        <Text>{w.takeBackHint}</Text>
        <ProblemNote error={taking.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {w.keep}
          </Button>
          <Button color="persimmon" loading={taking.isPending} onClick={() => taking.mutate()}>
            {w.takeBack}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
