import { type Evidence, firstOf, grouped, promised, sumBy } from "./evidence.ts";

export type OrderRow = {
  readonly orderId: string;
  readonly memberId: string;
  readonly status: string;
  readonly payMethod: string;
  readonly payableAmountMinor: bigint;
  readonly totalAmountMinor: bigint;
  readonly orderDiscountMinor: bigint;
  readonly refundedAmountMinor: bigint;
  readonly orderVersion: number;
  readonly payInFlight: boolean;
  readonly payAttempts: number;
  readonly cancelAskedBy?: string;
  readonly cancelReason?: string;
  readonly unpaidUntil?: number;
  readonly placedAt: number;
  readonly autoPay: boolean;
  readonly lines: readonly Line[];
  readonly lineCancels?: readonly { readonly cancelNo: number; readonly stage: string }[];
  readonly steps: Readonly<Record<string, Step | undefined>>;
  readonly history: readonly {
    readonly status: string;
    readonly at: number;
    readonly cause: string;
  }[];
};
type Line = {
  readonly lineNo: number;
  readonly itemId: string;
  readonly quantity: number;
  readonly unitListPriceMinor: bigint;
  readonly unitDiscountedPriceMinor: bigint;
  readonly lineAmountMinor: bigint;
  readonly orderDiscountShareMinor: bigint;
  readonly deliveryStatus: string;
  readonly cancelledAt?: number;
};
type Step = { readonly verdict: string; readonly compensation: string };

const PAID = ["PAID", "PREPARED", "SHIPPING", "DELIVERED", "CLOSED"];
const DEAD = ["CANCELLED", "REFUNDED", "PAYMENT_CANCELLED"];
export const isPaid = (status: string | undefined): boolean => PAID.includes(status ?? "");
export const isDead = (status: string | undefined): boolean => DEAD.includes(status ?? "");

/** Lines that were not cancelled while the order went on. */
export const liveLinesOf = ({ lines }: OrderRow): readonly Line[] =>
  lines.filter(({ cancelledAt }) => cancelledAt === undefined);
/** What must go back of an order: all of a refunded one, else what its cancelled lines cost. */
export function refundOf({ status, lines, payableAmountMinor }: OrderRow): bigint {
  if (status === "REFUNDED") return payableAmountMinor;
  const gone = lines.filter(({ cancelledAt }) => cancelledAt !== undefined);
  return sumBy(gone, (line) => line.lineAmountMinor - line.orderDiscountShareMinor);
}

/** requirements §3.2, for a prepaid order. */
const EDGES = new Set([
  ...["PLACED AWAITING_PAYMENT", "PLACED COMPENSATING", "PLACED CANCELLED"],
  ...["AWAITING_PAYMENT PAID", "AWAITING_PAYMENT COMPENSATING"],
  ...["PAID PREPARED", "PAID COMPENSATING", "PREPARED SHIPPING", "PREPARED COMPENSATING"],
  ...["SHIPPING DELIVERED", "SHIPPING CLOSED", "DELIVERED CLOSED"],
  ...["COMPENSATING CANCELLED", "COMPENSATING REFUNDED"],
]);

const ordersOf = (of: Evidence) => of.rows<OrderRow>("order.orders");
const SHARE_OF_PRICE = 10n;
const LEAST_PRICE = 100n;

/** The least that a unit may cost: a tenth of its price, rounded up, and a hundred won. */
function floorOf(list: bigint): bigint {
  const share = (list + SHARE_OF_PRICE - 1n) / SHARE_OF_PRICE;
  const floor = share > LEAST_PRICE ? share : LEAST_PRICE;
  return floor < list ? floor : list;
}

const addsUp = promised(
  "I6 an order costs its lines less its discount, none under its floor",
  (of) =>
    firstOf(ordersOf(of), (order) => {
      const { orderId, lines, totalAmountMinor, orderDiscountMinor, payableAmountMinor } = order;
      const total = sumBy(lines, (line) => line.unitDiscountedPriceMinor * BigInt(line.quantity));
      const shares = sumBy(lines, (line) => line.orderDiscountShareMinor);
      if (total !== totalAmountMinor || shares !== orderDiscountMinor) {
        return `${orderId}: total ${totalAmountMinor}, lines ${total}; discount ${orderDiscountMinor}, shares ${shares}`;
      }
      if (payableAmountMinor !== total - shares) return `${orderId}: payable ${payableAmountMinor}`;
      const under = lines.find(
        (line) =>
          line.lineAmountMinor - line.orderDiscountShareMinor <
          floorOf(line.unitListPriceMinor) * BigInt(line.quantity),
      );
      return under === undefined ? undefined : `${orderId}: ${under.itemId} is under its floor`;
    }),
);

const legalEdges = promised("I18 an order takes only its edges", (of) =>
  firstOf(ordersOf(of), ({ orderId, status, history }) => {
    if (history[0]?.status !== "PLACED" || history.at(-1)?.status !== status) {
      return `${orderId}: ${status} at the end of ${history.map((entry) => entry.status).join(" ")}`;
    }
    const illegal = history.findIndex(
      (entry, index) => index > 0 && !EDGES.has(`${history[index - 1]?.status} ${entry.status}`),
    );
    return illegal === -1
      ? undefined
      : `${orderId}: from ${history[illegal - 1]?.status} to ${history[illegal]?.status}`;
  }),
);

const ledgerClosed = promised("I19 an order ends with nobody left to answer", (of) =>
  firstOf(ordersOf(of), ({ orderId, status, steps }) => {
    if (!isDead(status)) return undefined;
    const open = Object.entries(steps).find(([, step]) => step?.verdict === "PENDING");
    return open === undefined ? undefined : `${orderId}: ${status}, ${open[0]} is pending`;
  }),
);

const nobodyOwed = promised("I19 nobody is owed an undo by an order that has ended", (of) =>
  firstOf(ordersOf(of), ({ orderId, status, steps }) => {
    const owed = Object.entries(steps).find(([, step]) =>
      ["OWED", "ASKED"].includes(step?.compensation ?? ""),
    );
    return isDead(status) && owed !== undefined
      ? `${orderId}: ${status} owes ${owed[0]}`
      : undefined;
  }),
);

const storiesEnd = promised("I17 every story ends", (of) =>
  firstOf(ordersOf(of), ({ orderId, status, cancelAskedBy, payInFlight }) => {
    const mayStay =
      isDead(status) || ["PREPARED", "SHIPPING", "DELIVERED", "CLOSED"].includes(status);
    if (!mayStay) return `${orderId}: still ${status}`;
    if (status === "PREPARED" && cancelAskedBy !== undefined) return `${orderId}: a cancel waits`;
    return payInFlight && !isDead(status) ? `${orderId}: ${status}, a charge waits` : undefined;
  }),
);

const numbersOnce = promised("I31 an order number is given once", (of) => {
  const byNumber = grouped(
    of.rows<{ readonly orderId: string; readonly orderNumber: string }>("order.orders"),
    ({ orderNumber }) => orderNumber,
  );
  return firstOf([...byNumber], ([number, orders]) =>
    orders.length > 1 ? `${number}: ${orders.map(({ orderId }) => orderId).join()}` : undefined,
  );
});

const LINE_STAGES_OVER = ["KEPT", "DONE", "MERGED"];
const lineCancelsEnd = promised("I17 every cancel of lines ends", (of) =>
  firstOf(ordersOf(of), ({ orderId, status, lineCancels = [] }) => {
    const open = lineCancels.find(({ stage }) => !LINE_STAGES_OVER.includes(stage));
    return open === undefined ? undefined : `${orderId}: ${status}, lines still ${open.stage}`;
  }),
);

type View = {
  readonly status: string;
  readonly refundedAmountMinor: bigint;
  readonly cancelledLineNos?: readonly number[];
};
const shownAsItIs = promised("I38 every order is shown as it is", (of) =>
  firstOf(ordersOf(of), (order) => {
    const { orderId, status, refundedAmountMinor, lines } = order;
    const view = of.row<View>("query.order_views", orderId);
    if (view?.status !== status) return `${orderId}: ${status}, shown ${view?.status}`;
    const gone = lines.flatMap((line) => (line.cancelledAt === undefined ? [] : [line.lineNo]));
    const shown = view.cancelledLineNos ?? [];
    return view.refundedAmountMinor === refundedAmountMinor && shown.join() === gone.join()
      ? undefined
      : `${orderId}: ${gone.join()} gone for ${refundedAmountMinor}, shown ${shown.join()} for ${view.refundedAmountMinor}`;
  }),
);

type MemberOrder = { readonly orderId: string; readonly isOpen: boolean };
const openAsItIs = promised("I38 identity knows which orders are open", (of) =>
  firstOf(ordersOf(of), ({ orderId, status }) => {
    const isOpen = !isDead(status) && status !== "CLOSED";
    const known = of.row<MemberOrder>("identity.member_orders", orderId);
    return known?.isOpen === isOpen ? undefined : `${orderId}: ${status}, open ${known?.isOpen}`;
  }),
);

export const ordersAlways = [ledgerClosed];
export const ordersAtRest = [
  ...[addsUp, legalEdges, numbersOnce, nobodyOwed],
  ...[storiesEnd, lineCancelsEnd, shownAsItIs, openAsItIs],
];
