import { Group, Stack, Title } from "@mantine/core";
import { type ReactNode, useEffect } from "react";
import { useWords } from "./words.ts";

export type PageProps = {
  readonly title: string;
  /** Beside the title: buttons, a status. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
};

/** Every page: its one first heading, which also names the document, and what stands below it. */
export function Page({ title, aside, children }: PageProps) {
  const { shopName } = useWords();
  useEffect(() => {
    document.title = `${title} · ${shopName}`;
  }, [title, shopName]);
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="center">
        <Title order={1} size="h2">
          {title}
        </Title>
        {aside}
      </Group>
      {children}
    </Stack>
  );
}
