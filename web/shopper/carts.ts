import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answerOf, api } from "../parts/client.ts";
import { insisting } from "../parts/intention.ts";
import { kept } from "../parts/kept.ts";
import { sessionNow, useIsResuming, useSession } from "../parts/session.ts";
import type { Cart } from "./reads.ts";

/** The name of this browser's anonymous cart, as long as something may lie in it. */
const token = kept<string>("local", "cart");

function cartToken(): string {
  const known = token.read();
  if (known !== undefined) return known;
  const made = crypto.randomUUID().replaceAll("-", "");
  token.write(made);
  return made;
}

const EMPTY: Cart = { lines: [], quantity: 0, totalAmount: 0, currency: "KRW" };

const cartQuery = (memberId: string | undefined) =>
  queryOptions({
    queryKey: ["cart", memberId ?? "anonymous"],
    queryFn: async ({ signal }): Promise<Cart> => {
      if (memberId !== undefined) return answerOf(api.GET("/api/cart", { signal }));
      const known = token.read();
      if (known === undefined) return EMPTY;
      const path = { cartToken: known };
      return answerOf(api.GET("/api/carts/{cartToken}", { params: { path }, signal }));
    },
  });

/** The cart of who is here: the member's, or this browser's. */
export function useCart() {
  const session = useSession();
  const isResuming = useIsResuming();
  return useQuery({ ...cartQuery(session?.memberId), enabled: !isResuming });
}

export type Wanted = {
  readonly itemId: string;
  readonly optionIds: string[];
  readonly quantity: number;
};

/** A change of the cart: what changed is asked again before it counts as done. */
function useCartChange<V>(change: (wanted: V) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => client.invalidateQueries({ queryKey: ["cart"] }),
    ...insisting,
  });
}

export const useAddToCart = () =>
  useCartChange(({ key, ...body }: Wanted & { readonly key: string }) => {
    const header = { "Idempotency-Key": key };
    if (sessionNow() !== undefined) {
      return answerOf(api.POST("/api/cart/lines", { params: { header }, body }));
    }
    const path = { cartToken: cartToken() };
    return answerOf(api.POST("/api/carts/{cartToken}/lines", { params: { path, header }, body }));
  });

export const useChangeQuantity = () =>
  useCartChange(({ cartLineId, quantity }: { cartLineId: string; quantity: number }) => {
    const body = { quantity };
    if (sessionNow() !== undefined) {
      const params = { path: { cartLineId } };
      return answerOf(api.PATCH("/api/cart/lines/{cartLineId}", { params, body }));
    }
    const params = { path: { cartToken: cartToken(), cartLineId } };
    return answerOf(api.PATCH("/api/carts/{cartToken}/lines/{cartLineId}", { params, body }));
  });

export const useRemoveLine = () =>
  useCartChange(({ cartLineId }: { cartLineId: string }) => {
    if (sessionNow() !== undefined) {
      const params = { path: { cartLineId } };
      return answerOf(api.DELETE("/api/cart/lines/{cartLineId}", { params }));
    }
    const params = { path: { cartToken: cartToken(), cartLineId } };
    return answerOf(api.DELETE("/api/carts/{cartToken}/lines/{cartLineId}", { params }));
  });

/** After log-in: what lay in this browser's cart goes into the member's. */
export async function mergeCart(): Promise<void> {
  const known = token.read();
  if (known === undefined) return;
  await answerOf(api.POST("/api/cart/merges", { body: { cartToken: known } }));
  token.write(undefined);
}
