import { Badge, Button, Group, Modal, Stack, Table, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useDebouncedCallback } from "@mantine/hooks";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { Asked } from "../parts/asked.tsx";
import { answerOf, api } from "../parts/client.ts";
import { Empty } from "../parts/empty.tsx";
import { useFormats } from "../parts/formats.ts";
import { Page } from "../parts/page.tsx";
import { Pages } from "../parts/pages.tsx";
import { fieldErrors } from "../parts/problem.ts";
import { ProblemNote } from "../parts/problemNote.tsx";
import { Tabs } from "../parts/tabs.tsx";
import { Wide } from "../parts/wide.tsx";
import { type Member, membersQuery, type Partner, partnersQuery } from "./reads.ts";
import { Sought } from "./sought.tsx";
import { useOperatorWords } from "./words.ts";

/** Who is here and what they may do. */
export function PeoplePage() {
  const w = useOperatorWords();
  const { show } = useSearch({ from: "/operator/people" });
  const tabs = [
    { value: "members", label: w.members },
    { value: "partners", label: w.partners },
  ] as const;
  const chosen = tabs.find(({ value }) => value === show)?.value ?? "members";
  return (
    <Page title={w.people}>
      <Tabs label={w.people} tabs={tabs} chosen={chosen} />
      {chosen === "members" ? <Members /> : <Partners />}
    </Page>
  );
}

/** Typing is asked for once it rests. */
const RESTED_MS = 250;

function Members() {
  const w = useOperatorWords();
  const { page = 1, q = "" } = useSearch({ from: "/operator/people" });
  const navigate = useNavigate({ from: "/operator/people" });
  const members = useQuery(membersQuery(q, page));
  const [appointing, setAppointing] = useState<Member>();
  const look = useDebouncedCallback(
    (value: string) =>
      void navigate({
        search: { show: "members", page: undefined, q: value === "" ? undefined : value },
        replace: true,
      }),
    RESTED_MS,
  );
  return (
    <Stack>
      <TextInput
        type="search"
        label={w.findMember}
        placeholder={w.typeToFind}
        defaultValue={q}
        onChange={({ currentTarget: { value } }) => look(value.trim().slice(0, 100))}
        maw={420}
      />
      <Asked query={members}>
        {(answer) =>
          answer.members.length === 0 ? (
            <Empty title={w.nobodyHere} />
          ) : (
            <>
              <MemberTable members={answer.members} appoint={setAppointing} />
              <Pages page={page} hasMore={answer.hasMore} />
              {appointing === undefined ? null : (
                <Appointing member={appointing} done={() => setAppointing(undefined)} />
              )}
            </>
          )
        }
      </Asked>
    </Stack>
  );
}

function MemberTable({
  members,
  appoint,
}: {
  readonly members: readonly Member[];
  readonly appoint: (member: Member) => void;
}) {
  const w = useOperatorWords();
  const { time, name } = useFormats();
  const roles = { member: w.roleMember, seller: w.roleSeller, operator: w.roleOperator };
  return (
    <Wide label={w.members} isSheet>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{w.name}</Table.Th>
            <Table.Th>{w.email}</Table.Th>
            <Table.Th>{w.role}</Table.Th>
            <Table.Th>{w.joined}</Table.Th>
            <Table.Th>{w.appoint}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {members.map((member) => (
            <Table.Tr key={member.memberId}>
              <Table.Td className="named">{name(member.name)}</Table.Td>
              <Table.Td className="named">{member.email}</Table.Td>
              <Table.Td>{member.status === "ACTIVE" ? roles[member.role] : w.withdrawn}</Table.Td>
              <Table.Td className="number">{time(member.signedUpAt)}</Table.Td>
              <Table.Td>
                {member.role === "member" && member.status === "ACTIVE" ? (
                  <Button size="compact-sm" variant="default" onClick={() => appoint(member)}>
                    {w.addStaff}
                  </Button>
                ) : null}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Wide>
  );
}

function Appointing({ member, done }: { readonly member: Member; readonly done: () => void }) {
  const w = useOperatorWords();
  const { name } = useFormats();
  const client = useQueryClient();
  const [partnerId, setPartnerId] = useState<string | null>(null);
  const appointing = useMutation({
    mutationFn: () =>
      answerOf(
        api.POST("/api/partners/{partnerId}/staff", {
          params: { path: { partnerId: partnerId ?? "" } },
          body: { memberId: member.memberId },
        }),
      ),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["members"] });
      done();
    },
  });
  return (
    <Modal opened onClose={done} title={`${name(member.name)}: ${w.addStaff}`}>
      <Sought
        label={w.staffOf}
        query={partnersQuery}
        choices={({ partners }) =>
          partners.map((partner) => ({
            value: partner.partnerId,
            label: name(partner.partnerName),
          }))
        }
        chosen={partnerId}
        choose={setPartnerId}
      />
      <ProblemNote error={appointing.error} />
      <Button
        mt="md"
        disabled={partnerId === null}
        loading={appointing.isPending}
        onClick={() => appointing.mutate()}
      >
        {w.appoint}
      </Button>
    </Modal>
  );
}

function Partners() {
  const w = useOperatorWords();
  const { page = 1 } = useSearch({ from: "/operator/people" });
  const partners = useQuery(partnersQuery("", page));
  const [isRegistering, setIsRegistering] = useState(false);
  return (
    <Stack>
      <Button w="fit-content" onClick={() => setIsRegistering(true)}>
        {w.registerPartner}
      </Button>
      {isRegistering ? <Registering done={() => setIsRegistering(false)} /> : null}
      <Asked query={partners}>
        {(answer) => (
          <>
            <ul className="lines sheet">
              {answer.partners.map((partner) => (
                <li key={partner.partnerId}>
                  <PartnerRow partner={partner} />
                </li>
              ))}
            </ul>
            <Pages page={page} hasMore={answer.hasMore} />
          </>
        )}
      </Asked>
    </Stack>
  );
}

function PartnerRow({ partner }: { readonly partner: Partner }) {
  const w = useOperatorWords();
  const { name } = useFormats();
  const client = useQueryClient();
  const { partnerId, partnerName, businessNo, email, status } = partner;
  const maySell = status === "ENABLE";
  const changing = useMutation({
    mutationFn: () =>
      answerOf(
        api.PUT("/api/partners/{partnerId}/status", {
          params: { path: { partnerId } },
          body: { status: maySell ? "DISABLE" : "ENABLE" },
        }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: ["partners"] }),
  });
  return (
    <Stack gap={4} flex={1}>
      <Group justify="space-between">
        <div>
          <b>{name(partnerName)}</b>{" "}
          <Badge variant="light" color={maySell ? "celadon" : "gray"} tt="none">
            {maySell ? w.enabled : w.disabled}
          </Badge>
          <div>
            {w.businessNo} {businessNo} · {email}
          </div>
        </div>
        <Button
          size="xs"
          variant="default"
          aria-label={`${name(partnerName)}: ${maySell ? w.disable : w.enable}`}
          loading={changing.isPending}
          onClick={() => changing.mutate()}
        >
          {maySell ? w.disable : w.enable}
        </Button>
      </Group>
      <ProblemNote error={changing.error} />
    </Stack>
  );
}

function Registering({ done }: { readonly done: () => void }) {
  const w = useOperatorWords();
  const client = useQueryClient();
  const form = useForm({ initialValues: { partnerName: "", businessNo: "", email: "" } });
  const registering = useMutation({
    mutationFn: (body: { partnerName: string; businessNo: string; email: string }) =>
      answerOf(api.POST("/api/partners", { body })),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["partners"] });
      done();
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <Modal opened onClose={done} title={w.registerPartner}>
      <form onSubmit={form.onSubmit((values) => registering.mutate(values))}>
        <Stack>
          <TextInput label={w.name} required {...form.getInputProps("partnerName")} />
          <TextInput label={w.businessNo} required {...form.getInputProps("businessNo")} />
          <TextInput label={w.email} type="email" required {...form.getInputProps("email")} />
          <ProblemNote error={registering.error} />
          <Button type="submit" loading={registering.isPending}>
            {w.register}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
