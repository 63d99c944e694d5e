import {
  type Holdings,
  holdingsBefore,
  holdingsNow,
  type Order,
  payOrder,
  placeOrder,
  type Scene,
} from "./buying.ts";
import { toldOf } from "./messages.ts";
import type { Visitor } from "./visitors.ts";
import { both, mustBe, won } from "./words.ts";

/** How a story ended, all of it as it should be. */
export type Ending = { readonly order: string; readonly label: string; readonly promises: number };

export const PAID = ["PLACED", "AWAITING_PAYMENT", "PAID", "PREPARED"];

/** An order from its placing to the receipt, through every state of an order that goes well. */
export async function receiving(scene: Scene): Promise<Ending> {
  const before = await holdingsBefore(scene);
  const order = await placeOrder(scene);
  await payOrder(scene, order);
  await deliver(scene, order);
  return conclude(scene, order, [...PAID, "SHIPPING", "DELIVERED", "CLOSED"], {
    balance: before.balance - order.payableAmount,
    coupon: "USED",
    pots: before.pots - 1,
    leaves: before.leaves - 2,
  });
}

/** An order that is cancelled after it was paid: everything goes back. */
export async function cancelling(scene: Scene): Promise<Ending> {
  const before = await holdingsBefore(scene);
  const order = await placeOrder(scene);
  await payOrder(scene, order);
  const { teller, mina } = scene;
  teller.chapter(both("취소", "Mina changes her mind before the parcel leaves"));
  await act(scene, order, mina, `/api/orders/${order.orderId}/cancellation`, {});
  return conclude(scene, order, [...PAID, "COMPENSATING", "REFUNDED"], before);
}

async function deliver(scene: Scene, order: Order): Promise<void> {
  const { teller, seller } = scene;
  teller.chapter(both("배송준비", "The seller packs"));
  const parcel = await parcelOf(scene);
  await act(scene, order, seller, `${parcel}/preparation`);

  teller.chapter(both("배송", "The seller hands the parcel over to the carrier"));
  const handedOver = { carrier: "우체국택배", trackingNumber: "6892-0001-2026" };
  await act(scene, order, seller, `${parcel}/hand-over`, handedOver);

  await arrive(scene, order, parcel);
}

/** The one parcel of the seller. */
export async function parcelOf({ seller }: Scene): Promise<string> {
  type Page = { readonly shipments: readonly { readonly shipmentId: string }[] };
  const { body } = await seller.ask<Page>("GET", "/api/shipments");
  mustBe("the number of the seller's parcels", body.shipments.length, 1);
  return `/api/shipments/${body.shipments[0]?.shipmentId}`;
}

/** The parcel comes to Mina's door. */
export async function arrive(scene: Scene, order: Order, parcel: string): Promise<void> {
  const { teller, mina, operator } = scene;
  teller.chapter(both("배송완료", "The carrier has delivered, says the operator"));
  await act(scene, order, operator, `${parcel}/carrier-events`, { carrierStatus: "DELIVERED" });

  teller.chapter(both("수령확인", "Mina has it in her hands"));
  await act(scene, order, mina, `/api/orders/${order.orderId}/receipt`);
}

/** A request that moves the order on, and what it came to. */
export async function act(
  { shop, teller }: Scene,
  { orderId }: Pick<Order, "orderId">,
  who: Visitor,
  path: string,
  body?: unknown,
): Promise<void> {
  const { requestId } = await who.ask("POST", path, body === undefined ? {} : { body });
  teller.told(await toldOf(shop, orderId, requestId));
}

type Shown = {
  readonly label: string;
  readonly history: readonly { readonly status: string; readonly label: string }[];
};

/** What everybody has and sees in the end; fails where it is not as it should be. */
export async function conclude(
  scene: Scene,
  { orderId, orderNumber }: Pick<Order, "orderId" | "orderNumber">,
  states: readonly string[],
  holdings: Holdings,
): Promise<Ending> {
  const { teller, mina, operator } = scene;
  teller.chapter(both("결과", "What everybody has now, and whether every promise held"));
  const { balance, coupon, pots, leaves } = await holdingsNow(scene);
  mustBe("what Mina and the seller have", { balance, coupon, pots, leaves }, holdings);
  teller.note(`잔액 ${won(balance)}, 쿠폰 ${coupon}, 재고 ${pots} / ${leaves}`);

  const shownIn = async (language: "ko" | "en") =>
    (await mina.ask<Shown>("GET", `/api/orders/${orderId}`, { language })).body;
  const [korean, english] = [await shownIn("ko"), await shownIn("en")];
  const seen = korean.history.map(({ status }) => status);
  mustBe("the states the order went through", seen, states);
  for (const { history } of [korean, english]) {
    teller.note(history.map(({ label }) => label).join(" → "));
  }

  const { body } = await operator.ask<Promises>("GET", "/ops/invariants");
  mustBe("the number of broken promises", body.broken, 0);
  const label = both(korean.label, english.label);
  return { order: orderNumber, label, promises: body.invariants.length };
}

type Promises = { readonly broken: number; readonly invariants: readonly unknown[] };
