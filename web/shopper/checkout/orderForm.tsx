import { Button, Checkbox, Group, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { operations } from "../../parts/client.ts";
import { useDraft } from "../../parts/draft.ts";
import { useFormats } from "../../parts/formats.ts";
import { isPassing } from "../../parts/problem.ts";
import { ProblemNote } from "../../parts/problemNote.tsx";
import {
  AddressFields,
  addressRules,
  type AddressValues,
  lastAddress,
  NOWHERE,
  withNote,
} from "../addressFields.tsx";
import type { BuyLine } from "../buying.ts";
import { type Sheet, walletQuery } from "../reads.ts";
import { CouponChoice } from "./couponChoice.tsx";
import { Drift, Short } from "./drift.tsx";
import { PayMethods } from "./payMethods.tsx";
import { type PayMethod, PriceDrifted, usePlacing } from "./placing.ts";
import { type Chosen, NONE, sheetQuery } from "./pricing.ts";
import { Summary } from "./summary.tsx";
import { useCheckoutWords } from "./words.ts";

export type Member = operations["getMembersMe"]["responses"][200]["content"]["application/json"];

type Values = AddressValues & {
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly payMethod: PayMethod;
  readonly depositorName: string;
  readonly agreed: boolean;
};

const startOf = ({ name, phone, email, address }: Member): Values => ({
  ...NOWHERE,
  ...(address === undefined
    ? {}
    : {
        receiverName: name,
        receiverPhone: phone,
        receiverZipcode: address.postalCode,
        receiverAddress1: address.streetAddress,
        receiverAddress2: address.detailAddress,
      }),
  ...lastAddress.read(),
  name,
  phone,
  email,
  payMethod: "WALLET",
  depositorName: name.slice(0, 50),
  agreed: false,
});

function useOrderForm(member: Member) {
  const w = useCheckoutWords();
  const filled = (value: string) => (value.trim() === "" ? w.required : null);
  return useDraft<Values>(`order.${member.memberId}`, {
    initialValues: startOf(member),
    validate: {
      ...addressRules(w.required, w.zipcodeRule),
      name: filled,
      phone: (value) => (/^[0-9+][0-9 -]{6,18}$/.test(value) ? null : w.phoneRule),
      email: filled,
      depositorName: (value, { payMethod }) =>
        payMethod === "BANK_TRANSFER" ? filled(value) : null,
      agreed: (value) => (value ? null : w.agreeFirst),
    },
  });
}

export type OrderFormProps = { readonly lines: readonly BuyLine[]; readonly member: Member };

/** The whole order on one page; nothing typed is lost by a refusal, a reload or a server that went. */
export function OrderForm({ lines, member }: OrderFormProps) {
  const w = useCheckoutWords();
  const form = useOrderForm(member);
  const [chosen, setChosen] = useState<Chosen>(NONE);
  const price = useQuery(sheetQuery(lines, chosen));
  const { placing } = usePlacing(form.forget);
  const { error } = placing;
  const drifted = error instanceof PriceDrifted ? error.sheet : undefined;
  const sheet = drifted ?? price.data;
  const submit = form.onSubmit(({ name, phone, email, payMethod, depositorName, ...values }) => {
    const { receiverName, receiverPhone, receiverZipcode } = values;
    const { receiverAddress1, receiverAddress2, etcMessage } = values;
    const to = { receiverName, receiverPhone, receiverZipcode, receiverAddress1, receiverAddress2 };
    const address = { ...to, etcMessage };
    lastAddress.write(address);
    const orderer = { name, phone, email };
    if (sheet === undefined) return;
    const purchase = { lines, chosen, orderer, payMethod, depositorName, seen: sheet };
    placing.mutate({ ...purchase, address: withNote(address) });
  });
  return (
    <form onSubmit={submit} noValidate>
      <div className="two">
        <fieldset className="plain" disabled={placing.isPending}>
          <Stack gap="md">
            <Part title={w.address}>
              <AddressFields form={form} />
            </Part>
            <Part title={w.orderer}>
              <Group grow align="flex-start">
                <TextInput label={w.name} autoComplete="name" {...form.getInputProps("name")} />
                <TextInput label={w.phone} type="tel" {...form.getInputProps("phone")} />
              </Group>
              <TextInput label={w.email} type="email" {...form.getInputProps("email")} />
            </Part>
            <Part title={w.coupons}>
              {sheet === undefined ? null : (
                <CouponChoice lines={lines} sheet={sheet} chosen={chosen} choose={setChosen} />
              )}
              <ProblemNote error={price.error} retry={() => setChosen(NONE)} />
            </Part>
            <Part title={w.payment}>
              <PayMethods
                value={form.values.payMethod}
                change={(payMethod) => form.setFieldValue("payMethod", payMethod)}
                payable={sheet?.payableAmount ?? 0}
              />
              {form.values.payMethod === "BANK_TRANSFER" ? (
                <TextInput label={w.depositor} {...form.getInputProps("depositorName")} />
              ) : null}
            </Part>
          </Stack>
        </fieldset>
        <Stack className="sheet beside">
          {sheet === undefined ? null : <Summary sheet={sheet} />}
          {sheet === undefined ? null : <Short sheet={sheet} />}
          <Checkbox label={w.agree} {...form.getInputProps("agreed", { type: "checkbox" })} />
          {drifted === undefined || price.data === undefined ? null : (
            <Drift before={price.data} now={drifted} />
          )}
          {drifted === undefined ? <ProblemNote error={error} /> : null}
          <Place
            sheet={sheet}
            payMethod={form.values.payMethod}
            isPending={placing.isPending}
            isInsisting={isPassing(placing.failureReason)}
          />
        </Stack>
      </div>
    </form>
  );
}

const Part = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <Stack className="sheet" gap="sm">
    <Title order={2} size="h4">
      {title}
    </Title>
    {children}
  </Stack>
);

type PlaceProps = {
  readonly sheet: Sheet | undefined;
  readonly payMethod: PayMethod;
  readonly isPending: boolean;
  /** There was no answer yet, and it is asked again. */
  readonly isInsisting: boolean;
};

function Place({ sheet, payMethod, isPending, isInsisting }: PlaceProps) {
  const w = useCheckoutWords();
  const { won } = useFormats();
  const balance = useQuery(walletQuery).data?.balance;
  const payable = sheet?.payableAmount ?? 0;
  const isShort = payMethod === "WALLET" && balance !== undefined && balance < payable;
  const words = payMethod === "WALLET" ? w.place : w.order;
  return (
    <>
      {isPending && isInsisting ? (
        <Text size="sm" role="status">
          {w.insisting}
        </Text>
      ) : null}
      <Button
        type="submit"
        size="md"
        loading={isPending}
        disabled={sheet === undefined || sheet.unavailableLines.length > 0 || isShort}
      >
        {words(won(payable))}
      </Button>
    </>
  );
}
