import { chargeWallet } from "#contexts/wallet/contract.ts";
import { createCoupon, issueCoupon } from "#contexts/coupon/contract.ts";
import { listItem, receiveStock } from "#contexts/catalog/contract.ts";
import { registerPartner, signUp } from "#contexts/identity/contract.ts";
import type { Actor } from "#kernel/message.ts";
import type { Draft } from "#kernel/message.ts";
import type { Client } from "./client.ts";
import type { Draw } from "./draw.ts";

/** People and goods of a run. Few and hot: everybody wants the same three things. */
export type Town = {
  readonly members: readonly string[];
  readonly partners: readonly string[];
  readonly items: readonly Good[];
  readonly coupons: readonly HeldCoupon[];
  /** First come, first served: fewer than there are members. */
  readonly firstCome: string;
};
export type Good = {
  readonly itemId: string;
  readonly partnerId: string;
  readonly priceMinor: bigint;
  readonly hasOptions: boolean;
};
export type HeldCoupon = {
  readonly memberCouponId: string;
  readonly memberId: string;
  readonly scope: "LINE" | "ORDER";
};

export const asMember = (memberId: string): Actor => ({ role: "member", memberId });
export const asSeller = (partnerId: string): Actor => ({
  role: "seller",
  memberId: "mem_0000000000Seller",
  partnerId,
});
export const OPERATOR: Actor = { role: "operator", memberId: "mem_000000000000Oper" };

/** A price so high that two of it are more than a sum may be. */
const TREASURE_MINOR = 9_000_000_000_000_000n;

export async function foundTown(client: Client): Promise<Town> {
  const { token } = client;
  const members = [token("member"), token("member"), token("member")];
  const partners = [token("partner"), token("partner")];
  const prices = [10_000n, 5_500n, 30_000n, TREASURE_MINOR];
  const items = prices.map((priceMinor, index) => ({
    itemId: token("item"),
    partnerId: partners[index % 2] ?? "",
    priceMinor,
    hasOptions: index === 2,
  }));
  await Promise.all(partners.map((partnerId) => found(client, OPERATOR, newPartner(partnerId))));
  await Promise.all([
    ...members.map((memberId, index) =>
      found(client, asMember(memberId), newMember(memberId, index)),
    ),
    ...items.map((good, index) => found(client, asSeller(good.partnerId), newItem(good, index))),
  ]);
  await Promise.all([
    ...items.map((good) =>
      found(client, asSeller(good.partnerId), receiveStock({ itemId: good.itemId, quantity: 1 })),
    ),
    ...members.map((memberId, index) =>
      found(client, asMember(memberId), money(client, memberId, index)),
    ),
  ]);
  return { members, partners, items, ...(await foundCoupons(client, members)) };
}

/** How much there is differs from run to run. */
export async function stockTown(client: Client, { items }: Town): Promise<void> {
  for (const { itemId, partnerId } of items) {
    const quantity = client.draw.pick([0, 1, 3, 11]);
    if (quantity === 0) continue;
    await found(client, asSeller(partnerId), receiveStock({ itemId, quantity }));
  }
}

const TERMS = [
  { scope: "LINE", type: "FIXED", value: 3_000n },
  { scope: "ORDER", type: "RATIO", value: 10n },
  { scope: "LINE", type: "RATIO", value: 95n },
  { scope: "LINE", type: "FIXED", value: 9_000n },
] as const;

async function foundCoupons(client: Client, members: readonly string[]) {
  const { token, draw } = client;
  const kinds = TERMS.map((terms) => ({ couponId: token("coupon"), ...terms }));
  const firstCome = token("coupon");
  await Promise.all([
    ...kinds.map((kind, index) =>
      found(client, OPERATOR, createCoupon({ ...kind, name: `#${index}` })),
    ),
    found(client, OPERATOR, limited(firstCome, draw)),
  ]);
  const coupons = members.flatMap((memberId) =>
    kinds.map(({ couponId, scope }) => ({
      couponId,
      memberCouponId: token("memberCoupon"),
      memberId,
      scope,
    })),
  );
  await Promise.all(
    coupons.map(({ scope: _, ...asked }) => found(client, OPERATOR, issueCoupon(asked))),
  );
  return { coupons, firstCome };
}

async function found(client: Client, actor: Actor, draft: Draft): Promise<void> {
  const route = draft.definition.type;
  const answered = await client.write({ route, actor, make: () => ({ draft }) });
  if (answered === undefined || "refusal" in answered) {
    throw new Error(`the town cannot be founded: ${route} ${JSON.stringify(answered)}`);
  }
}

const limited = (couponId: string, draw: Draw): Draft =>
  createCoupon({
    couponId,
    name: "First come",
    scope: "ORDER",
    type: "FIXED",
    value: 1_000n,
    quantity: draw.pick([1, 2]),
  });
const newPartner = (partnerId: string): Draft =>
  registerPartner({
    partnerId,
    partnerName: `Shop ${partnerId.slice(-4)}`,
    businessNo: "123-45-67890",
    email: "shop@example.com",
  });
const newMember = (memberId: string, index: number): Draft =>
  signUp({
    memberId,
    email: `member${index}@example.com`,
    name: `Member ${index}`,
    phone: "010-0000-0000",
    passwordHash: "$argon2id$none",
    role: "MEMBER",
  });
const newItem = ({ itemId, partnerId, priceMinor, hasOptions }: Good, index: number): Draft =>
  listItem({
    itemId,
    partnerId,
    name: `Item ${index}`,
    size: "-",
    priceMinor,
    optionGroups: hasOptions
      ? [
          {
            name: "Colour",
            options: [
              { name: "White", priceMinor: 0n },
              { name: "Celadon", priceMinor: 2_000n },
            ],
          },
        ]
      : [],
    saleStatus: "ON_SALE",
  });
/** The first has next to nothing, the second enough for a few things, the third for everything. */
const money = ({ token }: Client, memberId: string, index: number): Draft =>
  chargeWallet({
    memberId,
    transactionId: token("walletTransaction"),
    amountMinor: [12_000n, 60_000n, 5_000_000n][index] ?? 1n,
  });
