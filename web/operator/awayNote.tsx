import { Alert } from "@mantine/core";
import { useNames } from "./messages.ts";
import { useOperatorWords } from "./words.ts";

/** Of a fleet: whose process did not answer, so that what is shown is without them. */
export function AwayNote({ away }: { readonly away?: readonly string[] | undefined }) {
  const w = useOperatorWords();
  const { contextName } = useNames();
  if (away === undefined || away.length === 0) return null;
  return (
    <Alert color="yellow" role="status">
      {w.away(away.map(contextName).join(", "))}
    </Alert>
  );
}
