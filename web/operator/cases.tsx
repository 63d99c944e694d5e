import { Button, Group, Modal, Select, Stack, Table, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { Asked } from "../parts/asked.tsx";
import { answerOf, api } from "../parts/client.ts";
import { Empty } from "../parts/empty.tsx";
import { dayAgo, useFormats } from "../parts/formats.ts";
import { Pages } from "../parts/pages.tsx";
import { ProblemNote } from "../parts/problemNote.tsx";
import { Wide } from "../parts/wide.tsx";
import { type CaseSearch, casesQuery, type SettlementCase } from "./reads.ts";
import { useOperatorWords } from "./words.ts";

/** Where a company's or the bank's file and our books differ, in the days that are asked for. */
export function Cases() {
  const w = useOperatorWords();
  const { page = 1, ...asked } = useSearch({ from: "/operator/money" });
  const span = spanOf(asked);
  const cases = useQuery(casesQuery({ ...span, page }));
  const [closing, setClosing] = useState<SettlementCase>();
  return (
    <Stack>
      <Span {...span} />
      <Asked query={cases}>
        {(answer) =>
          answer.cases.length === 0 ? (
            <Empty title={w.noCases} />
          ) : (
            <>
              <CaseTable cases={answer.cases} close={setClosing} />
              <Pages page={page} hasMore={answer.hasMore} />
              {closing === undefined ? null : (
                <Closing of={closing} done={() => setClosing(undefined)} />
              )}
            </>
          )
        }
      </Asked>
    </Stack>
  );
}

type CaseSpan = Omit<CaseSearch, "page">;

/** The last month where nothing else is asked for: as long as may be asked for at once. */
const spanOf = ({
  source,
  from,
  to,
}: Partial<Readonly<Record<keyof CaseSpan, string>>>): CaseSpan => ({
  source: source === "BANK" ? "BANK" : "PROVIDER",
  from: from ?? dayAgo(30),
  to: to ?? dayAgo(0),
});

function Span({ source, from, to }: CaseSpan) {
  const w = useOperatorWords();
  const navigate = useNavigate({ from: "/operator/money" });
  const look = (changed: Partial<CaseSpan>) =>
    void navigate({
      search: { show: "cases", page: undefined, source, from, to, ...changed },
      replace: true,
    });
  const dayField = (label: string, name: "from" | "to", value: string) => (
    <TextInput
      type="date"
      label={label}
      value={value}
      onChange={({ currentTarget }) => {
        if (currentTarget.value !== "") look({ [name]: currentTarget.value });
      }}
    />
  );
  return (
    <Group align="flex-end">
      <Select
        label={w.fileOf}
        allowDeselect={false}
        data={(["PROVIDER", "BANK"] as const).map((value) => ({ value, label: w[value] }))}
        value={source}
        onChange={(value) => look({ source: value ?? "PROVIDER" })}
      />
      {dayField(w.fromDay, "from", from)}
      {dayField(w.toDay, "to", to)}
    </Group>
  );
}

function CaseTable({
  cases,
  close,
}: {
  readonly cases: readonly SettlementCase[];
  readonly close: (of: SettlementCase) => void;
}) {
  const w = useOperatorWords();
  const { won, day } = useFormats();
  return (
    <Wide label={w.cases} isSheet>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{w.when}</Table.Th>
            <Table.Th>{w.reason}</Table.Th>
            <Table.Th ta="right">{w.stated}</Table.Th>
            <Table.Th ta="right">{w.booked}</Table.Th>
            <Table.Th>{w.order}</Table.Th>
            <Table.Th>{w.closeCase}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {cases.map((of) => (
            <Table.Tr key={of.caseId}>
              <Table.Td className="number">{day(`${of.day}T12:00:00+09:00`)}</Table.Td>
              <Table.Td>{w[of.kind]}</Table.Td>
              <Table.Td ta="right" className="number">
                {of.statedAmount === undefined ? "–" : won(of.statedAmount)}
              </Table.Td>
              <Table.Td ta="right" className="number">
                {of.bookedAmount === undefined ? "–" : won(of.bookedAmount)}
              </Table.Td>
              <Table.Td className="named">
                {of.orderId === undefined ? (
                  of.key
                ) : (
                  <Link to="/operator/orders/$orderId" params={{ orderId: of.orderId }}>
                    {w.story}
                  </Link>
                )}
              </Table.Td>
              <Table.Td>
                <Button size="xs" variant="default" onClick={() => close(of)}>
                  {w.closeCase}
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Wide>
  );
}

function Closing({ of, done }: { readonly of: SettlementCase; readonly done: () => void }) {
  const w = useOperatorWords();
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  const closing = useMutation({
    mutationFn: () =>
      answerOf(
        api.POST("/api/settlement-cases/{caseId}/closure", {
          params: { path: { caseId: of.caseId } },
          body: { source: of.source, day: of.day, reason },
        }),
      ),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["settlementCases"] });
      done();
    },
  });
  return (
    <Modal opened onClose={done} title={w.closing}>
      <Textarea
        label={w.closeReason}
        value={reason}
        onChange={({ currentTarget: { value } }) => setReason(value)}
        autosize
        minRows={2}
        data-autofocus
      />
      <ProblemNote error={closing.error} />
      <Button
        mt="md"
        disabled={reason.trim() === ""}
        loading={closing.isPending}
        onClick={() => closing.mutate()}
      >
        {w.closeCase}
      </Button>
    </Modal>
  );
}
