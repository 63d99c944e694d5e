/** The policies of requirements §5 that this build keeps as settings. Defaults are bold there. */
export type Policies = {
  /** P13: the saga asks for payment itself once the order is verified (an order may say so too). */
  readonly "order.autoPay": boolean;
  /** P14: a failed payment ends the order, or leaves it payable for three tries. */
  readonly "payment.onFailure": "CANCEL" | "RETRYABLE";
  /** P8: how long a member may cancel a prepaid order. */
  readonly "cancel.prepaid.until": "SHIPPING" | "PAID";
  /** P8c: how long the giver may take a gift back: until it is accepted, or only before it is paid. */
  readonly "cancel.gift.until": "ACCEPTED" | "PAID";
  /** P26, P26b: how long a gift may be accepted, and from when that is counted. */
  readonly "gift.expiresAfterDays": number;
  readonly "gift.expiryStart": "PAYMENT" | "REGISTRATION";
  /** P10: the language of what people are sent; what they ask for is in the language they ask in. */
  readonly "labels.language": "ko" | "en";
  /** P11: whether 배송완료 comes before 수령확인. */
  readonly "delivery.deliveredStep": "CARRIER_REPORTED" | "NONE";
  /** P36: who hands a prepared shipment over: the seller, or the system by itself. */
  readonly "delivery.start.prepaid": "SELLER" | "AUTO";
  readonly "delivery.start.bankTransfer": "SELLER" | "AUTO";
  /** P1b: when the stock of a bank transfer falls: once its deposit is confirmed, or with the order. */
  readonly "stock.claim.bankTransfer": "CLAIM_AT_CONFIRMATION" | "RESERVE_AT_ORDER";
  /** P9: what a confirmed deposit with too little stock does. */
  readonly "deposit.onShortStock": "AUTO_CANCEL" | "SELLER_DECIDES";
  /** P24: whether orders of several sellers may be paid by bank transfer. */
  readonly "deposit.multiSeller": "OPERATOR" | "NOT_OFFERED";
  /** P29: how money that came by bank transfer goes back. */
  readonly "deposit.refund": "OPERATOR_PAYS" | "WALLET_AT_ONCE";
  /** Where deposits go, as shoppers read it. */
  readonly "deposit.bank": string;
  readonly "deposit.accountNumber": string;
  readonly "deposit.accountHolder": string;
  /** P6: the least price of a unit after discounts, the larger of both. */
  readonly "price.floor.minWon": bigint;
  readonly "price.floor.percent": bigint;
  /** P27, P27b, P27c, P28, P31. */
  readonly "order.unpaidLimit.prepaidMinutes": number;
  readonly "order.unpaidLimit.bankTransferHours": number;
  readonly "order.verificationLimitHours": number;
  readonly "order.autoCloseDays": number;
  readonly "coupon.restoreGraceDays": number;
  /** P22: length and size of the popular list. */
  readonly "ranking.windowDays": number;
  readonly "ranking.size": number;
  /** P22b: whole days before today only, or today as well; then the list is made anew for each reader. */
  readonly "ranking.includeToday": boolean;
};

export const DEFAULT_POLICIES: Policies = {
  "order.autoPay": false,
  "payment.onFailure": "CANCEL",
  "cancel.prepaid.until": "SHIPPING",
  "cancel.gift.until": "ACCEPTED",
  "gift.expiresAfterDays": 7,
  "gift.expiryStart": "PAYMENT",
  "labels.language": "ko",
  "delivery.deliveredStep": "CARRIER_REPORTED",
  "delivery.start.prepaid": "SELLER",
  "delivery.start.bankTransfer": "AUTO",
  "stock.claim.bankTransfer": "CLAIM_AT_CONFIRMATION",
  "deposit.onShortStock": "AUTO_CANCEL",
  "deposit.multiSeller": "OPERATOR",
  "deposit.refund": "OPERATOR_PAYS",
  "deposit.bank": "보자기은행",
  "deposit.accountNumber": "000-0000-0000-00",
  "deposit.accountHolder": "보자기",
  "price.floor.minWon": 100n,
  "price.floor.percent": 10n,
  "order.unpaidLimit.prepaidMinutes": 30,
  "order.unpaidLimit.bankTransferHours": 72,
  "order.verificationLimitHours": 24,
  "order.autoCloseDays": 7,
  "coupon.restoreGraceDays": 7,
  "ranking.windowDays": 3,
  "ranking.size": 5,
  "ranking.includeToday": false,
};
