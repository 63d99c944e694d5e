import { holdingsBefore, holdingsNow, placeOrder, type Scene } from "./buying.ts";
import { act, arrive, conclude, type Ending, PAID, parcelOf } from "./endings.ts";
import { both, mustBe, won } from "./words.ts";

type Deposit = {
  readonly bank: string;
  readonly accountNumber: string;
  readonly depositorName: string;
};

/** A bank transfer: nothing is held until the seller sees the money, and then the stock decides. */
export async function transferring(scene: Scene): Promise<Ending> {
  const { teller, mina, seller } = scene;
  const before = await holdingsBefore(scene);
  const byTransfer = { payMethod: "BANK_TRANSFER", depositorName: "김미나" };
  const order = await placeOrder(scene, byTransfer);
  const { orderId, payableAmount: amount } = order;

  teller.chapter(both("입금 안내", "Where the money goes; no teapot is kept for it"));
  const path = `/api/orders/${orderId}`;
  const { bank, accountNumber, depositorName } = (await mina.ask<{ deposit: Deposit }>("GET", path))
    .body.deposit;
  teller.note(`${bank} ${accountNumber}, ${depositorName}, ${won(amount)}`);
  mustBe("the teapots on the shelf", (await holdingsNow(scene)).pots, before.pots);

  teller.chapter(
    both("입금확인", "The seller saw the money: the stock is claimed, and it is sent"),
  );
  const confirmation = `/api/deposits/${orderId}/confirmation`;
  await act(scene, order, seller, confirmation, { depositedAmount: amount });
  mustBe("the teapots on the shelf", (await holdingsNow(scene)).pots, before.pots - 1);

  await arrive(scene, order, await parcelOf(scene));
  return conclude(scene, order, [...PAID, "SHIPPING", "DELIVERED", "CLOSED"], {
    balance: before.balance,
    coupon: "USED",
    pots: before.pots - 1,
    leaves: before.leaves - 2,
  });
}
