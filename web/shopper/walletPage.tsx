import { Button, Group, NumberInput, Select, Stack, Table, Text, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { answerOf, api } from "../parts/client.ts";
import { Asked } from "../parts/asked.tsx";
import { useFormats } from "../parts/formats.ts";
import { insisting, intend, type Intention } from "../parts/intention.ts";
import { Page } from "../parts/page.tsx";
import { ProblemNote } from "../parts/problemNote.tsx";
import { payTopUp } from "./paying/bringing.ts";
import { topUpWindow, useCameBack } from "./paying/window.ts";
import { walletEntriesQuery, walletQuery } from "./reads.ts";
import { useShopperWords } from "./words.ts";

export function WalletPage() {
  const w = useShopperWords();
  const wallet = useQuery(walletQuery);
  const { won } = useFormats();
  return (
    <Page title={w.wallet}>
      <div className="two">
        <Entries />
        <Stack className="sheet">
          <Text c="dimmed">{w.balance}</Text>
          <Asked query={wallet}>
            {({ balance }) => (
              <Text fz={32} fw={700} className="number" data-testid="balance">
                {won(balance)}
              </Text>
            )}
          </Asked>
          <TopUp />
        </Stack>
      </div>
    </Page>
  );
}

const METHODS = ["CARD", "KAKAO_PAY", "NAVER_PAY", "TOSS_PAY"] as const;
type Method = (typeof METHODS)[number];
type Wanted = { readonly amount: number; readonly payMethod: Method };

/** Begun and paid in one press; where its company has a window, it is paid when the payer comes back. */
function useTopUp() {
  const client = useQueryClient();
  const topUp = useMutation({
    mutationFn: (wanted: Wanted) =>
      intend("topUp", wanted, async ({ key, body }: Intention<Wanted>) => {
        const header = { "Idempotency-Key": key };
        const { transactionId } = await answerOf(
          api.POST("/api/payments/top-ups", { params: { header }, body }),
        );
        return (await topUpWindow(transactionId)) ? "away" : payTopUp(transactionId);
      }),
    onSettled: () => client.invalidateQueries({ queryKey: ["wallet"] }),
    ...insisting,
  });
  useCameBack(topUp.reset);
  return topUp;
}

function TopUp() {
  const w = useShopperWords();
  const { won } = useFormats();
  const [amount, setAmount] = useState<number | string>(50_000);
  const [payMethod, setPayMethod] = useState<Method>("CARD");
  const topUp = useTopUp();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (typeof amount === "number") topUp.mutate({ amount, payMethod });
      }}
    >
      <Stack>
        <NumberInput
          label={w.topUpAmount}
          value={amount}
          onChange={setAmount}
          min={1}
          max={100_000_000}
          step={10_000}
          allowDecimal={false}
          thousandSeparator=","
        />
        <Select
          label={w.topUpBy}
          allowDeselect={false}
          data={METHODS.map((value) => ({ value, label: w[value] }))}
          value={payMethod}
          onChange={(next) => setPayMethod(next ?? "CARD")}
        />
        <ProblemNote error={topUp.error} />
        {topUp.isSuccess && topUp.data !== "away" ? (
          <Text role="status" size="sm">
            {topUp.data.status === "BOOKED" ? w.toppedUp(won(topUp.data.amount)) : w.topUpPending}
          </Text>
        ) : null}
        <Button
          type="submit"
          loading={topUp.isPending || topUp.data === "away"}
          disabled={typeof amount !== "number"}
        >
          {w.topUp}
        </Button>
      </Stack>
    </form>
  );
}

function Entries() {
  const w = useShopperWords();
  const { won, time } = useFormats();
  const entries = useQuery(walletEntriesQuery);
  return (
    <div className="sheet">
      <Title order={2} size="h4" mb="sm">
        {w.statement}
      </Title>
      <Asked query={entries}>
        {(answer) =>
          answer.entries.length === 0 ? (
            <Text c="dimmed">{w.noEntries}</Text>
          ) : (
            <Table>
              <Table.Tbody>
                {answer.entries.map((entry) => (
                  <Table.Tr key={entry.transactionId}>
                    <Table.Td>
                      <Group gap={6}>
                        {entry.orderId === undefined ? (
                          w[entry.cause]
                        ) : (
                          <Link
                            to="/orders/$orderId"
                            params={{ orderId: entry.orderId }}
                            className="quiet-link"
                          >
                            {w[entry.cause]}
                          </Link>
                        )}
                      </Group>
                      <Text size="xs" c="dimmed">
                        {time(entry.at)}
                      </Text>
                    </Table.Td>
                    <Table.Td ta="right" className="number" fw={600}>
                      {entry.amount > 0 ? "+" : ""}
                      {won(entry.amount)}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          )
        }
      </Asked>
    </div>
  );
}
