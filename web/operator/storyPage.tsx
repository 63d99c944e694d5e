import { Alert, Badge, Group, Stack, Table, Text, Title } from "@mantine/core";
import { IconCheck, IconClock } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Asked } from "../parts/asked.tsx";
import { Empty } from "../parts/empty.tsx";
import { useFormats } from "../parts/formats.ts";
import { Page } from "../parts/page.tsx";
import { Wide } from "../parts/wide.tsx";
import { AwayNote } from "./awayNote.tsx";
import { useNames } from "./messages.ts";
import { orderQuery, type Story, storyQuery } from "./reads.ts";
import { type Chapter, type Told, wholeStory } from "./telling.ts";
import "./story.css";
import { useOperatorWords } from "./words.ts";

/** Everything that is known of one order, in the order in which it happened. */
export function StoryPage() {
  const w = useOperatorWords();
  const { orderId } = useParams({ from: "/operator/orders/$orderId" });
  const story = useQuery(storyQuery(orderId));
  const order = useQuery(orderQuery(orderId));
  const { won } = useFormats();
  return (
    <Page
      title={order.data === undefined ? w.storyOfUnknown : w.storyOf(order.data.orderNumber)}
      aside={
        order.data === undefined ? null : (
          <Badge size="lg" tt="none">
            {order.data.label}
          </Badge>
        )
      }
    >
      {order.data === undefined ? null : (
        <Text>
          {order.data.description} · {won(order.data.payableAmount)}
        </Text>
      )}
      <Asked query={story}>{(told) => <Whole story={told} />}</Asked>
    </Page>
  );
}

function Whole({ story }: { readonly story: Story }) {
  const w = useOperatorWords();
  const { contextName } = useNames();
  const { rows, waiting, isComplete, away } = story;
  const { chapters, contexts } = wholeStory(story);
  if (chapters.length === 0 && rows.length === 0) return <Empty title={w.noStory} />;
  return (
    <Stack gap="xl">
      <AwayNote away={away} />
      {isComplete ? null : <Alert color="yellow">{w.incomplete}</Alert>}
      <section aria-labelledby="touched">
        <Title order={2} size="h4" id="touched" mb="xs">
          {w.touched}
        </Title>
        <Group gap="xs">
          {contexts.map((name) => (
            <Badge key={name} variant="default" tt="none">
              {contextName(name)}
            </Badge>
          ))}
        </Group>
      </section>
      <section aria-label={w.story}>
        <ol className="chapters">
          {chapters.map((chapter) => (
            <li key={chapter.name}>
              <ToldChapter chapter={chapter} />
            </li>
          ))}
        </ol>
      </section>
      <Ahead waiting={waiting} />
      <Rows rows={rows} />
    </Stack>
  );
}

function ToldChapter({ chapter: { at, messages, rows } }: { readonly chapter: Chapter }) {
  const w = useOperatorWords();
  const { instant } = useFormats();
  const { contextName } = useNames();
  return (
    <div className="sheet">
      <Group justify="space-between" gap="xs">
        <Text fw={600} className="number">
          {instant(at)}
        </Text>
        <Text size="sm" c="dimmed">
          {w.transaction(messages.length)}
        </Text>
      </Group>
      <ul className="messages">
        {messages.map((message) => (
          <li key={message.name} id={message.name}>
            <ToldMessage message={message} />
          </li>
        ))}
      </ul>
      {rows.length === 0 ? null : (
        <Text size="sm" c="dimmed" mt="sm">
          {w.changedRows}:{" "}
          {[
            ...new Set(rows.map(({ context, table }) => `${contextName(context)} (${table})`)),
          ].join(", ")}
        </Text>
      )}
    </div>
  );
}

const DEEP_MAX = 6;

function ToldMessage({ message }: { readonly message: Told }) {
  const w = useOperatorWords();
  const { contextName, messageName } = useNames();
  const { type, context, depth, hearers, place, requestId, body } = message;
  const isLate = hearers.some(({ hasApplied }) => !hasApplied);
  return (
    <details style={{ marginInlineStart: `${Math.min(depth, DEEP_MAX) * 14}px` }}>
      <summary>
        <Badge variant="default" tt="none">
          {contextName(context)}
        </Badge>{" "}
        <b>{messageName(type)}</b>{" "}
        {isLate ? (
          <Badge color="persimmon" tt="none">
            {w.notYet}
          </Badge>
        ) : null}
      </summary>
      <Cause message={message} />
      <dl className="facts">
        <dt>{w.heardBy}</dt>
        <dd>
          {hearers.length === 0
            ? w.nobody
            : hearers.map(({ name, hasApplied }) => (
                <span key={name} className="hearer">
                  {hasApplied ? (
                    <IconCheck size={14} aria-label={w.applied} />
                  ) : (
                    <IconClock size={14} aria-label={w.notYet} />
                  )}
                  {contextName(name)}
                </span>
              ))}
        </dd>
        <dt>{w.place}</dt>
        <dd className="number">
          {contextName(context)} {place}
        </dd>
        {requestId === undefined ? null : (
          <>
            <dt>{w.reference}</dt>
            <dd>{requestId}</dd>
          </>
        )}
        <dt>{w.content}</dt>
        <dd>
          <pre>{JSON.stringify(JSON.parse(body), null, 2)}</pre>
        </dd>
      </dl>
    </details>
  );
}

/** Why it was said: another message, a person, or the answer of somebody outside. */
function Cause({ message: { causedBy, cause, root, actor } }: { readonly message: Told }) {
  const w = useOperatorWords();
  const { messageName } = useNames();
  if (causedBy !== undefined)
    return (
      <Text size="sm">
        <a href={`#${causedBy.name}`}>{w.becauseOf(messageName(causedBy.type))}</a>
      </Text>
    );
  return <Text size="sm">{cause === root ? w.askedBy(actorIn(w, actor)) : w.afterCall}</Text>;
}

function actorIn(w: ReturnType<typeof useOperatorWords>, actor: string): string {
  switch (actor) {
    case "guest":
    case "member":
    case "seller":
    case "operator":
      return w[actor];
    default:
      return w.system;
  }
}

function Ahead({ waiting }: { readonly waiting: Story["waiting"] }) {
  const w = useOperatorWords();
  const { time } = useFormats();
  const { contextName, messageName } = useNames();
  return (
    <section className="sheet" aria-labelledby="ahead">
      <Title order={2} size="h4" id="ahead" mb="sm">
        {w.ahead}
      </Title>
      {waiting.length === 0 ? (
        <Text c="dimmed">{w.nothingAhead}</Text>
      ) : (
        <ul className="lines">
          {waiting.map(({ context, what, type, at, tries, reason }) => (
            <li key={`${context} ${what} ${type} ${at}`}>
              <div>
                <b>{messageName(type)}</b> · {contextName(context)}
                <Text size="sm" c="dimmed">
                  {what === "parked" ? (
                    <Link to="/operator/parked">{w.parkedMessage}</Link>
                  ) : (
                    w[what]
                  )}
                  {` · ${time(at)}`}
                  {tries > 0 ? ` · ${w.tries(tries)}` : ""}
                </Text>
                {reason === undefined ? null : <Text size="sm">{reason}</Text>}
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Rows({ rows }: { readonly rows: Story["rows"] }) {
  const w = useOperatorWords();
  const { time } = useFormats();
  const { contextName } = useNames();
  return (
    <section className="sheet" aria-labelledby="rows">
      <Title order={2} size="h4" id="rows" mb="sm">
        {w.rows}
      </Title>
      <Wide label={w.row}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{w.row}</Table.Th>
              <Table.Th ta="right">{w.version}</Table.Th>
              <Table.Th>{w.since}</Table.Th>
              <Table.Th>{w.lastChange}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ context, table, version, createdAt, updatedAt }, index) => (
              // Several rows of one table are told apart by nothing else.
              // oxlint-disable-next-line react/no-array-index-key
              <Table.Tr key={`${context} ${table} ${index}`}>
                <Table.Td>
                  {contextName(context)} ({table})
                </Table.Td>
                <Table.Td ta="right" className="number">
                  {version}
                </Table.Td>
                <Table.Td>{time(createdAt)}</Table.Td>
                <Table.Td>{time(updatedAt)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Wide>
    </section>
  );
}
