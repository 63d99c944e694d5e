/** A gift as its giver and as its recipient see it. Neither sees where it goes. */
import { rfc3339 } from "#kernel/calendar.ts";
import { flag, listOf, oneOf, optional, record, text, token } from "#kernel/schema.ts";
import { giftMessage, giftStatus, type GiftStatus, PUSH_TYPES } from "../contract.ts";
import { type Gift, giftItem, wasReached } from "../rules.ts";

export type Language = "ko" | "en";

/** The labels of requirements §3.3, spelled exactly. */
const LABELS: Readonly<Record<GiftStatus, readonly [ko: string, en: string]>> = {
  REGISTERED: ["선물 주문 생성", "Registered"],
  IN_PAYMENT: ["결제 중", "Payment in progress"],
  PAID: ["주문 완료", "Paid"],
  LINK_PUSHED: ["선물 링크 발송 완료", "Link sent"],
  ACCEPTED: ["선물 수락", "Accepted"],
  PREPARING: ["상품준비", "Items ready"],
  SHIPPING: ["배송중", "In delivery"],
  DELIVERED: ["배송완료", "Delivered"],
  REJECTED: ["선물 거절", "Rejected"],
  EXPIRED: ["선물 수락 만료", "Expired"],
  CANCELLED: ["선물 취소", "Cancelled"],
};
export const labelOf = (status: GiftStatus, language: Language): string =>
  LABELS[status][language === "ko" ? 0 : 1];

const time = () => text(40);
const onBothPages = () => ({
  status: giftStatus(),
  label: text(50),
  giverName: text(50),
  receiverName: text(50),
  receiverPhone: text(20),
  message: giftMessage(),
  items: listOf(giftItem()),
  /** Its recipient has told where it goes. */
  addressKnown: flag(),
  expiresAt: optional(time()),
});

export const giversPage = () =>
  record({
    giftId: token("gt"),
    orderId: token("ord"),
    ...onBothPages(),
    pushType: oneOf(...PUSH_TYPES),
    cancelReason: optional(text(60)),
    history: listOf(record({ status: giftStatus(), label: text(50), at: time() })),
  });
export const recipientsPage = () => record(onBothPages());

const shown = (gift: Gift, language: Language) => ({
  status: gift.status,
  label: labelOf(gift.status, language),
  giverName: gift.giverName,
  receiverName: gift.receiverName,
  message: gift.message,
  items: gift.items,
  addressKnown: wasReached(gift, "ACCEPTED"),
  ...(gift.expiresAt === undefined ? {} : { expiresAt: rfc3339(gift.expiresAt) }),
});

export const shownToGiver = (gift: Gift, language: Language) => ({
  giftId: gift.giftId,
  orderId: gift.orderId,
  ...shown(gift, language),
  receiverPhone: gift.receiverPhone,
  pushType: gift.pushType,
  ...(gift.cancelReason === undefined ? {} : { cancelReason: gift.cancelReason }),
  history: gift.history.map(({ status, at }) => ({
    status,
    label: labelOf(status, language),
    at: rfc3339(at),
  })),
});

/** A link may be seen by others: the phone is masked. */
export const shownToRecipient = (gift: Gift, language: Language) => ({
  ...shown(gift, language),
  receiverPhone: maskedPhone(gift.receiverPhone),
});

/** `010-8765-4321` becomes `010-****-4321`: all digits but the first three and the last four. */
export function maskedPhone(phone: string): string {
  const digits = [...phone.matchAll(/\d/g)].map(({ index }) => index);
  const hidden = new Set(digits.slice(3, Math.max(3, digits.length - 4)));
  return phone.replaceAll(/\d/g, (digit, index: number) => (hidden.has(index) ? "*" : digit));
}
