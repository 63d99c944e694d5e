/** What people read, in Korean and English. */
import { dayOf } from "#kernel/calendar.ts";
import type { NoticeData, Template } from "../contract.ts";

export type Language = "ko" | "en";
export type Words = { readonly title: string; readonly text: string };
type Wording = (data: NoticeData) => readonly [title: string, text: string];

/** 12,000: digits in threes, whatever the machine's own habits. */
const won = (minor: bigint | undefined): string =>
  String(minor ?? 0n).replaceAll(/\B(?=(?:\d{3})+$)/g, ",");
const day = (at: number | undefined): string => (at === undefined ? "" : dayOf(at));

const koreanName = ({ itemName = "", itemCount = 1 }: NoticeData): string =>
  itemCount > 1 ? `${itemName} 외 ${itemCount - 1}건` : itemName;
const englishName = ({ itemName = "", itemCount = 1 }: NoticeData): string =>
  itemCount > 1 ? `${itemName} and ${itemCount - 1} more` : itemName;

const KOREAN: Readonly<Record<Template, Wording>> = {
  ORDER_PLACED: (of) => ["주문접수", `${koreanName(of)} 주문을 받았습니다. (${of.orderNumber})`],
  ORDER_PAID: (of) => [
    "주문 완료",
    `${koreanName(of)} 결제 ${won(of.amountMinor)}원이 완료되었습니다. (${of.orderNumber})`,
  ],
  PAYMENT_FAILED: (of) => [
    "결제 실패",
    `${koreanName(of)} 결제가 되지 않아 주문이 취소됩니다. (${of.orderNumber})`,
  ],
  DEPOSIT_AWAITED: (of) => [
    "입금 안내",
    `${koreanName(of)} 주문 금액 ${won(of.amountMinor)}원을 ${day(of.dueAt)}까지 ${of.bank} ${of.accountNumber} (예금주 ${of.accountHolder})로 ${of.depositorName} 이름으로 입금해 주세요. (${of.orderNumber})`,
  ],
  PAYMENT_CANCELLED: (of) => [
    "결제취소",
    `${koreanName(of)} 재고가 부족하여 결제가 취소되었습니다. (${of.orderNumber})`,
  ],
  REFUND_DUE: (of) => [
    "환불 예정",
    `${koreanName(of)} 입금액 ${won(of.amountMinor)}원을 돌려드릴 예정입니다. (${of.orderNumber})`,
  ],
  ORDER_CANCELLED: (of) => [
    "주문취소",
    `${koreanName(of)} 주문이 취소되었습니다. (${of.orderNumber})`,
  ],
  ORDER_REFUNDED: (of) => [
    "환불",
    `${koreanName(of)} 결제 금액 ${won(of.amountMinor)}원이 환불되었습니다. (${of.orderNumber})`,
  ],
  LINES_REFUNDED: (of) => [
    "부분 환불",
    `${koreanName(of)} 주문에서 취소한 상품의 금액 ${won(of.amountMinor)}원이 환불되었습니다. (${of.orderNumber})`,
  ],
  ORDER_SHIPPED: (of) => [
    "배송 시작",
    `${koreanName(of)} 상품이 발송되었습니다. (${of.orderNumber})`,
  ],
  ORDER_DELIVERED: (of) => [
    "배송완료",
    `${koreanName(of)} 상품이 배송되었습니다. (${of.orderNumber})`,
  ],
  GIFT_LINK: (of) => [
    "선물이 도착했습니다",
    `${of.giverName}님이 ${of.receiverName}님께 선물을 보냈습니다. ${day(of.expiresAt)}까지 배송지를 입력해 주세요.`,
  ],
  GIFT_ACCEPTED: (of) => [
    "선물 수락",
    `${of.receiverName}님이 선물을 수락하고 배송지를 입력했습니다.`,
  ],
  GIFT_REJECTED: (of) => [
    "선물 거절",
    `${of.receiverName}님이 선물을 거절했습니다. 결제 금액은 환불됩니다.`,
  ],
  GIFT_EXPIRED: (of) => [
    "선물 수락 만료",
    `${of.receiverName}님이 기한 안에 선물을 수락하지 않았습니다. 결제 금액은 환불됩니다.`,
  ],
  GIFT_GONE: (of) => ["선물 수락 만료", `${of.giverName}님이 보낸 선물의 수락 기한이 지났습니다.`],
  COUPON_ISSUED: (of) => [
    "쿠폰 발급",
    `${of.couponName ?? "쿠폰"}이(가) 발급되었습니다. ${day(of.expiresAt)}까지 사용할 수 있습니다.`,
  ],
  COUPON_EXPIRING: (of) => [
    "쿠폰 만료 예정",
    `${of.couponName ?? "쿠폰"}의 사용 기한이 ${day(of.expiresAt)}까지입니다.`,
  ],
  PARTNER_REGISTERED: () => [
    "파트너 등록",
    "파트너로 등록되었습니다. 이제 상품을 등록할 수 있습니다.",
  ],
  ITEM_REGISTERED: (of) => ["상품 등록", `${of.itemName} 상품이 등록되었습니다.`],
};

const ENGLISH: Readonly<Record<Template, Wording>> = {
  ORDER_PLACED: (of) => [
    "Order received",
    `We have your order of ${englishName(of)}. (${of.orderNumber})`,
  ],
  ORDER_PAID: (of) => [
    "Order complete",
    `Your payment of ${won(of.amountMinor)} won for ${englishName(of)} is complete. (${of.orderNumber})`,
  ],
  PAYMENT_FAILED: (of) => [
    "Payment failed",
    `Your payment for ${englishName(of)} failed, so the order is cancelled. (${of.orderNumber})`,
  ],
  DEPOSIT_AWAITED: (of) => [
    "Your transfer",
    `Please transfer ${won(of.amountMinor)} won for ${englishName(of)} to ${of.bank} ${of.accountNumber} (${of.accountHolder}) by ${day(of.dueAt)} in the name of ${of.depositorName}. (${of.orderNumber})`,
  ],
  PAYMENT_CANCELLED: (of) => [
    "Payment cancelled",
    `The payment for ${englishName(of)} is cancelled because stock ran short. (${of.orderNumber})`,
  ],
  REFUND_DUE: (of) => [
    "Refund due",
    `We owe you ${won(of.amountMinor)} won for ${englishName(of)}, and will pay them back. (${of.orderNumber})`,
  ],
  ORDER_CANCELLED: (of) => [
    "Order cancelled",
    `Your order of ${englishName(of)} is cancelled. (${of.orderNumber})`,
  ],
  ORDER_REFUNDED: (of) => [
    "Refunded",
    `${won(of.amountMinor)} won for ${englishName(of)} were refunded. (${of.orderNumber})`,
  ],
  LINES_REFUNDED: (of) => [
    "Partly refunded",
    `${won(of.amountMinor)} won for what you cancelled of ${englishName(of)} were refunded. (${of.orderNumber})`,
  ],
  ORDER_SHIPPED: (of) => ["Shipped", `${englishName(of)} is on its way. (${of.orderNumber})`],
  ORDER_DELIVERED: (of) => ["Delivered", `${englishName(of)} was delivered. (${of.orderNumber})`],
  GIFT_LINK: (of) => [
    "A gift for you",
    `${of.giverName} sent ${of.receiverName} a gift. Tell us where to send it by ${day(of.expiresAt)}.`,
  ],
  GIFT_ACCEPTED: (of) => [
    "Gift accepted",
    `${of.receiverName} accepted your gift and told us where to send it.`,
  ],
  GIFT_REJECTED: (of) => [
    "Gift refused",
    `${of.receiverName} refused your gift. The money is refunded.`,
  ],
  GIFT_EXPIRED: (of) => [
    "Gift expired",
    `${of.receiverName} did not accept your gift in time. The money is refunded.`,
  ],
  GIFT_GONE: (of) => ["Gift expired", `The time to accept the gift of ${of.giverName} is over.`],
  COUPON_ISSUED: (of) => [
    "A coupon for you",
    `You have ${of.couponName ?? "a coupon"}. Use it by ${day(of.expiresAt)}.`,
  ],
  COUPON_EXPIRING: (of) => [
    "Your coupon is about to expire",
    `${of.couponName ?? "Your coupon"} can be used until ${day(of.expiresAt)}.`,
  ],
  PARTNER_REGISTERED: () => [
    "You are a partner",
    "You are registered as a partner, and can list items now.",
  ],
  ITEM_REGISTERED: (of) => ["Item listed", `${of.itemName} is listed.`],
};

/** A notice as its reader sees it; what the giver wrote stands below, in the giver's own words. */
export function wordsOf(template: Template, data: NoticeData, language: Language): Words {
  const [title, text] = (language === "ko" ? KOREAN : ENGLISH)[template](data);
  const { message = "" } = data;
  return { title, text: message === "" ? text : `${text}\n\n${message}` };
}
