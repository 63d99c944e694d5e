import {
  orderCancelled,
  orderClosed,
  orderPlaced,
  orderRefunded,
} from "#contexts/order/contract.ts";
import { paymentRefunded } from "#contexts/payment/contract.ts";
import { impossible, isRefusal, refuse } from "#kernel/refusal.ts";
import {
  type Decision,
  type Reaction,
  reactionsOf,
  refused,
  type StateOf,
  unchanged,
} from "#runtime/reaction.ts";
import {
  memberOrders,
  members,
  partners,
  refreshTokens,
  takenEmails,
  tokenFamilies,
} from "./collections.ts";
import {
  addPartnerStaff,
  contactGiven,
  endSession,
  giveContact,
  memberSignedUp,
  memberUpdated,
  memberWithdrawn,
  openSession,
  partnerDisabled,
  partnerEnabled,
  partnerRegistered,
  refreshSession,
  registerPartner,
  setPartnerStatus,
  signUp,
  updateMember,
  withdraw,
} from "./contract.ts";
import {
  contactOf,
  judgeRefresh,
  newMember,
  newPartner,
  normalized,
  updated,
  withdrawn,
} from "./rules.ts";

const on = reactionsOf("identity");
const said = (value: unknown) => ({ settled: true, value }) as const;

const orderOf = ({ orderId }: { readonly orderId: string }) => ({
  order: memberOrders.one(orderId),
});
type OrderNeeds = ReturnType<typeof orderOf>;
/** Closed for good: an opening that comes late must not open it again. */
const closed = (
  { orderId, memberId }: { readonly orderId: string; readonly memberId: string },
  { order }: StateOf<OrderNeeds>,
): Decision<OrderNeeds> =>
  order?.isOpen === false
    ? unchanged
    : { changed: { order: { orderId, memberId, isOpen: false } } };

const people: readonly Reaction[] = [
  on(signUp, {
    needs: ({ memberId, email }) => ({
      member: members.one(memberId),
      taken: takenEmails.one(normalized(email)),
    }),
    decide: (body, { taken }) => {
      const made = newMember(body, taken);
      if (isRefusal(made)) return refused(made);
      const { memberId } = body;
      return {
        changed: { member: made.member, taken: made.email },
        emitted: [memberSignedUp({ memberId })],
        answer: said({ memberId }),
      };
    },
  }),
  on(updateMember, {
    needs: ({ memberId }) => ({ member: members.one(memberId) }),
    decide: (body, { member }) => {
      if (member?.status !== "ACTIVE") return refused(refuse("COMMON_ENTITY_NOT_FOUND"));
      const { memberId } = body;
      return {
        changed: { member: updated(member, body) },
        emitted: [memberUpdated({ memberId })],
        answer: said({ memberId }),
      };
    },
  }),
  on(withdraw, {
    needs: ({ memberId }) => ({ member: members.one(memberId) }),
    thenNeeds: ({ openOrders }, { member }) => ({
      taken: takenEmails.one(member?.email ?? "-"),
      orders: memberOrders.many(openOrders),
    }),
    decide: ({ memberId }, { member, taken, orders }) => {
      if (member?.status !== "ACTIVE") return refused(refuse("COMMON_ENTITY_NOT_FOUND"));
      if ([...orders.values()].some(({ isOpen }) => isOpen)) {
        return refused(refuse("MEMBER_HAS_OPEN_ORDERS"));
      }
      return {
        // The address is free again for whoever owns it.
        changed: { member: withdrawn(member), ...(taken === undefined ? {} : { taken: null }) },
        emitted: [memberWithdrawn({ memberId })],
        answer: said({}),
      };
    },
  }),
];

const sessions: readonly Reaction[] = [
  on(openSession, {
    needs: ({ memberId, tokenHash, family }) => ({
      member: members.one(memberId),
      token: refreshTokens.one(tokenHash),
      family: tokenFamilies.one(family),
    }),
    decide: ({ memberId, tokenHash, family, expiresAt }, { member }, { at }) => {
      if (member?.status !== "ACTIVE") return refused(refuse("AUTH_LOGIN_FAILED"));
      return {
        changed: {
          member: { ...member, lastLoginAt: at },
          token: { tokenHash, memberId, family, expiresAt, usedAt: undefined },
          family: { family, memberId, endedAt: undefined },
        },
        answer: said({ memberId }),
      };
    },
  }),
  on(refreshSession, {
    needs: ({ tokenHash, nextTokenHash }) => ({
      token: refreshTokens.one(tokenHash),
      next: refreshTokens.one(nextTokenHash),
    }),
    thenNeeds: (_, { token }) => ({
      family: tokenFamilies.one(token?.family ?? "-"),
      member: members.one(token?.memberId ?? "-"),
    }),
    decide: ({ nextTokenHash, expiresAt }, { token, family, member }, { at }) => {
      const verdict = judgeRefresh(token, family, member, at);
      if (verdict === "unknown") return refused(refuse("AUTH_TOKEN_INVALID"));
      if (token === undefined || family === undefined) impossible("only a known token is judged");
      if (verdict === "reused") {
        const ended = { ...family, endedAt: family.endedAt ?? at };
        return {
          changed: { family: ended },
          answer: { settled: true, refusal: refuse("AUTH_REFRESH_REUSED") },
        };
      }
      return {
        changed: {
          token: { ...token, usedAt: at },
          next: { ...token, tokenHash: nextTokenHash, expiresAt, usedAt: undefined },
        },
        answer: said({ memberId: token.memberId }),
      };
    },
  }),
  on(endSession, {
    needs: ({ tokenHash }) => ({ token: refreshTokens.one(tokenHash) }),
    thenNeeds: (_, { token }) => ({ family: tokenFamilies.one(token?.family ?? "-") }),
    decide: (_, { family }, { at }) =>
      family === undefined || family.endedAt !== undefined
        ? { answer: said({}) }
        : { changed: { family: { ...family, endedAt: at } }, answer: said({}) },
  }),
];

const sellers: readonly Reaction[] = [
  on(registerPartner, {
    needs: ({ partnerId }) => ({ partner: partners.one(partnerId) }),
    decide: (body, { partner }) => {
      const { partnerId, partnerName } = body;
      if (partner !== undefined) return { answer: said({ partnerId }) };
      return {
        changed: { partner: newPartner(body) },
        emitted: [partnerRegistered({ partnerId, partnerName })],
        answer: said({ partnerId }),
      };
    },
  }),
  on(setPartnerStatus, {
    needs: ({ partnerId }) => ({ partner: partners.one(partnerId) }),
    decide: ({ partnerId, status }, { partner }) => {
      if (partner === undefined) return refused(refuse("COMMON_ENTITY_NOT_FOUND"));
      const answer = said({ partnerId, status });
      if (partner.status === status) return { answer };
      const { partnerName } = partner;
      const fact = status === "ENABLE" ? partnerEnabled : partnerDisabled;
      return {
        changed: { partner: { ...partner, status } },
        emitted: [fact({ partnerId, partnerName })],
        answer,
      };
    },
  }),
  on(addPartnerStaff, {
    needs: ({ partnerId, memberId }) => ({
      partner: partners.one(partnerId),
      member: members.one(memberId),
    }),
    decide: ({ partnerId, memberId }, { partner, member }) => {
      if (partner === undefined || member?.status !== "ACTIVE") {
        return refused(refuse("COMMON_ENTITY_NOT_FOUND"));
      }
      return {
        changed: { member: { ...member, partnerId } },
        answer: said({ partnerId, memberId }),
      };
    },
  }),
];

const openOrders: readonly Reaction[] = [
  on(orderPlaced, {
    needs: orderOf,
    decide: ({ orderId, memberId }, { order }) =>
      order === undefined ? { changed: { order: { orderId, memberId, isOpen: true } } } : unchanged,
  }),
  on(orderClosed, { needs: orderOf, decide: closed }),
  on(orderCancelled, { needs: orderOf, decide: closed }),
  on(orderRefunded, { needs: orderOf, decide: closed }),
  // An order without stock for its deposit stays open until that is paid back.
  on(paymentRefunded, {
    needs: orderOf,
    decide: ({ orderId }, state) =>
      state.order === undefined
        ? unchanged
        : closed({ orderId, memberId: state.order.memberId }, state),
  }),
];

const contacts: readonly Reaction[] = [
  on(giveContact, {
    // Lists, so that nothing is looked for that was not named.
    needs: ({ memberId, partnerId }) => ({
      named: members.many(memberId === undefined ? [] : [memberId]),
      partnered: partners.many(partnerId === undefined ? [] : [partnerId]),
    }),
    decide: ({ letterId }, { named, partnered }) => {
      const [member] = named.values();
      const [partner] = partnered.values();
      return { emitted: [contactGiven({ letterId, ...contactOf(member, partner) })] };
    },
  }),
];

export const reactions: readonly Reaction[] = [
  ...people,
  ...sessions,
  ...sellers,
  ...openOrders,
  ...contacts,
];
