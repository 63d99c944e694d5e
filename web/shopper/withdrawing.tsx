import { Button, Checkbox, Group, Modal, PasswordInput, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { answerOf, api } from "../parts/client.ts";
import { ProblemNote } from "../parts/problemNote.tsx";
import { logOut } from "../parts/session.ts";
import { useWords } from "../parts/words.ts";
import { useShopperWords } from "./words.ts";

/** The way out of membership, for who knows the password and has read what stays. */
export function Withdrawing() {
  const w = useShopperWords();
  const [isAsked, setIsAsked] = useState(false);
  return (
    <section aria-label={w.withdrawal}>
      <Button variant="subtle" color="persimmon" onClick={() => setIsAsked(true)}>
        {w.withdraw}
      </Button>
      {isAsked ? <Confirming close={() => setIsAsked(false)} /> : null}
    </section>
  );
}

/** Ends the account and the session; there is no way back. */
function useWithdrawing() {
  const client = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: async (password: string) => {
      const { accessToken } = await answerOf(
        api.POST("/api/members/me/password-verification", { body: { password } }),
      );
      const headers = { authorization: `Bearer ${accessToken}` };
      await answerOf(api.DELETE("/api/members/me", { headers }));
    },
    onSuccess: async () => {
      await logOut().catch(() => undefined);
      client.clear();
      await router.navigate({ to: "/" });
    },
  });
}

function Confirming({ close }: { readonly close: () => void }) {
  const w = useShopperWords();
  const { cancel } = useWords();
  const [password, setPassword] = useState("");
  const [hasRead, setHasRead] = useState(false);
  const withdrawing = useWithdrawing();
  return (
    <Modal opened onClose={close} title={w.withdrawal}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          withdrawing.mutate(password);
        }}
      >
        <Stack>
          <Text>{w.withdrawalEnds}</Text>
          <Text>{w.withdrawalKeeps}</Text>
          <PasswordInput
            label={w.passwordNow}
            autoComplete="current-password"
            required
            value={password}
            onChange={({ currentTarget: { value } }) => setPassword(value)}
            data-autofocus
          />
          <Checkbox
            label={w.withdrawalRead}
            checked={hasRead}
            onChange={({ currentTarget: { checked } }) => setHasRead(checked)}
          />
          <ProblemNote error={withdrawing.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {cancel}
            </Button>
            <Button
              type="submit"
              color="persimmon"
              disabled={!hasRead || password === ""}
              loading={withdrawing.isPending}
            >
              {w.withdraw}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
