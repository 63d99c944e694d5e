/** Orders for tests: Mina buys, and her order is told what happens to it. */
import type { Draft, Message } from "#kernel/message.ts";
import { DEFAULT_POLICIES, type Policies } from "#kernel/policies.ts";
import { impossible } from "#kernel/refusal.ts";
import type { Decision, Moment } from "#runtime/reaction.ts";
import { cancelOrder, confirmReceipt, orderDue, payOrder, placeOrder } from "./contract.ts";
import { stockRefused } from "#contexts/catalog/contract.ts";
import {
  stockCommitRefused,
  stockCommitted,
  stockReserved,
  stockUndone,
} from "#contexts/catalog/contract.ts";
import { couponsRedeemed, couponsRefused, couponsRestored } from "#contexts/coupon/contract.ts";
import {
  deliveryStarted,
  linesDelivered,
  shipmentPrepared,
  shipmentRefused,
  shipmentsCancelled,
} from "#contexts/delivery/contract.ts";
import {
  paymentApproved,
  paymentCancelled,
  paymentFailed,
  paymentOpened,
  paymentRefunded,
} from "#contexts/payment/contract.ts";
import { reactions } from "./reactions.ts";
import type { Order } from "./rules.ts";
import type { Item, OrderNumbers } from "./rules/placing.ts";

export const idOf = (prefix: string, name: string): string =>
  `${prefix}_${name.padEnd(19 - prefix.length, "0")}`;
export const MINA = idOf("mem", "Mina");
export const JUN = idOf("mem", "Jun");
export const orderId = idOf("ord", "1");
export const paymentId = idOf("pay", "1");
/** Noon in Seoul on 1 March 2026. */
export const NOON = Date.parse("2026-03-01T12:00:00+09:00");
export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;

const groups = [
  { name: "사이즈", options: ["S", "M", "L"] },
  { name: "색상", options: ["RED", "GOLD"] },
];
export const optionId = (name: string) => idOf("opt", name);
export const shirt: Item = {
  itemId: idOf("itm", "shirt"),
  itemVersion: 1,
  partnerId: idOf("ptn", "HaneulTea"),
  name: "셔츠",
  size: "-",
  priceMinor: 30_000n,
  optionGroups: groups.map(({ name, options }) => ({
    name,
    options: options.map((option) => ({
      optionId: optionId(option),
      name: option,
      priceMinor: option === "GOLD" ? 1_000n : 0n,
    })),
  })),
  deleted: false,
};
export const tea: Item = {
  ...shirt,
  itemId: idOf("itm", "tea"),
  name: "녹차",
  priceMinor: 10_000n,
  optionGroups: [],
};
export const items = new Map([shirt, tea].map((item) => [item.itemId, item]));

export const address = {
  receiverName: "Jun",
  receiverPhone: "010-0000-0000",
  receiverZipcode: "04524",
  receiverAddress1: "서울시 중구 세종대로 110",
  receiverAddress2: "1층",
  etcMessage: "문 앞에 놓아 주세요",
};
type Placement = Parameters<typeof placeOrder>[0];
type WantedLine = Placement["lines"][number];

export const teaLine: WantedLine = {
  itemId: tea.itemId,
  optionIds: [],
  quantity: 1,
  memberCouponIds: [],
};
export const goldShirts: WantedLine = {
  ...teaLine,
  itemId: shirt.itemId,
  optionIds: ["M", "GOLD"].map(optionId),
  quantity: 2,
};
export const memberCouponId = idOf("mcp", "birthday");

/** Mina's placement of F1 (72,000 won); with a coupon unless told otherwise. */
export const placement = (changed: Partial<Placement> = {}): Placement => ({
  orderId,
  memberId: MINA,
  payMethod: "WALLET",
  autoPay: false,
  orderer: { name: "Mina", phone: "010-1111-1111", email: "mina@example.com" },
  address,
  lines: [goldShirts, { ...teaLine, memberCouponIds: [memberCouponId] }],
  ...changed,
});

const ofOrder = { orderId };
const ofShipment = {
  orderId,
  shipmentId: idOf("shp", "1"),
  partnerId: shirt.partnerId,
  lineNos: [1, 2],
};
export const PAYABLE = 71_000n;

/** Every message that order hears, by a short name. The coupon takes 1,000 won off the tea. */
export const messages = {
  place: placeOrder(placement()),
  reserved: stockReserved(ofOrder),
  shortOfStock: stockRefused({
    orderId,
    reason: "STOCK_INSUFFICIENT",
    lines: [{ lineNo: 1, itemId: shirt.itemId, wanted: 2, available: 1 }],
  }),
  committed: stockCommitted(ofOrder),
  commitRefused: stockCommitRefused(ofOrder),
  stockUndone: stockUndone({ orderId, was: "RESERVED" }),
  redeemed: couponsRedeemed({
    orderId,
    lines: [
      { lineNo: 1, unitDiscountedPriceMinor: 31_000n, orderDiscountShareMinor: 0n },
      { lineNo: 2, unitDiscountedPriceMinor: 9_000n, orderDiscountShareMinor: 0n },
    ],
    orderDiscountMinor: 0n,
  }),
  couponRefused: couponsRefused({ orderId, reason: "COUPON_NOT_USABLE", lineNo: 2 }),
  restored: couponsRestored({ orderId, memberCouponIds: [memberCouponId] }),
  opened: paymentOpened({ orderId, paymentId }),
  approved: paymentApproved({ orderId, paymentId, amountMinor: PAYABLE }),
  wrongAmount: paymentApproved({ orderId, paymentId, amountMinor: 1n }),
  failed: paymentFailed({
    orderId,
    paymentId,
    attempt: 1,
    reason: "WALLET_BALANCE_INSUFFICIENT",
  }),
  neverPaid: paymentCancelled(ofOrder),
  refunded: paymentRefunded({
    orderId,
    paymentId,
    refundId: idOf("rfd", "1"),
    amountMinor: PAYABLE,
  }),
  preparing: shipmentPrepared(ofShipment),
  started: deliveryStarted({ ...ofShipment, carrier: "CJ", trackingNumber: "1" }),
  delivered: linesDelivered({ ...ofShipment, orderComplete: true }),
  noParcel: shipmentsCancelled(ofOrder),
  noShipment: shipmentRefused(ofOrder),
  pay: payOrder({ orderId, memberId: MINA, payMethod: "WALLET", amountMinor: PAYABLE }),
  cancel: cancelOrder({ orderId, memberId: MINA }),
  operatorCancels: cancelOrder({ orderId, reason: "fraud" }),
  receive: confirmReceipt({ orderId, memberId: MINA }),
  verificationDue: orderDue({ orderId, limit: "verification" }),
  unpaidDue: orderDue({ orderId, limit: "unpaid" }),
  closeDue: orderDue({ orderId, limit: "close" }),
} as const;
export type MessageName = keyof typeof messages;

export type Circumstances = {
  readonly at?: number;
  readonly policies?: Partial<Policies>;
  readonly broken?: string;
  readonly story?: string;
  /** The message's own id, where it is not the request that began the story. */
  readonly asked?: string;
  readonly numbers?: OrderNumbers;
};

/** What became of an order, and what was said. */
export type Told = { readonly order: Order | undefined; readonly decision: Decision };

/** Tells an order one message. */
export function tellDraft(order: Order | undefined, draft: Draft, how: Circumstances = {}): Told {
  const { type } = draft.definition;
  const reaction = reactions.find(({ definition }) => definition.type === type);
  if (reaction === undefined) impossible(`order does not hear ${type}`);
  const state = { order, numbers: how.numbers, items };
  const moment = momentOf(draft, how);
  const decision: Decision = reaction.decide(draft.body as never, state as never, moment);
  for (const said of decision.emitted ?? []) requireFit(said);
  const changed = decision.changed as { readonly order?: Order } | undefined;
  return { order: changed?.order ?? order, decision };
}

/** What is said must fit the shape that others read it by. */
function requireFit({ definition: { codec, type }, body }: Draft): void {
  if (!codec.fits(JSON.parse(codec.encode(body)))) impossible(`what is said does not fit ${type}`);
}

/** Tells an order a message by its name. Limits are told a year later, when they are due. */
export const tell = (order: Order | undefined, name: MessageName, how: Circumstances = {}): Told =>
  tellDraft(order, messages[name], {
    at: name.endsWith("Due") ? NOON + 365 * DAY_MS : NOON,
    ...how,
  });

export const momentOf = (draft: Draft, how: Circumstances = {}): Moment => ({
  at: how.at ?? NOON,
  message: {
    id: how.asked ?? how.story ?? "story",
    type: draft.definition.type,
    at: how.at ?? NOON,
    correlation: how.story ?? "story",
    actor: { role: "member", memberId: MINA },
    body: draft.body,
  } as Message,
  policies: { ...DEFAULT_POLICIES, ...how.policies },
  token: (kind) => idOf(kind, "x"),
  secret: (length) => "x".repeat(length),
  maybe: (name) => name === how.broken,
});

/** The order after all of these, in turn. */
export function after(names: readonly MessageName[], how: Circumstances = {}): Order {
  let order: Order | undefined;
  for (const name of names) order = tell(order, name, how).order;
  return order ?? impossible("nobody placed the order");
}

export const emittedBy = ({ decision }: Told): readonly string[] =>
  (decision.emitted ?? []).map(({ definition }) => definition.type);

const VERIFIED: readonly MessageName[] = ["place", "reserved", "redeemed", "opened"];
const PAID: readonly MessageName[] = [...VERIFIED, "pay", "approved"];
const PREPARED: readonly MessageName[] = [...PAID, "committed"];
const SHIPPED: readonly MessageName[] = [...PREPARED, "started"];

/** How an order gets into each situation that the protocol tells apart. */
export const situations = {
  PLACED: ["place"],
  "PLACED, stock said yes": ["place", "reserved"],
  "PLACED, stock's answer missing": ["place", "redeemed", "opened"],
  "PLACED, only coupon's answer missing": ["place", "reserved", "opened"],
  AWAITING_PAYMENT: VERIFIED,
  "AWAITING_PAYMENT, charged": [...VERIFIED, "pay"],
  "AWAITING_PAYMENT, charged, asked": [...VERIFIED, "pay", "cancel"],
  "AWAITING_PAYMENT, asked by Mina": [...VERIFIED, "cancel"],
  "AWAITING_PAYMENT, asked by operator": [...VERIFIED, "operatorCancels"],
  "AWAITING_PAYMENT, asked by the limit": [...VERIFIED, "unpaidDue"],
  PAID,
  PREPARED,
  "PREPARED, asked": [...PREPARED, "cancel"],
  SHIPPING: SHIPPED,
  DELIVERED: [...SHIPPED, "delivered"],
  CLOSED: [...SHIPPED, "receive"],
  "COMPENSATING, an answer missing": ["place", "couponRefused"],
  "COMPENSATING, the last no missing": ["place", "opened", "couponRefused"],
  "COMPENSATING, coupon asked": [...VERIFIED, "cancel", "neverPaid"],
  "COMPENSATING, stock asked": [...VERIFIED, "cancel", "neverPaid", "restored"],
  "COMPENSATING, refund asked": [...PAID, "cancel"],
  "COMPENSATING, refunded, stock asked": [...PAID, "cancel", "refunded", "restored"],
  CANCELLED: [...VERIFIED, "cancel", "neverPaid", "restored", "stockUndone"],
  "CANCELLED, nothing was held": ["place", "opened", "couponRefused", "shortOfStock"],
  REFUNDED: [...PAID, "cancel", "refunded", "restored", "stockUndone"],
} as const satisfies Record<string, readonly MessageName[]>;
export type Situation = keyof typeof situations;

export const SITUATIONS = Object.keys(situations) as readonly Situation[];
export const MESSAGE_NAMES = Object.keys(messages) as readonly MessageName[];
export const inSituation = (situation: Situation): Order => after(situations[situation]);
