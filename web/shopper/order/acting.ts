import { useMutation, useQueryClient } from "@tanstack/react-query";
import { insisting, intend, type Intention } from "../../parts/intention.ts";
import { orderKey } from "../reads.ts";

/** Something done to an order once, by its name; the order is asked again when it is done. */
export function useOrderAct<B>(
  name: string,
  orderId: string,
  send: (intention: Intention<B>) => Promise<unknown>,
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: B) => intend(`${name}.${orderId}`, body, send),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: orderKey(orderId) }),
        client.invalidateQueries({ queryKey: ["orders"] }),
        client.invalidateQueries({ queryKey: ["wallet"] }),
      ]),
    ...insisting,
  });
}
