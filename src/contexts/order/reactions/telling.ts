/** What order tells of an order to whoever asks. Nothing changes. */
import { type Reaction, reactionsOf } from "#runtime/reaction.ts";
import { orders } from "../collections.ts";
import { receiptTold, tellReceipt } from "../contract.ts";
import { receiptOf } from "../rules/receipt.ts";

const on = reactionsOf("order");

export const telling: readonly Reaction[] = [
  on(tellReceipt, {
    needs: ({ orderId }) => ({ order: orders.one(orderId) }),
    decide: ({ orderId, askId, ...line }, { order }) => ({
      emitted: [receiptTold({ orderId, askId, ...receiptOf(order, line) })],
    }),
  }),
];
