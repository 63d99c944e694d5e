import { contextsWith } from "#contexts/all.ts";
import { listItem, receiveStock } from "#contexts/catalog/contract.ts";
import { createCoupon, issueCoupon } from "#contexts/coupon/contract.ts";
import { registerPartner } from "#contexts/identity/contract.ts";
import { placeOrder } from "#contexts/order/contract.ts";
import { chargeWallet } from "#contexts/wallet/contract.ts";
import { newToken, type TokenKind } from "#kernel/ids.ts";
import type { Actor, Draft } from "#kernel/message.ts";
import { DEFAULT_POLICIES } from "#kernel/policies.ts";
import { realWorld } from "#kernel/world.ts";
import { groupOf } from "#runtime/group.ts";
import { silent } from "#runtime/log.ts";
import { routingOf } from "#runtime/routing.ts";
import { migrate } from "#store/migrate.ts";
import { postgresStore } from "#store/stores/postgres.ts";
import { inTurns } from "./shop.ts";

/**
 * A process of its own that runs the loop without HTTP on a fresh database and prints what it
 * measured as one line of JSON: `engine.ts URL '{"seconds":10,"clients":128,…}'`.
 */
export type EnginePlan = {
  readonly seconds: number;
  readonly clients: number;
  readonly items: number;
  readonly shoppers: number;
  readonly coupons: number;
};
export type EngineResult = {
  readonly perSecond: number;
  readonly orders: number;
  readonly ordersPerTransaction: number;
  readonly messagesPerOrder: number;
  /** Of this process alone. */
  readonly cpuMsPerOrder: number;
};

const [url = "", planText = "{}"] = process.argv.slice(2);
const plan = JSON.parse(planText) as EnginePlan;
const world = realWorld();
const contexts = contextsWith({ sign: () => Promise.resolve(""), jwks: { keys: [] } });
const names = contexts.map(({ name }) => name);
await migrate({ url, contexts });
const store = await postgresStore({ url, contexts: names, applicationName: "bench engine" });
let transactions = 0;
let messages = 0;
const group = groupOf({
  world,
  policies: DEFAULT_POLICIES,
  routing: routingOf(names, contexts),
  store,
  log: silent,
  committed: ({ stated }) => {
    transactions++;
    messages += stated.length;
  },
});
await group.start();

const token = (kind: TokenKind) => newToken(kind, world.random);
async function send(draft: Draft, actor: Actor, fresh?: string): Promise<unknown> {
  const { answer } = await group.send(draft, { actor, requestId: "bench", fresh });
  if ("refusal" in answer) throw new Error(JSON.stringify(answer.refusal));
  return answer.value;
}

const operator: Actor = { role: "operator" };
const partnerId = token("partner");
await send(
  registerPartner({
    partnerId,
    partnerName: "Bench",
    businessNo: "123-45-67890",
    email: "bench@bench.example",
  }),
  operator,
);
const items = await inTurns(plan.items, 64, async (index) => {
  const itemId = token("item");
  const goods = { name: `Item ${index}`, size: "-", priceMinor: 10_000n, optionGroups: [] };
  await send(listItem({ itemId, partnerId, ...goods, saleStatus: "ON_SALE" }), operator);
  await send(receiveStock({ itemId, quantity: 1_000_000 }), operator);
  return itemId;
});
const shoppers = await inTurns(plan.shoppers, 64, async () => {
  const memberId = token("member");
  for (let times = 0; times < 5; times++) {
    const transactionId = token("walletTransaction");
    await send(chargeWallet({ memberId, transactionId, amountMinor: 100_000_000n }), operator);
  }
  return { memberId, coupons: [] as string[] };
});
const couponId = token("coupon");
await send(
  createCoupon({ couponId, name: "Bench", scope: "LINE", type: "FIXED", value: 1_000n }),
  operator,
);
await inTurns(plan.coupons, 128, async (index) => {
  const shopper = shoppers[index % shoppers.length];
  const memberCouponId = token("memberCoupon");
  if (shopper === undefined) return;
  await send(issueCoupon({ couponId, memberCouponId, memberId: shopper.memberId }), operator);
  shopper.coupons.push(memberCouponId);
});

const ADDRESS = {
  receiverName: "Shopper",
  receiverPhone: "010-0000-0000",
  receiverZipcode: "04524",
  receiverAddress1: "Seoul",
  receiverAddress2: "1",
  etcMessage: "At the door",
};
let n = 0;
async function placeOne(): Promise<void> {
  const at = n++;
  const shopper = shoppers[at % shoppers.length];
  if (shopper === undefined) return;
  const { memberId, coupons } = shopper;
  const coupon = at % 4 === 0 ? coupons.pop() : undefined;
  const item = (index: number) => items[index % items.length] ?? "";
  const orderId = token("order");
  const order = placeOrder({
    orderId,
    memberId,
    payMethod: "WALLET",
    autoPay: true,
    orderer: { name: "Shopper", phone: "010-0000-0000", email: "shopper@bench.example" },
    address: ADDRESS,
    lines: [
      {
        itemId: item(at * 7),
        optionIds: [],
        quantity: 1,
        memberCouponIds: coupon === undefined ? [] : [coupon],
      },
      { itemId: item(at * 7 + 3), optionIds: [], quantity: 2, memberCouponIds: [] },
    ],
  });
  await send(order, { role: "member", memberId }, orderId);
}

async function run(seconds: number): Promise<number> {
  const until = performance.now() + seconds * 1000;
  let done = 0;
  const one = async () => {
    while (performance.now() < until) {
      await placeOne();
      done++;
    }
  };
  await Promise.all(Array.from({ length: plan.clients }, one));
  return done;
}

await run(1);
transactions = 0;
messages = 0;
const cpuBefore = process.cpuUsage();
const orders = await run(plan.seconds);
const cpu = process.cpuUsage(cpuBefore);
const result: EngineResult = {
  perSecond: orders / plan.seconds,
  orders,
  ordersPerTransaction: orders / transactions,
  messagesPerOrder: messages / orders,
  cpuMsPerOrder: (cpu.user + cpu.system) / 1000 / orders,
};
process.stdout.write(`${JSON.stringify(result)}\n`);
await group.drain();
await store.close();
