import { Stack, Table, Text, Title } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense } from "react";
import { Asked, Waiting } from "../parts/asked.tsx";
import { useFormats } from "../parts/formats.ts";
import { Page } from "../parts/page.tsx";
import {
  depositsQuery,
  lastDays,
  ownItemsQuery,
  salesQuery,
  shipmentsQuery,
  statementQuery,
  today,
  usePartnerId,
} from "./reads.ts";
import { useSellerWords } from "./words.ts";

const SalesChart = lazy(async () => ({ default: (await import("./salesChart.tsx")).SalesChart }));

type Sale = {
  readonly day: string;
  readonly itemId: string;
  readonly quantity: number;
  readonly orders: number;
};

/** What a seller looks at first in the morning. */
export function TodayPage() {
  const w = useSellerWords();
  const sales = useQuery(salesQuery);
  return (
    <Page title={w.today}>
      <Asked query={sales}>
        {(answer) => (
          <Stack gap="xl">
            <Tiles sales={answer} />
            <div className="two">
              <Days sales={answer} />
              <BestItems sales={answer} />
            </div>
          </Stack>
        )}
      </Asked>
    </Page>
  );
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

function Tiles({ sales }: { readonly sales: readonly Sale[] }) {
  const w = useSellerWords();
  const { count, won } = useFormats();
  const partnerId = usePartnerId();
  const ofToday = sales.filter(({ day }) => day === today());
  const month = today().slice(0, 7);
  const statement = useQuery(statementQuery(partnerId, month, 1));
  const deposits = useQuery(depositsQuery({ status: "WAITING_DEPOSIT" }));
  const fresh = useInfiniteQuery(shipmentsQuery("BEFORE"));
  const packing = useInfiniteQuery(shipmentsQuery("PREPARING"));
  const shipments = [fresh, packing].flatMap(({ data }) => data?.pages ?? []);
  const counted = (n: number, isMore: boolean) => (isMore ? w.orMore(count(n)) : count(n));
  return (
    <dl className="tiles">
      <Tile label={w.ordersToday}>{count(sum(ofToday.map(({ orders }) => orders)))}</Tile>
      <Tile label={w.piecesToday}>{count(sum(ofToday.map(({ quantity }) => quantity)))}</Tile>
      <Tile label={w.toShip} to="/seller/shipments">
        {counted(
          sum(shipments.map((page) => page.shipments.length)),
          shipments.some(({ nextCursor }) => nextCursor !== undefined),
        )}
      </Tile>
      <Tile label={w.depositsWaiting} to="/seller/deposits">
        {deposits.data === undefined
          ? "–"
          : counted(deposits.data.deposits.length, deposits.data.nextCursor !== undefined)}
      </Tile>
      <Tile label={w.dueThisMonth} to="/seller/settlement">
        {statement.data === undefined ? "–" : won(statement.data.dueAmount)}
      </Tile>
    </dl>
  );
}

function Tile({
  label,
  to,
  children,
}: {
  readonly label: string;
  readonly to?: string;
  readonly children: ReactNode;
}) {
  return (
    <div className="sheet">
      <dt>{to === undefined ? label : <Link to={to}>{label}</Link>}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Days({ sales }: { readonly sales: readonly Sale[] }) {
  const w = useSellerWords();
  const { count, day: dayName } = useFormats();
  const days = lastDays().map((day) => ({
    day,
    pieces: sum(sales.filter((sale) => sale.day === day).map(({ quantity }) => quantity)),
  }));
  const isEmpty = days.every(({ pieces }) => pieces === 0);
  return (
    <section className="sheet" aria-labelledby="days">
      <Title order={2} size="h4" id="days" mb="sm">
        {w.salesOfDays}
      </Title>
      {isEmpty ? (
        <Text c="dimmed">{w.noSales}</Text>
      ) : (
        <>
          <Suspense fallback={<Waiting />}>
            <SalesChart days={days} label={w.salesOfDays} piecesLabel={w.pieces} />
          </Suspense>
          <details>
            <summary>{w.asTable}</summary>
            <Table>
              <Table.Tbody>
                {days
                  .filter(({ pieces }) => pieces > 0)
                  .map(({ day, pieces }) => (
                    <Table.Tr key={day}>
                      <Table.Td>{dayName(`${day}T12:00:00+09:00`)}</Table.Td>
                      <Table.Td ta="right">{count(pieces)}</Table.Td>
                    </Table.Tr>
                  ))}
              </Table.Tbody>
            </Table>
          </details>
        </>
      )}
    </section>
  );
}

const BEST = 6;

function BestItems({ sales }: { readonly sales: readonly Sale[] }) {
  const w = useSellerWords();
  const { count, name } = useFormats();
  const items = useQuery(ownItemsQuery(usePartnerId()));
  const pieces = new Map<string, number>();
  for (const { itemId, quantity } of sales) {
    pieces.set(itemId, (pieces.get(itemId) ?? 0) + quantity);
  }
  const best = [...pieces].toSorted((a, b) => b[1] - a[1]).slice(0, BEST);
  const nameOf = (itemId: string): string =>
    name(items.data?.find((item) => item.itemId === itemId)?.name ?? "…");
  return (
    <section className="sheet" aria-labelledby="best">
      <Title order={2} size="h4" id="best" mb="sm">
        {w.bestItems}
      </Title>
      {best.length === 0 ? (
        <Text c="dimmed">{w.noSales}</Text>
      ) : (
        <ol className="lines">
          {best.map(([itemId, sold]) => (
            <li key={itemId}>
              <Link to="/seller/items/$itemId" params={{ itemId }}>
                {nameOf(itemId)}
              </Link>
              <span className="number">{count(sold)}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
