import { claimCoupon } from "#contexts/coupon/contract.ts";
import {
  cancelOrder,
  confirmReceipt,
  type PayMethod,
  payOrder,
  placeOrder,
} from "#contexts/order/contract.ts";
import type { Actor, BodyOf } from "#kernel/message.ts";
import type { Client } from "./client.ts";
import { cancelSome } from "./lines.ts";
import type { Reads, SeenOrder } from "./reads.ts";
import { asMember, OPERATOR, type Town } from "./town.ts";

/** A member buys a few things, one after the other, and now and then thinks better of it. */
export async function shop(
  client: Client,
  town: Town,
  reads: Reads,
  memberId: string,
): Promise<void> {
  const { draw } = client;
  if (draw.chance(0.5)) await claim(client, town, memberId);
  if (draw.chance(0.1)) await claim(client, town, memberId);
  for (let orders = draw.between(1, 3); orders > 0; orders--) {
    const orderId = await place(client, town, reads, memberId);
    if (orderId !== undefined) await follow(client, reads, memberId, orderId);
    await client.think();
  }
}

async function claim(client: Client, { firstCome }: Town, memberId: string): Promise<void> {
  await client.write({
    route: "claim",
    actor: asMember(memberId),
    make: () => ({
      draft: claimCoupon({
        couponId: firstCome,
        memberCouponId: client.token("memberCoupon"),
        memberId,
      }),
    }),
  });
}

const MINA = {
  orderer: { name: "Mina", phone: "010-0000-0000", email: "mina@example.com" },
  address: {
    receiverName: "Mina",
    receiverPhone: "010-0000-0000",
    receiverZipcode: "04524",
    receiverAddress1: "Seoul",
    receiverAddress2: "1",
    etcMessage: "door",
  },
};

async function place(
  client: Client,
  town: Town,
  reads: Reads,
  memberId: string,
): Promise<string | undefined> {
  const { draw } = client;
  const basket = {
    memberId,
    payMethod: draw.chance(0.02) ? ("BANK_TRANSFER" as const) : ("WALLET" as const),
    autoPay: draw.chance(0.3),
    ...MINA,
    ...chosen(client, town, reads, memberId),
  };
  const answered = await client.write({
    route: "place",
    actor: asMember(memberId),
    make: () => {
      const orderId = client.token("order");
      return { draft: placeOrder({ orderId, ...basket }), fresh: orderId };
    },
  });
  return answered !== undefined && "value" in answered
    ? String(answered.value["orderId"])
    : undefined;
}

type Chosen = Pick<BodyOf<typeof placeOrder>, "lines" | "orderCouponId">;
type Line = Chosen["lines"][number];

function chosen(client: Client, town: Town, reads: Reads, memberId: string): Chosen {
  const { draw } = client;
  const wanted = draw.chance(0.25)
    ? draw.shuffled([0, 1, 2]).slice(0, draw.pick([2, 3]))
    : [zipf(client)];
  const own = town.coupons.filter((coupon) => coupon.memberId === memberId);
  const lineCoupons = own.filter(({ scope }) => scope === "LINE");
  const lines = wanted.map((index): Line => {
    const { itemId, priceMinor, hasOptions } = town.items[index] ?? town.items[0] ?? never();
    const seen = reads.item(itemId);
    const firstOptions = seen?.optionGroups.flatMap(({ options }) => options[0]?.optionId ?? []);
    const withCoupon = draw.chance(0.3);
    const seenPrice = draw.chance(0.9) ? (seen?.priceMinor ?? priceMinor) : priceMinor;
    return {
      itemId: draw.chance(0.01) ? client.token("item") : itemId,
      optionIds: hasOptions && draw.chance(0.97) ? (firstOptions ?? []) : [],
      quantity: withCoupon && draw.chance(0.93) ? 1 : draw.pick([1, 1, 1, 2, 3]),
      memberCouponIds: withCoupon ? someOf(client, lineCoupons) : [],
      ...(draw.chance(0.5) ? { expectedUnitListPriceMinor: seenPrice } : {}),
      ...(draw.chance(0.02) ? { expectedUnitPriceMinor: seenPrice - 1n } : {}),
    };
  });
  const orderCoupon = own.find(({ scope }) => scope === "ORDER")?.memberCouponId;
  return {
    lines,
    ...(orderCoupon !== undefined && draw.chance(0.15) ? { orderCouponId: orderCoupon } : {}),
  };
}

const never = (): never => {
  throw new Error("a town has goods");
};

/** The first thing is wanted most; the last one is more than anybody can pay. */
const zipf = ({ draw }: Client): number =>
  draw.pick([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 3]);

/** Mostly the one that works; the others are too much of a good thing. */
function someOf(
  { draw }: Client,
  coupons: readonly { readonly memberCouponId: string }[],
): string[] {
  const [first] = coupons;
  const some = draw.chance(0.65)
    ? first === undefined
      ? []
      : [first]
    : draw.shuffled(coupons).slice(0, draw.pick([1, 1, 2, 3]));
  return some.map(({ memberCouponId }) => memberCouponId);
}

/** Looks at the order now and then and does what one does in its state. */
async function follow(
  client: Client,
  reads: Reads,
  memberId: string,
  orderId: string,
): Promise<void> {
  for (let looks = client.draw.between(2, 9); looks > 0; looks--) {
    await client.think(client.draw.chance(0.03) ? 45 * 60_000 : 400);
    const order = reads.order(orderId);
    if (order === undefined || order.memberId === "") continue;
    if (isOver(order)) return;
    await act(client, memberId, order);
  }
}

const isOver = ({ status }: SeenOrder): boolean =>
  status === "CLOSED" || status === "CANCELLED" || status === "REFUNDED";

async function act(client: Client, memberId: string, order: SeenOrder): Promise<void> {
  const { draw } = client;
  const cancels = draw.chance(0.06);
  switch (order.status) {
    case "PLACED":
      if (cancels) await cancel(client, asMember(memberId), order.orderId);
      return;
    case "AWAITING_PAYMENT":
      if (!cancels) return pay(client, memberId, order);
      if (draw.chance(0.7)) return cancel(client, asMember(memberId), order.orderId);
      // Both at once, in two tabs.
      await Promise.all([
        pay(client, memberId, order),
        cancel(client, asMember(memberId), order.orderId),
      ]);
      return;
    case "PAID":
    case "PREPARED":
      if (order.lines.length > 1 && draw.chance(0.5)) await thinkAgain(client, order);
      if (cancels) await cancel(client, asMember(memberId), order.orderId);
      if (draw.chance(0.03)) await pay(client, memberId, order);
      return;
    case "SHIPPING":
    case "DELIVERED":
      if (order.lines.length > 1 && draw.chance(0.5)) await cancelSome(client, order);
      if (draw.chance(0.3)) await receive(client, memberId, order.orderId);
      if (draw.chance(0.03)) await cancel(client, asMember(memberId), order.orderId);
      return;
    default:
      if (draw.chance(0.05)) await pay(client, memberId, order);
  }
}

/** A line is cancelled; in another tab another one is, or all of it. */
async function thinkAgain(client: Client, order: SeenOrder): Promise<void> {
  const { draw } = client;
  if (draw.chance(0.5)) return cancelSome(client, order);
  await Promise.all([
    cancelSome(client, order),
    draw.chance(0.5)
      ? cancelSome(client, order)
      : cancel(client, asMember(order.memberId), order.orderId),
  ]);
}

async function pay(client: Client, memberId: string, order: SeenOrder): Promise<void> {
  const { draw } = client;
  const { orderId } = order;
  const amountMinor = order.payableAmountMinor + (draw.chance(0.04) ? 1n : 0n);
  const payMethod: PayMethod = draw.chance(0.03) ? "KAKAO_PAY" : (order.payMethod as PayMethod);
  await client.write({
    route: `pay ${orderId}`,
    actor: asMember(memberId),
    make: () => ({ draft: payOrder({ orderId, memberId, payMethod, amountMinor }) }),
  });
}

export async function cancel(client: Client, actor: Actor, orderId: string): Promise<void> {
  const { memberId } = actor;
  await client.write({
    route: `cancel ${orderId}`,
    actor,
    make: () => ({
      draft:
        actor === OPERATOR || memberId === undefined
          ? cancelOrder({ orderId, reason: "asked for on the telephone" })
          : cancelOrder({ orderId, memberId }),
    }),
  });
}

async function receive(client: Client, memberId: string, orderId: string): Promise<void> {
  await client.write({
    route: `receive ${orderId}`,
    actor: asMember(memberId),
    make: () => ({ draft: confirmReceipt({ orderId, memberId }) }),
  });
}
