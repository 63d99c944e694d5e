import { Center, Loader } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ProblemNote } from "./problemNote.tsx";
import { useWords } from "./words.ts";

/** Waits for a query, or says why there is nothing to show; an answer stays while it is asked again. */
export function Asked<T>({
  query,
  children,
}: {
  readonly query: UseQueryResult<T>;
  readonly children: (answer: T) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <ProblemNote error={query.error} retry={() => void query.refetch()} />;
  return <Waiting />;
}

export function Waiting() {
  const w = useWords();
  return (
    <Center mih={240}>
      <Loader aria-label={w.loading} role="status" />
    </Center>
  );
}
