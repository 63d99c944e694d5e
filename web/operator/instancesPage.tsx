import { Badge, Button, Table, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Asked } from "../parts/asked.tsx";
import { answerOf, api } from "../parts/client.ts";
import { useFormats } from "../parts/formats.ts";
import { Page } from "../parts/page.tsx";
import { ProblemNote } from "../parts/problemNote.tsx";
import { Wide } from "../parts/wide.tsx";
import { useNames } from "./messages.ts";
import { type Instance, instancesQuery, type OfferedRoute, routesQuery } from "./reads.ts";
import { useOperatorWords } from "./words.ts";

/** Of a fleet: the processes behind the gateway, how they are, and who answers what. */
export function InstancesPage() {
  const w = useOperatorWords();
  const client = useQueryClient();
  const instances = useQuery(instancesQuery);
  const routes = useQuery(routesQuery);
  const refreshing = useMutation({
    mutationFn: () => answerOf(api.POST("/ops/refreshes")),
    onSuccess: (now) => client.setQueryData(instancesQuery.queryKey, now),
  });
  return (
    <Page
      title={w.instances}
      aside={
        <Button loading={refreshing.isPending} onClick={() => refreshing.mutate()}>
          {w.readAgain}
        </Button>
      }
    >
      <Text c="dimmed">{w.instancesHint}</Text>
      <ProblemNote error={refreshing.error} />
      {refreshing.isSuccess ? <Text role="status">{w.wasRead}</Text> : null}
      <Asked query={instances}>{(answer) => <Instances of={answer.instances} />}</Asked>
      <Asked query={routes}>{(answer) => <Routes of={answer.routes} />}</Asked>
    </Page>
  );
}

function Instances({ of }: { readonly of: readonly Instance[] }) {
  const w = useOperatorWords();
  const { count } = useFormats();
  const { contextName } = useNames();
  return (
    <Wide label={w.instances} isSheet>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{w.runs}</Table.Th>
            <Table.Th>{w.status}</Table.Th>
            <Table.Th>{w.process}</Table.Th>
            <Table.Th ta="right">{w.inFlight}</Table.Th>
            <Table.Th ta="right">{w.failures}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {of.map(({ url, contexts, state, inFlight, failures }) => (
            <Table.Tr key={url}>
              <Table.Td>{contexts.map(contextName).join(", ")}</Table.Td>
              <Table.Td>
                <State state={state} />
              </Table.Td>
              <Table.Td>{url}</Table.Td>
              <Table.Td ta="right" className="number">
                {count(inFlight)}
              </Table.Td>
              <Table.Td ta="right" className="number">
                {count(failures)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Wide>
  );
}

const STATES = {
  ready: ["celadon", "ready"],
  slow: ["yellow", "slow_to_answer"],
  away: ["persimmon", "gone"],
} as const;

function State({ state }: Pick<Instance, "state">) {
  const w = useOperatorWords();
  const [color, word] = STATES[state];
  return (
    <Badge variant="light" color={color} tt="none">
      {w[word]}
    </Badge>
  );
}

function Routes({ of }: { readonly of: readonly OfferedRoute[] }) {
  const w = useOperatorWords();
  const { contextName } = useNames();
  const [typed, setTyped] = useState("");
  const q = typed.trim().toLowerCase();
  const shown = of.filter(({ method, path }) => `${method} ${path}`.toLowerCase().includes(q));
  return (
    <section aria-labelledby="routes">
      <Title order={2} size="h4" id="routes" mb="sm">
        {w.routesTitle}
      </Title>
      <TextInput
        type="search"
        label={w.searchRoutes}
        value={typed}
        onChange={({ currentTarget: { value } }) => setTyped(value)}
        maw={420}
        mb="md"
      />
      <Wide label={w.route} isSheet>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{w.route}</Table.Th>
              <Table.Th>{w.answeredBy}</Table.Th>
              <Table.Th>{w.allowed}</Table.Th>
              <Table.Th>{w.priority}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map(({ method, path, context, access, priority }) => (
              <Table.Tr key={`${method} ${path}`}>
                <Table.Td>
                  {method} {path}
                </Table.Td>
                <Table.Td>{contextName(context)}</Table.Td>
                <Table.Td>{access.map((role) => w[allowed(role)]).join(", ")}</Table.Td>
                <Table.Td>{w[urgency(priority)]}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Wide>
    </section>
  );
}

const allowed = (role: string) =>
  role === "operator" || role === "seller" || role === "member" ? role : "guest";
const urgency = (priority: string) =>
  priority === "payment" || priority === "checkout" ? priority : "browsing";
