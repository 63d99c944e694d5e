import type { Context } from "#http/context.ts";
import { context as cart } from "./cart/context.ts";
import { context as catalog } from "./catalog/context.ts";
import { context as coupon } from "./coupon/context.ts";
import { context as delivery } from "./delivery/context.ts";
import { identityContext } from "./identity/context.ts";
import type { SigningKeys } from "./identity/keys.ts";
import { orderContext } from "./order/context.ts";
import { paymentContext } from "./payment/context.ts";
import type { Providers } from "./payment/provider.ts";
import { context as query } from "./query/context.ts";
import { context as wallet } from "./wallet/context.ts";

/** Whom the contexts call outside the platform. */
export type Outside = { readonly payProviders?: Providers };

/**
 * Every context of the platform, in the order in which those that hear the same message react to it
 * within one transaction.
 */
export const contextsWith = (
  keys: SigningKeys,
  { payProviders }: Outside = {},
): readonly Context[] => [
  identityContext(keys),
  catalog,
  coupon,
  paymentContext(payProviders),
  wallet,
  orderContext(keys.seal),
  delivery,
  cart,
  query,
];
