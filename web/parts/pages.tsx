import { Button, Group, Text } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useWords } from "./words.ts";

/** Back and forth through a list whose page is in the address, as `page`. */
export function Pages({ page, hasMore }: { readonly page: number; readonly hasMore: boolean }) {
  const w = useWords();
  const navigate = useNavigate();
  if (page === 1 && !hasMore) return null;
  const go = (to: number) =>
    void navigate({
      to: ".",
      search: (before: object) => ({ ...before, page: to === 1 ? undefined : to }),
    });
  return (
    <Group justify="center" mt="md">
      <Button variant="default" disabled={page === 1} onClick={() => go(page - 1)}>
        {w.previousPage}
      </Button>
      <Text className="number">{w.pageNo(page)}</Text>
      <Button variant="default" disabled={!hasMore} onClick={() => go(page + 1)}>
        {w.nextPage}
      </Button>
    </Group>
  );
}
