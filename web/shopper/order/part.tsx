import { Stack, Title } from "@mantine/core";
import type { ReactNode } from "react";

export type PartProps = { readonly title: string; readonly children: ReactNode };

/** A part of the order's screen under its own heading. */
export const Part = ({ title, children }: PartProps) => (
  <Stack component="section" className="sheet" gap="sm">
    <Title order={2} size="h4">
      {title}
    </Title>
    {children}
  </Stack>
);
