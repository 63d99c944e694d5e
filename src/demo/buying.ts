import type { Shop } from "./shop.ts";
import { toldOf } from "./messages.ts";
import type { Teller } from "./telling.ts";
import { type Visitor, visitor } from "./visitors.ts";
import { both, mustBe, won } from "./words.ts";

/** Who and what a story is about: Mina, the seller, an operator, and Mina's order. */
export type Scene = {
  readonly shop: Shop;
  readonly teller: Teller;
  readonly mina: Visitor;
  readonly seller: Visitor;
  readonly operator: Visitor;
  readonly basket: Basket;
};

/** A line with the welcome coupon, which takes one piece, and a line of two without. */
export type Basket = {
  readonly pot: Item;
  readonly leaves: Item;
  readonly coupon: MemberCoupon;
};
type Item = {
  readonly itemId: string;
  readonly name: string;
  readonly price: number;
  readonly availableQuantity: number;
};
type MemberCoupon = {
  readonly memberCouponId: string;
  readonly name: string;
  readonly status: string;
};
export type Order = {
  readonly orderId: string;
  readonly orderNumber: string;
  readonly status: string;
  readonly payableAmount: number;
};

/** What Mina has and the seller has, as far as an order moves it. */
export type Holdings = {
  readonly balance: number;
  readonly coupon: string;
  readonly pots: number;
  readonly leaves: number;
};

export async function enterShop(shop: Shop, teller: Teller): Promise<Scene> {
  teller.chapter(both("로그인", "Mina, the seller and an operator log in"));
  const enter = (who: string, name: string) =>
    visitor(shop.address, teller, who, `${name}@demo.example`);
  const mina = await enter("미나 Mina", "mina");
  const seller = await enter("하늘찻집 Haneul", "haneul");
  const operator = await enter("운영자 Operator", "operator");

  teller.chapter(both("장보기", "Mina looks for a teapot, two tins of tea and her coupon"));
  const basket = await filledBy(mina);
  return { shop, teller, mina, seller, operator, basket };
}

async function filledBy(mina: Visitor): Promise<Basket> {
  const find = async (q: string): Promise<Item> => {
    const path = `/api/items?q=${encodeURIComponent(q)}`;
    const { body } = await mina.ask<{ items: readonly [Item] }>("GET", path);
    mustBe(`the number of items called ${q}`, body.items.length, 1);
    return body.items[0];
  };
  return {
    pot: await find("찻주전자"),
    leaves: await find("세작"),
    coupon: await couponOf(mina),
  };
}

const WELCOME = "첫 가입 3,000원";
async function couponOf(mina: Visitor): Promise<MemberCoupon> {
  const { body } = await mina.ask<{ coupons: readonly MemberCoupon[] }>("GET", "/api/my/coupons");
  const found = body.coupons.filter(({ name }) => name === WELCOME);
  mustBe("the number of welcome coupons", found.length, 1);
  return found[0] as MemberCoupon;
}

/** As it was found at the shop's door. */
export const holdingsBefore = async ({ mina, basket }: Scene): Promise<Holdings> => ({
  balance: await balanceOf(mina),
  coupon: basket.coupon.status,
  pots: basket.pot.availableQuantity,
  leaves: basket.leaves.availableQuantity,
});

/** Asks what is where now. */
export async function holdingsNow({ mina, basket }: Scene): Promise<Holdings> {
  const stockOf = async ({ itemId }: Item) => {
    const { body } = await mina.ask<Item>("GET", `/api/items/${itemId}`);
    return body.availableQuantity;
  };
  return {
    balance: await balanceOf(mina),
    coupon: (await couponOf(mina)).status,
    pots: await stockOf(basket.pot),
    leaves: await stockOf(basket.leaves),
  };
}

async function balanceOf(mina: Visitor): Promise<number> {
  const { body } = await mina.ask<{ balance: number }>("GET", "/api/wallet");
  return body.balance;
}

/** `more` is said besides: another way to pay. */
export async function placeOrder(
  { shop, teller, mina, basket }: Scene,
  more: Readonly<Record<string, string>> = {},
): Promise<Order> {
  teller.chapter(both("주문", "Mina places the order; catalog, coupon and payment judge it"));
  const { pot, leaves, coupon } = basket;
  const lines = [
    { itemId: pot.itemId, optionIds: [], quantity: 1, memberCouponIds: [coupon.memberCouponId] },
    { itemId: leaves.itemId, optionIds: [], quantity: 2, memberCouponIds: [] },
  ];
  teller.note(`${pot.name} × 1: ${won(pot.price)}, ${coupon.name}`);
  teller.note(`${leaves.name} × 2: ${won(leaves.price * 2)}`);
  const { body: quote } = await mina.ask<Order>("POST", "/api/quotes", { body: { lines } });
  const { body: order, requestId } = await mina.ask<Order>("POST", "/api/orders", {
    body: { ...PLACEMENT, ...more, lines },
  });
  teller.told(await toldOf(shop, order.orderId, requestId));
  mustBe("the status of the order", order.status, "AWAITING_PAYMENT");
  mustBe("the price", order.payableAmount, pot.price - 3_000 + leaves.price * 2);
  mustBe("the price that was quoted", quote.payableAmount, order.payableAmount);
  return order;
}

export const ADDRESS = {
  receiverName: "김미나",
  receiverPhone: "010-1234-5678",
  receiverZipcode: "04524",
  receiverAddress1: "서울 중구 세종대로 110",
  receiverAddress2: "3층",
  etcMessage: "문 앞에 놓아 주세요",
};
export const ORDERER = { name: "김미나", phone: "010-1234-5678", email: "mina@demo.example" };
const PLACEMENT = {
  orderer: ORDERER,
  address: ADDRESS,
  payMethod: "WALLET",
  agreements: { termsOfService: true, privacyPolicy: true, ageVerification: true },
};

export async function payOrder(
  { shop, teller, mina }: Scene,
  { orderId, payableAmount: amount }: Order,
): Promise<void> {
  teller.chapter(both("결제", `Mina pays ${won(amount)} from her wallet`));
  const { body: paid, requestId } = await mina.ask<Order>(
    "POST",
    `/api/orders/${orderId}/payment`,
    { body: { payMethod: "WALLET", amount } },
  );
  teller.told(await toldOf(shop, orderId, requestId));
  mustBe("the status of the order", paid.status, "PREPARED");
}
