import { Group, NumberInput, Select, Switch, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useFormats } from "../parts/formats.ts";
import { told } from "../parts/told.ts";
import { categoriesQuery, type Category } from "./reads.ts";
import { type Search, SORTS } from "./searching.ts";
import { useShopperWords } from "./words.ts";

export type SearchControlsProps = {
  readonly search: Search;
  /** Changes what is looked for, and leaves the rest of it. */
  readonly look: (changed: Search) => void;
};

/** Typing is asked for once it rests. */
const RESTED_MS = 250;

/** What is looked for; each change goes into the address. */
export function SearchControls({ search, look }: SearchControlsProps) {
  const w = useShopperWords();
  const lookSoon = useDebouncedCallback(look, RESTED_MS);
  return (
    <Group align="flex-end" gap="sm">
      <TextInput
        type="search"
        label={w.search}
        placeholder={w.searchHint}
        leftSection={<IconSearch size={16} />}
        defaultValue={search.q ?? ""}
        onChange={({ currentTarget: { value } }) =>
          lookSoon({ q: value === "" ? undefined : value })
        }
        flex="1 1 220px"
      />
      {told.catalogFeatures ? <Narrowing search={search} look={look} /> : null}
      <Switch
        label={w.onlyAvailable}
        checked={search.stock === true}
        onChange={({ currentTarget }) => look({ stock: currentTarget.checked || undefined })}
        mb={8}
      />
    </Group>
  );
}

const HALF = "calc(50% - 6px)";

/** By category, price and rank, where the catalog offers that. */
function Narrowing({ search, look }: SearchControlsProps) {
  const w = useShopperWords();
  const { name } = useFormats();
  const { data } = useQuery(categoriesQuery);
  const lookSoon = useDebouncedCallback(look, RESTED_MS);
  const price = (label: string, bound: "min" | "max") => (
    <NumberInput
      label={label}
      min={0}
      step={1_000}
      thousandSeparator=","
      allowDecimal={false}
      defaultValue={search[bound] ?? ""}
      onChange={(value) => lookSoon({ [bound]: typeof value === "number" ? value : undefined })}
      w={{ base: HALF, sm: 120 }}
    />
  );
  return (
    <>
      <Select
        label={w.category}
        placeholder={w.allCategories}
        clearable
        data={(data?.categories ?? []).map((category) => shelfOf(category, name))}
        value={search.category ?? null}
        onChange={(category) => look({ category: category ?? undefined })}
        w={{ base: HALF, sm: 180 }}
      />
      <Select
        label={w.sort}
        allowDeselect={false}
        data={SORTS.map((value) => ({ value, label: w[value] }))}
        value={SORTS.find((sort) => sort === search.sort) ?? "newest"}
        onChange={(sort) => look({ sort: sort ?? undefined })}
        w={{ base: HALF, sm: 180 }}
      />
      {price(w.priceFrom, "min")}
      {price(w.priceTo, "max")}
    </>
  );
}

/** A category with those below it, all of which it stands for. */
const shelfOf = ({ categoryId, name, children }: Category, inWords: (name: string) => string) => ({
  group: inWords(name),
  items: [{ categoryId, name }, ...children].map((each) => ({
    value: each.categoryId,
    label: inWords(each.name),
  })),
});
