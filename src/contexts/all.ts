import type { Context } from "#http/context.ts";
import { impossible } from "#kernel/refusal.ts";
import { context as cart } from "./cart/context.ts";
import { context as catalog } from "./catalog/context.ts";
import { context as coupon } from "./coupon/context.ts";
import type { Carriers } from "./delivery/carrier.ts";
import { deliveryContext } from "./delivery/context.ts";
import { giftContext } from "./gift/context.ts";
import type { GiftLinks } from "./gift/links.ts";
import { identityContext } from "./identity/context.ts";
import type { SigningKeys } from "./identity/keys.ts";
import type { Channels } from "./notification/channel.ts";
import { channelsAt } from "./notification/channels.ts";
import { notificationContext } from "./notification/context.ts";
import { orderContext } from "./order/context.ts";
import { paymentContext } from "./payment/context.ts";
import type { Providers } from "./payment/provider.ts";
import { queryContext } from "./query/context.ts";
import type { FeedSink } from "./query/feeds/cloudEvents.ts";
import type { ToldRankings } from "./query/ranking.ts";
import { context as wallet } from "./wallet/context.ts";
import { webhookContext } from "./webhook/context.ts";
import type { Posting } from "./webhook/posting.ts";

/** Whom the contexts call outside the platform, and what only this installation knows. */
export type Outside = {
  readonly payProviders?: Providers;
  readonly carriers?: Carriers;
  readonly giftLinks?: GiftLinks;
  /** What stands before the secret of a gift's link. */
  readonly giftPage?: string;
  readonly channels?: Channels;
  readonly posting?: Posting;
  readonly feedSink?: FeedSink | undefined;
  readonly rankings?: ToldRankings;
};

/** A platform that only shows itself gives out no links. */
const NO_LINKS: GiftLinks = { secretOf: () => impossible("there is no key for gift links") };

/**
 * Every context of the platform, in the order in which those that hear the same message react to it
 * within one transaction.
 */
export const contextsWith = (
  keys: SigningKeys,
  {
    payProviders,
    carriers,
    giftLinks = NO_LINKS,
    giftPage = "",
    channels = channelsAt({}),
    posting,
    feedSink,
    rankings,
  }: Outside = {},
): readonly Context[] => [
  identityContext(keys),
  catalog,
  coupon,
  paymentContext(payProviders),
  wallet,
  orderContext(keys.seal),
  deliveryContext(carriers),
  cart,
  giftContext(giftLinks),
  notificationContext(channels, (giftId) => giftPage + giftLinks.secretOf(giftId)),
  webhookContext(posting),
  queryContext({ sink: feedSink, rankings }),
];
