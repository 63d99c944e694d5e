import { Button, Group, Stack, Table, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { Asked, Waiting } from "../parts/asked.tsx";
import { useFormats } from "../parts/formats.ts";
import { Page } from "../parts/page.tsx";
import { Wide } from "../parts/wide.tsx";
import { AwayNote } from "./awayNote.tsx";
import { type Road, roadsOf } from "./drawing.ts";
import { useNames } from "./messages.ts";
import { latestOrdersQuery, type LiveMap, mapQuery } from "./reads.ts";
import { useOperatorWords } from "./words.ts";

const MapDrawing = lazy(async () => ({ default: (await import("./mapDrawing.tsx")).MapDrawing }));

/** The running system, drawn anew each second. */
export function MapPage() {
  const w = useOperatorWords();
  const live = useQuery(mapQuery);
  return (
    <Page title={w.mapTitle}>
      <Text c="dimmed">{w.mapHint}</Text>
      <Asked query={live}>{(map) => <Watched map={map} />}</Asked>
    </Page>
  );
}

function Watched({ map }: { readonly map: LiveMap }) {
  const w = useOperatorWords();
  const { at } = useSearch({ from: "/operator/" });
  const navigate = useNavigate({ from: "/operator/" });
  const roads = roadsOf(map);
  const moved = useMoved(roads);
  return (
    <Stack gap="xl">
      <AwayNote away={map.away} />
      <Tiles map={map} roads={roads} />
      <Stack gap="xs">
        <Suspense fallback={<Waiting />}>
          <MapDrawing
            contexts={map.contexts}
            roads={roads}
            moved={moved}
            chosen={at}
            choose={(next) => void navigate({ search: { at: next }, replace: true })}
          />
        </Suspense>
        <Group gap="lg">
          <Text size="sm" c="dimmed">
            {w.facts}
          </Text>
          <Text size="sm" c="dimmed">
            {w.commands}
          </Text>
        </Group>
      </Stack>
      <div className="two">
        <Roads roads={roads} chosen={at} />
        <LatestOrders />
      </div>
    </Stack>
  );
}

/** How many messages took each road between this look and the last. */
function useMoved(roads: readonly Road[]): ReadonlyMap<string, number> {
  const [seen, setSeen] = useState<ReadonlyMap<string, number>>(new Map());
  const [moved, setMoved] = useState<ReadonlyMap<string, number>>(new Map());
  const now = roads.map(({ name, total }) => `${name} ${total}`).join();
  useEffect(() => {
    setMoved(
      new Map(
        roads.flatMap(({ name, total }) => {
          const more = total - (seen.get(name) ?? total);
          return more > 0 ? [[name, more] as const] : [];
        }),
      ),
    );
    setSeen(new Map(roads.map(({ name, total }) => [name, total])));
    // Only what was counted matters: the map is asked again each second.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [now]);
  return moved;
}

function Tiles({ map, roads }: { readonly map: LiveMap; readonly roads: readonly Road[] }) {
  const w = useOperatorWords();
  const { count } = useFormats();
  const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
  const tiles = [
    [w.flowing, count(Math.round(sum(roads.map(({ perSecond }) => perSecond)) * 10) / 10)],
    [w.behind, count(sum(map.lanes.map(({ behind }) => behind)))],
    [w.parkedCount, count(sum(map.contexts.map(({ parked }) => parked)))],
    [w.callsOpen, count(sum(map.contexts.map(({ tasksWaiting }) => tasksWaiting)))],
  ] as const;
  return (
    <dl className="tiles">
      {tiles.map(([label, value]) => (
        <div key={label} className="sheet">
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const ROWS_MAX = 12;

/** The map in words: the roads that something takes, or those of what was chosen. */
function Roads({
  roads,
  chosen,
}: {
  readonly roads: readonly Road[];
  readonly chosen?: string | undefined;
}) {
  const w = useOperatorWords();
  const [showsAll, setShowsAll] = useState(false);
  const busy = roads
    .filter(({ from, to, name }) => chosen === undefined || [from, to, name].includes(chosen))
    .toSorted((a, b) => b.perSecond - a.perSecond || b.total - a.total);
  const shown = showsAll ? busy : busy.slice(0, ROWS_MAX);
  return (
    <section className="sheet" aria-labelledby="roads">
      <Title order={2} size="h4" id="roads" mb="sm">
        {w.busiest}
      </Title>
      {busy.every(({ total }) => total === 0) ? <Text mb="sm">{w.nothingMoves}</Text> : null}
      <Wide label={w.roadsLabel}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{w.arrow}</Table.Th>
              <Table.Th ta="right">{w.rate}</Table.Th>
              <Table.Th ta="right">{w.total}</Table.Th>
              <Table.Th ta="right">{w.behind}</Table.Th>
              <Table.Th ta="right">{w.parkedCount}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((road) => (
              <RoadRow key={road.name} road={road} isOpen={chosen !== undefined} />
            ))}
          </Table.Tbody>
        </Table>
      </Wide>
      {shown.length < busy.length ? (
        <Button variant="subtle" mt="xs" onClick={() => setShowsAll(true)}>
          {w.all}
        </Button>
      ) : null}
    </section>
  );
}

function RoadRow({ road, isOpen }: { readonly road: Road; readonly isOpen: boolean }) {
  const { count } = useFormats();
  const { contextName, messageName } = useNames();
  const { from, to, facts, commands, perSecond, total, behind, parked } = road;
  return (
    <Table.Tr>
      <Table.Td>
        {contextName(from)} → {contextName(to)}
        {isOpen ? (
          <Text size="sm" c="dimmed">
            {[...facts, ...commands].map(messageName).join(", ")}
          </Text>
        ) : null}
      </Table.Td>
      <Table.Td ta="right" className="number">
        {count(perSecond)}
      </Table.Td>
      <Table.Td ta="right" className="number">
        {count(total)}
      </Table.Td>
      <Table.Td ta="right" className="number">
        {count(behind)}
      </Table.Td>
      <Table.Td ta="right" className="number">
        {count(parked)}
      </Table.Td>
    </Table.Tr>
  );
}

function LatestOrders() {
  const w = useOperatorWords();
  const { time, won } = useFormats();
  const latest = useQuery(latestOrdersQuery);
  return (
    <section className="sheet" aria-labelledby="latest">
      <Title order={2} size="h4" id="latest" mb="sm">
        {w.latestOrders}
      </Title>
      <Asked query={latest}>
        {({ orders }) =>
          orders.length === 0 ? (
            <Text c="dimmed">{w.noOrders}</Text>
          ) : (
            <ul className="lines">
              {orders.map(({ orderId, orderNumber, label, payableAmount, placedAt }) => (
                <li key={orderId}>
                  <div>
                    <Link to="/operator/orders/$orderId" params={{ orderId }}>
                      {orderNumber}
                    </Link>
                    <Text size="sm">
                      {label} · {won(payableAmount)}
                    </Text>
                    <Text size="sm" c="dimmed">
                      {time(placedAt)}
                    </Text>
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </Asked>
    </section>
  );
}
