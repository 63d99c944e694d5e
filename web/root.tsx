import { Button, Stack, Text } from "@mantine/core";
import { createRootRoute, type ErrorComponentProps, Link, useRouter } from "@tanstack/react-router";
import { Page } from "./parts/page.tsx";
import { Refused, Unanswered } from "./parts/problem.ts";
import { ProblemNote } from "./parts/problemNote.tsx";
import { useWords } from "./parts/words.ts";
import { Shell } from "./shell.tsx";

/** The parent of every route. */
export const root = createRootRoute({
  component: Shell,
  notFoundComponent: NoPage,
  errorComponent: Broken,
});

export function NoPage() {
  const w = useWords();
  return (
    <Page title={w.notFoundTitle}>
      <Stack align="flex-start">
        <Text>{w.notFound}</Text>
        <Button renderRoot={(props) => <Link to="/" {...props} />}>{w.home}</Button>
      </Stack>
    </Page>
  );
}

export function Broken({ error, reset }: ErrorComponentProps) {
  const w = useWords();
  const router = useRouter();
  const again = () => {
    reset();
    void router.invalidate();
  };
  const isTold = error instanceof Refused || error instanceof Unanswered;
  return (
    <Page title={w.brokenTitle}>
      {isTold ? <ProblemNote error={error} /> : <Text>{w.broken}</Text>}
      <Button w="fit-content" onClick={again}>
        {w.retry}
      </Button>
    </Page>
  );
}
