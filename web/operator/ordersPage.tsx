import { Badge, Button, Group, Table, Text, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { Asked } from "../parts/asked.tsx";
import { Empty } from "../parts/empty.tsx";
import { useFormats } from "../parts/formats.ts";
import { Page } from "../parts/page.tsx";
import { Pages } from "../parts/pages.tsx";
import { ProblemNote } from "../parts/problemNote.tsx";
import { Wide } from "../parts/wide.tsx";
import { foundOrder } from "./finding.ts";
import { type ListedOrder, ordersQuery } from "./reads.ts";
import { useOperatorWords } from "./words.ts";

/** All orders, latest first; one is found by its number. */
export function OrdersPage() {
  const w = useOperatorWords();
  const { page = 1 } = useSearch({ from: "/operator/orders" });
  const orders = useQuery(ordersQuery(page));
  return (
    <Page title={w.orders}>
      <Finder />
      <Asked query={orders}>
        {(answer) =>
          answer.orders.length === 0 ? (
            <Empty title={w.noOrders} />
          ) : (
            <>
              <Listed orders={answer.orders} />
              <Pages page={page} hasMore={answer.hasMore} />
            </>
          )
        }
      </Asked>
    </Page>
  );
}

function Finder() {
  const w = useOperatorWords();
  const { q } = useSearch({ from: "/operator/orders" });
  const navigate = useNavigate({ from: "/operator/orders" });
  const [typed, setTyped] = useState(q ?? "");
  const found = useQuery({
    queryKey: ["orders", "found", q],
    queryFn: async () => (await foundOrder(q ?? "")) ?? null,
    enabled: q !== undefined,
  });
  useEffect(() => {
    if (typeof found.data !== "string") return;
    void navigate({
      to: "/operator/orders/$orderId",
      params: { orderId: found.data },
      search: {},
      replace: true,
    });
  }, [found.data, navigate]);
  return (
    <form
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        void navigate({ search: { q: typed.trim() === "" ? undefined : typed.trim() } });
      }}
    >
      <Group align="flex-end">
        <TextInput
          label={w.findOrder}
          placeholder={w.findHint}
          leftSection={<IconSearch size={16} />}
          value={typed}
          onChange={({ currentTarget: { value } }) => setTyped(value)}
          flex="1 1 240px"
          maw={420}
        />
        <Button type="submit" loading={found.isFetching}>
          {w.find}
        </Button>
      </Group>
      <ProblemNote error={found.error} />
      {q !== undefined && found.data === null ? (
        <Text role="status" mt="sm">
          {w.notFoundOrder(q)}
        </Text>
      ) : null}
    </form>
  );
}

function Listed({ orders }: { readonly orders: readonly ListedOrder[] }) {
  const w = useOperatorWords();
  const { time, won } = useFormats();
  return (
    <Wide label={w.orders} isSheet>
      <Table highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{w.orderNumber}</Table.Th>
            <Table.Th>{w.status}</Table.Th>
            <Table.Th ta="right">{w.amount}</Table.Th>
            <Table.Th>{w.when}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {orders.map(({ orderId, orderNumber, label, payableAmount, placedAt }) => (
            <Table.Tr key={orderId}>
              <Table.Td>
                <Link to="/operator/orders/$orderId" params={{ orderId }}>
                  {orderNumber}
                </Link>
              </Table.Td>
              <Table.Td>
                <Badge variant="default" tt="none">
                  {label}
                </Badge>
              </Table.Td>
              <Table.Td ta="right" className="number">
                {won(payableAmount)}
              </Table.Td>
              <Table.Td className="number">{time(placedAt)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Wide>
  );
}
