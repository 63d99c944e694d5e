/** Every change of state is one fact, told with the gift's state after it. */
import type { Draft } from "#kernel/message.ts";
import { impossible } from "#kernel/refusal.ts";
import {
  giftAccepted,
  giftCancelled,
  giftExpired,
  giftLinkPushed,
  giftPaid,
  giftPaymentStarted,
  giftRejected,
} from "../contract.ts";
import { type Gift, wasReached } from "../rules.ts";

/** The fact of the state the gift has just reached; on its way it is the order that speaks. */
export function announce(gift: Gift): readonly Draft[] {
  const of = ofGift(gift);
  switch (gift.status) {
    case "IN_PAYMENT":
      return [giftPaymentStarted(of)];
    case "PAID":
      return [giftPaid(cardOf(gift))];
    case "LINK_PUSHED":
      return [giftLinkPushed(of)];
    case "ACCEPTED":
      return [giftAccepted(cardOf(gift))];
    case "REJECTED":
      return [giftRejected(cardOf(gift))];
    case "EXPIRED":
      return [giftExpired(cardOf(gift))];
    case "CANCELLED":
      return [giftCancelled({ ...of, wasPaid: wasReached(gift, "PAID") })];
    case "PREPARING":
    case "SHIPPING":
    case "DELIVERED":
      return [];
    case "REGISTERED":
      return impossible("a gift does not go back to its registration");
  }
}

export const ofGift = ({ orderId, giftId, buyerId, status: giftStatus, giftVersion }: Gift) => ({
  orderId,
  giftId,
  buyerId,
  giftStatus,
  giftVersion,
});

const cardOf = (gift: Gift) => ({
  ...ofGift(gift),
  giverName: gift.giverName,
  giverPhone: gift.giverPhone,
  pushType: gift.pushType,
  receiverName: gift.receiverName,
  receiverPhone: gift.receiverPhone,
  message: gift.message,
  expiresAt: gift.expiresAt ?? impossible("a paid gift has no expiry"),
});
