import { listItem, receiveStock, setCategories, setHomeLists } from "#contexts/catalog/contract.ts";
import { createCoupon, issueCoupon } from "#contexts/coupon/contract.ts";
import { addPartnerStaff, registerPartner, signUp } from "#contexts/identity/contract.ts";
import { hashPassword } from "#contexts/identity/passwords.ts";
import { chargeWallet } from "#contexts/wallet/contract.ts";
import { addDays, dayOf } from "#kernel/calendar.ts";
import { newToken, type TokenKind } from "#kernel/ids.ts";
import type { BodyOf, Draft } from "#kernel/message.ts";
import type { World } from "#kernel/world.ts";
import type { Group } from "#runtime/group.ts";
import type { Sent } from "#runtime/sending.ts";
import { COUPON_DAYS, FIRST_COME, HANDED_OUT } from "./coupons.ts";
import { GOODS } from "./goods.ts";
import type { Goods } from "./goods/shape.ts";
import { CATEGORIES, HOME_LISTS } from "./layout.ts";
import {
  DEMO_PASSWORD,
  OPERATOR,
  type Person,
  type SellerKey,
  SELLERS,
  SHOPPERS,
  staffOf,
  WALLET_MINOR,
} from "./people.ts";

export type SeededLogin = {
  readonly name: string;
  readonly role: "operator" | "member" | "seller";
  readonly email: string;
  readonly password: string;
};
export type SeededLogins = readonly SeededLogin[];

/** The first coupon and its first holding bear these: where they are, the shop is. */
const MARK = { couponId: "cpn_BojagiDemoShop00", memberCouponId: "mcp_BojagiDemoShop00" };

/**
 * Makes sure of the demo shop: goods with stock, sellers, coupons, shoppers with money. It comes
 * whole, in one transaction, or not at all; a group that has it is left as it is. For a group of all
 * contexts.
 */
export async function seedDemo(group: Group, world: World): Promise<SeededLogins> {
  if (!(await isSeeded(group, world))) {
    refuseNone(await sendTogether(group, await commandsOf(world)));
  }
  return logins();
}

/** Asks for what the seed has done: a repeat changes nothing, and before it there is no such coupon. */
async function isSeeded(group: Group, world: World): Promise<boolean> {
  const memberId = newToken("member", world);
  const { answer } = await group.send(issueCoupon({ ...MARK, memberId }), AS_SYSTEM);
  return !("refusal" in answer);
}

const AS_SYSTEM = { actor: { role: "system" }, requestId: "first-run" } as const;

type Command = {
  readonly draft: Draft;
  /** The token made for it: nothing can be there yet. */
  readonly fresh?: string;
};

/** What is sent between two batches is one batch: one transaction. */
async function sendTogether(group: Group, commands: readonly Command[]): Promise<readonly Sent[]> {
  const sent = await group.pauseFor(async () =>
    commands.map(({ draft, fresh }) => group.send(draft, { ...AS_SYSTEM, fresh })),
  );
  return Promise.all(sent);
}

function refuseNone(sent: readonly Sent[]): void {
  for (const { answer } of sent) {
    if (!("refusal" in answer)) continue;
    throw new Error(`the demo shop cannot be made: ${JSON.stringify(answer.refusal)}`);
  }
}

/** Each after what it needs: a batch is decided in order. */
async function commandsOf(world: World): Promise<readonly Command[]> {
  const token = (kind: TokenKind) => newToken(kind, world);
  const [operator, shoppers, sellers] = await Promise.all([
    joining(OPERATOR, token),
    Promise.all(SHOPPERS.map((person) => joining(person, token))),
    Promise.all(sellerKeys().map((key) => openingOf(key, token))),
  ]);
  const shopperIds = shoppers.map(({ fresh }) => fresh);
  return [
    operator,
    ...shoppers,
    { draft: setCategories({ layoutId: "shop", categories: CATEGORIES }) },
    ...sellers.flat(),
    firstPageOf(sellers.flat()),
    ...couponsFor(shopperIds, dayOf(world.now()), token),
    ...shopperIds.map((memberId) => moneyFor(memberId, token)),
  ];
}

type Token = (kind: TokenKind) => string;

async function joining(person: Person, token: Token) {
  const memberId = token("member");
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  return { draft: signUp({ ...person, memberId, passwordHash }), fresh: memberId };
}

/** A seller with a member of staff and everything on the shelves. */
async function openingOf(key: SellerKey, token: Token): Promise<readonly Command[]> {
  const seller = SELLERS[key];
  const partnerId = token("partner");
  const staff = await joining(staffOf(seller), token);
  return [
    { draft: registerPartner({ ...seller, partnerId }), fresh: partnerId },
    staff,
    { draft: addPartnerStaff({ partnerId, memberId: staff.fresh }) },
    ...GOODS[key].flatMap((goods) => shelved(goods, partnerId, token("item"))),
  ];
}

function shelved(
  { stock, ...goods }: Goods,
  partnerId: string,
  itemId: string,
): readonly Command[] {
  const usual = { size: "-", saleStatus: "ON_SALE" as const, optionGroups: [] };
  const listed = listItem({ ...usual, ...goods, itemId, partnerId });
  const receipt = { draft: receiveStock({ itemId, quantity: stock }) };
  return [{ draft: listed, fresh: itemId }, ...(stock === 0 ? [] : [receipt])];
}

/** The lists of the first page, of what was listed in their categories. */
function firstPageOf(commands: readonly Command[]): Command {
  const listed = commands.flatMap(({ draft: { definition, body } }) =>
    definition.type === listItem.type ? [body as BodyOf<typeof listItem>] : [],
  );
  const homeLists = HOME_LISTS.map(({ name, from }) => ({
    name,
    itemIds: listed
      .filter(({ category = "" }) => from.includes(category))
      .slice(0, LIST_LENGTH)
      .map(({ itemId }) => itemId),
  }));
  return { draft: setHomeLists({ layoutId: "shop", homeLists }) };
}
const LIST_LENGTH = 8;

function couponsFor(memberIds: readonly string[], today: string, token: Token): readonly Command[] {
  const days = { validFrom: today, validUntil: addDays(today, COUPON_DAYS) };
  const created = (terms: typeof FIRST_COME, couponId: string) => ({
    draft: createCoupon({ ...terms, ...days, couponId }),
    fresh: couponId,
  });
  const handedOut = HANDED_OUT.flatMap((terms, couponNo) => {
    const couponId = couponNo === 0 ? MARK.couponId : token("coupon");
    const issues = memberIds.map((memberId, memberNo) => {
      const isMark = couponNo === 0 && memberNo === 0;
      const memberCouponId = isMark ? MARK.memberCouponId : token("memberCoupon");
      return {
        draft: issueCoupon({ couponId, memberCouponId, memberId }),
        fresh: memberCouponId,
      };
    });
    return [created(terms, couponId), ...issues];
  });
  return [...handedOut, created(FIRST_COME, token("coupon"))];
}

function moneyFor(memberId: string, token: Token): Command {
  const transactionId = token("walletTransaction");
  const draft = chargeWallet({ memberId, transactionId, amountMinor: WALLET_MINOR });
  return { draft, fresh: transactionId };
}

const sellerKeys = () => Object.keys(SELLERS) as SellerKey[];

function logins(): SeededLogins {
  const login = (role: SeededLogin["role"]) => (person: Person) => {
    const { name, email } = person;
    return { name, role, email, password: DEMO_PASSWORD };
  };
  const staff = sellerKeys().map((key) => staffOf(SELLERS[key]));
  return [
    login("operator")(OPERATOR),
    ...SHOPPERS.map(login("member")),
    ...staff.map(login("seller")),
  ];
}
