import { Alert, Button, Group, List, Text } from "@mantine/core";
import { Refused } from "./problem.ts";
import { useWords } from "./words.ts";

export type ProblemNoteProps = {
  readonly error: unknown;
  /** Shown as a button where trying again makes sense. */
  readonly retry?: (() => void) | undefined;
};

/** Says why something was refused or failed, in the reader's words: never a code. */
export function ProblemNote({ error, retry }: ProblemNoteProps) {
  const w = useWords();
  if (error === null || error === undefined) return null;
  const told = error instanceof Refused ? error.problem : undefined;
  const after = error instanceof Refused ? error.retryAfterSeconds : undefined;
  return (
    <Alert color="persimmon" title={told?.title ?? w.noAnswerTitle} role="alert" my="sm">
      <Text size="sm">{told?.detail ?? w.noAnswer}</Text>
      {told?.errors === undefined ? null : (
        <List size="sm" mt="xs">
          {[...new Set(told.errors.map(({ message }) => message))].map((message) => (
            <List.Item key={message}>{message}</List.Item>
          ))}
        </List>
      )}
      {after === undefined ? null : <Text size="sm">{w.retryAfter(after)}</Text>}
      {retry === undefined ? null : (
        <Group mt="sm">
          <Button size="xs" variant="default" onClick={retry}>
            {w.retry}
          </Button>
        </Group>
      )}
    </Alert>
  );
}
