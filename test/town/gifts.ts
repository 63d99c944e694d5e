import { join } from "node:path";
import { type GiftLinks, giftLinksAt } from "#contexts/gift/links.ts";
import { ADDRESS, onceOnly, type OrderLine, pay, type Person, placement } from "./people.ts";
import { ask, read, type Told } from "./shop.ts";
import type { Town } from "./town.ts";
import { until } from "./waiting.ts";

export type GiversPage = {
  readonly giftId: string;
  readonly orderId: string;
  readonly status: string;
  readonly label: string;
  readonly addressKnown: boolean;
  readonly expiresAt?: string;
  readonly cancelReason?: string;
  readonly history: readonly { readonly status: string }[];
};
export type RecipientsPage = Pick<GiversPage, "status" | "label" | "addressKnown"> & {
  readonly giverName: string;
  readonly receiverName: string;
  readonly receiverPhone: string;
  readonly message: string;
  readonly items: readonly { readonly itemName: string; readonly quantity: number }[];
};

/** What is asked otherwise than usual. */
export type Card = Readonly<Record<string, unknown>>;

/** The body of a gift of these lines. */
export const giftOf = (lines: readonly OrderLine[], card: Card = {}) => {
  const { address: _, agreements: __, ...placed } = placement(lines);
  return {
    ...placed,
    pushType: "KAKAO",
    receiverName: "Jun",
    receiverPhone: "010-8765-4321",
    message: "생일 축하해!",
    ...card,
  };
};

/** Registers a gift and answers with what came at once, refusals included. */
export const register = (
  town: Town,
  giver: Person,
  lines: readonly OrderLine[],
  card: Card = {},
): Promise<Told<GiversPage>> => ask(town, giver, "POST", "/api/gifts", giftOf(lines, card));

/** A gift whose order can be paid. */
export async function registered(
  town: Town,
  giver: Person,
  lines: readonly OrderLine[],
  card: Card = {},
): Promise<GiversPage> {
  const { status, body } = await register(town, giver, lines, card);
  if (status !== 201) throw new Error(`not registered: ${status} ${JSON.stringify(body)}`);
  await town.quiet();
  return body;
}

export const giftShown = async (
  town: Town,
  giver: Person,
  { giftId }: { readonly giftId: string },
): Promise<GiversPage> => {
  await town.quiet();
  return read(town, giver, `/api/gifts/${giftId}`);
};

export const startPayment = (town: Town, giver: Person, { giftId }: GiversPage) =>
  ask<GiversPage>(town, giver, "POST", `/api/gifts/${giftId}/payment`);

export const takeBack = (town: Town, giver: Person, { giftId }: { readonly giftId: string }) =>
  ask<GiversPage>(town, giver, "POST", `/api/gifts/${giftId}/cancellation`);

/** Begins to pay the gift, and pays its order. */
export async function payGift(town: Town, giver: Person, gift: GiversPage): Promise<void> {
  const begun = await startPayment(town, giver, gift);
  if (begun.status !== 200) throw new Error(`not begun: ${JSON.stringify(begun.body)}`);
  const { payableAmount } = await orderOf(town, giver, gift);
  const paid = await pay(town, giver, gift.orderId, payableAmount, {
    ...onceOnly(),
    prefer: "wait=20",
  });
  if (paid.status >= 300) throw new Error(`not paid: ${JSON.stringify(paid.body)}`);
  await town.quiet();
}

/** The gift's order as its page shows it. */
export const orderOf = (town: Town, giver: Person, { orderId }: { readonly orderId: string }) =>
  read<{
    readonly status: string;
    readonly label: string;
    readonly labelDetail?: string;
    readonly addressStatus: string;
    readonly payableAmount: number;
    readonly refundedAmount: number;
    readonly shipments: readonly { readonly shipmentId: string }[];
  }>(town, giver, `/api/orders/${orderId}`);

/** A paid gift, and its recipient's link. */
export async function given(
  town: Town,
  giver: Person,
  lines: readonly OrderLine[],
  card: Card = {},
): Promise<{ readonly gift: GiversPage; readonly link: string }> {
  const gift = await registered(town, giver, lines, card);
  await payGift(town, giver, gift);
  return { gift, link: await linkOf(town, gift) };
}

const keys = new WeakMap<Town, Promise<GiftLinks>>();

/** The path of a gift's link, derived as the platform does, pushed or not. */
export async function linkOf(town: Town, { giftId }: { readonly giftId: string }): Promise<string> {
  const links = keys.get(town) ?? giftLinksAt(join(town.directory, "keys", "gift-links.key"));
  keys.set(town, links);
  return `/api/gift-links/${(await links).secretOf(giftId)}`;
}

/** The letters whose link leads to a gift, once there is one. */
export async function pushesOf(town: Town, gift: GiversPage) {
  const secret = (await linkOf(town, gift)).split("/").at(-1) ?? "";
  const pushes = () => town.channels.delivered().filter(({ link }) => link?.endsWith(`/${secret}`));
  await until(pushes, (found) => found.length > 0);
  await town.quiet();
  return pushes();
}

export const openLink = (town: Town, link: string) =>
  ask<RecipientsPage>(town, undefined, "GET", link);
export const accept = (town: Town, link: string, address: object = ADDRESS) =>
  ask<RecipientsPage>(town, undefined, "POST", `${link}/acceptance`, { address });
export const refuse = (town: Town, link: string) =>
  ask<RecipientsPage>(town, undefined, "POST", `${link}/rejection`);
export const sendElsewhere = (town: Town, link: string, address: object) =>
  ask<RecipientsPage>(
    town,
    undefined,
    "PUT",
    `${link}/address`,
    { address },
    {
      prefer: "wait=20",
    },
  );

/** Where the order of a gift goes; null while nobody has told. */
export async function addressOf(town: Town, orderId: string): Promise<object | null | undefined> {
  const [row] = await town.sql<{ readonly address: object | null }>(
    "order",
    `select address from "order".orders where order_id = $1`,
    [orderId],
  );
  return row?.address;
}

/** The parcel of an order, and where it goes. */
export async function parcelOf(town: Town, orderId: string) {
  const [row] = await town.sql<{ readonly id: string; readonly address: object }>(
    "delivery",
    "select shipment_id as id, address from delivery.shipments where order_id = $1",
    [orderId],
  );
  return row;
}
