import { type Evidence, firstOf, promised, type Promised } from "./evidence.ts";
import type { OrderRow } from "./orders.ts";

/** A write as its client remembers it. */
export type Remembered = {
  readonly route: string;
  readonly key: string;
  /** The order that each try would have made. */
  readonly orderIds: readonly string[];
  readonly requestIds: readonly string[];
  readonly answers: readonly Answer[];
};
type Answer =
  | { readonly value: Readonly<Record<string, unknown>> }
  | { readonly refusal: { readonly refusal: string } };

/** These are told to who pays while the order is undone in steps, so they do leave something. */
const UNDONE_IN_STEPS = new Set([
  "WALLET_BALANCE_INSUFFICIENT",
  "PAYMENT_DECLINED",
  "DEPENDENCY_UNAVAILABLE",
  "ORDER_NOT_CANCELLABLE",
]);

const valueOf = (answer: Answer) => ("value" in answer ? answer.value : undefined);
const refusalOf = (answer: Answer) => ("refusal" in answer ? answer.refusal.refusal : undefined);

/** What the clients were told must agree with what lies in the databases. */
export const clientsAtRest = (history: readonly Remembered[]): readonly Promised[] => [
  promised("I31 one key makes one order, and every answer to it tells of that one", (of) =>
    firstOf(placements(history), ({ key, orderIds, answers }) => {
      const made = orderIds.filter((orderId) => orderIn(of, orderId) !== undefined);
      if (made.length > 1) return `${key} made ${made.join()}`;
      return firstOf(answers, (answer) => {
        const refusal = refusalOf(answer);
        const [orderId] = made;
        if (refusal === undefined) {
          return valueOf(answer)?.["orderId"] === orderId ? undefined : `${key} made ${orderId}`;
        }
        // Who waits is told how the order it placed was undone since.
        const order = orderId === undefined ? undefined : orderIn(of, orderId);
        return order === undefined || order.cancelReason === refusal
          ? undefined
          : `${key} was refused ${refusal}, and made ${orderId}`;
      });
    }),
  ),
  promised("I32 a 2xx is durable", (of) =>
    firstOf(placements(history), ({ key, answers }) =>
      firstOf(answers, (answer) => {
        const orderId = valueOf(answer)?.["orderId"];
        return orderId === undefined || orderIn(of, String(orderId)) !== undefined
          ? undefined
          : `${key} was told ${String(orderId)}, which nobody knows`;
      }),
    ),
  ),
  promised("I32 an order was in every state that its member was told", (of) =>
    firstOf(history, ({ key, route, answers }) =>
      firstOf(answers, (answer) => {
        const told = valueOf(answer);
        const order = orderIn(of, String(told?.["orderId"]));
        if (order === undefined || told?.["orderNumber"] === undefined) return undefined;
        return order.history.some(({ status }) => status === told["status"])
          ? undefined
          : `${route} ${key} was told ${String(told["status"])}`;
      }),
    ),
  ),
  promised("I33 a 4xx leaves no trace", (of) => {
    const traced = new Set<string | undefined>();
    for (const stream of of.streams) {
      for (const { requestId } of of.messages(stream)) traced.add(requestId);
    }
    return firstOf(history, ({ key, route, requestIds, answers }) => {
      const refusals = answers.map(refusalOf);
      const isRefused =
        refusals.length > 0 &&
        refusals.every((refusal) => refusal !== undefined && !UNDONE_IN_STEPS.has(refusal));
      const trace = isRefused ? requestIds.find((id) => traced.has(id)) : undefined;
      return trace === undefined ? undefined : `${route} ${key} was refused ${refusals.join()}`;
    });
  }),
];

const placements = (history: readonly Remembered[]) =>
  history.filter(({ route }) => route === "place");
const orderIn = (of: Evidence, orderId: string) => of.row<OrderRow>("order.orders", orderId);
