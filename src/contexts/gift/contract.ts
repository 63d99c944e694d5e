/**
 * Gift: a purchase by one, received by another. It decides who of recipient, giver and clock comes
 * first; the order, its goods and its money follow.
 */
import { command, fact } from "#kernel/message.ts";
import {
  amount,
  anyText,
  count,
  flag,
  instant,
  listOf,
  matching,
  oneOf,
  optional,
  record,
  text,
  token,
} from "#kernel/schema.ts";

/** The states of requirements §3.3, in the order a gift may reach them. */
export const GIFT_STATUSES = [
  "REGISTERED",
  "IN_PAYMENT",
  "PAID",
  "LINK_PUSHED",
  "ACCEPTED",
  "PREPARING",
  "SHIPPING",
  "DELIVERED",
  "REJECTED",
  "EXPIRED",
  "CANCELLED",
] as const;
export type GiftStatus = (typeof GIFT_STATUSES)[number];
export const giftStatus = () => oneOf(...GIFT_STATUSES);

export const PUSH_TYPES = ["KAKAO", "LMS"] as const;
export type PushType = (typeof PUSH_TYPES)[number];
export const pushType = () => oneOf(...PUSH_TYPES);

export const receiverName = () => matching("\\S", 50);
export const receiverPhone = () => matching("^[0-9+][0-9 -]{6,18}$", 20);
/** What is written on the card; it may be empty. */
export const giftMessage = () => anyText(500);
/** The six fields of an order's address. */
export const recipientAddress = () =>
  record({
    receiverName: matching("\\S", 50),
    receiverPhone: matching("\\S", 20),
    receiverZipcode: matching("^\\d{5}$", 5),
    receiverAddress1: matching("\\S", 200),
    receiverAddress2: matching("\\S", 200),
    etcMessage: matching("\\S", 200),
  });

/** In every fact of a gift. `giftVersion` rises with each change of the gift. */
const ofGift = {
  orderId: token("ord"),
  giftId: token("gt"),
  buyerId: token("mem"),
  giftStatus: giftStatus(),
  giftVersion: count(1),
};

export const giftRegistered = fact("gift.registered", "orderId", ofGift);
export const giftPaymentStarted = fact("gift.payment-started", "orderId", ofGift);
/** Who gives what to whom: enough to tell both, without asking anybody else. */
const ofCard = {
  ...ofGift,
  giverName: text(50),
  giverPhone: text(20),
  pushType: pushType(),
  receiverName: receiverName(),
  receiverPhone: receiverPhone(),
  message: giftMessage(),
  expiresAt: instant(),
};
/** The order is paid: the link may be pushed. It carries no secret; whoever pushes it derives it. */
export const giftPaid = fact("gift.paid", "orderId", ofCard);
export const giftLinkPushed = fact("gift.link-pushed", "orderId", ofGift);
/** Its recipient takes it: nobody can refuse, cancel or let it expire any more. */
export const giftAccepted = fact("gift.accepted", "orderId", ofCard);
export const giftAddressChanged = fact("gift.address-changed", "orderId", ofGift);
export const giftRejected = fact("gift.rejected", "orderId", ofCard);
export const giftExpired = fact("gift.expired", "orderId", ofCard);
/** The giver took it back, or its order ended. */
export const giftCancelled = fact("gift.cancelled", "orderId", {
  ...ofGift,
  wasPaid: flag(),
});

/** Registers a gift and places its order. `linkHash` is all that is kept of the link's secret. */
export const registerGift = command("gift.register", "orderId", {
  orderId: token("ord"),
  giftId: token("gt"),
  linkHash: text(64),
  memberId: token("mem"),
  payMethod: oneOf("CARD", "NAVER_PAY", "TOSS_PAY", "KAKAO_PAY", "WALLET"),
  pushType: pushType(),
  receiverName: receiverName(),
  receiverPhone: receiverPhone(),
  message: giftMessage(),
  orderer: record({ name: text(50), phone: text(20), email: text(254) }),
  lines: listOf(
    record({
      itemId: token("itm"),
      optionIds: listOf(token("opt"), 10),
      quantity: count(1, 9_999),
      memberCouponIds: listOf(token("mcp"), 10),
      expectedUnitListPriceMinor: optional(amount()),
      expectedUnitPriceMinor: optional(amount()),
    }),
    200,
    1,
  ),
  orderCouponId: optional(token("mcp")),
});
const byGiver = { orderId: token("ord"), memberId: token("mem") };
/** The giver goes to pay, once; the order is then paid as any order. */
export const startGiftPayment = command("gift.start-payment", "orderId", byGiver);
/** The giver takes it back, while nobody has accepted it. */
export const cancelGift = command("gift.cancel", "orderId", byGiver);

const byRecipient = { orderId: token("ord") };
export const acceptGift = command("gift.accept", "orderId", {
  ...byRecipient,
  address: recipientAddress(),
});
export const rejectGift = command("gift.reject", "orderId", byRecipient);
/** Sends an accepted gift elsewhere, until a parcel of it has left. */
export const changeGiftAddress = command("gift.change-address", "orderId", {
  ...byRecipient,
  address: recipientAddress(),
});
/** The recipient has the goods. */
export const confirmGiftReceipt = command("gift.confirm-receipt", "orderId", byRecipient);
/** Whoever pushed the link says that a channel took it. */
export const recordLinkPush = command("gift.record-push", "orderId", byRecipient);
/** The time to accept is over. */
export const giftDue = command("gift.due", "orderId", byRecipient);
