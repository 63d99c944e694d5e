import { Badge, Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Asked } from "../parts/asked.tsx";
import { answerOf, api } from "../parts/client.ts";
import { Empty } from "../parts/empty.tsx";
import { useFormats } from "../parts/formats.ts";
import { Page } from "../parts/page.tsx";
import { ProblemNote } from "../parts/problemNote.tsx";
import { AwayNote } from "./awayNote.tsx";
import { useNames } from "./messages.ts";
import { droppedQuery, type Parked, parkedQuery } from "./reads.ts";
import { useOperatorWords } from "./words.ts";

/** What could not be applied, key by key: each waits in a row behind its first. */
export function ParkedPage() {
  const w = useOperatorWords();
  const parked = useQuery(parkedQuery);
  return (
    <Page title={w.parked}>
      <Text c="dimmed">{w.parkedHint}</Text>
      <Asked query={parked}>
        {({ parked: all, away }) => (
          <Stack>
            <AwayNote away={away} />
            {all.length === 0 ? <Empty title={w.noParked} /> : null}
            {keysOf(all).map((waiting) => (
              <Waiting key={`${waiting[0].consumer} ${waiting[0].key}`} waiting={waiting} />
            ))}
          </Stack>
        )}
      </Asked>
      <GivenUp />
    </Page>
  );
}

/** The record of what nobody will apply any more. */
function GivenUp() {
  const w = useOperatorWords();
  const { time } = useFormats();
  const { contextName, messageName } = useNames();
  const dropped = useQuery(droppedQuery).data?.dropped ?? [];
  if (dropped.length === 0) return null;
  return (
    <section className="sheet" aria-label={w.givenUp}>
      <Text fw={600}>{w.givenUp}</Text>
      <ul className="lines">
        {dropped.map(({ consumer, key, type, why, droppedAt }) => (
          <li key={`${consumer} ${key} ${droppedAt}`}>
            <div>
              <b>{messageName(type)}</b> · {contextName(consumer)}
              <Text size="sm">{why}</Text>
              <Text size="sm" c="dimmed">
                {time(new Date(droppedAt).toISOString())}
              </Text>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

type Row = readonly [Parked, ...Parked[]];

function keysOf(parked: readonly Parked[]): readonly Row[] {
  const rows = new Map<string, [Parked, ...Parked[]]>();
  for (const one of parked) {
    const name = `${one.consumer} ${one.key}`;
    const before = rows.get(name);
    if (before === undefined) rows.set(name, [one]);
    else before.push(one);
  }
  return [...rows.values()];
}

function Waiting({ waiting }: { readonly waiting: Row }) {
  const w = useOperatorWords();
  const { time } = useFormats();
  const { contextName, messageName } = useNames();
  const client = useQueryClient();
  const [{ consumer, key }] = waiting;
  const [isGivingUp, setIsGivingUp] = useState(false);
  const driving = useMutation({
    mutationFn: () => answerOf(api.POST("/ops/parked/redrives", { body: { consumer, key } })),
    onSettled: () => client.invalidateQueries({ queryKey: ["parked"] }),
  });
  return (
    <section className="sheet" aria-label={`${contextName(consumer)} ${key}`}>
      <Group justify="space-between">
        <Text fw={600}>
          {contextName(consumer)} ·{" "}
          {key.startsWith("ord_") ? (
            <Link to="/operator/orders/$orderId" params={{ orderId: key }}>
              {w.story}
            </Link>
          ) : (
            key
          )}
        </Text>
        <Group gap="xs">
          <Button size="xs" loading={driving.isPending} onClick={() => driving.mutate()}>
            {w.redrive}
          </Button>
          <Button size="xs" variant="default" onClick={() => setIsGivingUp(true)}>
            {w.giveUp}
          </Button>
        </Group>
      </Group>
      {isGivingUp ? (
        <GivingUp consumer={consumer} messageKey={key} done={() => setIsGivingUp(false)} />
      ) : null}
      <ul className="lines">
        {waiting.map(({ type, reason, reasonClass, parkedAt }, index) => (
          // They wait in this very order.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index}>
            <div>
              <b>{messageName(type)}</b>{" "}
              <Badge color="persimmon" variant="light" tt="none">
                {reasonIn(w, reasonClass)}
              </Badge>
              <Text size="sm">{reason}</Text>
              <Text size="sm" c="dimmed">
                {time(new Date(parkedAt).toISOString())}
              </Text>
            </div>
          </li>
        ))}
      </ul>
      <ProblemNote error={driving.error} />
      {driving.data === undefined ? null : (
        <Text role="status">{w.redriven(driving.data.tried, driving.data.stillParked)}</Text>
      )}
    </section>
  );
}

type GivingUpProps = {
  readonly consumer: string;
  readonly messageKey: string;
  readonly done: () => void;
};

function GivingUp({ consumer, messageKey: key, done }: GivingUpProps) {
  const w = useOperatorWords();
  const client = useQueryClient();
  const [why, setWhy] = useState("");
  const dropping = useMutation({
    mutationFn: () =>
      answerOf(api.POST("/ops/parked/drops", { body: { consumer, key, why: why.trim() } })),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["parked"] });
      done();
    },
  });
  return (
    <Modal opened onClose={done} title={w.giveUpTitle}>
      <Stack>
        <Text size="sm">{w.giveUpHint}</Text>
        <TextInput
          label={w.why}
          required
          maxLength={500}
          data-autofocus
          value={why}
          onChange={({ currentTarget: { value } }) => setWhy(value)}
        />
        <ProblemNote error={dropping.error} />
        <Button
          color="persimmon"
          disabled={why.trim() === ""}
          loading={dropping.isPending}
          onClick={() => dropping.mutate()}
        >
          {w.giveUp}
        </Button>
      </Stack>
    </Modal>
  );
}

function reasonIn(w: ReturnType<typeof useOperatorWords>, reasonClass: string): string {
  switch (reasonClass) {
    case "threw":
    case "unreadable":
    case "refused_by_database":
      return w[reasonClass];
    default:
      return w.waiting;
  }
}
