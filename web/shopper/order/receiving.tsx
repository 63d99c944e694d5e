import { Button, Group, Text } from "@mantine/core";
import { answerOf, api } from "../../parts/client.ts";
import { ProblemNote } from "../../parts/problemNote.tsx";
import type { Order } from "../reads.ts";
import { useOrderAct } from "./acting.ts";
import { useOrderWords } from "./words.ts";

/** Says that everything came, once it has left. */
export function Receiving({ order: { orderId, status } }: { readonly order: Order }) {
  const w = useOrderWords();
  const receiving = useOrderAct("receipt", orderId, () =>
    answerOf(api.POST("/api/orders/{orderId}/receipt", { params: { path: { orderId } } })),
  );
  if (status !== "SHIPPING" && status !== "DELIVERED") return null;
  return (
    <div className="sheet">
      <Group justify="space-between">
        <Text>{w.received}</Text>
        <Button loading={receiving.isPending} onClick={() => receiving.mutate(undefined)}>
          {w.confirmReceipt}
        </Button>
      </Group>
      <ProblemNote error={receiving.error} />
    </div>
  );
}
