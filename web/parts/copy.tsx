import { Button, CopyButton, Group, Text } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useWords } from "./words.ts";

export type CopiedTextProps = {
  readonly label: string;
  readonly text: string;
  /** What is copied, where it is not what is read. */
  readonly value?: string;
};

/** Something to be typed elsewhere: read, or copied at a press. */
export function CopiedText({ label, text, value = text }: CopiedTextProps) {
  const w = useWords();
  return (
    <Group justify="space-between" wrap="nowrap" gap="xs">
      <div>
        <Text size="sm" c="dimmed">
          {label}
        </Text>
        <Text fw={600} className="number">
          {text}
        </Text>
      </div>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Button
            size="xs"
            flex="none"
            variant="default"
            leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
            aria-label={`${label} ${w.copy}`}
            onClick={copy}
          >
            {copied ? w.copied : w.copy}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}
