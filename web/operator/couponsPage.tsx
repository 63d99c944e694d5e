import {
  Badge,
  Button,
  Group,
  Modal,
  NumberInput,
  Select,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Asked } from "../parts/asked.tsx";
import { answerOf, api } from "../parts/client.ts";
import { Empty } from "../parts/empty.tsx";
import { useFormats } from "../parts/formats.ts";
import { insisting, intend } from "../parts/intention.ts";
import { Page } from "../parts/page.tsx";
import { fieldErrors } from "../parts/problem.ts";
import { ProblemNote } from "../parts/problemNote.tsx";
import { type Coupon, couponsQuery, membersQuery } from "./reads.ts";
import { Sought } from "./sought.tsx";
import { useOperatorWords } from "./words.ts";

/** The coupons there are, to make more of, and to give to somebody. */
export function CouponsPage() {
  const w = useOperatorWords();
  const coupons = useQuery(couponsQuery);
  const [isMaking, setIsMaking] = useState(false);
  const [given, setGiven] = useState<Coupon>();
  return (
    <Page
      title={w.coupons}
      aside={<Button onClick={() => setIsMaking(true)}>{w.makeCoupon}</Button>}
    >
      {isMaking ? <Making done={() => setIsMaking(false)} /> : null}
      {given === undefined ? null : <Giving coupon={given} done={() => setGiven(undefined)} />}
      <Asked query={coupons}>
        {(answer) =>
          answer.coupons.length === 0 ? (
            <Empty title={w.noCoupons} />
          ) : (
            <ul className="lines sheet">
              {answer.coupons.map((coupon) => (
                <li key={coupon.couponId}>
                  <CouponRow coupon={coupon} give={() => setGiven(coupon)} />
                </li>
              ))}
            </ul>
          )
        }
      </Asked>
    </Page>
  );
}

function CouponRow({ coupon, give }: { readonly coupon: Coupon; readonly give: () => void }) {
  const w = useOperatorWords();
  const { won, count, name, day } = useFormats();
  const { scope, type, value, validFrom, validUntil, issuedQuantity, quantity } = coupon;
  const isSoldOut = coupon.issueStatus === "SOLD_OUT";
  return (
    <Group justify="space-between" flex={1}>
      <div>
        <b>{name(coupon.name)}</b>{" "}
        <Badge variant="light" color={isSoldOut ? "gray" : "celadon"} tt="none">
          {isSoldOut ? w.soldOut : w.issuable}
        </Badge>
        <Text size="sm">
          {w[scope]} · {type === "RATIO" ? `${count(value)}%` : won(value)}
        </Text>
        <Text size="sm" c="dimmed">
          {day(validFrom)} – {day(validUntil)} ·{" "}
          {w.issued(count(issuedQuantity), quantity === undefined ? undefined : count(quantity))}
        </Text>
      </div>
      <Button
        size="xs"
        variant="default"
        disabled={isSoldOut}
        aria-label={`${name(coupon.name)}: ${w.giveCoupon}`}
        onClick={give}
      >
        {w.giveCoupon}
      </Button>
    </Group>
  );
}

type Values = {
  readonly name: string;
  readonly scope: Coupon["scope"];
  readonly type: Coupon["type"];
  readonly value: number;
  readonly validFrom: string;
  readonly validUntil: string;
  readonly quantity: number | "";
};

function Making({ done }: { readonly done: () => void }) {
  const w = useOperatorWords();
  const client = useQueryClient();
  const initialValues: Values = {
    name: "",
    scope: "ORDER",
    type: "FIXED",
    value: 1_000,
    validFrom: "",
    validUntil: "",
    quantity: "",
  };
  const form = useForm<Values>({ initialValues });
  const making = useMutation({
    mutationFn: ({ name, scope, type, value, ...limits }: Values) =>
      intend("coupon", { name, scope, type, value, ...given(limits) }, ({ key, body }) =>
        answerOf(
          api.POST("/api/coupons", { params: { header: { "Idempotency-Key": key } }, body }),
        ),
      ),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["coupons"] });
      done();
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
    ...insisting,
  });
  return (
    <Modal opened onClose={done} title={w.makeCoupon}>
      <form onSubmit={form.onSubmit((values) => making.mutate(values))}>
        <Stack>
          <TextInput label={w.name} required data-autofocus {...form.getInputProps("name")} />
          <Group grow>
            <Select
              label={w.couponFor}
              allowDeselect={false}
              data={(["ORDER", "LINE"] as const).map((value) => ({ value, label: w[value] }))}
              {...form.getInputProps("scope")}
            />
            <Select
              label={w.couponType}
              allowDeselect={false}
              data={(["FIXED", "RATIO"] as const).map((value) => ({ value, label: w[value] }))}
              {...form.getInputProps("type")}
            />
          </Group>
          <Group grow>
            <NumberInput label={w.value} required min={1} {...form.getInputProps("value")} />
            <NumberInput
              label={w.quantityMax}
              placeholder={w.unlimited}
              min={1}
              {...form.getInputProps("quantity")}
            />
          </Group>
          <Group grow>
            <TextInput type="date" label={w.validFrom} {...form.getInputProps("validFrom")} />
            <TextInput type="date" label={w.validUntil} {...form.getInputProps("validUntil")} />
          </Group>
          <ProblemNote error={making.error} />
          <Button type="submit" loading={making.isPending}>
            {w.makeCoupon}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}

/** What was left empty goes unsaid. */
const given = ({
  validFrom,
  validUntil,
  quantity,
}: Pick<Values, "validFrom" | "validUntil" | "quantity">) => ({
  ...(validFrom === "" ? {} : { validFrom }),
  ...(validUntil === "" ? {} : { validUntil }),
  ...(quantity === "" ? {} : { quantity }),
});

function Giving({ coupon, done }: { readonly coupon: Coupon; readonly done: () => void }) {
  const w = useOperatorWords();
  const { name } = useFormats();
  const client = useQueryClient();
  const [memberId, setMemberId] = useState<string | null>(null);
  const { couponId } = coupon;
  const giving = useMutation({
    mutationFn: (to: string) =>
      intend(`coupon.${couponId}`, { memberId: to }, ({ key, body }) =>
        answerOf(
          api.POST("/api/coupons/{couponId}/issues", {
            params: { path: { couponId }, header: { "Idempotency-Key": key } },
            body,
          }),
        ),
      ),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["coupons"] });
      done();
    },
    ...insisting,
  });
  return (
    <Modal opened onClose={done} title={`${name(coupon.name)}: ${w.giveCoupon}`}>
      <Sought
        label={w.giveTo}
        query={membersQuery}
        choices={({ members }) =>
          members
            .filter(({ status }) => status === "ACTIVE")
            .map((member) => ({
              value: member.memberId,
              label: `${name(member.name)} (${member.email})`,
            }))
        }
        chosen={memberId}
        choose={setMemberId}
      />
      <ProblemNote error={giving.error} />
      <Button
        mt="md"
        disabled={memberId === null}
        loading={giving.isPending}
        onClick={() => giving.mutate(memberId ?? "")}
      >
        {w.giveCoupon}
      </Button>
    </Modal>
  );
}
