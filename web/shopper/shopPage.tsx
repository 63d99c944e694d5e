import { Badge, Button, Group, Select, Stack, Switch, Text, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { Asked } from "../parts/asked.tsx";
import { useFormats } from "../parts/formats.ts";
import { Page } from "../parts/page.tsx";
import { Picture } from "../parts/picture.tsx";
import { type Item, itemsQuery, popularQuery } from "./reads.ts";
import { type Search, SORTS, searched } from "./searching.ts";
import { useShopperWords } from "./words.ts";

/** Everything on sale, searched, narrowed and ranked. */
export function ShopPage() {
  const w = useShopperWords();
  const items = useQuery(itemsQuery);
  const popular = useQuery(popularQuery);
  return (
    <Page title={w.greeting}>
      <Asked query={items}>
        {(answer) => <Goods items={answer} ranking={popular.data ?? []} />}
      </Asked>
    </Page>
  );
}

function Goods({
  items,
  ranking,
}: {
  readonly items: readonly Item[];
  readonly ranking: readonly string[];
}) {
  const w = useShopperWords();
  const search = useSearch({ from: "/" });
  const navigate = useNavigate({ from: "/" });
  const [onlyAvailable, setOnlyAvailable] = useState(false);
  const look = (next: Search) => void navigate({ search: next, replace: true });
  const shown = searched(items, { ...search, onlyAvailable }, ranking);
  return (
    <Stack gap="md">
      <Controls
        items={items}
        search={search}
        look={look}
        onlyAvailable={onlyAvailable}
        setOnlyAvailable={setOnlyAvailable}
      />
      <Text size="sm" c="dimmed" role="status">
        {w.found(shown.length)}
      </Text>
      {shown.length === 0 ? (
        <Stack align="center" py="xl">
          <Text fw={600}>{w.nothingFound}</Text>
          <Text c="dimmed">{w.nothingFoundHint}</Text>
          <Button variant="default" onClick={() => look({})}>
            {w.clear}
          </Button>
        </Stack>
      ) : (
        <ul className="goods">
          {shown.map((item) => (
            <li key={item.itemId}>
              <Good item={item} rank={ranking.indexOf(item.itemId) + 1} />
            </li>
          ))}
        </ul>
      )}
    </Stack>
  );
}

type ControlsProps = {
  readonly items: readonly Item[];
  readonly search: Search;
  readonly look: (search: Search) => void;
  readonly onlyAvailable: boolean;
  readonly setOnlyAvailable: (only: boolean) => void;
};

function Controls({ items, search, look, onlyAvailable, setOnlyAvailable }: ControlsProps) {
  const w = useShopperWords();
  const { name } = useFormats();
  const categories = [...new Set(items.flatMap(({ category }) => category ?? []))].toSorted();
  return (
    <Group align="flex-end" gap="sm">
      <TextInput
        type="search"
        label={w.search}
        placeholder={w.searchHint}
        leftSection={<IconSearch size={16} />}
        value={search.q ?? ""}
        onChange={({ currentTarget: { value } }) => look({ ...search, q: value })}
        flex="1 1 220px"
      />
      {categories.length === 0 ? null : (
        <Select
          label={w.category}
          placeholder={w.allCategories}
          clearable
          data={categories.map((value) => ({ value, label: name(value) }))}
          value={search.category ?? null}
          onChange={(category) => look({ ...search, category: category ?? undefined })}
          w={{ base: "calc(50% - 6px)", sm: 180 }}
        />
      )}
      <Select
        label={w.sort}
        allowDeselect={false}
        data={SORTS.map((value) => ({ value, label: w[value] }))}
        value={search.sort ?? "newest"}
        onChange={(sort) => look({ ...search, sort: sort ?? undefined })}
        w={{ base: "calc(50% - 6px)", sm: 180 }}
      />
      <Switch
        label={w.onlyAvailable}
        checked={onlyAvailable}
        onChange={({ currentTarget }) => setOnlyAvailable(currentTarget.checked)}
        mb={8}
      />
    </Group>
  );
}

const FEW = 5;

function Good({ item, rank }: { readonly item: Item; readonly rank: number }) {
  const w = useShopperWords();
  const { won, name } = useFormats();
  const { itemId, availableQuantity: left, saleStatus } = item;
  return (
    <Link to="/items/$itemId" params={{ itemId }} className="good">
      <Picture of={item.name} />
      <div>
        <Text fw={600} lineClamp={2}>
          {name(item.name)}
        </Text>
        <Text size="sm" c="dimmed">
          {item.size === "-" ? name(item.category ?? "") : name(item.size)}
        </Text>
        <Group justify="space-between" mt={6} gap="xs">
          <Text className="number" fw={600}>
            {won(item.price)}
          </Text>
          {saleStatus === "OUT_OF_STOCK" ? (
            <Badge color="gray">{w.soldOut}</Badge>
          ) : left > 0 && left <= FEW ? (
            <Badge color="persimmon">{w.fewLeft(left)}</Badge>
          ) : rank > 0 ? (
            <Badge variant="light">{w.rank(rank)}</Badge>
          ) : null}
        </Group>
      </div>
    </Link>
  );
}
