import { wordsOf } from "../parts/language.ts";

export const useShopperWords = wordsOf({
  shop: ["상품", "Shop"],
  greeting: ["마음을 싸서 보내는 가게", "Things worth wrapping"],
  search: ["상품 검색", "Search the shop"],
  searchHint: ["차, 찻잔, 보자기…", "tea, bowls, cloths…"],
  category: ["분류", "Category"],
  allCategories: ["전체", "Everything"],
  sort: ["정렬", "Order"],
  newest: ["새로 나온 순", "Newest first"],
  popular: ["많이 팔린 순", "Best-selling first"],
  cheapest: ["낮은 가격순", "Lowest price first"],
  dearest: ["높은 가격순", "Highest price first"],
  onlyAvailable: ["품절 제외", "In stock only"],
  priceFrom: ["최저 가격", "Price from"],
  priceTo: ["최고 가격", "Price to"],
  everything: ["모든 상품", "Everything"],
  foundMore: [(n: number) => `상품 ${n}개 이상`, (n: number) => `${n} items and more`],
  found: [(n: number) => `상품 ${n}개`, (n: number) => (n === 1 ? "1 item" : `${n} items`)],
  nothingFound: ["찾는 상품이 없습니다", "Nothing found"],
  nothingFoundHint: ["다른 말로 찾거나 분류를 바꿔 보세요.", "Try another word or category."],
  clear: ["조건 지우기", "Clear"],
  rank: [(n: number) => `인기 ${n}위`, (n: number) => `No. ${n}`],
  soldOut: ["품절", "Sold out"],
  notOnSale: ["판매 중이 아님", "Not on sale"],
  fewLeft: [(n: number) => `${n}개 남음`, (n: number) => `${n} left`],
  inStock: [(n: string) => `재고 ${n}개`, (n: string) => `${n} in stock`],
  quantity: ["수량", "Quantity"],
  oneLess: ["하나 줄이기", "One less"],
  oneMore: ["하나 늘리기", "One more"],
  total: ["합계", "Total"],
  addToCart: ["장바구니에 담기", "Add to cart"],
  added: ["장바구니에 담았습니다.", "It is in your cart."],
  toCart: ["장바구니 보기", "See the cart"],
  buyNow: ["바로 구매", "Buy now"],
  giveIt: ["선물하기", "Give as a gift"],
  cart: ["장바구니", "Cart"],
  cartEmpty: ["장바구니가 비어 있습니다", "Your cart is empty"],
  cartEmptyHint: ["마음에 드는 것을 담아 보세요.", "Put something into it that you like."],
  toShop: ["상품 보러 가기", "To the shop"],
  remove: ["빼기", "Remove"],
  removeItem: [(name: string) => `${name} 빼기`, (name: string) => `Remove ${name}`],
  howMany: [(name: string) => `${name} 수량`, (name: string) => `Quantity of ${name}`],
  priceWas: [
    (was: string) => `담을 때 가격은 ${was}이었습니다`,
    (was: string) => `It was ${was} when you put it here`,
  ],
  notOrderable: [
    (reason: "ITEM_GONE" | "ITEM_NOT_ON_SALE" | "OPTIONS_CHANGED" | "SOLD_OUT" | undefined) =>
      reason === "SOLD_OUT"
        ? "품절되어 주문할 수 없습니다"
        : reason === "OPTIONS_CHANGED"
          ? "옵션이 바뀌었습니다. 다시 담아 주세요"
          : "더는 판매하지 않습니다",
    (reason: "ITEM_GONE" | "ITEM_NOT_ON_SALE" | "OPTIONS_CHANGED" | "SOLD_OUT" | undefined) =>
      reason === "SOLD_OUT"
        ? "Sold out: it cannot be ordered"
        : reason === "OPTIONS_CHANGED"
          ? "Its options have changed: please add it anew"
          : "It is no longer sold",
  ],
  order: ["주문하기", "Check out"],
  withdraw: ["탈퇴하기", "Close my account"],
  withdrawal: ["회원 탈퇴", "Closing the account"],
  withdrawalEnds: [
    "이름, 연락처, 이메일, 주소를 지우고 모든 기기에서 로그아웃합니다. 진행 중인 주문이 있으면 끝난 뒤에 탈퇴할 수 있습니다. 되돌릴 수 없습니다.",
    "Your name, phone, e-mail and address are erased, and you are logged out everywhere. An open order must end first. There is no way back.",
  ],
  withdrawalKeeps: [
    "지난 주문과 결제 기록은 이 계정 없이 남고, 지갑의 잔액과 쿠폰은 더 쓸 수 없습니다.",
    "Past orders and payments stay on record, apart from you. Money in the wallet and coupons can no longer be used.",
  ],
  withdrawalRead: ["읽었고 동의합니다", "I have read this and agree"],
  receiverName: ["받는 분", "Recipient"],
  receiverPhone: ["받는 분 연락처", "Recipient's phone"],
  zipcode: ["우편번호", "Postal code"],
  street: ["주소", "Street address"],
  detail: ["상세 주소", "Apartment, floor"],
  note: ["배송 메모", "Note for the carrier"],
  noteHint: ["예: 문 앞에 놓아 주세요", "e.g. please leave it at the door"],
  name: ["이름", "Name"],
  phone: ["연락처", "Phone"],
  signUp: ["회원 가입", "Sign up"],
  passwordRule: ["여덟 글자 이상", "Eight characters or more"],
  account: ["내 정보", "Account"],
  passwordNow: ["지금 비밀번호 (확인용)", "Your password, to be sure it is you"],
  save: ["저장", "Save"],
  saved: ["저장했습니다.", "Saved."],
  wallet: ["지갑", "Wallet"],
  balance: ["잔액", "Balance"],
  topUp: ["충전하기", "Top up"],
  topUpAmount: ["충전할 금액", "Amount"],
  topUpBy: ["결제 수단", "Paid by"],
  toppedUp: [
    (amount: string) => `${amount}이 충전되었습니다.`,
    (amount: string) => `${amount} is in your wallet.`,
  ],
  topUpPending: ["결제를 확인하고 있습니다.", "The payment is being checked."],
  CARD: ["카드", "Card"],
  KAKAO_PAY: ["카카오페이", "Kakao Pay"],
  NAVER_PAY: ["네이버페이", "Naver Pay"],
  TOSS_PAY: ["토스페이", "Toss Pay"],
  statement: ["입출금 내역", "Statement"],
  noEntries: ["아직 내역이 없습니다.", "Nothing has moved yet."],
  CHARGE: ["충전", "Top-up"],
  PAYMENT: ["주문 결제", "Payment of an order"],
  REFUND: ["환불", "Refund"],
  ADJUSTMENT: ["조정", "Adjustment"],
  coupons: ["쿠폰", "Coupons"],
  firstCome: ["선착순 쿠폰", "First come, first served"],
  noFirstCome: ["지금은 선착순 쿠폰이 없습니다.", "There is none at the moment."],
  myCoupons: ["내 쿠폰", "My coupons"],
  noMyCoupons: ["가진 쿠폰이 없습니다", "You have no coupons"],
  terms: [
    (off: string, scope: "LINE" | "ORDER") =>
      `${scope === "LINE" ? "상품 하나에서" : "주문에서"} ${off} 할인`,
    (off: string, scope: "LINE" | "ORDER") =>
      `${off} off ${scope === "LINE" ? "one item" : "an order"}`,
  ],
  left: [(n: string) => `${n}장 남음`, (n: string) => `${n} left`],
  until: [(day: string) => `${day}까지`, (day: string) => `until ${day}`],
  claim: ["쿠폰 받기", "Take it"],
  claimed: ["쿠폰을 받았습니다.", "It is yours."],
  allTaken: ["모두 소진", "All taken"],
  logInToClaim: ["로그인하고 받기", "Log in to take it"],
  couponStatus: [
    (status: "ISSUING" | "AVAILABLE" | "USED" | "EXPIRED") =>
      ({ ISSUING: "발급 중", AVAILABLE: "사용 가능", USED: "사용함", EXPIRED: "기간 만료" })[
        status
      ],
    (status: "ISSUING" | "AVAILABLE" | "USED" | "EXPIRED") =>
      ({ ISSUING: "Being issued", AVAILABLE: "Ready", USED: "Used", EXPIRED: "Expired" })[status],
  ],
  reviews: ["후기", "Reviews"],
  noReviews: ["아직 후기가 없습니다.", "Nobody has written one yet."],
  stars: [(n: number) => `별 ${n}개`, (n: number) => (n === 1 ? "1 star" : `${n} stars`)],
  sellerSays: [(text: string) => `판매자: ${text}`, (text: string) => `Seller: ${text}`],
  review: ["후기 쓰기", "Write a review"],
  reviewOf: [(name: string) => `${name} 후기`, (name: string) => `Your review of ${name}`],
  reviewText: ["어떠셨나요?", "How do you like it?"],
  sendReview: ["올리기", "Publish"],
  reviewed: ["후기를 남겼습니다. 고맙습니다.", "Thank you for your review."],
  rated: [
    (average: string, count: string) => `★ ${average} (후기 ${count}개)`,
    (average: string, count: string) => `★ ${average} (${count} reviews)`,
  ],
  cartWith: [(n: number) => `장바구니, ${n}개`, (n: number) => `Cart, ${n} inside`],
  logIn: ["로그인", "Log in"],
  email: ["이메일", "E-mail"],
  password: ["비밀번호", "Password"],
  noAccount: ["처음이신가요? 회원 가입", "New here? Sign up"],
  demoTitle: ["체험용 계정", "Demo accounts"],
  demoHint: [
    "이 가게는 체험용입니다. 한 번 눌러 들어가 보세요.",
    "This shop is for trying out. Enter with one click.",
  ],
  demoRole: [
    (role: "member" | "seller" | "operator") =>
      ({ member: "고객", seller: "판매자", operator: "운영자" })[role],
    (role: "member" | "seller" | "operator") =>
      ({ member: "Shopper", seller: "Seller", operator: "Operator" })[role],
  ],
});
