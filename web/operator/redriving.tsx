import { Alert, Button, Group, Modal, NumberInput, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Asked } from "../parts/asked.tsx";
import { answerOf, api } from "../parts/client.ts";
import { ProblemNote } from "../parts/problemNote.tsx";
import { useNames } from "./messages.ts";
import { type DryRun, dryRunQuery, type Redriving } from "./reads.ts";
import { useOperatorWords } from "./words.ts";

const PER_SECOND = { byDefault: 20, most: 100 };

export type RedrivingModalProps = {
  readonly redriving: Redriving;
  readonly done: () => void;
};

/** What would come of it is shown first, and only then it can be done. */
export function RedrivingModal({ redriving, done }: RedrivingModalProps) {
  const w = useOperatorWords();
  const client = useQueryClient();
  const { consumer, sample, messages, keys } = redriving;
  const dryRun = useQuery(dryRunQuery(consumer, sample));
  const [perSecond, setPerSecond] = useState(PER_SECOND.byDefault);
  const [progress, setProgress] = useState<Progress>();
  const driving = useMutation({
    mutationFn: (firstOnly: boolean) => driveAll(redriving, { perSecond, firstOnly }, setProgress),
    onSettled: () => client.invalidateQueries({ queryKey: ["parked"] }),
  });
  const isOver = driving.data !== undefined;
  return (
    <Modal opened onClose={done} title={w.redriveTitle} size="lg">
      <Stack>
        <Text size="sm">{keys > 1 ? w.redriveHintOf(keys, messages) : w.redriveHint}</Text>
        {isOver ? null : (
          <section aria-label={w.dryRun}>
            <Text fw={600}>{keys > 1 ? w.dryRunOfFirst : w.dryRun}</Text>
            <Asked query={dryRun}>{(told) => <Told told={told} />}</Asked>
          </section>
        )}
        {keys > 1 && !isOver ? (
          <NumberInput
            label={w.perSecondLabel}
            min={1}
            max={PER_SECOND.most}
            allowDecimal={false}
            clampBehavior="strict"
            value={perSecond}
            onChange={(value) => setPerSecond(Number(value) || PER_SECOND.byDefault)}
          />
        ) : null}
        <ProblemNote error={driving.error} />
        {progress === undefined ? null : (
          <Text role="status">{w.redriven(progress.tried, progress.stillParked)}</Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={done}>
            {isOver ? w.redriveClose : w.leave}
          </Button>
          {isOver || keys > 1 || messages === 1 ? null : (
            <Button
              variant="default"
              disabled={!dryRun.isSuccess || driving.isPending}
              onClick={() => driving.mutate(true)}
            >
              {w.redriveFirst}
            </Button>
          )}
          {isOver ? null : (
            <Button
              disabled={!dryRun.isSuccess}
              loading={driving.isPending}
              onClick={() => driving.mutate(false)}
            >
              {messages > 1 ? w.redriveAll(messages) : w.redrive}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}

type Progress = { readonly tried: number; readonly stillParked: number };
type Pace = { readonly perSecond: number; readonly firstOnly: boolean };

/** A request drives for some seconds; the next goes on where it ended. */
async function driveAll(
  { consumer, sample, type }: Redriving,
  { perSecond, firstOnly }: Pace,
  tell: (progress: Progress) => void,
): Promise<Progress> {
  const chosen = type === undefined ? { key: sample } : { type, perSecond };
  let progress: Progress = { tried: 0, stillParked: 0 };
  let after: string | undefined;
  do {
    const more = after === undefined ? {} : { after };
    const body = { consumer, ...chosen, ...(firstOnly ? { firstOnly } : {}), ...more };
    const driven = await answerOf(api.POST("/ops/parked/redrives", { body }));
    const { tried, stillParked } = progress;
    progress = { tried: tried + driven.tried, stillParked: stillParked + driven.stillParked };
    tell(progress);
    ({ after } = driven);
  } while (after !== undefined);
  return progress;
}

/** What a dry run told, in the words of the shop where there are any. */
function Told({ told }: { readonly told: DryRun }) {
  const w = useOperatorWords();
  const { messageName } = useNames();
  const { becomes, reason, refusal, changed, stated, calls } = told;
  if (becomes !== "applied") {
    return (
      <Alert color="persimmon" title={becomes === "parked" ? w.wouldStay : w.unreadable} mt="xs">
        <Text size="sm" className="long">
          {reason}
        </Text>
      </Alert>
    );
  }
  const changes = [
    ...changed.map(({ table, key, change }) => [w[change], [table, key].filter(Boolean).join(" ")]),
    ...stated.map(({ type }) => [w.wouldSay, messageName(type)]),
    ...calls.map((kind) => [w.wouldCall, kind]),
    ...(refusal === undefined ? [] : [[w.wouldRefuse, refusal]]),
  ];
  return (
    <>
      <Alert title={w.wouldApply} mt="xs" mb="xs">
        {changes.length === 0 ? w.noChange : null}
      </Alert>
      <dl className="told">
        {changes.map(([what, which], index) => (
          // They stand in this very order, and nothing moves.
          // oxlint-disable-next-line react/no-array-index-key
          <div key={index}>
            <dt>{what}</dt>
            <dd className="long">{which}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
