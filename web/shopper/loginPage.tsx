import { Anchor, Button, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { Link, useSearch } from "@tanstack/react-router";
import { useFormats } from "../parts/formats.ts";
import { Page } from "../parts/page.tsx";
import { ProblemNote } from "../parts/problemNote.tsx";
import { told } from "../parts/told.ts";
import { type LogIn, useLogIn } from "./loggingIn.ts";
import { useShopperWords } from "./words.ts";

export function LoginPage() {
  const w = useShopperWords();
  const { next } = useSearch({ from: "/login" });
  const entering = useLogIn(next);
  const form = useForm<LogIn>({ initialValues: { email: "", password: "" } });
  return (
    <Page title={w.logIn}>
      <Stack maw={420} gap="xl">
        <form onSubmit={form.onSubmit((values) => entering.mutate(values))}>
          <Stack>
            <TextInput
              label={w.email}
              type="email"
              autoComplete="username"
              required
              {...form.getInputProps("email")}
            />
            <PasswordInput
              label={w.password}
              autoComplete="current-password"
              required
              {...form.getInputProps("password")}
            />
            <ProblemNote error={entering.error} />
            <Button type="submit" loading={entering.isPending}>
              {w.logIn}
            </Button>
            <Anchor
              underline="always"
              renderRoot={(props) => (
                <Link to="/signup" search={next === undefined ? {} : { next }} {...props} />
              )}
            >
              {w.noAccount}
            </Anchor>
          </Stack>
        </form>
        <DemoLogins enter={entering.mutate} isBusy={entering.isPending} />
      </Stack>
    </Page>
  );
}

/** Only in a demo shop, whose passwords everybody knows. */
function DemoLogins({
  enter,
  isBusy,
}: {
  readonly enter: (login: LogIn) => void;
  readonly isBusy: boolean;
}) {
  const w = useShopperWords();
  const { name } = useFormats();
  if (told.demo.length === 0) return null;
  return (
    <section className="sheet" aria-label={w.demoTitle}>
      <Text fw={600}>{w.demoTitle}</Text>
      <Text size="sm" c="dimmed" mb="sm">
        {w.demoHint}
      </Text>
      <Stack gap="xs">
        {told.demo.map((login) => (
          <Button
            key={login.email}
            variant="default"
            justify="space-between"
            disabled={isBusy}
            rightSection={<Text size="xs">{w.demoRole(login.role)}</Text>}
            onClick={() => enter({ email: login.email, password: login.password })}
          >
            {name(login.name)}
          </Button>
        ))}
      </Stack>
    </section>
  );
}
