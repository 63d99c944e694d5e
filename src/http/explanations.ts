import type { RefusalCode } from "#kernel/refusal.ts";

/** What a code means and what the reader may do, in a Korean and an English sentence. */
export const EXPLANATIONS: Readonly<Record<RefusalCode, readonly [ko: string, en: string]>> = {
  COMMON_INVALID_PARAMETER: [
    "요청의 값이 빠졌거나 형식에 맞지 않습니다.",
    "A value of the request is missing, malformed or out of range.",
  ],
  AGREEMENT_REQUIRED: [
    "필수 약관에 모두 동의해야 합니다.",
    "Every required agreement must be accepted.",
  ],
  IDEMPOTENCY_KEY_REQUIRED: [
    "이 요청에는 Idempotency-Key 헤더가 필요합니다.",
    "This request needs an Idempotency-Key header.",
  ],
  AUTH_TOKEN_MISSING: ["로그인이 필요한 요청입니다.", "This request needs a login."],
  AUTH_TOKEN_INVALID: [
    "로그인 정보가 올바르지 않거나 만료되었습니다.",
    "The access token is not valid or has expired.",
  ],
  AUTH_LOGIN_FAILED: [
    "이메일 또는 비밀번호가 올바르지 않습니다.",
    "The e-mail or the password is wrong.",
  ],
  AUTH_REFRESH_REUSED: [
    "이미 사용된 갱신 토큰입니다. 다시 로그인해 주세요.",
    "The refresh token was used before. Log in again.",
  ],
  SIGNATURE_INVALID: [
    "서명이 없거나 올바르지 않거나 오래되었습니다.",
    "The signature is missing, wrong or too old.",
  ],
  AUTH_FORBIDDEN: ["이 기능을 사용할 권한이 없습니다.", "This function is beyond your role."],
  AUTH_VERIFY_REQUIRED: [
    "비밀번호를 다시 확인해야 합니다.",
    "The password must be checked again first.",
  ],
  ORIGIN_REFUSED: [
    "이 출처의 페이지에서 보낸 요청은 받지 않습니다.",
    "Requests from pages of this origin are not served.",
  ],
  COMMON_ENTITY_NOT_FOUND: ["요청한 대상을 찾을 수 없습니다.", "What was asked for is not there."],
  COMMON_METHOD_NOT_ALLOWED: [
    "이 주소에서는 사용할 수 없는 메서드입니다. Allow 헤더를 확인해 주세요.",
    "The address does not take this method. The Allow header lists those it takes.",
  ],
  COMMON_NOT_ACCEPTABLE: [
    "Accept 헤더의 형식으로는 응답할 수 없습니다.",
    "No answer can be given in a form that the Accept header admits.",
  ],
  COMMON_REQUEST_TIMEOUT: [
    "요청이 너무 늦게 도착했습니다.",
    "The request took too long to arrive.",
  ],
  COMMON_ILLEGAL_STATUS: [
    "현재 상태에서는 처리할 수 없습니다.",
    "The current state does not allow this.",
  ],
  IDENTITY_EMAIL_TAKEN: ["이미 가입된 이메일입니다.", "The e-mail is already registered."],
  ITEM_DUPLICATE: ["이미 등록된 상품입니다.", "The item is already registered."],
  REVIEW_DUPLICATE: [
    "이 상품의 후기를 이미 쓰셨습니다.",
    "This line of the order has been reviewed already.",
  ],
  MEMBER_HAS_OPEN_ORDERS: [
    "진행 중인 주문이나 환불이 끝난 뒤 탈퇴할 수 있습니다.",
    "Withdrawal is possible once all orders and refunds have ended.",
  ],
  PARTNER_DISABLED: [
    "현재 판매하지 않는 판매자의 상품입니다.",
    "The seller of this item is not selling at present.",
  ],
  ITEM_NOT_ON_SALE: ["현재 판매하지 않는 상품입니다.", "The item is not on sale."],
  PRICE_CHANGED: [
    "가격이 변경되었습니다. 새 가격을 확인해 주세요.",
    "The price has changed. Check the new one.",
  ],
  DISCOUNT_MISMATCH: [
    "할인 금액이 변경되었습니다. 새 금액을 확인해 주세요.",
    "The discount has changed. Check the new one.",
  ],
  STOCK_INSUFFICIENT: [
    "요청한 수량만큼 재고가 없습니다.",
    "There is not enough stock for the quantity asked for.",
  ],
  COUPON_NOT_USABLE: ["사용할 수 없는 쿠폰입니다.", "The coupon cannot be used."],
  COUPON_ALREADY_ISSUED: ["이미 발급받은 쿠폰입니다.", "You already have this coupon."],
  COUPON_SOLD_OUT: ["쿠폰이 모두 소진되었습니다.", "All coupons have been given out."],
  COUPON_LIMIT_EXCEEDED: [
    "사용할 수 있는 쿠폰 수를 넘었습니다.",
    "More coupons were used than allowed.",
  ],
  COUPON_QUANTITY_NOT_ONE: [
    "쿠폰을 쓰는 상품은 수량이 1이어야 합니다.",
    "A line with a coupon must have quantity 1.",
  ],
  COUPON_DISCOUNT_TOO_LARGE: [
    "할인 금액이 상품 금액보다 큽니다.",
    "The discount is larger than the price.",
  ],
  PRICE_BELOW_FLOOR: [
    "할인 후 가격이 최저 가격보다 낮습니다.",
    "The discounted price is below the least price.",
  ],
  PAYMENT_AMOUNT_MISMATCH: [
    "결제 금액이 주문 금액과 다릅니다.",
    "The amount differs from that of the order.",
  ],
  PAYMENT_METHOD_MISMATCH: [
    "주문할 때 고른 결제수단과 다릅니다.",
    "The payment method differs from that of the order.",
  ],
  DEPOSIT_AMOUNT_MISMATCH: [
    "입금액이 주문의 결제 금액과 다릅니다.",
    "The deposit differs from the amount of the order.",
  ],
  REFUND_AMOUNT_MISMATCH: [
    "환불 금액이 확인하신 금액과 다릅니다. 새 금액을 확인해 주세요.",
    "The refund differs from what you expected. Check the new amount.",
  ],
  REFUND_EXCEEDS_PAYMENT: [
    "결제한 금액보다 많이 환불할 수 없습니다.",
    "No more can be refunded than was paid and is left.",
  ],
  PAYMENT_ALREADY_DONE: ["이미 결제된 주문입니다.", "The order has already been paid."],
  PAYMENT_DECLINED: ["결제가 승인되지 않았습니다.", "The payment was declined."],
  WALLET_BALANCE_INSUFFICIENT: ["지갑 잔액이 부족합니다.", "The wallet's balance is too low."],
  ORDER_NOT_CANCELLABLE: [
    "지금은 취소할 수 없는 주문입니다.",
    "The order can no longer be cancelled.",
  ],
  GIFT_NOT_RECEIVABLE_CONDITION: [
    "아직 결제되지 않았거나, 이미 수락·거절·취소되었거나, 기한이 지난 선물입니다.",
    "The gift is not paid yet, or it was accepted, refused, taken back or not accepted in time.",
  ],
  GIFT_NOT_MODIFY_DELIVERY_CONDITION: [
    "발송된 뒤에는 배송지를 바꿀 수 없습니다.",
    "Where a gift goes can be changed from its acceptance until it is shipped.",
  ],
  VERSION_REQUIRED: [
    "수정하려면 확인한 버전을 If-Match 헤더로 보내야 합니다.",
    "An edit needs the version it saw in the If-Match header.",
  ],
  VERSION_CONFLICT: [
    "다른 변경이 먼저 처리되었습니다. 다시 확인해 주세요.",
    "Another change came first. Look again, then retry.",
  ],
  REQUEST_IN_PROGRESS: [
    "같은 요청을 처리하고 있습니다.",
    "The same request is still being worked on.",
  ],
  IDEMPOTENCY_KEY_REUSED: [
    "같은 요청 키가 다른 내용으로 사용되었습니다.",
    "The same key was used before with other content.",
  ],
  AMOUNT_OUT_OF_RANGE: ["금액이 허용 범위를 벗어났습니다.", "An amount exceeds what is allowed."],
  CURRENCY_MISMATCH: ["통화가 맞지 않습니다.", "The currency does not fit."],
  QUOTE_INVALID: [
    "확인한 주문서와 주문 내용이 다릅니다. 주문서를 다시 받아 주세요.",
    "The order is not the one on the order sheet. Ask for a new sheet.",
  ],
  QUOTE_EXPIRED: [
    "주문서의 유효 시간이 지났습니다. 주문서를 다시 확인해 주세요.",
    "The order sheet is no longer valid. Confirm a new one.",
  ],
  URL_NOT_ALLOWED: [
    "공개된 https 주소만 등록할 수 있습니다.",
    "Only a public address by https can be called.",
  ],
  COMMON_BODY_TOO_LARGE: [
    "요청 본문이 허용 크기를 넘었습니다.",
    "The body is larger than allowed.",
  ],
  COMMON_URI_TOO_LONG: ["주소가 허용 길이를 넘었습니다.", "The address is longer than allowed."],
  COMMON_UNSUPPORTED_MEDIA_TYPE: [
    "압축하지 않은 UTF-8 application/json 본문만 받습니다.",
    "Only uncompressed application/json in UTF-8 is taken.",
  ],
  COMMON_EXPECTATION_FAILED: [
    "Expect 헤더의 조건을 만족할 수 없습니다.",
    "The condition of the Expect header cannot be met.",
  ],
  COMMON_HEADERS_TOO_LARGE: [
    "요청 헤더가 너무 많거나 너무 큽니다.",
    "There are too many headers, or they are too large.",
  ],
  DUPLICATE_REQUEST: [
    "같은 요청이 방금 처리되었습니다.",
    "The same request was made a moment ago.",
  ],
  RATE_LIMITED: ["요청이 너무 많습니다.", "Too many requests were made."],
  SERVICE_OVERLOADED: [
    "요청이 몰리고 있습니다. 잠시 후 다시 이용해 주세요.",
    "The service is busy. Please come back shortly.",
  ],
  DEPENDENCY_UNAVAILABLE: [
    "일시적으로 처리할 수 없습니다. 잠시 후 다시 이용해 주세요.",
    "This cannot be done for the moment. Please come back shortly.",
  ],
  COMMON_SYSTEM_ERROR: [
    "예상하지 못한 오류가 발생했습니다.",
    "Something unexpected went wrong on our side.",
  ],
};
