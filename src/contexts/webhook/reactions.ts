import type { Definition } from "#kernel/message.ts";
import {
  orderCancelled,
  orderClosed,
  orderDelivered,
  orderLinesCancelled,
  orderPaid,
  orderPaymentCancelled,
  orderPlaced,
  orderPrepared,
  orderRefunded,
  orderShipped,
} from "#contexts/order/contract.ts";
import { type Reaction, reactionsOf, unchanged } from "#runtime/reaction.ts";
import {
  change,
  deliveryDue,
  enqueue,
  noteAttempt,
  post,
  redeliver,
  register,
  remove,
  rotateSecret,
  sendTest,
} from "./contract.ts";
import {
  changeWebhook,
  ofOwner,
  registerWebhook,
  removeWebhook,
  rotate,
} from "./reactions/registering.ts";
import {
  due,
  note,
  ofDelivery,
  queue,
  sendAgain,
  tryOut,
  withListeners,
} from "./reactions/delivering.ts";
import { ofOrder, ofPlaced, placed, tell, type Told, whoListens } from "./reactions/telling.ts";
import type { OrderFact } from "./rules/telling.ts";

const on = reactionsOf("webhook");

/** What an order's later facts say to those who were told that it was placed. */
const telling = <Fact extends OrderFact>(definition: Definition<Fact>): Reaction =>
  on<Fact, ReturnType<typeof ofOrder>, ReturnType<typeof whoListens>>(definition, {
    needs: ofOrder,
    thenNeeds: whoListens,
    decide: tell(definition.type as Told),
  });

export const reactions: readonly Reaction[] = [
  on(orderPlaced, { needs: ofPlaced, decide: placed }),
  telling(orderPaid),
  telling(orderPrepared),
  telling(orderShipped),
  telling(orderDelivered),
  telling(orderLinesCancelled),
  telling(orderClosed),
  telling(orderPaymentCancelled),
  telling(orderCancelled),
  telling(orderRefunded),

  on(register, { needs: ofOwner, decide: registerWebhook }),
  on(change, { needs: ofOwner, decide: changeWebhook }),
  on(remove, { needs: ofOwner, decide: removeWebhook }),
  on(rotateSecret, { needs: ofOwner, decide: rotate }),

  on(enqueue, { needs: ofDelivery, decide: queue }),
  on(sendTest, { needs: ofDelivery, decide: tryOut }),
  on(redeliver, { needs: ofDelivery, decide: sendAgain }),
  on(deliveryDue, { needs: ofDelivery, decide: due }),
  on(noteAttempt, { needs: ofDelivery, thenNeeds: withListeners, decide: note }),
  // Its runner sends it: nothing is to be decided.
  on(post, { decide: () => unchanged }),
];
