import { Button, Group, Select, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Asked } from "../../parts/asked.tsx";
import { Empty } from "../../parts/empty.tsx";
import { useFormats } from "../../parts/formats.ts";
import { Page } from "../../parts/page.tsx";
import { Picture } from "../../parts/picture.tsx";
import { Status } from "../../parts/status.tsx";
import { type ListedOrder, type OrderRange, ordersQuery } from "../reads.ts";
import { useShopperWords } from "../words.ts";
import { useOrderWords } from "./words.ts";

const RANGES = ["LAST_WEEK", "LAST_MONTH", "LAST_3_MONTHS", "LAST_6_MONTHS"] as const;

export function OrdersPage() {
  const w = useOrderWords();
  const [range, setRange] = useState<OrderRange>("LAST_MONTH");
  const [page, setPage] = useState(1);
  const orders = useQuery(ordersQuery(range, page));
  return (
    <Page
      title={w.orders}
      aside={
        <Select
          aria-label={w.range}
          allowDeselect={false}
          data={RANGES.map((value) => ({ value, label: w[value] }))}
          value={range}
          onChange={(next) => {
            setRange(next ?? "LAST_MONTH");
            setPage(1);
          }}
          w={160}
        />
      }
    >
      <Asked query={orders}>
        {(answer) =>
          answer.orders.length === 0 ? (
            <None />
          ) : (
            <Stack>
              <div className="sheet">
                <ul className="lines">
                  {answer.orders.map((order) => (
                    <Listed key={order.orderId} order={order} />
                  ))}
                </ul>
              </div>
              <Group justify="center">
                <Button variant="default" disabled={page === 1} onClick={() => setPage(page - 1)}>
                  {w.newer}
                </Button>
                <Button
                  variant="default"
                  disabled={!answer.hasMore}
                  onClick={() => setPage(page + 1)}
                >
                  {w.older}
                </Button>
              </Group>
            </Stack>
          )
        }
      </Asked>
    </Page>
  );
}

function None() {
  const w = useOrderWords();
  const { toShop } = useShopperWords();
  return (
    <Empty title={w.none} hint={w.noneHint}>
      <Button renderRoot={(props) => <Link to="/" {...props} />}>{toShop}</Button>
    </Empty>
  );
}

function Listed({ order }: { readonly order: ListedOrder }) {
  const w = useOrderWords();
  const { won, name, time } = useFormats();
  const { orderId, lines } = order;
  const first = lines[0]?.itemName ?? "";
  return (
    <li>
      <Picture of={first} />
      <div className="grow">
        <Group justify="space-between" gap="xs">
          <Link to="/orders/$orderId" params={{ orderId }} className="quiet-link">
            {w.andMore(name(first), lines.length - 1)}
          </Link>
          <Status status={order.status} label={order.label} />
        </Group>
        <Text size="sm" c="dimmed">
          {order.orderNumber} · {time(order.placedAt)}
        </Text>
        <Text size="sm" className="number">
          {won(order.payableAmount)}
        </Text>
      </div>
    </li>
  );
}
