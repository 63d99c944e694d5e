/** Notification: telling people, behind the channels. Its failures change nothing of the business. */
import { command, fact } from "#kernel/message.ts";
import {
  amount,
  anyText,
  count,
  instant,
  oneOf,
  optional,
  record,
  text,
  token,
  type ValueOf,
} from "#kernel/schema.ts";

export const CHANNEL_NAMES = ["KAKAO", "LMS", "EMAIL"] as const;
export type ChannelName = (typeof CHANNEL_NAMES)[number];
export const channelName = () => oneOf(...CHANNEL_NAMES);

/** What is told: members of orders and coupons, givers and recipients of gifts, partners of their goods. */
export const TEMPLATES = [
  "ORDER_PLACED",
  "ORDER_PAID",
  "PAYMENT_FAILED",
  "DEPOSIT_AWAITED",
  "PAYMENT_CANCELLED",
  "REFUND_DUE",
  "ORDER_CANCELLED",
  "ORDER_REFUNDED",
  "LINES_REFUNDED",
  "ORDER_SHIPPED",
  "ORDER_DELIVERED",
  "GIFT_LINK",
  "GIFT_ACCEPTED",
  "GIFT_REJECTED",
  "GIFT_EXPIRED",
  "GIFT_GONE",
  "COUPON_ISSUED",
  "COUPON_EXPIRING",
  "PARTNER_REGISTERED",
  "ITEM_REGISTERED",
] as const;
export type Template = (typeof TEMPLATES)[number];
export const template = () => oneOf(...TEMPLATES);

/** What a template may say; each says some of it. Never where a gift goes. */
export const noticeData = () =>
  record({
    orderNumber: optional(text(24)),
    itemName: optional(text(200)),
    itemCount: optional(count(1)),
    amountMinor: optional(amount()),
    giftId: optional(token("gt")),
    giverName: optional(text(50)),
    receiverName: optional(text(50)),
    message: optional(anyText(500)),
    expiresAt: optional(instant()),
    /** Where a bank transfer goes, under whose name and until when. */
    bank: optional(text(50)),
    accountNumber: optional(text(50)),
    accountHolder: optional(text(50)),
    depositorName: optional(text(50)),
    dueAt: optional(instant()),
    couponName: optional(text(100)),
  });
export type NoticeData = Readonly<ValueOf<ReturnType<typeof noticeData>>>;

/**
 * A notice is named by what it is about and what it says; so there is one of each. What may be said
 * several times of one subject has a number.
 */
const ofNotice = { subjectId: text(20), template: template(), number: optional(count(1)) };
const ofTry = { ...ofNotice, noticeId: token("ntf"), attempt: count(1) };

/** A channel took the notice. */
export const noticeSent = fact("notification.sent", "subjectId", ofTry);
/** The channel said that this notice cannot be delivered. */
export const noticeFailed = fact("notification.failed", "subjectId", ofTry);

/** Where a notice goes: a phone, or for EMAIL an address. */
const recipient = {
  channel: channelName(),
  recipientName: text(100),
  recipientPhone: optional(text(20)),
  recipientEmail: optional(text(254)),
};
/** Gives a notice to its channel, after the commit. Carries all that is needed, but no secret. */
export const deliver = command("notification.deliver", "subjectId", {
  ...ofTry,
  ...recipient,
  language: oneOf("ko", "en"),
  data: noticeData(),
});
/** What the channel said. */
export const recordDelivery = command("notification.record-delivery", "subjectId", {
  ...ofTry,
  outcome: oneOf("SENT", "FAILED"),
});
/** An operator has it sent once more. */
export const resendNotice = command("notification.resend", "subjectId", ofNotice);
