/** What every reaction that shows an order begins with. */
import type { Moment } from "#runtime/reaction.ts";
import { orderViews } from "../collections.ts";
import type { Stated } from "../rules.ts";

export const viewOf = ({ orderId }: { readonly orderId: string }) => ({
  view: orderViews.one(orderId),
});

export const statedOf = ({ message: { type, at, actor } }: Moment): Stated => ({
  type,
  at,
  actor: actor.role,
});
