import { useMutation } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { queryClient } from "../parts/queries.ts";
import { logIn } from "../parts/session.ts";
import { mergeCart } from "./carts.ts";

export type LogIn = { readonly email: string; readonly password: string };

/** Logs in, takes the cart along, and goes back to where that was asked for. */
export function useLogIn(next: string | undefined) {
  const router = useRouter();
  return useMutation({
    mutationFn: async ({ email, password }: LogIn) => {
      await logIn(email, password);
      // A cart that cannot be taken along stays where it was, and is no reason to stay outside.
      await mergeCart().catch(() => undefined);
      void queryClient.invalidateQueries();
      router.history.push(placeWithin(next));
    },
  });
}

/** Only places of our own: an address may come from anywhere. */
const placeWithin = (next = "/"): string => (/^\/(?![/\\])/.test(next) ? next : "/");
