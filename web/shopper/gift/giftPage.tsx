import { Alert, Button, Group, Modal, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { AskedPage } from "../../parts/asked.tsx";
import { answerOf, api } from "../../parts/client.ts";
import { useDraft } from "../../parts/draft.ts";
import { useFormats } from "../../parts/formats.ts";
import { insisting } from "../../parts/intention.ts";
import { Page } from "../../parts/page.tsx";
import { Picture } from "../../parts/picture.tsx";
import { codeOf, fieldErrors } from "../../parts/problem.ts";
import { ProblemNote } from "../../parts/problemNote.tsx";
import { Status } from "../../parts/status.tsx";
import {
  AddressFields,
  addressRules,
  type AddressValues,
  NOWHERE,
  withNote,
} from "../addressFields.tsx";
import { type GiftLink, giftLinkQuery } from "../reads.ts";
import { useGiftWords } from "./words.ts";

/** What a gift's link opens: for its recipient, who has no account and needs none. */
export function GiftPage() {
  const { secret } = useParams({ from: "/gift/$secret" });
  const gift = useQuery(giftLinkQuery(secret));
  const w = useGiftWords();
  if (codeOf(gift.error) === "COMMON_INVALID_PARAMETER") {
    return (
      <Page title={w.brokenLink}>
        <Text>{w.brokenLinkHint}</Text>
      </Page>
    );
  }
  return (
    <AskedPage query={gift}>{(answer) => <GiftShown gift={answer} secret={secret} />}</AskedPage>
  );
}

type Shown = { readonly gift: GiftLink; readonly secret: string };

function GiftShown({ gift, secret }: Shown) {
  const w = useGiftWords();
  return (
    <Page
      title={w.from(gift.giverName)}
      aside={<Status status={gift.status} label={gift.label} large />}
    >
      <Stack maw={560} mx="auto" w="100%">
        <Card gift={gift} />
        <Next gift={gift} secret={secret} />
      </Stack>
    </Page>
  );
}

function Card({ gift }: { readonly gift: GiftLink }) {
  const w = useGiftWords();
  const { name, time } = useFormats();
  const first = gift.items[0]?.itemName ?? "";
  return (
    <section className="gift-card" aria-label={w.card}>
      <Picture of={first} />
      <div>
        <Text fw={600}>{w.dear(gift.receiverName)}</Text>
        <Text size="sm" c="dimmed">
          {gift.receiverPhone}
        </Text>
        <Text fz="lg" my="md" className="message">
          {gift.message}
        </Text>
        {gift.items.map((item, at) => (
          <Text key={`${item.itemName} ${at}`} fw={600}>
            {name(item.itemName)} {w.quantity(item.quantity)}
          </Text>
        ))}
        {gift.expiresAt !== undefined && canAccept(gift) ? (
          <Text size="sm" c="dimmed" mt="xs">
            {w.until(time(gift.expiresAt))}
          </Text>
        ) : null}
      </div>
    </section>
  );
}

const canAccept = ({ status }: GiftLink): boolean => status === "PAID" || status === "LINK_PUSHED";
const HERE: ReadonlySet<string> = new Set(["SHIPPING", "DELIVERED"]);

/** What the recipient may do now, or why there is nothing to do. */
function Next({ gift, secret }: Shown) {
  const w = useGiftWords();
  if (canAccept(gift)) return <Accepting gift={gift} secret={secret} />;
  switch (gift.status) {
    case "ACCEPTED":
    case "PREPARING":
      return <Alert color="celadon">{w.accepted}</Alert>;
    case "REJECTED":
      return <Alert color="gray">{w.refused}</Alert>;
    case "EXPIRED":
    case "CANCELLED":
      return <Alert color="gray">{w.over}</Alert>;
    default:
      return HERE.has(gift.status) ? <Arrived secret={secret} /> : <Alert>{w.notPaid}</Alert>;
  }
}

/** Does something with the gift and shows it as it is then. */
function useGiftAct<V>(secret: string, act: (values: V) => Promise<GiftLink>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: (gift) => client.setQueryData(giftLinkQuery(secret).queryKey, gift),
    onError: () => client.invalidateQueries({ queryKey: ["giftLink", secret] }),
    ...insisting,
  });
}

function Accepting({ gift, secret }: Shown) {
  const w = useGiftWords();
  const path = { secret };
  const form = useDraft<AddressValues>(`gift.${secret.slice(0, 8)}`, {
    initialValues: {
      ...NOWHERE,
      receiverName: gift.receiverName,
      // Strangers who hold the link see it only in part, and it must be whole to be of use.
      receiverPhone: "",
    },
    validate: addressRules(w.required, w.zipcodeRule),
  });
  const accepting = useGiftAct(secret, (address: AddressValues) =>
    answerOf(
      api.POST("/api/gift-links/{secret}/acceptance", { params: { path }, body: { address } }),
    ),
  );
  const submit = form.onSubmit((values) =>
    accepting.mutate(withNote(values), {
      onSuccess: form.forget,
      onError: (error) => form.setErrors(fieldErrors(error)),
    }),
  );
  return (
    <form onSubmit={submit} noValidate>
      <Stack className="sheet">
        <Title order={2} size="h4">
          {w.whereTo}
        </Title>
        <AddressFields form={form} />
        <ProblemNote error={accepting.error} />
        <Button type="submit" size="md" loading={accepting.isPending}>
          {w.accept}
        </Button>
        <Refusing secret={secret} />
      </Stack>
    </form>
  );
}

function Refusing({ secret }: { readonly secret: string }) {
  const w = useGiftWords();
  const [isAsking, setAsking] = useState(false);
  const refusing = useGiftAct(secret, () =>
    answerOf(api.POST("/api/gift-links/{secret}/rejection", { params: { path: { secret } } })),
  );
  const close = () => setAsking(false);
  return (
    <>
      <Button variant="subtle" color="gray" onClick={() => setAsking(true)}>
        {w.refuse}
      </Button>
      <Modal opened={isAsking} onClose={close} title={w.refuse} centered>
        <Stack>
          <Text>{w.refuseHint}</Text>
          <ProblemNote error={refusing.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {w.keep}
            </Button>
            <Button
              color="persimmon"
              loading={refusing.isPending}
              onClick={() => refusing.mutate(undefined)}
            >
              {w.refuseSure}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}

function Arrived({ secret }: { readonly secret: string }) {
  const w = useGiftWords();
  const confirming = useGiftAct(secret, () =>
    answerOf(api.POST("/api/gift-links/{secret}/receipt", { params: { path: { secret } } })),
  );
  return (
    <Stack className="sheet">
      <Text>{w.receivedHint}</Text>
      <ProblemNote error={confirming.error} />
      <Button loading={confirming.isPending} onClick={() => confirming.mutate(undefined)}>
        {w.received}
      </Button>
    </Stack>
  );
}
