import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useFormats } from "../parts/formats.ts";
import { useNames } from "./messages.ts";
import { droppedQuery, redrivesQuery } from "./reads.ts";
import { useOperatorWords } from "./words.ts";

/** What operators did about parked messages. */
export function ParkedRecord() {
  return (
    <>
      <AppliedAgain />
      <GivenUp />
    </>
  );
}

const SHOWN = 10;

function AppliedAgain() {
  const w = useOperatorWords();
  const { time } = useFormats();
  const { contextName, messageName } = useNames();
  const redrives = useQuery(redrivesQuery).data?.redrives ?? [];
  if (redrives.length === 0) return null;
  return (
    <section className="sheet" aria-label={w.redriveRecord}>
      <Text fw={600} mb="sm">
        {w.redriveRecord}
      </Text>
      <ul className="lines">
        {redrives
          .slice(0, SHOWN)
          .map(({ consumer, types, tried, applied, redrivenAt, redrivenBy }) => (
            <li key={`${consumer} ${redrivenAt}`}>
              <div>
                <b>{types.map(messageName).join(", ")}</b> · {contextName(consumer)}
                <Text size="sm">{w.redriveResult(tried, applied)}</Text>
                <Text size="sm" c="dimmed">
                  {time(new Date(redrivenAt).toISOString())} · {redrivenBy}
                </Text>
              </div>
            </li>
          ))}
      </ul>
    </section>
  );
}

function GivenUp() {
  const w = useOperatorWords();
  const { time } = useFormats();
  const { contextName, messageName } = useNames();
  const dropped = useQuery(droppedQuery).data?.dropped ?? [];
  if (dropped.length === 0) return null;
  return (
    <section className="sheet" aria-label={w.givenUp}>
      <Text fw={600}>{w.givenUp}</Text>
      <ul className="lines">
        {dropped.map(({ consumer, key, type, why, droppedAt }) => (
          <li key={`${consumer} ${key} ${droppedAt}`}>
            <div>
              <b>{messageName(type)}</b> · {contextName(consumer)}
              <Text size="sm">{why}</Text>
              <Text size="sm" c="dimmed">
                {time(new Date(droppedAt).toISOString())}
              </Text>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
