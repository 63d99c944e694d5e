import type { BodyOf, Definition, Draft } from "#kernel/message.ts";
import { isRefusal, refuse, type Refusal } from "#kernel/refusal.ts";
import {
  type Answer,
  type DeadlineChange,
  type Decision,
  type Moment,
  type Reaction,
  reactionsOf,
  refused,
  unchanged,
} from "#runtime/reaction.ts";
import { addressKept } from "#contexts/delivery/contract.ts";
import {
  cancelGiftOrder,
  confirmReceipt,
  orderAddressSet,
  orderCancelAccepted,
  orderCancelled,
  orderClosed,
  orderDelivered,
  orderFailed,
  orderPaid,
  orderPlaced,
  orderPrepared,
  orderRefunded,
  orderShipped,
  placementRefused,
  placeGiftOrder,
  updateRecipient,
} from "#contexts/order/contract.ts";
import { gifts } from "./collections.ts";
import {
  acceptGift,
  cancelGift,
  changeGiftAddress,
  confirmGiftReceipt,
  giftAddressChanged,
  giftDue,
  giftRegistered,
  recordLinkPush,
  registerGift,
  rejectGift,
  startGiftPayment,
} from "./contract.ts";
import {
  accept,
  askAddress,
  expire,
  expiryOf,
  follow,
  type Gift,
  isOnItsWay,
  isOpen,
  isUnpaid,
  linkPushed,
  orderEnded,
  paid,
  reject,
  startPayment,
  takeBack,
} from "./rules.ts";
import { announce, ofGift } from "./rules/announcing.ts";
import { itemsOf, registered } from "./rules/registering.ts";

const on = reactionsOf("gift");

type Named = { readonly orderId: string };
const theGift = ({ orderId }: Named) => ({ gift: gifts.one(orderId) });
type GiftNeeds = ReturnType<typeof theGift>;
type GiftDecision = Decision<GiftNeeds>;

/** The order's commands that a gift sends. */
export const sends: readonly Definition[] = [
  placeGiftOrder,
  updateRecipient,
  cancelGiftOrder,
  confirmReceipt,
] as readonly unknown[] as readonly Definition[];

/** A command of the giver, refused as unknown where the gift is another's; or of whoever holds the link. */
const command = <Body extends Named & { readonly memberId?: string }>(
  definition: Definition<Body>,
  rule: (gift: Gift, body: Body, moment: Moment) => Gift | Refusal,
  asks: (gift: Gift, body: Body) => readonly Draft[] = () => [],
): Reaction =>
  on<Body, GiftNeeds>(definition, {
    needs: theGift,
    decide: (body, { gift }, moment): GiftDecision => {
      const { memberId } = body;
      if (gift === undefined || (memberId !== undefined && memberId !== gift.buyerId)) {
        return refused(refuse("COMMON_ENTITY_NOT_FOUND"));
      }
      const next = rule(gift, body, moment);
      if (isRefusal(next)) return refused(next);
      if (next === gift) return { answer: answerOf(gift) };
      const told = { ...next, story: moment.message.correlation };
      return { ...moved(gift, told, asks(told, body)), answer: answerOf(told) };
    },
  });

/** What is said of a gift's order. Of other orders nothing is known here. */
const hear = <Body extends Named>(
  definition: Definition<Body>,
  decide: (gift: Gift, body: Body, moment: Moment) => GiftDecision,
): Reaction =>
  on<Body, GiftNeeds>(definition, {
    needs: theGift,
    decide: (body, { gift }, moment): GiftDecision =>
      gift === undefined ? unchanged : decide(gift, body, moment),
  });

const follows = <Body extends Named>(
  definition: Definition<Body>,
  rule: (gift: Gift, body: Body, moment: Moment) => Gift,
): Reaction =>
  hear(definition, (gift, body, moment) => {
    const next = rule(gift, body, moment);
    return next === gift ? unchanged : moved(gift, next);
  });

/** Every fact by which an order ends, or begins to. */
const endsOn = <Body extends Named & { readonly cancelReason: string }>(
  definition: Definition<Body>,
): Reaction =>
  follows(definition, (gift, { cancelReason }, { at }) => orderEnded(gift, at, cancelReason));

export const reactions: readonly Reaction[] = [
  on(registerGift, { needs: theGift, decide: register }),
  command(startGiftPayment, (gift, _, { at }) => startPayment(gift, at)),
  command(
    cancelGift,
    (gift, _, { at, policies }) => takeBack(gift, at, policies["cancel.gift.until"]),
    ({ orderId }) => [cancelGiftOrder({ orderId, reason: "GIFT_CANCELLED" })],
  ),

  command(
    acceptGift,
    (gift, _, { at }) => accept(gift, at),
    (_, { orderId, address }) => [updateRecipient({ orderId, address })],
  ),
  command(
    rejectGift,
    (gift, _, { at }) => reject(gift, at),
    ({ orderId }) => [cancelGiftOrder({ orderId, reason: "GIFT_REJECTED" })],
  ),
  command(
    changeGiftAddress,
    (gift) => askAddress(gift),
    (_, { orderId, address }) => [updateRecipient({ orderId, address })],
  ),
  on(confirmGiftReceipt, { needs: theGift, decide: receive }),
  hear(recordLinkPush, (gift, _, { at }) => {
    const next = linkPushed(gift, at);
    return next === gift ? unchanged : moved(gift, next);
  }),
  hear(giftDue, fallDue),

  hear(orderPlaced, placed),
  follows(placementRefused, (gift, { reason }, { at }) => orderEnded(gift, at, reason)),
  hear(orderPaid, becomePaid),
  hear(orderAddressSet, (gift, _, moment) => addressAnswered(gift, moment, undefined)),
  hear(addressKept, (gift, _, moment) =>
    addressAnswered(gift, moment, refuse("GIFT_NOT_MODIFY_DELIVERY_CONDITION")),
  ),
  follows(orderPrepared, (gift, _, { at }) => follow(gift, "PREPARING", at)),
  follows(orderShipped, (gift, _, { at }) => follow(gift, "SHIPPING", at)),
  follows(orderDelivered, (gift, _, { at }) => follow(gift, "DELIVERED", at)),
  hear(orderClosed, closed),
  endsOn(orderFailed),
  endsOn(orderCancelAccepted),
  endsOn(orderCancelled),
  endsOn(orderRefunded),
];

/** The changed gift, the one fact of its new state, its deadline, and what is asked of the order. */
function moved(before: Gift, after: Gift, asks: readonly Draft[] = []): GiftDecision {
  const gift = { ...after, giftVersion: before.giftVersion + 1 };
  return {
    changed: { gift },
    emitted: [...(gift.status === before.status ? [] : announce(gift)), ...asks],
    deadlines: deadlineChanges(before, gift),
  };
}

/** The gift itself: each route shows what its caller may see. */
const answerOf = (gift: Gift, settled = true): Answer => ({
  settled: settled && !gift.addressAsked,
  value: gift,
});

const EXPIRY = "expiry";

function deadlineChanges(before: Gift, after: Gift): readonly DeadlineChange[] {
  if (isOpen(before) === isOpen(after)) return [];
  const { orderId, expiresAt } = after;
  return isOpen(after) && expiresAt !== undefined
    ? [expiryDeadline(orderId, expiresAt)]
    : [{ name: EXPIRY, key: orderId, cleared: true }];
}

/** The last instant to accept is the recipient's. */
const expiryDeadline = (orderId: string, expiresAt: number): DeadlineChange => ({
  name: EXPIRY,
  key: orderId,
  at: expiresAt + 1,
  command: giftDue({ orderId }),
});

/** The gift and its order begin in one go: the order is placed by what is committed with the gift. */
function register(
  body: BodyOf<typeof registerGift>,
  { gift }: { readonly gift: Gift | undefined },
  { at, message, policies }: Moment,
): GiftDecision {
  if (gift !== undefined) return { answer: answerOf(gift) };
  const made = registered(body, at, message.correlation);
  const { orderId, memberId, payMethod, orderer, lines, orderCouponId } = body;
  return {
    changed: { gift: made },
    emitted: [
      giftRegistered(ofGift(made)),
      placeGiftOrder({
        orderId,
        memberId,
        payMethod,
        autoPay: policies["order.autoPay"],
        orderer,
        lines,
        ...(orderCouponId === undefined ? {} : { orderCouponId }),
      }),
    ],
    answer: answerOf(made),
  };
}

/** What is in it. An order that comes to a gift which ended meanwhile is not wanted any more. */
function placed(gift: Gift, { lines }: BodyOf<typeof orderPlaced>): GiftDecision {
  if (gift.status === "CANCELLED") {
    return { emitted: [cancelGiftOrder({ orderId: gift.orderId, reason: "GIFT_CANCELLED" })] };
  }
  return gift.items.length > 0 ? unchanged : moved(gift, { ...gift, items: itemsOf(lines) });
}

/** Paid for somebody who has a while to accept. The money of a gift that ended meanwhile goes back. */
function becomePaid(gift: Gift, { orderId }: Named, { at, policies }: Moment): GiftDecision {
  if (gift.status === "CANCELLED") {
    return { emitted: [cancelGiftOrder({ orderId, reason: "GIFT_CANCELLED" })] };
  }
  if (!isUnpaid(gift)) return unchanged;
  const isFromPayment = policies["gift.expiryStart"] === "PAYMENT";
  const startAt = isFromPayment ? at : (gift.history[0]?.at ?? at);
  return moved(gift, paid(gift, at, expiryOf(startAt, policies["gift.expiresAfterDays"])));
}

/** State and time are checked again: a deadline that fires early is set again. */
function fallDue(gift: Gift, { orderId }: Named, { at }: Moment): GiftDecision {
  const next = expire(gift, at);
  if (next !== gift) {
    return moved(gift, next, [cancelGiftOrder({ orderId, reason: "GIFT_EXPIRED" })]);
  }
  return isOpen(gift) && gift.expiresAt !== undefined
    ? { deadlines: [expiryDeadline(orderId, gift.expiresAt)] }
    : unchanged;
}

/** The order has the new address, or delivery keeps to the old one. The first address answers no change. */
function addressAnswered(
  gift: Gift,
  { message }: Moment,
  refusal: Refusal | undefined,
): GiftDecision {
  if (!gift.addressAsked || gift.story !== message.correlation) return unchanged;
  const answered = { ...gift, addressAsked: false };
  const decision = moved(gift, answered);
  return refusal === undefined
    ? { ...decision, emitted: [giftAddressChanged(ofGift(answered))], answer: answerOf(answered) }
    : { ...decision, answer: { settled: true, refusal } };
}

/** The recipient has the goods: the order is closed in the giver's name. */
function receive(
  { orderId }: Named,
  { gift }: { readonly gift: Gift | undefined },
  { message }: Moment,
): GiftDecision {
  if (gift === undefined) return refused(refuse("COMMON_ENTITY_NOT_FOUND"));
  if (gift.receivedAt !== undefined) return { answer: answerOf(gift) };
  if (gift.status !== "SHIPPING" && gift.status !== "DELIVERED") {
    return refused(refuse("COMMON_ILLEGAL_STATUS"));
  }
  return {
    changed: { gift: { ...gift, story: message.correlation } },
    emitted: [confirmReceipt({ orderId, memberId: gift.buyerId })],
    answer: answerOf(gift, false),
  };
}

function closed(gift: Gift, _: Named, { at, message }: Moment): GiftDecision {
  if (gift.receivedAt !== undefined || !isOnItsWay(gift)) return unchanged;
  const decision = moved(gift, { ...follow(gift, "DELIVERED", at), receivedAt: at });
  const received = decision.changed?.gift ?? gift;
  return gift.story === message.correlation
    ? { ...decision, answer: answerOf(received) }
    : decision;
}
