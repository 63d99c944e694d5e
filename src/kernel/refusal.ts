/** The closed list of reasons for an expected no (requirements §4.17, attacks §1). */
export const REFUSAL_CODES = [
  "COMMON_INVALID_PARAMETER",
  "AGREEMENT_REQUIRED",
  "IDEMPOTENCY_KEY_REQUIRED",
  "AUTH_TOKEN_MISSING",
  "AUTH_TOKEN_INVALID",
  "AUTH_LOGIN_FAILED",
  "AUTH_REFRESH_REUSED",
  "SIGNATURE_INVALID",
  "AUTH_FORBIDDEN",
  "AUTH_VERIFY_REQUIRED",
  "ORIGIN_REFUSED",
  "COMMON_ENTITY_NOT_FOUND",
  "COMMON_METHOD_NOT_ALLOWED",
  "COMMON_NOT_ACCEPTABLE",
  "COMMON_REQUEST_TIMEOUT",
  "COMMON_ILLEGAL_STATUS",
  "QUOTE_EXPIRED",
  "IDENTITY_EMAIL_TAKEN",
  "ITEM_DUPLICATE",
  "REVIEW_DUPLICATE",
  "MEMBER_HAS_OPEN_ORDERS",
  "PARTNER_DISABLED",
  "ITEM_NOT_ON_SALE",
  "PRICE_CHANGED",
  "DISCOUNT_MISMATCH",
  "STOCK_INSUFFICIENT",
  "COUPON_NOT_USABLE",
  "COUPON_ALREADY_ISSUED",
  "COUPON_SOLD_OUT",
  "COUPON_LIMIT_EXCEEDED",
  "COUPON_QUANTITY_NOT_ONE",
  "COUPON_DISCOUNT_TOO_LARGE",
  "PRICE_BELOW_FLOOR",
  "PAYMENT_AMOUNT_MISMATCH",
  "PAYMENT_METHOD_MISMATCH",
  "DEPOSIT_AMOUNT_MISMATCH",
  "REFUND_AMOUNT_MISMATCH",
  "REFUND_EXCEEDS_PAYMENT",
  "PAYMENT_ALREADY_DONE",
  "PAYMENT_DECLINED",
  "WALLET_BALANCE_INSUFFICIENT",
  "ORDER_NOT_CANCELLABLE",
  "GIFT_NOT_RECEIVABLE_CONDITION",
  "GIFT_NOT_MODIFY_DELIVERY_CONDITION",
  "VERSION_REQUIRED",
  "VERSION_CONFLICT",
  "REQUEST_IN_PROGRESS",
  "IDEMPOTENCY_KEY_REUSED",
  "AMOUNT_OUT_OF_RANGE",
  "CURRENCY_MISMATCH",
  "QUOTE_INVALID",
  "URL_NOT_ALLOWED",
  "COMMON_BODY_TOO_LARGE",
  "COMMON_URI_TOO_LONG",
  "COMMON_UNSUPPORTED_MEDIA_TYPE",
  "COMMON_EXPECTATION_FAILED",
  "COMMON_HEADERS_TOO_LARGE",
  "DUPLICATE_REQUEST",
  "RATE_LIMITED",
  "SERVICE_OVERLOADED",
  "DEPENDENCY_UNAVAILABLE",
  "COMMON_SYSTEM_ERROR",
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** One thing that is wrong: a field of the request, or a line of the order. */
export type RefusalDetail = {
  readonly field?: string;
  readonly line?: number;
  readonly code: string;
  readonly values?: Readonly<Record<string, string | number>>;
};

/** An expected no, returned and never thrown. */
export type Refusal = {
  readonly refusal: RefusalCode;
  readonly details?: readonly RefusalDetail[];
  /** What the caller may confirm in place of what was refused, as the route shows it. */
  readonly instead?: unknown;
  /** When it is worth asking again, where that is known. */
  readonly retryAfterSeconds?: number;
};

export const refuse = (refusal: RefusalCode, details?: readonly RefusalDetail[]): Refusal =>
  details === undefined ? { refusal } : { refusal, details };

export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === "object" && value !== null && "refusal" in value;

/** A broken promise of our own: a bug. Never used for an expected no. */
export function impossible(what: string): never {
  throw new Error(`impossible: ${what}`);
}
