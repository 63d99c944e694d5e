import type { RefusalCode } from "#kernel/refusal.ts";

/** Codes that only the HTTP front gives (attacks §1). */
export type FrontCode = "ORIGIN_REFUSED" | "COMMON_EXPECTATION_FAILED";
export type ProblemCode = RefusalCode | FrontCode;

/** The HTTP status of a code, and its Korean and English titles. */
export type Title = readonly [status: number, ko: string, en: string];

/** Every reason for a no as clients see it (requirements §4.17, attacks §1). */
export const TITLES: Readonly<Record<ProblemCode, Title>> = {
  COMMON_INVALID_PARAMETER: [400, "잘못된 요청 값", "Invalid request value"],
  AGREEMENT_REQUIRED: [400, "약관 동의 필요", "Agreement required"],
  IDEMPOTENCY_KEY_REQUIRED: [400, "요청 키 필요", "Idempotency key required"],
  AUTH_TOKEN_MISSING: [401, "로그인 필요", "Login required"],
  AUTH_TOKEN_INVALID: [401, "로그인 필요", "Login required"],
  AUTH_LOGIN_FAILED: [401, "로그인 실패", "Login failed"],
  AUTH_REFRESH_REUSED: [401, "로그인 실패", "Login failed"],
  AUTH_FORBIDDEN: [403, "권한 없음", "Not permitted"],
  AUTH_VERIFY_REQUIRED: [403, "비밀번호 확인 필요", "Password check required"],
  ORIGIN_REFUSED: [403, "허용되지 않은 출처", "Origin refused"],
  COMMON_ENTITY_NOT_FOUND: [404, "찾을 수 없음", "Not found"],
  COMMON_METHOD_NOT_ALLOWED: [405, "허용되지 않은 메서드", "Method not allowed"],
  COMMON_NOT_ACCEPTABLE: [406, "제공할 수 없는 형식", "Not acceptable"],
  COMMON_REQUEST_TIMEOUT: [408, "요청 시간 초과", "Request timed out"],
  COMMON_ILLEGAL_STATUS: [409, "처리할 수 없는 상태", "Not possible in this state"],
  IDENTITY_EMAIL_TAKEN: [409, "이미 등록됨", "Already registered"],
  ITEM_DUPLICATE: [409, "이미 등록됨", "Already registered"],
  MEMBER_HAS_OPEN_ORDERS: [409, "진행 중인 주문 있음", "Orders are still open"],
  PARTNER_DISABLED: [409, "판매 중이 아님", "Not on sale"],
  ITEM_NOT_ON_SALE: [409, "판매 중이 아님", "Not on sale"],
  PRICE_CHANGED: [409, "가격 변경됨", "Price changed"],
  DISCOUNT_MISMATCH: [409, "가격 변경됨", "Price changed"],
  STOCK_INSUFFICIENT: [409, "재고 부족", "Not enough stock"],
  COUPON_NOT_USABLE: [409, "사용할 수 없는 쿠폰", "Coupon cannot be used"],
  COUPON_ALREADY_ISSUED: [409, "이미 발급된 쿠폰", "Coupon already issued"],
  COUPON_SOLD_OUT: [409, "쿠폰 소진", "Coupons are sold out"],
  COUPON_LIMIT_EXCEEDED: [422, "쿠폰 적용 불가", "Coupon does not apply"],
  COUPON_QUANTITY_NOT_ONE: [422, "쿠폰 적용 불가", "Coupon does not apply"],
  COUPON_DISCOUNT_TOO_LARGE: [422, "쿠폰 적용 불가", "Coupon does not apply"],
  PRICE_BELOW_FLOOR: [422, "쿠폰 적용 불가", "Coupon does not apply"],
  PAYMENT_AMOUNT_MISMATCH: [422, "결제 금액 불일치", "Payment amount differs"],
  PAYMENT_METHOD_MISMATCH: [422, "결제수단 불일치", "Payment method differs"],
  PAYMENT_ALREADY_DONE: [409, "결제 완료된 주문", "Order already paid"],
  PAYMENT_DECLINED: [409, "결제 실패", "Payment failed"],
  WALLET_BALANCE_INSUFFICIENT: [409, "잔액 부족", "Balance too low"],
  ORDER_NOT_CANCELLABLE: [409, "취소할 수 없는 주문", "Order cannot be cancelled"],
  VERSION_REQUIRED: [428, "버전 필요", "Version required"],
  VERSION_CONFLICT: [409, "잠시 후 다시 시도", "Try again shortly"],
  REQUEST_IN_PROGRESS: [409, "잠시 후 다시 시도", "Try again shortly"],
  IDEMPOTENCY_KEY_REUSED: [422, "요청 키 재사용", "Idempotency key reused"],
  AMOUNT_OUT_OF_RANGE: [422, "금액 범위 초과", "Amount out of range"],
  CURRENCY_MISMATCH: [422, "통화 불일치", "Currency differs"],
  COMMON_BODY_TOO_LARGE: [413, "요청 본문이 너무 큼", "Body too large"],
  COMMON_URI_TOO_LONG: [414, "주소가 너무 김", "Address too long"],
  COMMON_UNSUPPORTED_MEDIA_TYPE: [415, "지원하지 않는 형식", "Unsupported media type"],
  COMMON_EXPECTATION_FAILED: [417, "처리할 수 없는 기대 조건", "Expectation failed"],
  COMMON_HEADERS_TOO_LARGE: [431, "요청 헤더가 너무 큼", "Headers too large"],
  DUPLICATE_REQUEST: [429, "중복 요청", "Duplicate request"],
  RATE_LIMITED: [429, "요청 한도 초과", "Rate limit exceeded"],
  SERVICE_OVERLOADED: [503, "잠시 후 다시 이용", "Come back shortly"],
  DEPENDENCY_UNAVAILABLE: [503, "잠시 후 다시 이용", "Come back shortly"],
  COMMON_SYSTEM_ERROR: [500, "시스템 오류", "System error"],
};

export const statusOf = (code: ProblemCode): number => TITLES[code][0];
export const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(TITLES, code);
