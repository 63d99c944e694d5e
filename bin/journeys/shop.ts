import { listItem, receiveStock } from "#contexts/catalog/contract.ts";
import { createCoupon, issueCoupon } from "#contexts/coupon/contract.ts";
import { registerGift } from "#contexts/gift/contract.ts";
import { registerPartner } from "#contexts/identity/contract.ts";
import { placeOrder } from "#contexts/order/contract.ts";
import { chargeWallet } from "#contexts/wallet/contract.ts";
import type { BodyOf } from "#kernel/message.ts";
import { contexts } from "../messages.ts";
import { type Cast, type Person, type Stage, stageOf } from "./stage.ts";

/** A token of that kind that reads as its name. */
const idOf = (prefix: string, name: string): string =>
  `${prefix}_${name.padStart(19 - prefix.length, "0")}`;

const memberId = idOf("mem", "Mina");
export const partnerId = idOf("ptn", "HaneulTea");
export const orderId = idOf("ord", "Order");
const pot = idOf("itm", "Pot");
const couponId = idOf("cpn", "Welcome");
const memberCouponId = idOf("mcp", "Welcome");

export const mina: Person = { name: "Mina", actor: { role: "member", memberId } };
export const seller: Person = {
  name: "Seller",
  actor: { role: "seller", memberId: idOf("mem", "Haneul"), partnerId },
};
const operator: Person = {
  name: "Operator",
  actor: { role: "operator", memberId: idOf("mem", "Operator") },
};

export const PRICE_MINOR = 30_000n;
const DISCOUNT_MINOR = 3_000n;
export const PAYABLE_MINOR = PRICE_MINOR - DISCOUNT_MINOR;

export type Shelf = { readonly pots: number; readonly walletMinor: bigint };

export const ONE_PROCESS = [contexts.map(({ name }) => name)];
/** Catalog and coupon apart from the rest, each with a database of its own. */
export const THREE_PROCESSES = [
  contexts.map(({ name }) => name).filter((name) => name !== "catalog" && name !== "coupon"),
  ["catalog"],
  ["coupon"],
];

/** Haneul Tea sells a pot, and Mina holds a coupon and has money. */
export async function openShop(
  groups: readonly (readonly string[])[],
  { pots, walletMinor }: Shelf,
  cast?: Cast,
): Promise<Stage> {
  const stage = await stageOf(groups, cast);
  const partner = { partnerName: "Haneul Tea", businessNo: "123-45-67890", email: "tea@shop.kr" };
  await stage.ask(operator, registerPartner({ partnerId, ...partner }));
  const item = { name: "Pot", size: "-", priceMinor: PRICE_MINOR, optionGroups: [] };
  await stage.ask(seller, listItem({ itemId: pot, partnerId, ...item, saleStatus: "ON_SALE" }));
  if (pots > 0) await stage.ask(seller, receiveStock({ itemId: pot, quantity: pots }));
  const coupon = { name: "Welcome", scope: "LINE", type: "FIXED", value: DISCOUNT_MINOR } as const;
  await stage.ask(operator, createCoupon({ couponId, ...coupon }));
  await stage.ask(operator, issueCoupon({ couponId, memberCouponId, memberId }));
  const transactionId = idOf("wtx", "Mina");
  await stage.ask(mina, chargeWallet({ memberId, transactionId, amountMinor: walletMinor }));
  return stage;
}

/** Mina orders one pot with her coupon. */
export const order = (changed: Partial<BodyOf<typeof placeOrder>> = {}) =>
  placeOrder({
    orderId,
    memberId,
    payMethod: "WALLET",
    autoPay: false,
    orderer: { name: "Mina", phone: "010-1234-5678", email: "mina@example.com" },
    address: {
      receiverName: "Mina",
      receiverPhone: "010-1234-5678",
      receiverZipcode: "04524",
      receiverAddress1: "110 Sejong-daero, Jung-gu, Seoul",
      receiverAddress2: "3rd floor",
      etcMessage: "Leave it at the door",
    },
    lines: [{ itemId: pot, optionIds: [], quantity: 1, memberCouponIds: [memberCouponId] }],
    ...changed,
  });

const { orderer, address, lines } = order().body as BodyOf<typeof placeOrder>;

/** The same pot as a gift for Jun, who is told by a link. */
export const gift = () =>
  registerGift({
    orderId,
    giftId: idOf("gt", "Gift"),
    linkHash: "link",
    memberId,
    payMethod: "WALLET",
    pushType: "LMS",
    receiverName: "Jun",
    receiverPhone: "010-8765-4321",
    message: "Enjoy",
    orderer,
    lines,
  });
export const jun: Person = { name: "Jun", actor: { role: "guest" } };
export const junsAddress = { ...address, receiverName: "Jun" };

/** Two pots on lines of their own, the first with her coupon. */
export const twoLines = () => [
  ...lines,
  ...lines.map((line) => ({ ...line, memberCouponIds: [] })),
];

export const ofMina = { orderId, memberId };
