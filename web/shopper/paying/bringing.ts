import { queryOptions } from "@tanstack/react-query";
import { answerOf, api, type operations, type paths } from "../../parts/client.ts";
import { codeOf } from "../../parts/problem.ts";
import { queryClient } from "../../parts/queries.ts";
import { orderQuery } from "../reads.ts";

export type Payment =
  paths["/api/orders/{orderId}/payment"]["post"]["requestBody"]["content"]["application/json"];
type AnswerOf<Name extends keyof operations> = operations[Name] extends {
  responses: { 200: { content: { "application/json": infer Answer } } };
}
  ? Answer
  : never;
export type OwnPayment = AnswerOf<"getPaymentsByOrderId">;
export type TopUp = AnswerOf<"getPaymentsTopUpsByTransactionId">;

/** What a payer comes back with. */
export type Brought = { readonly paymentKey?: string; readonly chargeKey?: string };

export const ownPaymentQuery = (orderId: string) =>
  queryOptions({
    queryKey: ["payment", orderId],
    queryFn: ({ signal }) =>
      answerOf(api.GET("/api/payments/{orderId}", { params: { path: { orderId } }, signal })),
    // Asked once by each page that needs it: what it said then decides what is paid now.
    staleTime: Infinity,
    gcTime: 0,
    refetchOnReconnect: false,
  });

/** Whether what was brought belongs to the charge that comes next: an old address pays nothing. */
export const paysNow = (payment: OwnPayment, { paymentKey, chargeKey }: Brought): boolean =>
  paymentKey !== undefined && payment.status === "OPENED" && payment.chargeKey === chargeKey;

/** Brings what the payer was given, and pays with it; the charge's own key makes a repetition harmless. */
export async function payOrder(orderId: string, brought: Brought): Promise<void> {
  const { paymentKey = "", chargeKey = "" } = brought;
  const path = { orderId };
  const order = await queryClient.fetchQuery(orderQuery(orderId));
  await answerOf(
    api.PUT("/api/payments/{orderId}/authorization", { params: { path }, body: { paymentKey } }),
  ).catch((error: unknown) => {
    // It was brought before, and its payment began: the answer to that comes now.
    if (codeOf(error) !== "COMMON_ILLEGAL_STATUS") throw error;
  });
  const payMethod = order.payMethod as Payment["payMethod"];
  try {
    await answerOf(
      api.POST("/api/orders/{orderId}/payment", {
        params: { path, header: { "Idempotency-Key": chargeKey, Prefer: "wait=10" } },
        body: { payMethod, amount: order.payableAmount },
      }),
    );
  } finally {
    await queryClient.invalidateQueries({ queryKey: ["order", orderId] });
  }
}

export const topUpQuery = (transactionId: string) =>
  queryOptions({
    queryKey: ["wallet", "topUp", transactionId],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET("/api/payments/top-ups/{transactionId}", {
          params: { path: { transactionId } },
          signal,
        }),
      ),
    refetchInterval: ({ state: { data } }) =>
      data?.status === "REQUESTED" || data?.status === "IN_DOUBT" ? 2_000 : false,
  });

/** Without a payment key where its company asks nothing of the payer. */
export async function payTopUp(transactionId: string, paymentKey?: string): Promise<TopUp> {
  const header = { "Idempotency-Key": `${transactionId}.pay`, Prefer: "wait=10" };
  try {
    return await answerOf(
      api.POST("/api/payments/top-ups/{transactionId}/payment", {
        params: { path: { transactionId }, header },
        body: paymentKey === undefined ? {} : { paymentKey },
      }),
    );
  } finally {
    await queryClient.invalidateQueries({ queryKey: ["wallet"] });
  }
}
