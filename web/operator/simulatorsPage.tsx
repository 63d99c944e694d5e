import { Button, Group, NumberInput, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Asked } from "../parts/asked.tsx";
import { answerOf, api } from "../parts/client.ts";
import { Page } from "../parts/page.tsx";
import { ProblemNote } from "../parts/problemNote.tsx";
import { type Simulators, simulatorsQuery } from "./reads.ts";
import { useOperatorWords } from "./words.ts";

type Company = "payment" | "carrier";
type Fault<C extends Company> = NonNullable<Simulators[C]>["faults"][number];

/** What each company may do wrong that makes a difference to see. */
const PAYMENT = [
  { on: "charge", fault: "decline" },
  { on: "charge", fault: "slow" },
  { on: "charge", fault: "time-out" },
  { on: "charge", fault: "act-then-time-out" },
  { on: "charge", fault: "server-error" },
  { on: "charge", fault: "wrong-amount" },
  { on: "charge", fault: "garbage" },
  { on: "look", fault: "time-out" },
  { on: "refund", fault: "server-error" },
  { on: "refund", fault: "act-then-server-error" },
] as const satisfies readonly Omit<Fault<"payment">, "times">[];
const CARRIER = [
  { on: "take", fault: "refuse" },
  { on: "take", fault: "slow" },
  { on: "take", fault: "act-then-time-out" },
  { on: "take", fault: "server-error" },
  { on: "track", fault: "time-out" },
  { on: "track", fault: "garbage" },
] as const satisfies readonly Omit<Fault<"carrier">, "times">[];

/** The switchboard of a demo's pretended companies. */
export function SimulatorsPage() {
  const w = useOperatorWords();
  const simulators = useQuery(simulatorsQuery);
  return (
    <Page title={w.simulators}>
      <Text c="dimmed">{w.simulatorsHint}</Text>
      <Asked query={simulators}>
        {({ payment, carrier }) => (
          <Stack gap="lg">
            {payment === undefined ? null : (
              <Board
                title={w.paymentCompany}
                company="payment"
                faults={PAYMENT}
                left={payment.faults}
                slowMs={payment.slowMs}
              />
            )}
            {carrier === undefined ? null : (
              <Board
                title={w.carrier}
                company="carrier"
                faults={CARRIER}
                left={carrier.faults}
                slowMs={carrier.slowMs}
              />
            )}
          </Stack>
        )}
      </Asked>
    </Page>
  );
}

type BoardProps<C extends Company> = {
  readonly title: string;
  readonly company: C;
  readonly faults: readonly Omit<Fault<C>, "times">[];
  readonly left: readonly Fault<C>[];
  readonly slowMs: number;
};

function Board<C extends Company>({ title, company, faults, left, slowMs }: BoardProps<C>) {
  const w = useOperatorWords();
  const client = useQueryClient();
  const [wanted, setWanted] = useState<Readonly<Record<string, number>>>({});
  const [slow, setSlow] = useState(slowMs);
  const setting = useMutation({
    mutationFn: (switches: { readonly faults: readonly Fault<C>[]; readonly slowMs: number }) =>
      answerOf(api.PUT("/ops/simulators", { body: { [company]: switches } as never })),
    onSuccess: (now) => {
      setWanted({});
      client.setQueryData(simulatorsQuery.queryKey, now);
    },
  });
  const sum = left.reduce((all, { times }) => all + times, 0);
  const timesOf = (fault: Omit<Fault<C>, "times">): number =>
    wanted[nameOf(fault)] ??
    left.find(({ on, fault: what }) => on === fault.on && what === fault.fault)?.times ??
    0;
  const send = (timesFor: (fault: Omit<Fault<C>, "times">) => number) =>
    setting.mutate({
      faults: faults.map((fault) => ({ ...fault, times: timesFor(fault) }) as Fault<C>),
      slowMs: slow,
    });
  return (
    <section className="sheet" aria-label={title}>
      <Title order={2} size="h4">
        {title}
      </Title>
      <Text role="status" mb="sm">
        {sum === 0 ? w.noneLeft : w.stillWrong(sum)}
      </Text>
      <div className="tiles">
        {faults.map((fault) => (
          <NumberInput
            key={nameOf(fault)}
            label={`${w[fault.on]}: ${w[fault.fault]}`}
            min={0}
            max={100}
            value={timesOf(fault)}
            onChange={(times) => setWanted({ ...wanted, [nameOf(fault)]: Number(times) || 0 })}
          />
        ))}
        <NumberInput
          label={w.slowFor}
          min={0}
          max={60_000}
          step={500}
          value={slow}
          onChange={(waitMs) => setSlow(Number(waitMs) || 0)}
        />
      </div>
      <ProblemNote error={setting.error} />
      <Group mt="md">
        <Button loading={setting.isPending} onClick={() => send(timesOf)}>
          {w.apply}
        </Button>
        <Button variant="default" onClick={() => send(() => 0)}>
          {w.clearAll}
        </Button>
      </Group>
    </section>
  );
}

const nameOf = ({ on, fault }: { readonly on: string; readonly fault: string }) => `${on} ${fault}`;
