import type { Context } from "#http/context.ts";
import { impossible } from "#kernel/refusal.ts";
import { context as catalog } from "./catalog/context.ts";
import { context as coupon } from "./coupon/context.ts";
import { context as delivery } from "./delivery/context.ts";
import { giftContext } from "./gift/context.ts";
import type { GiftLinks } from "./gift/links.ts";
import { identityContext } from "./identity/context.ts";
import type { SigningKeys } from "./identity/keys.ts";
import type { Channels } from "./notification/channel.ts";
import { channelsAt } from "./notification/channels.ts";
import { notificationContext } from "./notification/context.ts";
import { context as order } from "./order/context.ts";
import { context as payment } from "./payment/context.ts";
import { context as query } from "./query/context.ts";
import { context as wallet } from "./wallet/context.ts";

/** Whom the contexts call outside the platform, and what only this installation knows. */
export type Outside = {
  readonly giftLinks?: GiftLinks;
  /** What stands before the secret of a gift's link. */
  readonly giftPage?: string;
  readonly channels?: Channels;
};

/** A platform that only shows itself gives out no links. */
const NO_LINKS: GiftLinks = { secretOf: () => impossible("there is no key for gift links") };

/**
 * Every context of the platform, in the order in which those that hear the same message react to it
 * within one transaction.
 */
export const contextsWith = (
  keys: SigningKeys,
  { giftLinks = NO_LINKS, giftPage = "", channels = channelsAt({}) }: Outside = {},
): readonly Context[] => [
  identityContext(keys),
  catalog,
  coupon,
  payment,
  wallet,
  order,
  delivery,
  giftContext(giftLinks),
  notificationContext(channels, (giftId) => giftPage + giftLinks.secretOf(giftId)),
  query,
];
