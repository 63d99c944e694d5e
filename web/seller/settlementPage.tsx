import { Button, Select, Stack, Table } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Asked } from "../parts/asked.tsx";
import { answerOf, api } from "../parts/client.ts";
import { Empty } from "../parts/empty.tsx";
import { useFormats } from "../parts/formats.ts";
import { Page } from "../parts/page.tsx";
import { Pages } from "../parts/pages.tsx";
import { ProblemNote } from "../parts/problemNote.tsx";
import { Wide } from "../parts/wide.tsx";
import { type Statement, statementQuery, today, usePartnerId } from "./reads.ts";
import { useSellerWords } from "./words.ts";

const MONTHS = 12;

function lastMonths(): readonly string[] {
  const [year = 0, month = 1] = today().split("-").map(Number);
  return Array.from({ length: MONTHS }, (_, back) => {
    const at = new Date(Date.UTC(year, month - 1 - back, 1));
    return at.toISOString().slice(0, 7);
  });
}

/** What the shop owes this seller, month by month. */
export function SettlementPage() {
  const w = useSellerWords();
  const months = lastMonths();
  const { month = months[0] ?? "", page = 1 } = useSearch({ from: "/seller/settlement" });
  const navigate = useNavigate({ from: "/seller/settlement" });
  const partnerId = usePartnerId();
  const statement = useQuery(statementQuery(partnerId, month, page));
  return (
    <Page title={w.settlement} aside={<Download partnerId={partnerId} month={month} />}>
      <Select
        label={w.month}
        allowDeselect={false}
        data={months.includes(month) ? [...months] : [month, ...months]}
        value={month}
        onChange={(next) =>
          void navigate({ search: { month: next ?? undefined, page: undefined } })
        }
        w={160}
      />
      <Asked query={statement}>
        {(answer) => (
          <Stack>
            <Sums statement={answer} />
            {answer.lines.length === 0 ? <Empty title={w.noLines} /> : <Lines statement={answer} />}
            <Pages page={page} hasMore={answer.hasMore} />
          </Stack>
        )}
      </Asked>
    </Page>
  );
}

/** The whole month as a file, asked with the seller's own token. */
function Download({ partnerId, month }: { readonly partnerId: string; readonly month: string }) {
  const w = useSellerWords();
  const downloading = useMutation({
    mutationFn: () =>
      answerOf(
        api.GET("/api/partners/{partnerId}/settlement-statement.csv", {
          params: { path: { partnerId }, query: { month } },
          parseAs: "blob",
        }),
      ),
    onSuccess: (csv) => {
      const url = URL.createObjectURL(csv);
      const link = document.createElement("a");
      link.href = url;
      link.download = `settlement-${month}.csv`;
      link.click();
      URL.revokeObjectURL(url);
    },
  });
  return (
    <Stack gap={0}>
      <Button
        variant="default"
        leftSection={<IconDownload size={16} />}
        disabled={partnerId === ""}
        loading={downloading.isPending}
        onClick={() => downloading.mutate()}
      >
        {w.download}
      </Button>
      <ProblemNote error={downloading.error} />
    </Stack>
  );
}

function Sums({ statement }: { readonly statement: Statement }) {
  const w = useSellerWords();
  const { won } = useFormats();
  const sums = [
    [w.soldAmount, statement.soldAmount],
    [w.refundedAmount, statement.refundedAmount],
    [w.feeAmount, statement.feeAmount],
    [w.dueAmount, statement.dueAmount],
  ] as const;
  return (
    <dl className="tiles">
      {sums.map(([label, amount]) => (
        <div key={label} className="sheet">
          <dt>{label}</dt>
          <dd>{won(amount)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Lines({ statement: { lines } }: { readonly statement: Statement }) {
  const w = useSellerWords();
  const { won, day, count, name } = useFormats();
  return (
    <Wide label={w.settlement} isSheet>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{w.day}</Table.Th>
            <Table.Th>{w.orderNumber}</Table.Th>
            <Table.Th>{w.item}</Table.Th>
            <Table.Th>{w.kind}</Table.Th>
            <Table.Th ta="right">{w.quantity}</Table.Th>
            <Table.Th ta="right">{w.amount}</Table.Th>
            <Table.Th ta="right">{w.fee}</Table.Th>
            <Table.Th ta="right">{w.due}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map((line) => (
            <Table.Tr key={`${line.kind} ${line.orderId} ${line.lineNo}`}>
              <Table.Td className="number">{day(`${line.day}T12:00:00+09:00`)}</Table.Td>
              <Table.Td className="number">{line.orderNumber}</Table.Td>
              <Table.Td className="named">{name(line.itemName)}</Table.Td>
              <Table.Td>{line.kind === "SALE" ? w.sale : w.refund}</Table.Td>
              <Table.Td ta="right" className="number">
                {count(line.quantity)}
              </Table.Td>
              <Table.Td ta="right" className="number">
                {won(line.amount)}
              </Table.Td>
              <Table.Td ta="right" className="number">
                {won(line.fee)}
              </Table.Td>
              <Table.Td ta="right" className="number">
                {won(line.due)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Wide>
  );
}
