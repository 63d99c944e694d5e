import type { BodyOf, Definition } from "#kernel/message.ts";
import { isRefusal, refuse } from "#kernel/refusal.ts";
import {
  type Decision,
  type Moment,
  type NewTask,
  type Reaction,
  reactionsOf,
  refused,
  type StateOf,
  unchanged,
} from "#runtime/reaction.ts";
import { itemListed } from "#contexts/catalog/contract.ts";
import { couponExpiring, couponIssued } from "#contexts/coupon/contract.ts";
import { contactGiven, giveContact, partnerRegistered } from "#contexts/identity/contract.ts";
import {
  type giftAccepted as giftFact,
  giftAccepted,
  giftExpired,
  giftPaid,
  giftRejected,
  recordLinkPush,
} from "#contexts/gift/contract.ts";
import {
  orderCancelled,
  orderDelivered,
  orderFailed,
  orderPaid,
  orderPaymentCancelled,
  orderPlaced,
  orderRefunded,
  orderShipped,
} from "#contexts/order/contract.ts";
import { depositAwaited, partRefunded, refundFellDue } from "#contexts/payment/contract.ts";
import { letters, notices } from "./collections.ts";
import {
  deliver,
  type NoticeData,
  noticeFailed,
  noticeSent,
  type ChannelName,
  recordDelivery,
  resendNotice,
  type Template,
} from "./contract.ts";
import {
  again,
  type Contact,
  dedupeKeyOf,
  delivered,
  nameOfLines,
  type Notice,
  queued,
  recipientOf,
} from "./rules.ts";

const on = reactionsOf("notification");

/** To itself: the channel is called after the commit. To gift: its link was taken. To identity: how is somebody reached? */
export const sends: readonly Definition[] = [
  deliver,
  recordLinkPush,
  giveContact,
] as readonly unknown[] as readonly Definition[];

type OfNotice = {
  readonly subjectId: string;
  readonly template: Template;
  readonly number?: number;
};
const theNotice = ({ subjectId, template, number }: OfNotice) => ({
  notice: notices.one(dedupeKeyOf(subjectId, template, number)),
});
type OfOrder = { readonly orderId: string };

/** Whether an installation has somebody to call for a channel. */
export type IsServed = (channel: ChannelName) => boolean;
type Told = Pick<Decision<NoticeNeeds>, "changed" | "emitted" | "tasks">;
type NoticeNeeds = ReturnType<typeof theNotice>;

/**
 * Tells somebody, once for each subject and template. Where nobody serves the channel, the notice
 * itself is all there is: a shop that is tried out reaches nobody, and waits for nobody.
 */
const tellingWith =
  (isServed: IsServed) =>
  (
    known: Notice | undefined,
    named: OfNotice,
    contact: Contact,
    data: NoticeData,
    moment: Moment,
  ): Told => {
    if (known !== undefined) return {};
    const language = moment.policies["labels.language"];
    const { channel, recipientName, recipientPhone, recipientEmail } = contact;
    const to = { channel, recipientName, recipientPhone, recipientEmail };
    const notice = queued({ ...named, ...to, language, data }, moment.token("notification"));
    if (isServed(channel)) return { changed: { notice }, tasks: [taskOf(notice)] };
    return taken(delivered(notice, { attempt: notice.attempts, outcome: "SENT" }, moment.at));
  };
type Tell = ReturnType<typeof tellingWith>;

/** What a channel answered becomes a fact. Gift hears that its link is out. */
function taken(notice: Notice): Told {
  const { subjectId, template, noticeId, attempts: attempt, status } = notice;
  const isPush = template === "GIFT_LINK" && status === "SENT";
  const answered = status === "SENT" ? noticeSent : noticeFailed;
  return {
    changed: { notice },
    emitted: [
      answered({ ...namedBy(notice), noticeId, attempt }),
      ...(isPush ? [recordLinkPush({ orderId: subjectId })] : []),
    ],
  };
}

const namedBy = ({ subjectId, template, number }: Notice): OfNotice =>
  number === undefined ? { subjectId, template } : { subjectId, template, number };

/** One effect outside for each try: its channel knows a repetition by its key. */
function taskOf(notice: Notice): NewTask {
  const { dedupeKey, attempts, noticeId, channel, language, data } = notice;
  const said = { noticeId, channel, language, data, attempt: attempts };
  return {
    kind: taskKindOf(channel),
    id: `${dedupeKey}/${attempts}`,
    command: deliver({ ...namedBy(notice), ...said, ...addressOf(notice) }),
  };
}
const addressOf = ({ recipientName, recipientPhone, recipientEmail }: Contact) => ({
  recipientName,
  ...(recipientPhone === undefined ? {} : { recipientPhone }),
  ...(recipientEmail === undefined ? {} : { recipientEmail }),
});
/** A kind for each channel: a sick one holds up no other. */
export const taskKindOf = (channel: string): string => `notification.${channel}`;

/** The first notice of an order knows whom to tell of the rest. */
const ofOrder =
  (template: Template) =>
  ({ orderId }: OfOrder, number?: number) => ({
    notice: notices.one(dedupeKeyOf(orderId, template, number)),
    first: notices.one(dedupeKeyOf(orderId, "ORDER_PLACED")),
  });

/** What an order's fact says to the member who ordered. `said` is undefined for a fact that is not told. */
const tellMember = <Body extends OfOrder>(
  tell: Tell,
  definition: Definition<Body>,
  template: Template,
  said: (body: Body) => NoticeData | undefined = () => ({}),
): Reaction =>
  on<Body, ReturnType<ReturnType<typeof ofOrder>>>(definition, {
    needs: (body) => ofOrder(template)(body),
    decide: (body, { notice, first }, moment) => {
      const more = said(body);
      if (first === undefined || more === undefined) return unchanged;
      const data = { ...first.data, ...more };
      return tell(notice, { subjectId: body.orderId, template }, first, data, moment);
    },
  });

type GiftFact = BodyOf<typeof giftFact>;
/** What a gift's fact says to its recipient, or to its giver. */
const tellOfGift = (
  tell: Tell,
  definition: Definition<GiftFact>,
  ...tellings: readonly {
    readonly template: Template;
    readonly to: (gift: GiftFact) => Contact;
    readonly data: (gift: GiftFact) => NoticeData;
  }[]
): Reaction =>
  on<GiftFact, GiftNeeds>(definition, {
    needs: ({ orderId }) => ({
      known: notices.many(tellings.map(({ template }) => dedupeKeyOf(orderId, template))),
    }),
    decide: (gift, { known }, moment) => {
      const made = tellings.map(({ template, to, data }) => {
        const subject = { subjectId: gift.orderId, template };
        const before = known.get(dedupeKeyOf(gift.orderId, template));
        return tell(before, subject, to(gift), data(gift), moment);
      });
      return {
        changed: { known: made.flatMap(({ changed }) => changed?.notice ?? []) },
        emitted: made.flatMap(({ emitted = [] }) => emitted),
        tasks: made.flatMap(({ tasks = [] }) => tasks),
      };
    },
  });
type GiftNeeds = { readonly known: ReturnType<typeof notices.many> };

const toGiver = ({ giverName, giverPhone }: GiftFact): Contact => ({
  channel: "KAKAO",
  recipientName: giverName,
  recipientPhone: giverPhone,
});
const toRecipient = ({ pushType, receiverName, receiverPhone }: GiftFact): Contact => ({
  channel: pushType,
  recipientName: receiverName,
  recipientPhone: receiverPhone,
});
const namesOf = ({ giverName, receiverName }: GiftFact): NoticeData => ({
  giverName,
  receiverName,
});

/** What is told to whoever only identity knows how to reach. The letter waits for its answer. */
const addressed = (tell: Tell): readonly Reaction[] => [
  on(couponIssued, {
    needs: ({ memberCouponId }) => theLetter(memberCouponId, "COUPON_ISSUED"),
    decide: ({ memberId, memberCouponId, name, usableUntil: expiresAt }, { letter, notice }) =>
      asked(letter ?? notice, { memberId }, memberCouponId, "COUPON_ISSUED", {
        ...(name === undefined ? {} : { couponName: name }),
        expiresAt,
      }),
  }),
  on(couponExpiring, {
    needs: ({ memberCouponId }) => theLetter(memberCouponId, "COUPON_EXPIRING"),
    decide: ({ memberId, memberCouponId, name, usableUntil: expiresAt }, { letter, notice }) =>
      asked(letter ?? notice, { memberId }, memberCouponId, "COUPON_EXPIRING", {
        couponName: name,
        expiresAt,
      }),
  }),
  on(partnerRegistered, {
    needs: ({ partnerId }) => theLetter(partnerId, "PARTNER_REGISTERED"),
    decide: ({ partnerId }, { letter, notice }) =>
      asked(letter ?? notice, { partnerId }, partnerId, "PARTNER_REGISTERED", {}),
  }),
  on(itemListed, {
    needs: ({ itemId }) => theLetter(itemId, "ITEM_REGISTERED"),
    decide: ({ partnerId, itemId, name }, { letter, notice }) =>
      asked(letter ?? notice, { partnerId }, itemId, "ITEM_REGISTERED", { itemName: name }),
  }),
  on(contactGiven, {
    needs: ({ letterId }) => ({ letter: letters.one(letterId), notice: notices.one(letterId) }),
    decide: ({ letterId: _, ...contact }, { letter, notice }, moment) => {
      if (letter === undefined) return unchanged;
      const to = recipientOf(contact);
      if (to === undefined) return { changed: { letter: null } };
      const { subjectId, template, data } = letter;
      const told = tell(notice, { subjectId, template }, to, data, moment);
      return { ...told, changed: { ...told.changed, letter: null } };
    },
  }),
];

const theLetter = (subjectId: string, template: Template) => ({
  letter: letters.one(dedupeKeyOf(subjectId, template)),
  notice: notices.one(dedupeKeyOf(subjectId, template)),
});
type LetterNeeds = ReturnType<typeof theLetter>;
const asked = (
  known: unknown,
  whom: { readonly memberId: string } | { readonly partnerId: string },
  subjectId: string,
  template: Template,
  data: NoticeData,
): Decision<LetterNeeds> => {
  if (known !== undefined) return unchanged;
  const letterId = dedupeKeyOf(subjectId, template);
  return {
    changed: { letter: { letterId, subjectId, template, data } },
    emitted: [giveContact({ letterId, ...whom })],
  };
};

const PAYMENT_FAILURES: readonly string[] = ["WALLET_BALANCE_INSUFFICIENT", "PAYMENT_DECLINED"];

/** What is told of orders and gifts. */
const tellings = (tell: Tell): readonly Reaction[] => [
  on(orderPlaced, {
    needs: ({ orderId }) => theNotice({ subjectId: orderId, template: "ORDER_PLACED" }),
    decide: ({ orderId, orderNumber, orderer, lines }, { notice }, moment) =>
      tell(
        notice,
        { subjectId: orderId, template: "ORDER_PLACED" },
        { channel: "KAKAO", recipientName: orderer.name, recipientPhone: orderer.phone },
        { orderNumber, ...nameOfLines(lines) },
        moment,
      ),
  }),
  tellMember(tell, orderPaid, "ORDER_PAID", ({ payableAmountMinor: amountMinor }) => ({
    amountMinor,
  })),
  tellMember(tell, orderFailed, "PAYMENT_FAILED", ({ cancelReason }) =>
    PAYMENT_FAILURES.includes(cancelReason) ? {} : undefined,
  ),
  tellMember(tell, orderCancelled, "ORDER_CANCELLED", ({ cancelReason }) =>
    PAYMENT_FAILURES.includes(cancelReason) ? undefined : {},
  ),
  tellMember(tell, orderRefunded, "ORDER_REFUNDED", ({ refundedAmountMinor: amountMinor }) => ({
    amountMinor,
  })),
  on(partRefunded, {
    needs: (part) => ofOrder("LINES_REFUNDED")(part, part.refundNo),
    decide: ({ orderId, refundNo: number, amountMinor }, { notice, first }, moment) => {
      if (first === undefined) return unchanged;
      const named = { subjectId: orderId, template: "LINES_REFUNDED", number } as const;
      return tell(notice, named, first, { ...first.data, amountMinor }, moment);
    },
  }),
  tellMember(tell, depositAwaited, "DEPOSIT_AWAITED", (deposit) => {
    const { amountMinor, depositorName, dueAt, bank, accountNumber, accountHolder } = deposit;
    return { amountMinor, depositorName, dueAt, bank, accountNumber, accountHolder };
  }),
  tellMember(tell, orderPaymentCancelled, "PAYMENT_CANCELLED"),
  tellMember(tell, refundFellDue, "REFUND_DUE", ({ amountMinor }) => ({ amountMinor })),
  tellMember(tell, orderShipped, "ORDER_SHIPPED"),
  tellMember(tell, orderDelivered, "ORDER_DELIVERED"),

  tellOfGift(tell, giftPaid, {
    template: "GIFT_LINK",
    to: toRecipient,
    data: (gift) => ({
      ...namesOf(gift),
      giftId: gift.giftId,
      message: gift.message,
      expiresAt: gift.expiresAt,
    }),
  }),
  tellOfGift(tell, giftAccepted, { template: "GIFT_ACCEPTED", to: toGiver, data: namesOf }),
  tellOfGift(tell, giftRejected, { template: "GIFT_REJECTED", to: toGiver, data: namesOf }),
  tellOfGift(
    tell,
    giftExpired,
    { template: "GIFT_EXPIRED", to: toGiver, data: namesOf },
    { template: "GIFT_GONE", to: toRecipient, data: namesOf },
  ),
];

export const reactionsWith = (isServed: IsServed): readonly Reaction[] => [
  ...tellings(tellingWith(isServed)),
  ...addressed(tellingWith(isServed)),
  // Its runner gives it to the channel: nothing is to be decided.
  on(deliver, { decide: () => unchanged }),
  on(recordDelivery, { needs: theNotice, decide: record }),
  on(resendNotice, {
    needs: theNotice,
    decide: (_, { notice }, { at }) => {
      if (notice === undefined) return refused(refuse("COMMON_ENTITY_NOT_FOUND"));
      const next = again(notice);
      if (isRefusal(next)) return refused(next);
      if (isServed(next.channel)) {
        const answer = { settled: true, value: next } as const;
        return { changed: { notice: next }, tasks: [taskOf(next)], answer };
      }
      const sent = delivered(next, { attempt: next.attempts, outcome: "SENT" }, at);
      return { ...taken(sent), answer: { settled: true, value: sent } };
    },
  }),
];

/** What the channel said of one try. Gift hears that its link is out. */
function record(
  said: BodyOf<typeof recordDelivery>,
  { notice }: StateOf<ReturnType<typeof theNotice>>,
  { at }: Moment,
): Decision<ReturnType<typeof theNotice>> {
  if (notice === undefined) return unchanged;
  const next = delivered(notice, said, at);
  if (next === notice) return unchanged;
  return taken(next);
}
