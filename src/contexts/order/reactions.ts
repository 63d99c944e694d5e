import type { BodyOf, Definition, Draft } from "#kernel/message.ts";
import type { Policies } from "#kernel/policies.ts";
import { isRefusal, refuse, type Refusal } from "#kernel/refusal.ts";
import {
  type Decision,
  type Moment,
  type Reaction,
  reactionsOf,
  type StateOf,
  unchanged,
} from "#runtime/reaction.ts";
import {
  goodsAccepted,
  linesReturned as linesReturnedFact,
  stockCommitRefused,
  stockCommitted,
  stockRefused,
  stockReserved,
  stockUndone,
  undoStock,
} from "#contexts/catalog/contract.ts";
import {
  couponsRedeemed,
  couponsRefused,
  couponsRestored,
  lineCouponsRestored as lineCouponsRestoredFact,
  restoreCoupons,
} from "#contexts/coupon/contract.ts";
import {
  addressChanged,
  changeAddress,
  deliveryStarted,
  linesCancelled,
  linesDelivered as linesDeliveredFact,
  linesKept as linesKeptFact,
  shipmentPrepared,
  shipmentRefused,
  shipmentsCancelled as shipmentsCancelledFact,
} from "#contexts/delivery/contract.ts";
import {
  cancelPayment,
  depositConfirmed as depositConfirmedFact,
  PAYMENT_FAILURES,
  partRefunded,
  paymentApproved,
  paymentCancelled,
  paymentFailed,
  paymentOpened,
  paymentRefunded,
  refundPayment,
} from "#contexts/payment/contract.ts";
import { orders } from "./collections.ts";
import {
  askRefundPlan,
  cancelGiftOrder,
  cancelOrder,
  cancelOrderLines,
  confirmReceipt,
  orderDue,
  payOrder,
  updateRecipient,
} from "./contract.ts";
import { ASKS } from "./reactions/asking.ts";
import { answering, answerOf, deadlineOf, isRequest } from "./reactions/answering.ts";
import { placing } from "./reactions/placing.ts";
import { telling } from "./reactions/telling.ts";
import { sheetReactions } from "./reactions/sheet.ts";
import { isUndoing, type Move, type Order, type Party } from "./rules.ts";
import { announce, announceAddress, announceLines } from "./rules/announcing.ts";
import {
  cancel,
  nothingLeaves,
  shipmentsCancelled,
  unpaidLimitPassed,
} from "./rules/cancelling.ts";
import {
  cancelLines,
  lineCouponsRestored,
  linesAgreed,
  linesKept,
  linesRefunded,
  linesReturned,
  planFor,
} from "./rules/cancellingLines.ts";
import { endShort, refunded, stepUndone } from "./rules/compensating.ts";
import {
  closeLimitPassed,
  confirmReceipt as confirmReceived,
  linesDelivered,
  linesPreparing,
  linesShipped,
} from "./rules/delivering.ts";
import { shown } from "./rules/showing.ts";
import { limitChanges, limitOf, showsDelivered, unpaidLimit } from "./rules/limits.ts";
import {
  approved,
  cannotBeSold,
  depositConfirmed,
  neverPaid,
  pay,
  payFailed,
  sold,
} from "./rules/paying.ts";
import { planShown } from "./rules/refundPlan.ts";
import { cancelGift, receiveAt, redirected } from "./rules/receiving.ts";
import { recorded } from "./rules/transitions.ts";
import { discounted, sayNo, sayYes, verificationLimitPassed } from "./rules/verdicts.ts";

const on = reactionsOf("order");

type Named = { readonly orderId: string };
const theOrder = ({ orderId }: Named) => ({ order: orders.one(orderId) });
type OrderNeeds = ReturnType<typeof theOrder>;
type OrderDecision = Decision<OrderNeeds>;
type Rule<Body> = (order: Order, body: Body, moment: Moment) => Move;

/** A member's or operator's command on an order: refused as unknown where it is not theirs. */
const command = <Body extends Named & { readonly memberId?: string }>(
  definition: Definition<Body>,
  rule: Rule<Body>,
): Reaction =>
  on<Body, OrderNeeds>(definition, {
    needs: theOrder,
    decide: (body, { order }, moment): OrderDecision =>
      order === undefined || !isTheirs(order, body)
        ? answering(moment, { settled: true, refusal: refuse("COMMON_ENTITY_NOT_FOUND") })
        : commanded(order, rule(order, body, moment), moment),
  });

const isTheirs = (order: Order, { memberId }: { readonly memberId?: string }): boolean =>
  memberId === undefined || memberId === order.memberId;

/** An operator asks in nobody's name. */
const askerOf = ({ memberId }: { readonly memberId?: string | undefined }) =>
  memberId === undefined ? ("operator" as const) : ("member" as const);

/** What another context says of an order. */
const hear = <Body extends Named>(definition: Definition<Body>, rule: Rule<Body>): Reaction =>
  on<Body, OrderNeeds>(definition, {
    needs: theOrder,
    decide: (body, { order }, moment): OrderDecision =>
      order === undefined ? unchanged : heard(order, rule(order, body, moment), moment),
  });

/** A success that must be undone when nobody knows the order: it is treated as cancelled. */
const hearYes = <Body extends Named>(
  definition: Definition<Body>,
  rule: Rule<Body>,
  undo: (orderId: string) => Draft,
): Reaction =>
  on<Body, OrderNeeds>(definition, {
    needs: theOrder,
    decide: (body, { order }, moment): OrderDecision =>
      order === undefined
        ? { emitted: [undo(body.orderId)] }
        : heard(order, rule(order, body, moment), moment),
  });

const saysYes = (order: Order, party: Party, { at, policies, maybe }: Moment): Move =>
  sayYes(order, party, {
    unpaidUntil: unpaidLimit(order, at, policies),
    fails: () => maybe("order.verify"),
  });

const PAY_TRIES_MAX = 3;
const triesMax = (policies: Policies): number =>
  policies["payment.onFailure"] === "RETRYABLE" ? PAY_TRIES_MAX : 1;

export const reactions: readonly Reaction[] = [
  ...placing,
  ...sheetReactions,
  ...telling,
  on(updateRecipient, { needs: theOrder, decide: receive }),
  command(cancelGiftOrder, (order, { reason }, { at }) => cancelGift(order, reason, at)),
  hear(addressChanged, (order, { address }) => redirected(order, address)),
  command(payOrder, (order, { payMethod, amountMinor }) => pay(order, payMethod, amountMinor)),
  command(cancelOrder, (order, { memberId, reason: note }, { at, policies }) =>
    cancel(order, { by: askerOf({ memberId }), at, note }, policies["cancel.prepaid.until"]),
  ),
  on(askRefundPlan, { needs: theOrder, decide: plan }),
  command(cancelOrderLines, (order, { reason: note, ...ask }, { at, policies }) =>
    cancelLines(order, { ...ask, by: askerOf(ask), at, note }, policies),
  ),
  command(confirmReceipt, confirmReceived),
  on<BodyOf<typeof orderDue>, OrderNeeds>(orderDue, { needs: theOrder, decide: fallDue }),

  hearYes(
    stockReserved,
    (order, _, moment) => saysYes(order, "stock", moment),
    (orderId) => undoStock({ orderId }),
  ),
  hearYes(
    goodsAccepted,
    (order, _, moment) => saysYes(order, "stock", moment),
    (orderId) => undoStock({ orderId }),
  ),
  hear(stockRefused, (order, body) => sayNo(order, "stock", stockRefusal(body))),
  hear(stockCommitted, sold),
  hear(stockCommitRefused, (order, { reason }) => cannotBeSold(order, reason)),
  hear(stockUndone, (order) => stepUndone(order, "stock")),

  hearYes(
    couponsRedeemed,
    (order, body, moment) => saysYes(discounted(order, body), "coupon", moment),
    (orderId) => restoreCoupons({ orderId }),
  ),
  hear(couponsRefused, (order, body) => sayNo(order, "coupon", couponRefusal(body))),
  hear(couponsRestored, (order) => stepUndone(order, "coupon")),

  hearYes(
    paymentOpened,
    (order, _, moment) => saysYes(order, "payment", moment),
    (orderId) => cancelPayment({ orderId }),
  ),
  hearYes(
    paymentApproved,
    (order, { amountMinor }, { maybe }) =>
      approved(order, () => amountMinor === order.payableAmountMinor && !maybe("order.complete")),
    (orderId) => refundPayment({ orderId, cause: "COMMON_ENTITY_NOT_FOUND" }),
  ),
  hear(paymentFailed, (order, body, { policies }) => payFailed(order, body, triesMax(policies))),
  hear(paymentCancelled, (order, { cause }) =>
    cause === "OUT_OF_STOCK" && order.status === "AWAITING_PAYMENT"
      ? endShort(order)
      : neverPaid(order),
  ),
  hearYes(depositConfirmedFact, depositConfirmed, (orderId) =>
    refundPayment({ orderId, cause: "COMMON_ENTITY_NOT_FOUND" }),
  ),
  hear(paymentRefunded, (order, { amountMinor }) => refunded(order, amountMinor)),

  hear(shipmentPrepared, linesPreparing),
  hear(deliveryStarted, (order, body, { policies }) =>
    linesShipped(order, body, showsDelivered(policies)),
  ),
  hear(linesDeliveredFact, (order, body, { policies }) =>
    linesDelivered(order, body, showsDelivered(policies)),
  ),
  hear(shipmentsCancelledFact, shipmentsCancelled),
  hear(shipmentRefused, nothingLeaves),

  hear(linesCancelled, (order, told, { at, policies }) =>
    linesAgreed(order, told, at, showsDelivered(policies)),
  ),
  hear(linesKeptFact, linesKept),
  hear(partRefunded, linesRefunded),
  hear(lineCouponsRestoredFact, lineCouponsRestored),
  hear(linesReturnedFact, linesReturned),
];

/** A request is always answered; from now on the order tells how it goes on to this one. */
function commanded(before: Order, move: Move, moment: Moment): OrderDecision {
  if (move.isRepeated === true) return answering(moment, { settled: true, value: shown(before) });
  if (move.order === before) return answering(moment, answerOf(before, move.refusal));
  if (!isRequest(moment)) return moved(before, move, moment);
  const story = moment.message.correlation;
  return moved(before, { ...move, order: { ...move.order, story } }, moment);
}

function heard(before: Order, move: Move, moment: Moment): OrderDecision {
  return move.order === before ? unchanged : moved(before, move, moment);
}

/** The changed order, the one fact of its new state, its limits, and what is asked of others. */
function moved(before: Order, move: Move, moment: Moment): OrderDecision {
  const order = recorded(before, move.order, circumstance(move.order, moment));
  const facts = [
    ...(order.address === before.address ? [] : [announceAddress(order)]),
    ...(order.lineCancels === before.lineCancels ? [] : announceLines(before, order)),
    ...(order.status === before.status ? [] : [announce(order)]),
  ];
  const asks = (move.asks ?? []).map((ask) => ASKS[ask](order));
  return {
    changed: { order },
    emitted: [...facts, ...asks],
    deadlines: limitChanges(before, order, moment.policies).map(deadlineOf(order)),
    // A seller's hand-over moves the order too, but waits for delivery's answer, not for order's.
    ...(move.isOutcome === true || order.story === moment.message.correlation
      ? { answer: answerOf(order, move.refusal ?? paymentRefusal(order), move.isOutcome) }
      : {}),
    ...(move.refusesStory === undefined ? {} : { refusesStory: move.refusesStory }),
  };
}

const circumstance = ({ cancelAskedBy }: Order, { at, message }: Moment) => ({
  at,
  cause: message.type,
  actor:
    cancelAskedBy === "limit" || message.type === orderDue.type ? "system" : message.actor.role,
});

/** Who pays and is refused hears the reason, however far the order has been undone meanwhile. */
function paymentRefusal(order: Order): Refusal | undefined {
  const reason = PAYMENT_FAILURES.find((failure) => failure === order.cancelReason);
  return reason !== undefined && isUndoing(order) ? refuse(reason) : undefined;
}

/** What would go back, as whoever asks may cancel it now. */
function plan(
  ask: BodyOf<typeof askRefundPlan>,
  { order }: StateOf<OrderNeeds>,
  { policies }: Moment,
): OrderDecision {
  if (order === undefined || !isTheirs(order, ask)) {
    return { answer: { settled: true, refusal: refuse("COMMON_ENTITY_NOT_FOUND") } };
  }
  const planned = planFor(order, { ...ask, by: askerOf(ask) }, policies);
  return isRefusal(planned)
    ? { answer: { settled: true, refusal: planned } }
    : { answer: { settled: true, value: planShown(order, planned) } };
}

/** The recipient's address: the order's own, or delivery's to judge once there are parcels. */
function receive(
  { address }: BodyOf<typeof updateRecipient>,
  { order }: StateOf<OrderNeeds>,
  moment: Moment,
): OrderDecision {
  if (order === undefined) return unchanged;
  const received = receiveAt(order, address);
  if (received === "again") return { emitted: [announceAddress(order)] };
  if (received === "delivery's") {
    return { emitted: [changeAddress({ orderId: order.orderId, address })] };
  }
  return heard(order, received, moment);
}

/** State and time are checked again: a deadline that fires early is set again. */
function fallDue(
  { limit }: BodyOf<typeof orderDue>,
  { order }: StateOf<OrderNeeds>,
  moment: Moment,
): OrderDecision {
  if (order === undefined) return unchanged;
  const standing = limitOf(order, moment.policies);
  if (standing?.limit !== limit) return unchanged;
  if (standing.at > moment.at) return { deadlines: [deadlineOf(order)(standing)] };
  switch (limit) {
    case "verification":
      return heard(order, verificationLimitPassed(order), moment);
    case "unpaid":
      return heard(order, unpaidLimitPassed(order, moment.at), moment);
    case "close":
      return heard(order, closeLimitPassed(order, showsDelivered(moment.policies)), moment);
  }
}

function stockRefusal({ reason, lines }: BodyOf<typeof stockRefused>): Refusal {
  if (lines.length === 0) return refuse(reason);
  return refuse(
    reason,
    lines.map(({ lineNo, itemId, wanted, available }) => ({
      line: lineNo,
      code: reason,
      values: reason === "STOCK_INSUFFICIENT" ? { itemId, wanted, available } : { itemId },
    })),
  );
}

const couponRefusal = ({ reason, lineNo }: BodyOf<typeof couponsRefused>): Refusal =>
  lineNo === undefined ? refuse(reason) : refuse(reason, [{ line: lineNo, code: reason }]);
