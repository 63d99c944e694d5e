/** A gift and its states. Accepting, refusing, expiring and taking back exclude each other. */
import { impossible, refuse, type Refusal } from "#kernel/refusal.ts";
import { count, instant, listOf, record, text, type ValueOf } from "#kernel/schema.ts";
import { giftStatus, type GiftStatus, type PushType } from "./contract.ts";

/** What is in it, as its recipient may see it: no prices. */
export const giftItem = () =>
  record({
    itemName: text(200),
    size: text(50),
    options: listOf(text(100), 10),
    quantity: count(1),
  });
export type GiftItem = Readonly<ValueOf<ReturnType<typeof giftItem>>>;
/** Every state the gift was in, oldest first. */
export const giftHistoryEntry = () => record({ status: giftStatus(), at: instant() });
export type GiftHistoryEntry = Readonly<ValueOf<ReturnType<typeof giftHistoryEntry>>>;

/** Where it goes is the order's alone to know: nothing that the giver sees could tell it. */
export type Gift = {
  readonly orderId: string;
  readonly giftId: string;
  readonly linkHash: string;
  readonly buyerId: string;
  readonly giverName: string;
  readonly giverPhone: string;
  readonly pushType: PushType;
  readonly receiverName: string;
  readonly receiverPhone: string;
  readonly message: string;
  readonly items: readonly GiftItem[];
  readonly status: GiftStatus;
  /** Why it was cancelled, in the words of its order or of the giver. */
  readonly cancelReason?: string | undefined;
  readonly expiresAt?: number | undefined;
  /** The recipient, or the giver, confirmed that the goods came. */
  readonly receivedAt?: number | undefined;
  /** A change of address that delivery must still answer. */
  readonly addressAsked: boolean;
  readonly history: readonly GiftHistoryEntry[];
  readonly giftVersion: number;
  /** The last request that waits for what becomes of it. */
  readonly story: string;
};

/** The edges a gift may take (requirements §3.3), all of them. It begins REGISTERED. */
export const EDGES: readonly (readonly [from: GiftStatus, to: GiftStatus])[] = [
  ["REGISTERED", "IN_PAYMENT"],
  ["REGISTERED", "CANCELLED"],
  ["IN_PAYMENT", "PAID"],
  ["IN_PAYMENT", "CANCELLED"],
  ["PAID", "LINK_PUSHED"],
  ["PAID", "ACCEPTED"],
  ["PAID", "REJECTED"],
  ["PAID", "EXPIRED"],
  ["PAID", "CANCELLED"],
  ["LINK_PUSHED", "ACCEPTED"],
  ["LINK_PUSHED", "REJECTED"],
  ["LINK_PUSHED", "EXPIRED"],
  ["LINK_PUSHED", "CANCELLED"],
  ["ACCEPTED", "PREPARING"],
  ["ACCEPTED", "CANCELLED"],
  ["PREPARING", "SHIPPING"],
  ["PREPARING", "CANCELLED"],
  ["SHIPPING", "DELIVERED"],
];
const legal = new Set(EDGES.map(([from, to]) => `${from} ${to}`));

/** The gift in its next state; `impossible` along no edge. */
export function reach(gift: Gift, status: GiftStatus, at: number): Gift {
  if (!legal.has(`${gift.status} ${status}`)) {
    impossible(`a gift goes from ${gift.status} to ${status}`);
  }
  return { ...gift, status, history: [...gift.history, { status, at }] };
}

/** Its recipient, its giver and the clock may still decide about it. */
export const isOpen = ({ status }: Gift): boolean => status === "PAID" || status === "LINK_PUSHED";
export const isUnpaid = ({ status }: Gift): boolean =>
  status === "REGISTERED" || status === "IN_PAYMENT";
/** Accepted, and nothing of it has left yet. */
export const isOnItsTable = ({ status }: Gift): boolean =>
  status === "ACCEPTED" || status === "PREPARING";
export const wasReached = ({ history }: Gift, status: GiftStatus): boolean =>
  history.some((entry) => entry.status === status);

const notReceivable = refuse("GIFT_NOT_RECEIVABLE_CONDITION");

/** The giver goes to pay. Only once: a second window must not pay again. */
export const startPayment = (gift: Gift, at: number): Gift | Refusal =>
  gift.status === "REGISTERED" ? reach(gift, "IN_PAYMENT", at) : refuse("COMMON_ILLEGAL_STATUS");

/** The order is paid. From registered it passes through payment; the same gift when that is old news. */
export function paid(gift: Gift, at: number, expiresAt: number): Gift {
  if (!isUnpaid(gift)) return gift;
  const paying = gift.status === "REGISTERED" ? reach(gift, "IN_PAYMENT", at) : gift;
  return { ...reach(paying, "PAID", at), expiresAt };
}

/** A channel took the link. Who was quicker than that news has decided already. */
export const linkPushed = (gift: Gift, at: number): Gift =>
  gift.status === "PAID" ? reach(gift, "LINK_PUSHED", at) : gift;

/** Until its expiry, its last instant included. */
export const accept = (gift: Gift, at: number): Gift | Refusal =>
  isReceivable(gift, at) ? reach(gift, "ACCEPTED", at) : notReceivable;

export const reject = (gift: Gift, at: number): Gift | Refusal =>
  isReceivable(gift, at) ? reach(gift, "REJECTED", at) : notReceivable;

/** The same gift: somebody was quicker, or it is not time yet. */
export const expire = (gift: Gift, at: number): Gift =>
  isOpen(gift) && isExpired(gift, at) ? reach(gift, "EXPIRED", at) : gift;

const isReceivable = (gift: Gift, at: number): boolean => isOpen(gift) && !isExpired(gift, at);
export const isExpired = ({ expiresAt }: Gift, at: number): boolean =>
  expiresAt !== undefined && at > expiresAt;

/** The giver's own cancel. Repeated it answers as the first time. */
export function takeBack(gift: Gift, at: number, giverUntil: "ACCEPTED" | "PAID"): Gift | Refusal {
  if (gift.status === "CANCELLED" && gift.cancelReason === BY_GIVER) return gift;
  if (!isUnpaid(gift) && !isReceivable(gift, at)) return notReceivable;
  if (isOpen(gift) && giverUntil === "PAID") return refuse("ORDER_NOT_CANCELLABLE");
  return { ...reach(gift, "CANCELLED", at), cancelReason: BY_GIVER };
}
const BY_GIVER = "GIFT_CANCELLED";

/** Its order ended, for whatever reason. The same gift where it had ended first, or is on its way. */
export const orderEnded = (gift: Gift, at: number, cancelReason: string): Gift =>
  isUnpaid(gift) || isOpen(gift) || isOnItsTable(gift)
    ? { ...reach(gift, "CANCELLED", at), cancelReason, addressAsked: false }
    : gift;

const JOURNEY: readonly GiftStatus[] = ["ACCEPTED", "PREPARING", "SHIPPING", "DELIVERED"];

export const isOnItsWay = ({ status }: Gift): boolean => JOURNEY.includes(status);

/** The order got that far: an accepted gift follows, through every state between. */
export function follow(gift: Gift, to: "PREPARING" | "SHIPPING" | "DELIVERED", at: number): Gift {
  const from = JOURNEY.indexOf(gift.status);
  if (from < 0) return gift;
  const between = JOURNEY.slice(from + 1, JOURNEY.indexOf(to) + 1);
  return between.reduce((moved, status) => reach(moved, status, at), gift);
}

/** A new address is asked for; delivery answers once there are parcels. */
export function askAddress(gift: Gift): Gift | Refusal {
  if (!isOnItsTable(gift)) return refuse("GIFT_NOT_MODIFY_DELIVERY_CONDITION");
  return gift.addressAsked ? refuse("REQUEST_IN_PROGRESS") : { ...gift, addressAsked: true };
}

const DAY_MS = 86_400_000;

/** The last instant at which a gift can be accepted. */
export const expiryOf = (startAt: number, days: number): number => startAt + days * DAY_MS;
