import { Button, Center, Loader } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Page } from "./page.tsx";
import { Refused } from "./problem.ts";
import { ProblemNote } from "./problemNote.tsx";
import { useWords } from "./words.ts";

export type AskedProps<T> = {
  readonly query: UseQueryResult<T>;
  readonly children: (answer: T) => ReactNode;
};

/** Waits for a query, or says why there is nothing to show; an answer stays while it is asked again. */
export function Asked<T>({ query, children }: AskedProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <ProblemNote error={query.error} retry={() => void query.refetch()} />;
  return <Waiting />;
}

/** The same for what a whole page is about: without it there is still a page, and a way out of it. */
export function AskedPage<T>({ query, children }: AskedProps<T>) {
  const w = useWords();
  if (!query.isError || query.data !== undefined) return <Asked query={query}>{children}</Asked>;
  const { error } = query;
  return (
    <Page title={error instanceof Refused ? error.problem.title : w.noAnswerTitle}>
      <ProblemNote error={error} retry={() => void query.refetch()} />
      <Button w="fit-content" renderRoot={(props) => <Link to="/" {...props} />}>
        {w.home}
      </Button>
    </Page>
  );
}

export function Waiting() {
  const w = useWords();
  return (
    <Center mih={240}>
      <Loader aria-label={w.loading} role="status" />
    </Center>
  );
}
