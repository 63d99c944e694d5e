import { Alert, Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Asked } from "../parts/asked.tsx";
import { answerOf, api, type operations } from "../parts/client.ts";
import { Page } from "../parts/page.tsx";
import { fieldErrors } from "../parts/problem.ts";
import { ProblemNote } from "../parts/problemNote.tsx";
import { me } from "../parts/queries.ts";
import { Withdrawing } from "./withdrawing.tsx";
import { useShopperWords } from "./words.ts";

type Member = operations["getMembersMe"]["responses"][200]["content"]["application/json"];

export function AccountPage() {
  const w = useShopperWords();
  const person = useQuery(me);
  return (
    <Page title={w.account}>
      <Asked query={person}>
        {(member) => (
          <Stack gap="xl">
            <Account member={member} />
            <Withdrawing />
          </Stack>
        )}
      </Asked>
    </Page>
  );
}

/** Changes the account, for who knows its password. */
function useChanging() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ password, ...body }: Values) => {
      const { accessToken } = await answerOf(
        api.POST("/api/members/me/password-verification", { body: { password } }),
      );
      const { name, phone, postalCode, streetAddress, detailAddress } = body;
      const address = { postalCode, streetAddress, detailAddress };
      await answerOf(
        api.PATCH("/api/members/me", {
          headers: { authorization: `Bearer ${accessToken}` },
          body: { name, phone, ...(postalCode === "" ? {} : { address }) },
        }),
      );
    },
    onSuccess: () => client.invalidateQueries({ queryKey: me.queryKey }),
  });
}

type Values = {
  readonly name: string;
  readonly phone: string;
  readonly postalCode: string;
  readonly streetAddress: string;
  readonly detailAddress: string;
  readonly password: string;
};

function Account({ member }: { readonly member: Member }) {
  const w = useShopperWords();
  const changing = useChanging();
  const form = useForm<Values>({
    initialValues: {
      name: member.name,
      phone: member.phone,
      postalCode: member.address?.postalCode ?? "",
      streetAddress: member.address?.streetAddress ?? "",
      detailAddress: member.address?.detailAddress ?? "",
      password: "",
    },
  });
  const submit = form.onSubmit((values) =>
    changing.mutate(values, {
      onSuccess: () => form.setFieldValue("password", ""),
      onError: (error) => form.setErrors(fieldErrors(error)),
    }),
  );
  return (
    <form onSubmit={submit}>
      <Stack maw={480} className="sheet">
        <TextInput label={w.email} value={member.email} readOnly />
        <TextInput label={w.name} required {...form.getInputProps("name")} />
        <TextInput label={w.phone} type="tel" required {...form.getInputProps("phone")} />
        <TextInput
          label={w.zipcode}
          inputMode="numeric"
          maxLength={5}
          {...form.getInputProps("postalCode")}
        />
        <TextInput label={w.street} {...form.getInputProps("streetAddress")} />
        <TextInput label={w.detail} {...form.getInputProps("detailAddress")} />
        <PasswordInput
          label={w.passwordNow}
          autoComplete="current-password"
          required
          {...form.getInputProps("password")}
        />
        <ProblemNote error={changing.error} />
        {changing.isSuccess ? (
          <Alert color="celadon" role="status">
            {w.saved}
          </Alert>
        ) : null}
        <Button type="submit" loading={changing.isPending}>
          {w.save}
        </Button>
      </Stack>
    </form>
  );
}
