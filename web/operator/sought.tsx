import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { type QueryKey, useQuery, type UseQueryOptions } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemNote } from "../parts/problemNote.tsx";
import { useOperatorWords } from "./words.ts";

export type Choice = { readonly value: string; readonly label: string };
export type SoughtProps<T, K extends QueryKey> = {
  readonly label: string;
  /** What the server finds for some words; the first of all without any. */
  readonly query: (q: string) => UseQueryOptions<T, Error, T, K>;
  readonly choices: (found: T) => readonly Choice[];
  readonly chosen: string | null;
  readonly choose: (value: string | null) => void;
};

const RESTED_MS = 250;

/** One of many, found by the server as one types. */
export function Sought<T, K extends QueryKey>({
  label,
  query,
  choices,
  chosen,
  choose,
}: SoughtProps<T, K>) {
  const w = useOperatorWords();
  const [typed, setTyped] = useState("");
  const [kept, setKept] = useState<Choice>();
  // What was chosen stands in the field: it is no search.
  const [q] = useDebouncedValue(typed === kept?.label ? "" : typed.trim().slice(0, 100), RESTED_MS);
  const found = useQuery(query(q));
  const offered = found.data === undefined ? [] : choices(found.data);
  const isKept = kept !== undefined && offered.every(({ value }) => value !== kept.value);
  return (
    <>
      <Select
        label={label}
        placeholder={w.typeToFind}
        searchable
        nothingFoundMessage={w.nobodyHere}
        data={isKept ? [...offered, kept] : offered}
        filter={({ options }) => options}
        searchValue={typed}
        onSearchChange={setTyped}
        value={chosen}
        onChange={(value) => {
          setKept(offered.find((choice) => choice.value === value));
          choose(value);
        }}
      />
      <ProblemNote error={found.error} />
    </>
  );
}
