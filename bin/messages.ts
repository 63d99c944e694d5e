/** What the contexts say to each other, read from their contracts. */
import { contextsWith } from "#contexts/all.ts";
import * as cart from "#contexts/cart/contract.ts";
import * as catalog from "#contexts/catalog/contract.ts";
import * as coupon from "#contexts/coupon/contract.ts";
import * as delivery from "#contexts/delivery/contract.ts";
import * as gift from "#contexts/gift/contract.ts";
import * as identity from "#contexts/identity/contract.ts";
import * as notification from "#contexts/notification/contract.ts";
import * as order from "#contexts/order/contract.ts";
import * as payment from "#contexts/payment/contract.ts";
import * as query from "#contexts/query/contract.ts";
import * as wallet from "#contexts/wallet/contract.ts";
import * as webhook from "#contexts/webhook/contract.ts";
import type { Context } from "#http/context.ts";
import type { Declared } from "#kernel/message.ts";
import { impossible } from "#kernel/refusal.ts";

const contracts = {
  identity,
  catalog,
  coupon,
  payment,
  wallet,
  order,
  delivery,
  cart,
  gift,
  notification,
  webhook,
  query,
};

/** Every context as it is shipped, in the order in which they react. Nobody can log in to these. */
export const contexts: readonly Context[] = contextsWith({
  sign: () => Promise.reject(new Error("nobody logs in here")),
  seal: () => "",
  jwks: { keys: [] },
});

/** Every fact and command of the platform, by type. */
export const messages: readonly Declared[] = contexts
  .flatMap(({ name }) => messagesIn(contractOf(name)))
  .toSorted((a, b) => (a.type < b.type ? -1 : 1));

/** The facts that a context states, and the commands that it answers. */
export const messagesOf = (context: string, kind: Declared["kind"]): readonly Declared[] =>
  messages.filter((message) => message.context === context && message.kind === kind);

function contractOf(name: string): object {
  if (name in contracts) return contracts[name as keyof typeof contracts];
  return impossible(`${name} has no contract in bin/messages.ts`);
}

/** A definition is a function, to be called with a body. */
function messagesIn(contract: object): readonly Declared[] {
  return Object.values(contract).filter(
    (exported): exported is Declared =>
      typeof exported === "function" && "kind" in exported && "shape" in exported,
  );
}
