import { Alert, Badge, Button, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Empty } from "../parts/empty.tsx";
import { useFormats } from "../parts/formats.ts";
import { Page } from "../parts/page.tsx";
import { ProblemNote } from "../parts/problemNote.tsx";
import { AwayNote } from "./awayNote.tsx";
import { type Promises, promisesQuery } from "./reads.ts";
import { useOperatorWords } from "./words.ts";

/** Every promise of the platform, checked on the database when somebody asks. */
export function PromisesPage() {
  const w = useOperatorWords();
  const { time } = useFormats();
  const checked = useQuery(promisesQuery);
  return (
    <Page
      title={w.promises}
      aside={
        <Button loading={checked.isFetching} onClick={() => void checked.refetch()}>
          {w.check}
        </Button>
      }
    >
      <Text c="dimmed">{w.promisesHint}</Text>
      <ProblemNote error={checked.error} />
      {checked.data === undefined ? (
        <Empty title={w.neverChecked} />
      ) : (
        <Checked promises={checked.data} at={time(new Date(checked.dataUpdatedAt).toISOString())} />
      )}
    </Page>
  );
}

function Checked({ promises, at }: { readonly promises: Promises; readonly at: string }) {
  const w = useOperatorWords();
  const { broken, invariants } = promises;
  return (
    <Stack>
      <AwayNote away={promises.away} />
      <Alert
        role="status"
        color={broken === 0 ? "celadon" : "persimmon"}
        title={broken === 0 ? w.allHold(invariants.length) : w.someBroken(broken)}
      >
        {w.checkedAt(at)}
      </Alert>
      <ul className="lines sheet">
        {invariants
          .toSorted((a, b) => b.broken - a.broken)
          .map((promise) => (
            <li key={promise.name}>
              <div>
                <Badge
                  variant="light"
                  color={promise.broken === 0 ? "celadon" : "persimmon"}
                  tt="none"
                >
                  {promise.broken === 0 ? w.holds : w.broken(promise.broken)}
                </Badge>{" "}
                <span lang="en">{promise.name.replace(/^I\d+ /, "")}</span>
                {promise.places.map((place) => (
                  <Text key={place} size="sm" c="dimmed">
                    {place}
                  </Text>
                ))}
              </div>
            </li>
          ))}
      </ul>
    </Stack>
  );
}
