import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { answerOf, api } from "../parts/client.ts";
import { useDraft } from "../parts/draft.ts";
import { Page } from "../parts/page.tsx";
import { fieldErrors } from "../parts/problem.ts";
import { ProblemNote } from "../parts/problemNote.tsx";
import { useLogIn } from "./loggingIn.ts";
import { useShopperWords } from "./words.ts";

type Values = { readonly email: string; readonly name: string; readonly phone: string };

export function SignUpPage() {
  const w = useShopperWords();
  const { next } = useSearch({ from: "/signup" });
  const entering = useLogIn(next);
  const form = useDraft<Values>("signup", { initialValues: { email: "", name: "", phone: "" } });
  const joining = useMutation({
    mutationFn: async (values: Values & { readonly password: string }) => {
      await answerOf(api.POST("/api/members", { body: values }));
      form.forget();
      await entering.mutateAsync(values);
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <Page title={w.signUp}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          // A password is the one thing that is not kept with the tab.
          const password = new FormData(event.currentTarget).get("password");
          if (typeof password === "string") joining.mutate({ ...form.values, password });
        }}
      >
        <Stack maw={420}>
          <TextInput
            label={w.email}
            type="email"
            autoComplete="username"
            required
            {...form.getInputProps("email")}
          />
          <PasswordInput
            label={w.password}
            description={w.passwordRule}
            name="password"
            autoComplete="new-password"
            minLength={8}
            required
          />
          <TextInput label={w.name} autoComplete="name" required {...form.getInputProps("name")} />
          <TextInput
            label={w.phone}
            type="tel"
            autoComplete="tel"
            required
            {...form.getInputProps("phone")}
          />
          <ProblemNote error={joining.error} />
          <Button type="submit" loading={joining.isPending}>
            {w.signUp}
          </Button>
        </Stack>
      </form>
    </Page>
  );
}
