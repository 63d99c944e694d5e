import type { OrderStatus } from "../contract.ts";

export type Language = "ko" | "en";
type Words = Readonly<Record<Language, string>>;
/** Which column of requirements §3.1 an order is read in. */
type Kind = "bankTransfer" | "prepaid" | "gift";

const both = (ko: string, en: string): Words => ({ ko, en });
const same = (words: Words) => ({ bankTransfer: words, prepaid: words, gift: words });

/** The labels of requirements §3.1, spelled exactly. */
const LABELS: Readonly<Record<OrderStatus, Readonly<Record<Kind, Words>>>> = {
  PLACED: same(both("주문접수", "Order received")),
  AWAITING_PAYMENT: {
    bankTransfer: both("입금확인대기", "Awaiting deposit"),
    prepaid: both("결제대기", "Awaiting payment"),
    gift: both("결제 중", "Payment in progress"),
  },
  PAID: {
    bankTransfer: both("입금확인완료", "Deposit confirmed"),
    prepaid: both("결제완료", "Paid"),
    gift: both("선물 수락 대기", "Waiting for acceptance"),
  },
  PREPARED: same(both("상품준비완료", "Items ready")),
  SHIPPING: same(both("배송중", "In delivery")),
  DELIVERED: same(both("배송완료", "Delivered")),
  CLOSED: same(both("수령확인", "Receipt confirmed")),
  COMPENSATING: same(both("취소 처리중", "Being cancelled")),
  PAYMENT_CANCELLED: same(both("결제취소", "Payment cancelled")),
  CANCELLED: same(both("주문취소", "Cancelled")),
  REFUNDED: same(both("환불", "Refunded")),
};
const FAILING = both("주문실패 처리중", "Order failed, being undone");

const DESCRIPTIONS: Readonly<Record<OrderStatus, Words>> = {
  PLACED: both(
    "주문을 받았습니다. 재고와 쿠폰을 확인하고 있습니다.",
    "We have your order and are checking stock and coupons.",
  ),
  AWAITING_PAYMENT: both(
    "재고와 쿠폰이 확보되었습니다. 결제를 기다리고 있습니다.",
    "Stock and coupons are set aside. We are waiting for the payment.",
  ),
  PAID: both("결제가 완료되었습니다.", "The payment is complete."),
  PREPARED: both("상품이 준비되어 곧 발송됩니다.", "The items are ready to be shipped."),
  SHIPPING: both("상품이 배송되고 있습니다.", "The items are on their way."),
  DELIVERED: both("상품이 배송되었습니다.", "The items have been delivered."),
  CLOSED: both(
    "수령이 확인되어 주문이 완료되었습니다.",
    "Receipt is confirmed; the order is closed.",
  ),
  COMPENSATING: both(
    "주문을 되돌리고 있습니다. 결제 금액과 쿠폰은 모두 돌아갑니다.",
    "The order is being undone. Money and coupons go back.",
  ),
  PAYMENT_CANCELLED: both(
    "재고가 부족하여 결제가 취소되었습니다.",
    "The payment was cancelled because stock ran short.",
  ),
  CANCELLED: both("주문이 취소되었습니다.", "The order was cancelled."),
  REFUNDED: both("결제 금액이 환불되었습니다.", "The money was refunded."),
};

export type Labelled = {
  readonly status: OrderStatus;
  readonly payMethod: string;
  readonly serviceType: string;
  /** A step of the order said no, as against a cancel that was asked for. */
  readonly failed: boolean;
};

/** The status as a person reads it. */
export function labelOf(order: Labelled, language: Language): string {
  if (order.status === "COMPENSATING" && order.failed) return FAILING[language];
  return LABELS[order.status][kindOf(order)][language];
}

const DETAILS: Readonly<Record<string, Words>> = {
  GIFT_REJECTED: both("선물 거절", "Gift refused"),
  GIFT_EXPIRED: both("선물 만료", "Gift expired"),
  GIFT_CANCELLED: both("선물 취소", "Gift taken back"),
};

/** What a refunded gift's label says besides; undefined for any other order. */
export const detailLabelOf = (
  cancelReason: string | null,
  language: Language,
): string | undefined => DETAILS[cancelReason ?? ""]?.[language];

const AWAITING_DEPOSIT = both(
  "입금을 기다리고 있습니다. 입금이 확인되면 상품을 준비합니다.",
  "We are waiting for your transfer, and prepare the items once it has come.",
);

/** Nothing is set aside for a bank transfer before it has come. */
export const descriptionOf = (
  { status, payMethod }: Pick<Labelled, "status" | "payMethod">,
  language: Language,
): string =>
  status === "AWAITING_PAYMENT" && payMethod === "BANK_TRANSFER"
    ? AWAITING_DEPOSIT[language]
    : DESCRIPTIONS[status][language];

function kindOf({ payMethod, serviceType }: Labelled): Kind {
  if (serviceType === "GIFT") return "gift";
  return payMethod === "BANK_TRANSFER" ? "bankTransfer" : "prepaid";
}

const DELIVERY_LABELS: Readonly<Record<string, Words>> = {
  BEFORE: both("배송전", "Not started"),
  PREPARING: both("배송준비중", "Preparing"),
  SHIPPING: both("배송중", "In delivery"),
  DELIVERED: both("배송완료", "Delivered"),
  CANCELLED: both("배송취소", "Cancelled"),
};

export const deliveryLabelOf = (status: string, language: Language): string =>
  DELIVERY_LABELS[status]?.[language] ?? status;
