import { Button, Group, Radio, Stack, Textarea, TextInput, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Asked } from "../../parts/asked.tsx";
import { answerOf, api, type paths } from "../../parts/client.ts";
import { useDraft } from "../../parts/draft.ts";
import { Empty } from "../../parts/empty.tsx";
import { insisting, intend, type Intention } from "../../parts/intention.ts";
import { Page } from "../../parts/page.tsx";
import { ProblemNote } from "../../parts/problemNote.tsx";
import { me } from "../../parts/queries.ts";
import { type BuyLine, buyLineOf } from "../buying.ts";
import type { Member } from "../checkout/orderForm.tsx";
import { PayMethods } from "../checkout/payMethods.tsx";
import { NONE, sheetQuery } from "../checkout/pricing.ts";
import type { PayMethod } from "../checkout/placing.ts";
import { Summary } from "../checkout/summary.tsx";
import type { Sheet } from "../reads.ts";
import { useGiftWords } from "./words.ts";

type Registration = paths["/api/gifts"]["post"]["requestBody"]["content"]["application/json"];

/** Gives one thing to somebody whose address one need not know. */
export function GivePage() {
  const w = useGiftWords();
  const { buy } = useSearch({ from: "/give" });
  const line = buyLineOf(buy ?? "");
  const person = useQuery(me);
  const sheet = useQuery({
    ...sheetQuery(line === undefined ? [] : [line], NONE),
    enabled: line !== undefined,
  });
  if (line === undefined) return <Empty title={w.nothing} />;
  return (
    <Page title={w.give}>
      <Asked query={person}>
        {(member) => (
          <Asked query={sheet}>
            {(price) => <GiftForm line={line} member={member} sheet={price} />}
          </Asked>
        )}
      </Asked>
    </Page>
  );
}

/** Registers the gift and begins its payment, once; its order is then paid as any order. */
function useGiving(given: () => void) {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (registration: Registration) => intend("gift", registration, register),
    onSuccess: async ({ orderId }) => {
      given();
      void client.invalidateQueries();
      await navigate({ to: "/orders/$orderId", params: { orderId } });
    },
    ...insisting,
  });
}

async function register({ key, body }: Intention<Registration>) {
  const header = { "Idempotency-Key": key, Prefer: "wait=5" };
  const gift = await answerOf(api.POST("/api/gifts", { params: { header }, body }));
  const path = { giftId: gift.giftId };
  await answerOf(api.POST("/api/gifts/{giftId}/payment", { params: { path } }));
  return gift;
}

type Values = {
  readonly receiverName: string;
  readonly receiverPhone: string;
  readonly message: string;
  readonly pushType: Registration["pushType"];
  readonly payMethod: PayMethod;
};
const START: Values = {
  receiverName: "",
  receiverPhone: "",
  message: "",
  pushType: "KAKAO",
  payMethod: "WALLET",
};

function useGiftForm() {
  const w = useGiftWords();
  const filled = (value: string) => (value.trim() === "" ? w.required : null);
  return useDraft<Values>("gift", {
    initialValues: START,
    validate: {
      receiverName: filled,
      receiverPhone: (value) => (/^[0-9+][0-9 -]{6,18}$/.test(value) ? null : w.phoneRule),
      message: filled,
    },
  });
}

type GiftFormProps = {
  readonly line: BuyLine;
  readonly member: Member;
  readonly sheet: Sheet;
};

function GiftForm({ line, member, sheet }: GiftFormProps) {
  const w = useGiftWords();
  const form = useGiftForm();
  const giving = useGiving(form.forget);
  const submit = form.onSubmit((values) => {
    const { name, phone, email } = member;
    const [priced] = sheet.lines;
    const expectedUnitListPrice = priced?.unitListPrice ?? 0;
    const lines = [{ ...line, expectedUnitListPrice }];
    giving.mutate({ ...values, lines, orderer: { name, phone, email } });
  });
  return (
    <form onSubmit={submit} noValidate>
      <div className="two">
        <fieldset className="plain" disabled={giving.isPending}>
          <Stack>
            <Recipient form={form} />
            <Stack className="sheet" gap="sm">
              <Title order={2} size="h4">
                {w.payment}
              </Title>
              <PayMethods
                value={form.values.payMethod}
                change={(payMethod) => form.setFieldValue("payMethod", payMethod)}
                payable={sheet.payableAmount}
                isTransferable={false}
              />
            </Stack>
          </Stack>
        </fieldset>
        <Stack className="sheet beside">
          <Summary sheet={sheet} />
          <ProblemNote error={giving.error} />
          <Button type="submit" size="md" loading={giving.isPending}>
            {w.next}
          </Button>
        </Stack>
      </div>
    </form>
  );
}

function Recipient({ form }: { readonly form: ReturnType<typeof useGiftForm> }) {
  const w = useGiftWords();
  return (
    <Stack className="sheet" gap="sm">
      <Title order={2} size="h4">
        {w.recipient}
      </Title>
      <Group grow align="flex-start">
        <TextInput label={w.name} {...form.getInputProps("receiverName")} />
        <TextInput label={w.phone} type="tel" {...form.getInputProps("receiverPhone")} />
      </Group>
      <Textarea
        label={w.message}
        placeholder={w.messageHint}
        autosize
        minRows={3}
        maxLength={200}
        {...form.getInputProps("message")}
      />
      <Radio.Group label={w.by} {...form.getInputProps("pushType")}>
        <Group mt={6}>
          <Radio value="KAKAO" label={w.KAKAO} />
          <Radio value="LMS" label={w.LMS} />
        </Group>
      </Radio.Group>
    </Stack>
  );
}
