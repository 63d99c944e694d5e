import { Alert, Button, Text } from "@mantine/core";
import { answerOf, api, type paths } from "../../parts/client.ts";
import { useFormats } from "../../parts/formats.ts";
import type { Intention } from "../../parts/intention.ts";
import { ProblemNote } from "../../parts/problemNote.tsx";
import type { Order } from "../reads.ts";
import { useOrderAct } from "./acting.ts";
import { Part } from "./part.tsx";
import { useOrderWords } from "./words.ts";

export type Payment =
  paths["/api/orders/{orderId}/payment"]["post"]["requestBody"]["content"]["application/json"];

/** Pays an order, once. */
export function usePaying(orderId: string) {
  return useOrderAct("payment", orderId, ({ key, body }: Intention<Payment>) =>
    answerOf(
      api.POST("/api/orders/{orderId}/payment", {
        params: { path: { orderId }, header: { "Idempotency-Key": key, Prefer: "wait=10" } },
        body,
      }),
    ),
  );
}

/** The payment of an order that waits for it; of a bank transfer there is nothing to press. */
export function Paying({ order }: { readonly order: Order }) {
  const w = useOrderWords();
  const { won } = useFormats();
  const { orderId, payMethod, payableAmount: amount, payment, status } = order;
  const paying = usePaying(orderId);
  if (payment?.status === "IN_DOUBT" && status === "AWAITING_PAYMENT") {
    return <Alert color="yellow">{w.doubt}</Alert>;
  }
  if (status !== "AWAITING_PAYMENT" || payMethod === "BANK_TRANSFER") {
    return <ProblemNote error={paying.error} />;
  }
  return (
    <Part title={w.payTitle(payMethod)}>
      {payMethod === "WALLET" ? null : <Text size="sm">{w.payHint}</Text>}
      <ProblemNote error={paying.error} />
      <Button
        size="md"
        loading={paying.isPending}
        onClick={() => paying.mutate({ payMethod: payMethod as Payment["payMethod"], amount })}
      >
        {w.pay(won(amount))}
      </Button>
    </Part>
  );
}
