import { Table, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Asked } from "../parts/asked.tsx";
import { useLanguage } from "../parts/language.ts";
import { Page } from "../parts/page.tsx";
import { Wide } from "../parts/wide.tsx";
import { POLICIES_IN_KOREAN } from "./policyWords.ts";
import { policiesQuery } from "./reads.ts";
import { useOperatorWords } from "./words.ts";

/** What this installation decided where shops differ. */
export function PoliciesPage() {
  const w = useOperatorWords();
  const policies = useQuery(policiesQuery);
  const language = useLanguage();
  const [typed, setTyped] = useState("");
  const q = typed.trim().toLowerCase();
  return (
    <Page title={w.policies}>
      <Text c="dimmed">{w.policiesHint}</Text>
      <TextInput
        type="search"
        label={w.searchPolicies}
        value={typed}
        onChange={({ currentTarget: { value } }) => setTyped(value)}
        maw={420}
      />
      <Asked query={policies}>
        {(answer) => (
          <Wide label={w.policies} isSheet>
            <Table>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{w.policy}</Table.Th>
                  <Table.Th>{w.value}</Table.Th>
                  <Table.Th>{w.byDefault}</Table.Th>
                  <Table.Th>{w.choice}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {answer.policies
                  .map(({ meaning, ...policy }) => ({
                    ...policy,
                    meaning:
                      language === "ko" ? (POLICIES_IN_KOREAN[policy.name] ?? meaning) : meaning,
                  }))
                  .filter(({ name, meaning }) => `${name} ${meaning}`.toLowerCase().includes(q))
                  .map(({ name, meaning, value, byDefault, choice }) => (
                    <Table.Tr key={name}>
                      <Table.Td>
                        {meaning}
                        <Text size="sm" c="dimmed">
                          {name}
                        </Text>
                      </Table.Td>
                      <Table.Td fw={value === byDefault ? undefined : 700}>{value}</Table.Td>
                      <Table.Td>{byDefault}</Table.Td>
                      <Table.Td>{choice}</Table.Td>
                    </Table.Tr>
                  ))}
              </Table.Tbody>
            </Table>
          </Wide>
        )}
      </Asked>
    </Page>
  );
}
