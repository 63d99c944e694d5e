/** What becomes of orders, told to those who subscribed to it. */
import type { orderPlaced } from "#contexts/order/contract.ts";
import type { BodyOf, Draft } from "#kernel/message.ts";
import { type Decision, type Moment, type StateOf, unchanged } from "#runtime/reaction.ts";
import { subscribers, toldOrders } from "../collections.ts";
import { enqueue, type EventType } from "../contract.ts";
import { listenersIn, type Subscriber } from "../rules.ts";
import {
  dataFor,
  newsOf,
  type OrderFact,
  ownersOf,
  toldOrder,
  type ToldOrder,
} from "../rules/telling.ts";

/** The facts of an order that are told under their own names. */
export type Told = Extract<EventType, `order.${string}`>;

export const ofOrder = ({ orderId }: { readonly orderId: string }) => ({
  order: toldOrders.one(orderId),
});
export const whoListens = (
  _: { readonly orderId: string },
  { order }: StateOf<ReturnType<typeof ofOrder>>,
) => ({ listeners: subscribers.many(order === undefined ? [] : ownersOf(order.lines)) });
export const ofPlaced = ({ orderId, lines }: BodyOf<typeof orderPlaced>) => ({
  ...ofOrder({ orderId }),
  listeners: subscribers.many(ownersOf(lines)),
});
type TellNeeds = ReturnType<typeof ofOrder> & ReturnType<typeof whoListens>;
type TellState = StateOf<TellNeeds>;

/** An order is followed from here where anybody it concerns has a webhook; else nothing is kept of it. */
export function placed(
  fact: BodyOf<typeof orderPlaced>,
  { order, listeners }: TellState,
  moment: Moment,
): Decision<TellNeeds> {
  if (order !== undefined) return unchanged;
  const isWanted = [...listeners.values()].some(({ webhooks }) => webhooks.length > 0);
  if (!isWanted) return unchanged;
  return told("order.placed", fact, toldOrder(fact.orderId, fact.lines), listeners, moment);
}

export const tell =
  (eventType: Told) =>
  (fact: OrderFact, { order, listeners }: TellState, moment: Moment): Decision<TellNeeds> =>
    order === undefined || order.told.includes(newsOf(eventType, fact))
      ? unchanged
      : told(eventType, fact, order, listeners, moment);

function told(
  eventType: Told,
  fact: OrderFact,
  order: ToldOrder,
  listeners: ReadonlyMap<string, Subscriber>,
  { message: { at } }: Moment,
): Decision<TellNeeds> {
  const news = newsOf(eventType, fact);
  return {
    changed: { order: { ...order, told: [...order.told, news] } },
    emitted: listenersIn(listeners.values(), eventType).flatMap(
      ({ ownerId, webhookId }): Draft[] => {
        const data = dataFor(ownerId, order, fact);
        const deliveryKey = `${webhookId}/${fact.orderId}/${news}`;
        return data === undefined ? [] : [enqueue({ webhookId, deliveryKey, eventType, at, data })];
      },
    ),
  };
}
