import { ADDRESS, holdingsBefore, ORDERER, type Scene } from "./buying.ts";
import { act, conclude, type Ending, PAID } from "./endings.ts";
import { toldOf } from "./messages.ts";
import { guest } from "./visitors.ts";
import { reached } from "./watching.ts";
import { both, mustBe, won } from "./words.ts";

type Gift = { readonly giftId: string; readonly orderId: string; readonly status: string };
type Page = { readonly giverName: string; readonly message: string; readonly status: string };

/** A teapot for Jun: Mina pays, Jun's link asks where it shall go, and Mina never learns it. */
export async function giving(scene: Scene): Promise<Ending> {
  const { shop, teller, mina, basket } = scene;
  const before = await holdingsBefore(scene);
  teller.chapter(both("선물", "Mina gives Jun a teapot, whose address she does not know"));
  const { body: gift, requestId } = await mina.ask<Gift>("POST", "/api/gifts", {
    body: { ...CARD, lines: [{ itemId: basket.pot.itemId, quantity: 1 }] },
  });
  const { giftId, orderId } = gift;
  teller.told(await toldOf(shop, orderId, requestId));
  const orderNumber = await pay(scene, gift);

  teller.chapter(both("선물 링크", "Jun opens the link, without an account"));
  const jun = guest(shop.address, teller, "준 Jun");
  const link = await shop.linkOf(giftId);
  const { body: page } = await jun.ask<Page>("GET", link);
  teller.note(`${page.giverName}: ${page.message}`);

  teller.chapter(both("선물 수락", "Jun says where it shall go, and it is packed"));
  const address = { ...ADDRESS, receiverName: "이준", receiverAddress1: "부산 해운대구 우동 1" };
  await act(scene, gift, jun, `${link}/acceptance`, { address });
  const { body: seen } = await mina.ask("GET", `/api/orders/${orderId}`);
  mustBe("whether Mina sees where it goes", JSON.stringify(seen).includes("해운대"), false);
  teller.note(both("주소는 비밀", "Mina sees that there is an address, and not which"));
  return conclude(scene, { orderId, orderNumber }, PAID, { ...before, pots: before.pots - 1 });
}

const CARD = {
  orderer: ORDERER,
  payMethod: "CARD",
  pushType: "KAKAO",
  receiverName: "이준",
  receiverPhone: "010-8765-4321",
  message: "생일 축하해!",
};

async function pay({ shop, teller, mina }: Scene, { giftId, orderId }: Gift): Promise<string> {
  type Order = { readonly orderNumber: string; readonly payableAmount: number };
  await mina.ask("POST", `/api/gifts/${giftId}/payment`);
  const { body: order } = await mina.ask<Order>("GET", `/api/orders/${orderId}`);
  teller.chapter(both("결제", `Mina pays ${won(order.payableAmount)} by card`));
  const body = { payMethod: "CARD", amount: order.payableAmount };
  await mina.ask("POST", `/api/orders/${orderId}/payment`, { body });
  await reached(shop, '"order".orders', orderId, "PAID");
  return order.orderNumber;
}
