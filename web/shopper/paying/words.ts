import { wordsOf } from "../../parts/language.ts";

export const usePayingWords = wordsOf({
  title: ["결제 확인", "Your payment"],
  checking: [
    "결제를 확인하고 있습니다. 이 화면을 닫아도 두 번 결제되지 않습니다.",
    "The payment is being checked. Nothing is paid twice, even if you close this page.",
  ],
  insisting: ["답이 늦어 다시 묻고 있습니다…", "There is no answer yet: asking again…"],
  notPaid: ["결제하지 않았습니다", "Nothing was paid"],
  left: [
    "결제창을 닫으셨습니다. 돈은 나가지 않았습니다.",
    "You left the company's window. No money was taken.",
  ],
  refused: [
    "결제사가 결제를 받지 않았습니다. 돈은 나가지 않았습니다. 다른 카드나 방법으로 다시 결제해 보세요.",
    "The company did not take the payment, and no money was taken. Try another card or another way.",
  ],
  toOrder: ["주문으로 돌아가기", "Back to the order"],
  toWallet: ["지갑으로 돌아가기", "Back to the wallet"],
  doubt: [
    "결제사의 답을 기다리고 있습니다. 다시 결제하지 마세요.",
    "The company has not answered yet. Please do not pay again.",
  ],
});
