import { Button, Stack, Text, Title } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { Asked } from "../parts/asked.tsx";
import { Empty } from "../parts/empty.tsx";
import { useFormats } from "../parts/formats.ts";
import { Page } from "../parts/page.tsx";
import { told } from "../parts/told.ts";
import { useWords } from "../parts/words.ts";
import { Goods } from "./goods.tsx";
import { homeListsQuery, type Item, itemsQuery, popularQuery } from "./reads.ts";
import { SearchControls } from "./searchControls.tsx";
import { askedFor, isSearch, type Search } from "./searching.ts";
import { useShopperWords } from "./words.ts";

/** The first page: what the shop wants to show, and everything on sale, searched by the catalog. */
export function ShopPage() {
  const w = useShopperWords();
  const search = useSearch({ from: "/" });
  const navigate = useNavigate({ from: "/" });
  const [cleared, setCleared] = useState(0);
  const look = (changed: Search) =>
    void navigate({ search: (before: Search) => ({ ...before, ...changed }), replace: true });
  const clear = () => {
    void navigate({ search: {}, replace: true });
    setCleared(cleared + 1);
  };
  return (
    <Page title={w.greeting}>
      <Stack gap="md">
        <SearchControls key={cleared} search={search} look={look} />
        {told.catalogFeatures && !isSearch(search) ? <HomeLists /> : null}
        <Found search={search} clear={clear} />
      </Stack>
    </Page>
  );
}

const SHOWN: ReadonlySet<string> = new Set(["ON_SALE", "OUT_OF_STOCK"]);

type FoundProps = {
  readonly search: Search;
  readonly clear: () => void;
};

function Found({ search, clear }: FoundProps) {
  const w = useShopperWords();
  const { more } = useWords();
  const found = useInfiniteQuery(itemsQuery(askedFor(search, told.catalogFeatures)));
  const ranking = useQuery(popularQuery).data ?? [];
  const isShown = ({ saleStatus }: Item): boolean => SHOWN.has(saleStatus);
  return (
    <Asked query={found}>
      {({ pages }) => {
        const items = pages.flatMap((page) => page.items).filter(isShown);
        return (
          <>
            <Text size="sm" c="dimmed" role="status">
              {found.hasNextPage ? w.foundMore(items.length) : w.found(items.length)}
            </Text>
            {items.length === 0 && !found.hasNextPage ? (
              isSearch(search) ? (
                <NothingFound clear={clear} />
              ) : (
                <Empty title={w.nothingYet} />
              )
            ) : (
              <Goods items={items} ranking={ranking} />
            )}
            {found.hasNextPage ? (
              <Button
                variant="default"
                mx="auto"
                loading={found.isFetchingNextPage}
                onClick={() => void found.fetchNextPage()}
              >
                {more}
              </Button>
            ) : null}
          </>
        );
      }}
    </Asked>
  );
}

function NothingFound({ clear }: Pick<FoundProps, "clear">) {
  const w = useShopperWords();
  return (
    <Stack align="center" py="xl">
      <Text fw={600}>{w.nothingFound}</Text>
      <Text c="dimmed">{w.nothingFoundHint}</Text>
      <Button variant="default" onClick={clear}>
        {w.clear}
      </Button>
    </Stack>
  );
}

const OF_A_LIST = 4;

/** The shop's own lists; what is below them is the same with or without. */
function HomeLists() {
  const w = useShopperWords();
  const { name } = useFormats();
  const { data } = useQuery(homeListsQuery);
  const lists = (data?.homeLists ?? []).filter(({ items }) => items.length > 0);
  if (lists.length === 0) return null;
  return (
    <>
      {lists.map((list) => (
        <section key={list.name} aria-label={name(list.name)}>
          <Title order={2} size="h4" mb="sm">
            {name(list.name)}
          </Title>
          <Goods items={list.items.slice(0, OF_A_LIST)} ranking={[]} />
        </section>
      ))}
      <Title order={2} size="h4">
        {w.everything}
      </Title>
    </>
  );
}
