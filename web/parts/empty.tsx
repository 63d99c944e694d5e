import { Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { Logo } from "./logo.tsx";

export type EmptyProps = {
  readonly title: string;
  readonly hint?: string;
  /** What to do about it. */
  readonly children?: ReactNode;
};

/** Where there is nothing yet. */
export function Empty({ title, hint, children }: EmptyProps) {
  return (
    <Stack align="center" gap="xs" py={56} ta="center">
      <Logo size={56} />
      <Text fw={600}>{title}</Text>
      {hint === undefined ? null : <Text c="dimmed">{hint}</Text>}
      {children}
    </Stack>
  );
}
