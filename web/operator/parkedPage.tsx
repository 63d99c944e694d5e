import { Badge, Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Asked } from "../parts/asked.tsx";
import { answerOf, api } from "../parts/client.ts";
import { Empty } from "../parts/empty.tsx";
import { useFormats } from "../parts/formats.ts";
import { Page } from "../parts/page.tsx";
import { ProblemNote } from "../parts/problemNote.tsx";
import { AwayNote } from "./awayNote.tsx";
import { useNames } from "./messages.ts";
import { type Parked, parkedQuery } from "./reads.ts";
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

function Waiting({ waiting }: { readonly waiting: Row }) {
  const w = useOperatorWords();
  const { time } = useFormats();
  const { contextName, messageName } = useNames();
  const client = useQueryClient();
  const [{ consumer, key }] = waiting;
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
        <Button size="xs" loading={driving.isPending} onClick={() => driving.mutate()}>
          {w.redrive}
        </Button>
      </Group>
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
