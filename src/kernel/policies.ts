/** The policies of requirements §5 that this build keeps as settings. Defaults are bold there. */
export type Policies = {
  /** P13: the saga asks for payment itself once the order is verified (an order may say so too). */
  readonly "order.autoPay": boolean;
  /** P14: a failed payment ends the order, or leaves it payable for three tries. */
  readonly "payment.onFailure": "CANCEL" | "RETRYABLE";
  /** P8: how long a member may cancel a prepaid order. */
  readonly "cancel.prepaid.until": "SHIPPING" | "PAID";
  /** P11: whether 배송완료 comes before 수령확인. */
  readonly "delivery.deliveredStep": "CARRIER_REPORTED" | "NONE";
  /** P36: who hands a prepared prepaid shipment over. */
  readonly "delivery.start.prepaid": "SELLER" | "AUTO";
  /** P6: the least price of a unit after discounts, the larger of both. */
  readonly "price.floor.minWon": bigint;
  readonly "price.floor.percent": bigint;
  /** P27, P27c, P28, P31. */
  readonly "order.unpaidLimit.prepaidMinutes": number;
  readonly "order.verificationLimitHours": number;
  readonly "order.autoCloseDays": number;
  readonly "coupon.restoreGraceDays": number;
};

export const DEFAULT_POLICIES: Policies = {
  "order.autoPay": false,
  "payment.onFailure": "CANCEL",
  "cancel.prepaid.until": "SHIPPING",
  "delivery.deliveredStep": "CARRIER_REPORTED",
  "delivery.start.prepaid": "SELLER",
  "price.floor.minWon": 100n,
  "price.floor.percent": 10n,
  "order.unpaidLimit.prepaidMinutes": 30,
  "order.verificationLimitHours": 24,
  "order.autoCloseDays": 7,
  "coupon.restoreGraceDays": 7,
};
