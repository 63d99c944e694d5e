import {
  deliveryStarted,
  linesDelivered,
  shipmentCreated,
  shipmentPrepared,
  shipmentsCancelled,
} from "#contexts/delivery/contract.ts";
import {
  orderCancelAccepted,
  orderCancelled,
  orderClosed,
  orderDelivered,
  orderFailed,
  orderLinesCancelled,
  orderPaid,
  orderPaymentCancelled,
  orderPlaced,
  orderPrepared,
  orderRefunded,
  orderShipped,
  orderVerified,
} from "#contexts/order/contract.ts";
import {
  depositAwaited,
  depositConfirmed,
  partRefunded,
  paymentApproved,
  paymentCancelled,
  paymentFailed,
  paymentOpened,
  paymentRefunded,
  refundFellDue,
} from "#contexts/payment/contract.ts";
import type { BodyOf } from "#kernel/message.ts";
import {
  type Decision,
  type Moment,
  type Reaction,
  reactionsOf,
  type StateOf,
  unchanged,
} from "#runtime/reaction.ts";
import {
  keepPopularList,
  makePopularList,
  noteFee,
  noteRanked,
  noteTold,
  popularListDue,
  rankSale,
  tellDataPlatform,
} from "./contract.ts";
import { fees } from "./collections.ts";
import { keepList, listDue, listOfDay } from "./reactions/ranking.ts";
import {
  linesTakenBack,
  noted,
  paid,
  salesOfCount,
  salesOfPayment,
  soldOrder,
  takenBack,
  toldOrder,
  type WhoIsTold,
} from "./reactions/selling.ts";
import { statedOf, viewOf } from "./reactions/views.ts";
import {
  afterOrderFact,
  afterPaymentFact,
  afterShipmentFact,
  emptyView,
  movedLines,
  type OrderFact,
  type OrderView,
  type ViewLine,
  type ViewPayment,
  type ViewShipment,
} from "./rules.ts";
import { withTerm } from "./rules/charging.ts";

const on = reactionsOf("query");

type ViewNeeds = ReturnType<typeof viewOf>;
const shown = (view: OrderView | undefined): Decision<ViewNeeds> =>
  view === undefined ? unchanged : { changed: { view } };

/** An order's fact moves the view; `also` is what else the fact says. */
const orderMoved =
  <Fact extends OrderFact>(also: (fact: Fact) => Partial<OrderView> = () => ({})) =>
  (fact: Fact, { view }: StateOf<ViewNeeds>, moment: Moment): Decision<ViewNeeds> =>
    shown(afterOrderFact(view ?? emptyView(fact.orderId), fact, statedOf(moment), also(fact)));

type CancelFact = OrderFact & { readonly cancelReason: string };
const whyCancelled = ({ cancelReason }: { readonly cancelReason: string }) => ({ cancelReason });

function placed(
  fact: BodyOf<typeof orderPlaced>,
  { view }: StateOf<ViewNeeds>,
  moment: Moment,
): Decision<ViewNeeds> {
  const { orderNumber, memberId, serviceType, payMethod, orderer, address } = fact;
  const lines = fact.lines.map((line): ViewLine => ({
    ...shownLine(line),
    unitDiscountedPriceMinor: line.unitListPriceMinor,
    lineAmountMinor: line.unitListPriceMinor * BigInt(line.quantity),
    orderDiscountShareMinor: 0n,
  }));
  const totalAmountMinor = lines.reduce((sum, { lineAmountMinor }) => sum + lineAmountMinor, 0n);
  return shown(
    afterOrderFact(view ?? emptyView(fact.orderId), fact, statedOf(moment), {
      orderNumber,
      memberId,
      serviceType,
      payMethod,
      orderer,
      address,
      lines,
      totalAmountMinor,
      payableAmountMinor: totalAmountMinor,
      placedAt: moment.message.at,
    }),
  );
}

type PlacedLine = BodyOf<typeof orderPlaced>["lines"][number];
const shownLine = ({
  lineNo,
  itemId,
  partnerId,
  itemName,
  size,
  options,
  quantity,
  unitListPriceMinor,
}: Omit<PlacedLine, "expectedUnitPriceMinor">) => ({
  lineNo,
  itemId,
  partnerId,
  itemName,
  size,
  options: options.map(({ group, option, priceMinor }) => ({ group, option, priceMinor })),
  quantity,
  unitListPriceMinor,
});

const verified = ({
  lines,
  totalAmountMinor,
  orderDiscountMinor,
  payableAmountMinor,
}: BodyOf<typeof orderVerified>): Partial<OrderView> => ({
  lines: lines.map((line) => ({
    ...shownLine(line),
    unitDiscountedPriceMinor: line.unitDiscountedPriceMinor,
    lineAmountMinor: line.lineAmountMinor,
    orderDiscountShareMinor: line.orderDiscountShareMinor,
  })),
  totalAmountMinor,
  orderDiscountMinor,
  payableAmountMinor,
});

type PaymentFact = {
  readonly orderId: string;
  readonly paymentId: string;
  readonly amountMinor?: bigint;
};
const paymentMoved =
  (status: ViewPayment["status"]) =>
  (
    { orderId, paymentId, amountMinor = 0n }: PaymentFact,
    { view }: StateOf<ViewNeeds>,
    { message: { at } }: Moment,
  ): Decision<ViewNeeds> =>
    shown(afterPaymentFact(view ?? emptyView(orderId), { paymentId, status, amountMinor, at }));

/** A transfer is waited for: its payer is shown where it goes. */
function depositTold(
  fact: BodyOf<typeof depositAwaited>,
  { view }: StateOf<ViewNeeds>,
  { message: { at } }: Moment,
): Decision<ViewNeeds> {
  const { orderId, paymentId, memberId: _, ...deposit } = fact;
  const told = { ...(view ?? emptyView(orderId)), deposit };
  const { amountMinor } = deposit;
  const moved = afterPaymentFact(told, { paymentId, status: "WAITING_DEPOSIT", amountMinor, at });
  return shown(moved ?? told);
}

/** The sum only rises: what is told late is part of it already. */
function partBack(
  { orderId, refundedMinor }: BodyOf<typeof partRefunded>,
  { view = emptyView(orderId) }: StateOf<ViewNeeds>,
): Decision<ViewNeeds> {
  if (refundedMinor <= view.refundedAmountMinor) return unchanged;
  return shown({ ...view, refundedAmountMinor: refundedMinor });
}

/** Said without a payment's token when the cancel came before the payment was opened. */
function paymentClosed(
  { orderId }: BodyOf<typeof paymentCancelled>,
  { view }: StateOf<ViewNeeds>,
  { message: { at } }: Moment,
): Decision<ViewNeeds> {
  if (view?.payment === undefined) return unchanged;
  return shown(
    afterPaymentFact(view ?? emptyView(orderId), { ...view.payment, status: "CANCELLED", at }),
  );
}

type ShipmentFact = Omit<ViewShipment, "status"> & { readonly orderId: string };
const shipmentMoved =
  (status: string) =>
  (
    { orderId, shipmentId, partnerId, lineNos, carrier, trackingNumber }: ShipmentFact,
    { view }: StateOf<ViewNeeds>,
  ): Decision<ViewNeeds> =>
    shown(
      afterShipmentFact(view ?? emptyView(orderId), {
        shipmentId,
        partnerId,
        lineNos,
        status,
        ...(carrier === undefined ? {} : { carrier }),
        ...(trackingNumber === undefined ? {} : { trackingNumber }),
      }),
    );

function shipmentsGone(
  _: BodyOf<typeof shipmentsCancelled>,
  { view }: StateOf<ViewNeeds>,
): Decision<ViewNeeds> {
  if (view === undefined) return unchanged;
  const shipments = view.shipments.map((shipment) => ({ ...shipment, status: "CANCELLED" }));
  const lineNos = view.lines.map(({ lineNo }) => lineNo);
  const lineDeliveries = movedLines(view.lineDeliveries, lineNos, "CANCELLED");
  return shown({ ...view, shipments, lineDeliveries });
}

const NOTED = { settled: true, value: {} } as const;

/** With a feed or a ranking of its own store, each is told of every order that is paid or taken back from now on. */
export const reactionsWith = (who: WhoIsTold): readonly Reaction[] => [
  on(orderPlaced, { needs: viewOf, decide: placed }),
  on(orderVerified, { needs: viewOf, decide: orderMoved(verified) }),
  on(orderPaid, {
    needs: soldOrder(who.hasFeed),
    thenNeeds: salesOfPayment,
    decide: paid(who),
  }),
  on(orderPrepared, { needs: viewOf, decide: orderMoved() }),
  on(orderShipped, { needs: viewOf, decide: orderMoved() }),
  on(orderDelivered, { needs: viewOf, decide: orderMoved() }),
  on(orderClosed, { needs: viewOf, decide: orderMoved() }),
  on(orderFailed, {
    needs: viewOf,
    decide: orderMoved<CancelFact>((fact) => ({ ...whyCancelled(fact), failed: true })),
  }),
  on(orderCancelAccepted, { needs: viewOf, decide: orderMoved<CancelFact>(whyCancelled) }),
  on(orderPaymentCancelled, { needs: viewOf, decide: orderMoved<CancelFact>(whyCancelled) }),
  on(orderCancelled, {
    needs: soldOrder(true),
    thenNeeds: salesOfCount,
    decide: takenBack<CancelFact>(who, whyCancelled),
  }),
  on(orderRefunded, {
    needs: soldOrder(true),
    thenNeeds: salesOfCount,
    decide: takenBack(who, (fact: BodyOf<typeof orderRefunded>) => ({
      ...whyCancelled(fact),
      refundedAmountMinor: fact.refundedAmountMinor,
    })),
  }),
  on(orderLinesCancelled, {
    needs: viewOf,
    thenNeeds: salesOfCount,
    decide: linesTakenBack(who),
  }),
  on(partRefunded, { needs: viewOf, decide: partBack }),
  on(paymentOpened, { needs: viewOf, decide: paymentMoved("OPENED") }),
  on(paymentApproved, { needs: viewOf, decide: paymentMoved("APPROVED") }),
  on(depositAwaited, { needs: viewOf, decide: depositTold }),
  on(depositConfirmed, { needs: viewOf, decide: paymentMoved("DEPOSIT_CONFIRMED") }),
  on(refundFellDue, { needs: viewOf, decide: paymentMoved("REFUND_DUE") }),
  on(paymentFailed, { needs: viewOf, decide: paymentMoved("FAILED") }),
  on(paymentRefunded, { needs: viewOf, decide: paymentMoved("REFUNDED") }),
  on(paymentCancelled, { needs: viewOf, decide: paymentClosed }),
  on(shipmentCreated, { needs: viewOf, decide: shipmentMoved("BEFORE") }),
  on(shipmentPrepared, { needs: viewOf, decide: shipmentMoved("PREPARING") }),
  on(deliveryStarted, { needs: viewOf, decide: shipmentMoved("SHIPPING") }),
  on(linesDelivered, { needs: viewOf, decide: shipmentMoved("DELIVERED") }),
  on(shipmentsCancelled, { needs: viewOf, decide: shipmentsGone }),
  on(popularListDue, { needs: listOfDay, decide: listDue }),
  on(makePopularList, { decide: () => unchanged }),
  on(keepPopularList, { needs: listOfDay, decide: keepList }),
  on(rankSale, { decide: () => unchanged }),
  on(noteRanked, { decide: () => unchanged }),
  on(tellDataPlatform, { decide: () => unchanged }),
  on(noteFee, {
    needs: ({ feeName }) => ({ fee: fees.one(feeName) }),
    decide: ({ percent }, { fee }, { at }) => {
      const charged = withTerm(fee, { since: at, percent });
      return { ...(charged === fee ? {} : { changed: { fee: charged } }), answer: NOTED };
    },
  }),
  on(noteTold, { needs: toldOrder, decide: noted }),
];
