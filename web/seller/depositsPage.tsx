import {
  Badge,
  Button,
  Checkbox,
  Group,
  NumberInput,
  Stack,
  Table,
  Text,
  TextInput,
} from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type KeyboardEvent, useRef, useState } from "react";
import { Asked } from "../parts/asked.tsx";
import { answerOf, api } from "../parts/client.ts";
import { Empty } from "../parts/empty.tsx";
import { useFormats } from "../parts/formats.ts";
import { insisting, intend } from "../parts/intention.ts";
import { Page } from "../parts/page.tsx";
import { ProblemNote } from "../parts/problemNote.tsx";
import { Tabs } from "../parts/tabs.tsx";
import { Wide } from "../parts/wide.tsx";
import { oneByOne, type Outcome } from "./oneByOne.ts";
import { type Deposit, type DepositFilter, depositsQuery } from "./reads.ts";
import { useSellerWords } from "./words.ts";

/** The desk at which what the bank shows is matched with what shoppers promised. */
export function DepositsPage() {
  const w = useSellerWords();
  const { show, name, amount } = useSearch({ from: "/seller/deposits" });
  const tabs = [
    { value: "waiting", label: w.waitingDeposits },
    { value: "confirmed", label: w.confirmedDeposits },
  ] as const;
  const chosen = tabs.find(({ value }) => value === show)?.value ?? "waiting";
  const filter: DepositFilter = {
    status: chosen === "waiting" ? "WAITING_DEPOSIT" : "DEPOSIT_CONFIRMED",
    depositorName: name,
    amount,
  };
  const deposits = useQuery(depositsQuery(filter));
  const isNarrowed = name !== undefined || amount !== undefined;
  return (
    <Page title={w.deposits} aside={<Tabs label={w.deposits} tabs={tabs} chosen={chosen} />}>
      {chosen === "waiting" ? <Text c="dimmed">{w.keysHint}</Text> : null}
      <Filter />
      <Asked query={deposits}>
        {(answer) => (
          <Desk
            deposits={answer.deposits}
            isWaiting={chosen === "waiting"}
            empty={isNarrowed ? w.noSuchDeposit : w.noDeposits}
          />
        )}
      </Asked>
    </Page>
  );
}

function Filter() {
  const w = useSellerWords();
  const { show, name, amount } = useSearch({ from: "/seller/deposits" });
  const navigate = useNavigate({ from: "/seller/deposits" });
  const look = (next: {
    readonly name?: string | undefined;
    readonly amount?: number | undefined;
  }) => void navigate({ search: { show, name, amount, ...next }, replace: true });
  return (
    <Group align="flex-end" role="search">
      <TextInput
        label={w.depositor}
        value={name ?? ""}
        onChange={({ currentTarget: { value } }) =>
          look({ name: value === "" ? undefined : value })
        }
        w={{ base: "100%", sm: 220 }}
      />
      <NumberInput
        label={w.amount}
        min={0}
        allowDecimal={false}
        thousandSeparator=","
        value={amount ?? ""}
        onChange={(value) => look({ amount: value === "" ? undefined : Number(value) })}
        w={{ base: "100%", sm: 180 }}
      />
    </Group>
  );
}

/** Confirms one deposit once; a repetition of what was not answered gives the same answer. */
const confirm = ({ orderId, amount }: Deposit) =>
  intend(`deposit.${orderId}`, { depositedAmount: amount }, ({ key, body }) =>
    answerOf(
      api.POST("/api/deposits/{orderId}/confirmation", {
        params: { path: { orderId }, header: { "Idempotency-Key": key } },
        body,
      }),
    ),
  );

type DeskProps = {
  readonly deposits: readonly Deposit[];
  readonly isWaiting: boolean;
  readonly empty: string;
};

/** Stays when its last deposit has gone: what became of it is told here. */
function Desk({ deposits, isWaiting, empty }: DeskProps) {
  const w = useSellerWords();
  const client = useQueryClient();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const some = deposits.filter(({ orderId }) => chosen.has(orderId));
  const confirming = useMutation({
    mutationFn: (of: readonly Deposit[]) => oneByOne(of, confirm),
    onSettled: async () => {
      setChosen(new Set());
      await client.invalidateQueries({ queryKey: ["deposits"] });
    },
    ...insisting,
  });
  const choose = (orderId: string) => {
    const next = new Set(chosen);
    if (!next.delete(orderId)) next.add(orderId);
    setChosen(next);
  };
  const isBusy = confirming.isPending;
  return (
    <Stack>
      {deposits.length === 0 ? (
        <Empty title={empty} />
      ) : (
        <DepositTable
          deposits={deposits}
          isWaiting={isWaiting}
          isBusy={isBusy}
          chosen={chosen}
          choose={choose}
          chooseAll={(all) => setChosen(new Set(all ? deposits.map(({ orderId }) => orderId) : []))}
          confirmOne={(deposit) => confirming.mutate([deposit])}
        />
      )}
      {some.length === 0 ? null : (
        <Button w="fit-content" loading={isBusy} onClick={() => confirming.mutate(some)}>
          {w.confirmSome(some.length)}
        </Button>
      )}
      <ProblemNote error={confirming.error} />
      {confirming.data === undefined ? null : <Done outcomes={confirming.data} />}
    </Stack>
  );
}

type RowsProps = {
  readonly deposits: readonly Deposit[];
  readonly isWaiting: boolean;
  readonly isBusy: boolean;
  readonly chosen: ReadonlySet<string>;
  readonly choose: (orderId: string) => void;
  readonly confirmOne: (deposit: Deposit) => void;
};

function DepositTable({
  chooseAll,
  ...rows
}: RowsProps & { readonly chooseAll: (all: boolean) => void }) {
  const w = useSellerWords();
  const { deposits, isWaiting, chosen } = rows;
  const count = deposits.filter(({ orderId }) => chosen.has(orderId)).length;
  return (
    <Wide label={w.deposits} isSheet>
      <Table>
        <Table.Thead>
          <Table.Tr>
            {isWaiting ? (
              <Table.Th w={44}>
                <Checkbox
                  aria-label={w.chooseAll}
                  checked={count === deposits.length}
                  indeterminate={count > 0 && count < deposits.length}
                  onChange={() => chooseAll(count < deposits.length)}
                />
              </Table.Th>
            ) : null}
            <Table.Th>{w.depositor}</Table.Th>
            <Table.Th ta="right">{w.amount}</Table.Th>
            <Table.Th>{w.orderNumber}</Table.Th>
            <Table.Th>{w.dueBy}</Table.Th>
            {isWaiting ? <Table.Th>{w.confirm}</Table.Th> : null}
          </Table.Tr>
        </Table.Thead>
        <Rows {...rows} />
      </Table>
    </Wide>
  );
}

/** Moved through with the arrow keys; Enter confirms the one that has the focus. */
function Rows({ deposits, isWaiting, isBusy, chosen, choose, confirmOne }: RowsProps) {
  const w = useSellerWords();
  const { won, time } = useFormats();
  const boxes = useRef<HTMLTableSectionElement>(null);
  const move = (event: KeyboardEvent, index: number) => {
    const to = { ArrowDown: index + 1, ArrowUp: index - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    boxes.current?.querySelectorAll<HTMLInputElement>("input[type=checkbox]")[to]?.focus();
  };
  return (
    <Table.Tbody ref={boxes}>
      {deposits.map((deposit, index) => {
        const { orderId, orderNumber, depositorName, amount, dueAt, checking, short } = deposit;
        return (
          <Table.Tr key={orderId}>
            {isWaiting ? (
              <Table.Td>
                <Checkbox
                  aria-label={w.choose(`${depositorName} ${won(amount)}`)}
                  checked={chosen.has(orderId)}
                  onChange={() => choose(orderId)}
                  onKeyDown={(event) => {
                    if (event.key === "Enter" && !isBusy) confirmOne(deposit);
                    else move(event, index);
                  }}
                />
              </Table.Td>
            ) : null}
            <Table.Td fw={600} className="named">
              {depositorName}
            </Table.Td>
            <Table.Td ta="right" className="number">
              {won(amount)}
            </Table.Td>
            <Table.Td className="number">{orderNumber}</Table.Td>
            <Table.Td className="number">{time(dueAt)}</Table.Td>
            {isWaiting ? (
              <Table.Td>
                <Group gap="xs">
                  <Button
                    size="compact-sm"
                    aria-label={`${depositorName} ${won(amount)} ${w.confirm}`}
                    disabled={isBusy}
                    onClick={() => confirmOne(deposit)}
                  >
                    {w.confirm}
                  </Button>
                  {checking === true ? <Badge tt="none">{w.checking}</Badge> : null}
                  {short === true ? <Shortage orderId={orderId} /> : null}
                </Group>
              </Table.Td>
            ) : null}
          </Table.Tr>
        );
      })}
    </Table.Tbody>
  );
}

function Shortage({ orderId }: { readonly orderId: string }) {
  const w = useSellerWords();
  const client = useQueryClient();
  const giving = useMutation({
    mutationFn: () =>
      intend(`shortage.${orderId}`, {}, ({ key }) =>
        answerOf(
          api.POST("/api/deposits/{orderId}/cancellation", {
            params: { path: { orderId }, header: { "Idempotency-Key": key } },
          }),
        ),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: ["deposits"] }),
    ...insisting,
  });
  return (
    <>
      <Badge color="persimmon" tt="none">
        {w.short}
      </Badge>
      <Button
        size="compact-sm"
        variant="default"
        loading={giving.isPending}
        onClick={() => giving.mutate()}
      >
        {w.cancelShort}
      </Button>
      <ProblemNote error={giving.error} />
    </>
  );
}

/** How many went well, and why others did not. */
function Done({ outcomes }: { readonly outcomes: readonly Outcome<Deposit>[] }) {
  const w = useSellerWords();
  const { won } = useFormats();
  const failed = outcomes.filter(({ error }) => error !== undefined);
  return (
    <div role="status">
      {failed.length < outcomes.length ? (
        <Text>{w.someDone(outcomes.length - failed.length)}</Text>
      ) : null}
      {failed.map(({ of, error }) => (
        <div key={of.orderId}>
          <Text fw={600}>
            {of.depositorName} {won(of.amount)}
          </Text>
          <ProblemNote error={error} />
        </div>
      ))}
    </div>
  );
}
