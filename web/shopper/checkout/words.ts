import { wordsOf } from "../../parts/language.ts";

const WHY_NOT: Readonly<Record<string, readonly [ko: string, en: string]>> = {
  COUPON_LIMIT_EXCEEDED: ["한 상품에 두 장까지 쓸 수 있습니다", "two at most on one item"],
  COUPON_QUANTITY_NOT_ONE: [
    "수량이 1개인 상품에만 쓸 수 있습니다",
    "only for an item of which you take one",
  ],
  COUPON_DISCOUNT_TOO_LARGE: [
    "상품 가격의 절반을 넘게 할인할 수 없습니다",
    "it would take more than half off the price",
  ],
  PRICE_BELOW_FLOOR: ["상품의 최저가보다 싸집니다", "the price would fall below its floor"],
};
const NOT_USABLE = ["지금은 쓸 수 없습니다", "it cannot be used now"] as const;
const whyNot = (reason: string | undefined) => WHY_NOT[reason ?? ""] ?? NOT_USABLE;

export const useCheckoutWords = wordsOf({
  title: ["주문서", "Checkout"],
  nothing: ["주문할 상품이 없습니다", "There is nothing to order"],
  items: ["주문 상품", "Items"],
  orderer: ["주문하는 분", "Your details"],
  name: ["이름", "Name"],
  phone: ["연락처", "Phone"],
  email: ["이메일", "E-mail"],
  address: ["받는 곳", "Delivery address"],
  coupons: ["쿠폰", "Coupons"],
  noCoupons: ["쓸 수 있는 쿠폰이 없습니다.", "You have no coupons to use."],
  noCoupon: ["사용 안 함", "None"],
  orderCoupon: ["주문 쿠폰", "Coupon for the whole order"],
  onLine: [(name: string) => `${name}에 사용`, (name: string) => `On ${name}`],
  bestChoice: [
    (amount: string) => `가장 좋은 조합으로 ${amount} 더 할인`,
    (amount: string) => `The best choice saves ${amount} more`,
  ],
  useBest: ["추천 적용", "Use it"],
  whyNot: [
    (name: string, reason: string | undefined) => `${name}: ${whyNot(reason)[0]}`,
    (name: string, reason: string | undefined) => `${name}: ${whyNot(reason)[1]}`,
  ],
  payment: ["결제 수단", "Payment"],
  WALLET: ["지갑", "Wallet"],
  CARD: ["카드", "Card"],
  KAKAO_PAY: ["카카오페이", "Kakao Pay"],
  NAVER_PAY: ["네이버페이", "Naver Pay"],
  TOSS_PAY: ["토스페이", "Toss Pay"],
  BANK_TRANSFER: ["무통장 입금", "Bank transfer"],
  balance: [(amount: string) => `잔액 ${amount}`, (amount: string) => `Balance ${amount}`],
  balanceTooLow: [
    (amount: string) => `잔액 ${amount}: 충전이 필요합니다`,
    (amount: string) => `Balance ${amount}: please top up first`,
  ],
  payNextPage: ["다음 화면에서 결제합니다", "You pay on the next page"],
  payLater: ["주문 후 입금 안내를 드립니다", "You are told where to send the money"],
  depositor: ["입금자 이름", "Name of the depositor"],
  listTotal: ["상품 금액", "Items"],
  discount: ["할인", "Discount"],
  payable: ["결제할 금액", "To pay"],
  agree: [
    "이용약관, 개인정보 처리, 만 14세 이상임에 모두 동의합니다",
    "I accept the terms and the privacy policy, and am 14 or older",
  ],
  agreeFirst: ["동의가 필요합니다", "Your agreement is needed"],
  required: ["입력해 주세요", "Please fill this in"],
  zipcodeRule: ["숫자 다섯 자리", "Five digits"],
  phoneRule: ["숫자로 입력해 주세요", "Please write digits"],
  place: [(amount: string) => `${amount} 결제하기`, (amount: string) => `Pay ${amount}`],
  order: [(amount: string) => `${amount} 주문하기`, (amount: string) => `Order for ${amount}`],
  insisting: [
    "서버의 답을 기다리고 있습니다. 주문은 한 번만 들어갑니다.",
    "Waiting for the server. Your order is placed only once.",
  ],
  checkingLast: [
    "방금 하신 주문의 결과를 확인하고 있습니다.",
    "Finding out about your last order.",
  ],
  drifted: ["가격이 바뀌었습니다", "The price has changed"],
  driftedHint: [
    "주문하지 않았습니다. 바뀐 내용을 보고 다시 눌러 주세요.",
    "Nothing was ordered. Look at what changed, and press again to accept it.",
  ],
  was: [
    (was: string, now: string) => `${was} → ${now}`,
    (was: string, now: string) => `${was} → ${now}`,
  ],
  short: [
    (name: string, left: number) => `${name}: ${left}개만 남았습니다`,
    (name: string, left: number) => `${name}: only ${left} left`,
  ],
  gone: [
    (name: string) => `${name}: 지금 살 수 없습니다`,
    (name: string) => `${name}: cannot be bought now`,
  ],
});
