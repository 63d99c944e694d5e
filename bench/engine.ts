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
import { drive, type Placed, type RunPlan, type RunResult } from "./drive.ts";
import { answerQuestions } from "./driver.ts";
import {
  ADDRESS,
  DISCOUNT,
  inTurns,
  type Issued,
  nthOrder,
  ORDERER,
  PLENTY,
  PRICE,
} from "./shop.ts";

/** A process of its own that runs the loop without HTTP on a fresh database: `engine.ts URL`. */
export type EngineResult = RunResult & {
  readonly ordersPerTransaction: number;
  readonly messagesPerOrder: number;
};

const [url = ""] = process.argv.slice(2);
const world = realWorld();
const contexts = contextsWith({
  sign: () => Promise.resolve(""),
  seal: () => "",
  jwks: { keys: [] },
});
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

type EngineShop = {
  readonly items: readonly string[];
  /** Members by their ids. */
  readonly shoppers: readonly string[];
  readonly couponId: string;
  readonly coupons: Issued<string>[];
};
let shop: EngineShop | undefined;
let placed = 0;

answerQuestions(async (question) => {
  if (question.ask === "shop") {
    shop = await openShop(question.items, question.shoppers);
    return;
  }
  if (shop === undefined) throw new Error("there is no shop yet");
  if (question.ask === "coupons") return issueCoupons(shop, question.count);
  if (question.ask === "scenario") throw new Error("the scenario is one of requests over HTTP");
  return measured(shop, question.plan);
});

async function measured(open: EngineShop, plan: RunPlan): Promise<EngineResult> {
  transactions = 0;
  messages = 0;
  const result = await drive(plan, () => placeOne(open, plan.oneItem));
  return {
    ...result,
    ordersPerTransaction: result.orders / transactions,
    messagesPerOrder: messages / result.orders,
  };
}

const OPERATOR: Actor = { role: "operator" };
const token = (kind: TokenKind) => newToken(kind, world);

async function send(draft: Draft): Promise<void> {
  const { answer } = await group.send(draft, { actor: OPERATOR, requestId: "bench" });
  if ("refusal" in answer) throw new Error(JSON.stringify(answer.refusal));
}

async function openShop(itemCount: number, shopperCount: number): Promise<EngineShop> {
  const partnerId = token("partner");
  const about = { partnerName: "Bench", businessNo: "123-45-67890", email: "bench@bench.example" };
  await send(registerPartner({ partnerId, ...about }));
  const couponId = token("coupon");
  const value = BigInt(DISCOUNT);
  await send(createCoupon({ couponId, name: "Bench", scope: "LINE", type: "FIXED", value }));
  return {
    items: await inTurns(itemCount, 64, (index) => openItem(partnerId, index)),
    shoppers: await inTurns(shopperCount, 64, openShopper),
    couponId,
    coupons: [],
  };
}

async function openItem(partnerId: string, index: number): Promise<string> {
  const itemId = token("item");
  const goods = {
    name: `Item ${index}`,
    size: "-",
    priceMinor: BigInt(PRICE),
    optionGroups: [],
  };
  await send(listItem({ itemId, partnerId, ...goods, saleStatus: "ON_SALE" }));
  await send(receiveStock({ itemId, quantity: PLENTY.stock }));
  return itemId;
}

async function openShopper(): Promise<string> {
  const memberId = token("member");
  const amountMinor = BigInt(PLENTY.charge);
  for (let times = 0; times < PLENTY.charges; times++) {
    await send(chargeWallet({ memberId, transactionId: token("walletTransaction"), amountMinor }));
  }
  return memberId;
}

async function issueCoupons(
  { shoppers, couponId, coupons }: EngineShop,
  count: number,
): Promise<void> {
  await inTurns(Math.max(0, count - coupons.length), 128, async (index) => {
    const owner = shoppers[index % shoppers.length] ?? "";
    const memberCouponId = token("memberCoupon");
    await send(issueCoupon({ couponId, memberCouponId, memberId: owner }));
    coupons.push({ owner, memberCouponId });
  });
}

async function placeOne(open: EngineShop, oneItem: boolean | undefined): Promise<Placed> {
  const { shopper: memberId, coupon, items } = nthOrder(open, placed++, oneItem);
  const [first, second] = items;
  const memberCouponIds = coupon === undefined ? [] : [coupon];
  const orderId = token("order");
  const order = placeOrder({
    orderId,
    memberId,
    payMethod: "WALLET",
    autoPay: true,
    orderer: ORDERER,
    address: ADDRESS,
    lines: [
      { itemId: first, optionIds: [], quantity: 1, memberCouponIds },
      { itemId: second, optionIds: [], quantity: 2, memberCouponIds: [] },
    ],
  });
  const { answer } = await group.send(order, {
    actor: { role: "member", memberId },
    requestId: "bench",
    fresh: orderId,
  });
  const hasCoupon = coupon !== undefined;
  const isComplete = !("refusal" in answer) && statusOf(answer.value) === "PREPARED";
  if (isComplete) return { outcome: "complete", hasCoupon };
  return { outcome: "refused", hasCoupon, reason: JSON.stringify(answer, amountsAsText) };
}

const statusOf = (value: unknown): unknown =>
  (value as { readonly status?: unknown } | undefined)?.status;
const amountsAsText = (_: string, value: unknown): unknown =>
  typeof value === "bigint" ? String(value) : value;
