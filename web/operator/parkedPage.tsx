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
import { ParkedRecord } from "./parkedRecord.tsx";
import { type Parked, parkedQuery, type Redriving } from "./reads.ts";
import { RedrivingModal } from "./redriving.tsx";
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
            <StuckAlike rows={keysOf(all)} />
            {keysOf(all).map((waiting) => (
              <Waiting key={`${waiting[0].consumer} ${waiting[0].key}`} waiting={waiting} />
            ))}
          </Stack>
        )}
      </Asked>
      <ParkedRecord />
    </Page>
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

/** Where several keys wait behind the same kind of message, one repair will mostly free them all. */
function StuckAlike({ rows }: { readonly rows: readonly Row[] }) {
  const w = useOperatorWords();
  const { contextName, messageName } = useNames();
  const [chosen, setChosen] = useState<Redriving>();
  const alike = alikeOf(rows);
  return (
    <>
      {alike.length === 0 ? null : (
        <section className="sheet" aria-label={w.byType}>
          <Text fw={600} mb="sm">
            {w.byType}
          </Text>
          <ul className="lines">
            {alike.map((redriving) => (
              <li key={`${redriving.consumer} ${redriving.type}`}>
                <Group justify="space-between" flex={1}>
                  <div>
                    <b>{messageName(redriving.type)}</b> · {contextName(redriving.consumer)}
                    <Text size="sm" c="dimmed">
                      {w.ofType(redriving.keys, redriving.messages)}
                    </Text>
                  </div>
                  <Button size="xs" onClick={() => setChosen(redriving)}>
                    {w.redriveType}
                  </Button>
                </Group>
              </li>
            ))}
          </ul>
        </section>
      )}
      {chosen === undefined ? null : (
        <RedrivingModal redriving={chosen} done={() => setChosen(undefined)} />
      )}
    </>
  );
}

type Alike = Redriving & { readonly type: string };

function alikeOf(rows: readonly Row[]): readonly Alike[] {
  const all = new Map<string, Alike>();
  for (const row of rows) {
    const [{ consumer, key, type }] = row;
    const name = `${consumer} ${type}`;
    const { keys, messages, sample } = all.get(name) ?? { keys: 0, messages: 0, sample: key };
    const counted = { keys: keys + 1, messages: messages + row.length };
    all.set(name, { consumer, type, sample, ...counted });
  }
  return [...all.values()].filter(({ keys }) => keys > 1);
}

function Waiting({ waiting }: { readonly waiting: Row }) {
  const w = useOperatorWords();
  const { time } = useFormats();
  const { contextName, messageName } = useNames();
  const [{ consumer, key }] = waiting;
  const [open, setOpen] = useState<"redriving" | "giving up">();
  const done = () => setOpen(undefined);
  return (
    <section className="sheet" aria-label={`${contextName(consumer)} ${key}`}>
      <Group justify="space-between" mb="sm">
        <Text fw={600} className="long">
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
          <Button size="xs" onClick={() => setOpen("redriving")}>
            {w.redrive}
          </Button>
          <Button size="xs" variant="default" onClick={() => setOpen("giving up")}>
            {w.giveUp}
          </Button>
        </Group>
      </Group>
      {open === "redriving" ? (
        <RedrivingModal
          redriving={{ consumer, sample: key, keys: 1, messages: waiting.length }}
          done={done}
        />
      ) : null}
      {open === "giving up" ? <GivingUp consumer={consumer} messageKey={key} done={done} /> : null}
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
              <Text size="sm" className="long">
                {reason}
              </Text>
              <Text size="sm" c="dimmed">
                {time(new Date(parkedAt).toISOString())}
              </Text>
            </div>
          </li>
        ))}
      </ul>
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
