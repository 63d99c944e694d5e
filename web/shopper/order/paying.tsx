import { Alert, Button, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { answerOf, api } from "../../parts/client.ts";
import { useFormats } from "../../parts/formats.ts";
import type { Intention } from "../../parts/intention.ts";
import { ProblemNote } from "../../parts/problemNote.tsx";
import { ownPaymentQuery, type Payment } from "../paying/bringing.ts";
import { orderWindow, useCameBack } from "../paying/window.ts";
import type { Order } from "../reads.ts";
import { useOrderAct } from "./acting.ts";
import { Part } from "./part.tsx";
import { useOrderWords } from "./words.ts";

/** Pays an order, once; where its company has a window, it is paid when the payer comes back from there. */
export function usePaying(orderId: string) {
  const paying = useOrderAct("payment", orderId, ({ key, body }: Intention<Payment>) =>
    answerOf(
      api.POST("/api/orders/{orderId}/payment", {
        params: { path: { orderId }, header: { "Idempotency-Key": key, Prefer: "wait=10" } },
        body,
      }),
    ),
  );
  const entering = useMutation({
    mutationFn: ({ payMethod, amount }: Payment) =>
      payMethod === "WALLET" ? Promise.resolve(false) : orderWindow(orderId, amount),
    onSuccess: (isAway, payment) => (isAway ? undefined : paying.mutate(payment)),
  });
  useCameBack(entering.reset);
  return {
    error: entering.error ?? paying.error,
    isPending: entering.isPending || entering.data === true || paying.isPending,
    pay: entering.mutate,
  };
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
      {payMethod === "WALLET" ? null : <Hint orderId={orderId} />}
      <ProblemNote error={paying.error} />
      <Button
        size="md"
        loading={paying.isPending}
        onClick={() => paying.pay({ payMethod: payMethod as Payment["payMethod"], amount })}
      >
        {w.pay(won(amount))}
      </Button>
    </Part>
  );
}

/** What comes next: the window of a company, or a pretended one. */
function Hint({ orderId }: { readonly orderId: string }) {
  const w = useOrderWords();
  const payment = useQuery(ownPaymentQuery(orderId)).data;
  if (payment === undefined) return null;
  return <Text size="sm">{payment.byWindow ? w.payByWindow : w.payHint}</Text>;
}
