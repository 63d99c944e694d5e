import { holdingsBefore, placeOrder, type Scene } from "./buying.ts";
import { act, conclude, type Ending, PAID } from "./endings.ts";
import { reached } from "./watching.ts";
import { both, inMs, mustBe, won } from "./words.ts";

/** A card company takes the money and never says so: nobody guesses, somebody asks. */
export async function doubting(scene: Scene): Promise<Ending> {
  const { shop, teller, mina } = scene;
  const before = await holdingsBefore(scene);
  const order = await placeOrder(scene, { payMethod: "CARD" });
  const { orderId, payableAmount: amount } = order;

  teller.chapter(both("카드 결제", `Mina pays ${won(amount)} by card, and no answer comes`));
  shop.company.set({ faults: [{ on: "charge", fault: "act-then-time-out", times: 1 }] });
  await act(scene, order, mina, `/api/orders/${orderId}/payment`, { payMethod: "CARD", amount });
  const doubtMs = await reached(shop, "payment.payments", orderId, "IN_DOUBT");
  teller.note(
    both("결제 확인 중", `in doubt after ${inMs(doubtMs)}: a time-out is neither yes nor no`),
  );
  const [charge] = shop.company.book.charges();
  mustBe("what the company has taken", charge?.amount, amount);
  teller.note(both(`카드사 장부: ${won(amount)}`, "the company's own book has it"));

  teller.chapter(both("확인", "The platform asks the company, by the name of the charge"));
  const knownMs = await reached(shop, '"order".orders', orderId, "PREPARED");
  teller.note(both("결제완료", `paid ${inMs(knownMs)} later, and nobody did anything`));
  mustBe("the number of charges", shop.company.book.charges().length, 1);
  return conclude(scene, order, PAID, {
    balance: before.balance,
    coupon: "USED",
    pots: before.pots - 1,
    leaves: before.leaves - 2,
  });
}
