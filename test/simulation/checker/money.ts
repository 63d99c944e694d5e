import { type Evidence, firstOf, grouped, promised, sumBy } from "./evidence.ts";
import { isDead, isPaid, type OrderRow, refundOf } from "./orders.ts";

type Payment = {
  readonly orderId: string;
  readonly status: string;
  readonly amountMinor?: bigint;
  readonly refundedAmountMinor: bigint;
  readonly part?: { readonly refundNo: number; readonly isDone: boolean };
  readonly trail: readonly string[];
};
type Refund = { readonly orderId: string; readonly amountMinor: bigint };
type Entry = {
  readonly transactionId: string;
  readonly accountId: string;
  readonly amountMinor: bigint;
};
type Transaction = {
  readonly transactionId: string;
  readonly cause: string;
  readonly orderId?: string;
};
type Account = { readonly accountId: string; readonly balanceMinor: bigint };
type Booking = {
  readonly orderId: string;
  readonly status: string;
  readonly amountMinor: bigint;
  readonly partsMinor: bigint;
};
type Redemption = {
  readonly orderId: string;
  readonly status: string;
  readonly memberCouponIds: readonly string[];
};
type MemberCoupon = {
  readonly memberCouponId: string;
  readonly couponId: string;
  readonly memberId: string;
  readonly status: string;
  readonly orderId?: string;
};
type Coupon = {
  readonly couponId: string;
  readonly quantity?: number;
  readonly issuedQuantity: number;
};

const paymentsOf = (of: Evidence) => of.rows<Payment>("payment.payments");
const entriesOf = (of: Evidence) => of.ledger<Entry>("wallet.entries");
const transactionsOf = (of: Evidence) => of.ledger<Transaction>("wallet.wallet_transactions");
const orderOf = (of: Evidence, orderId: string) => of.row<OrderRow>("order.orders", orderId);

const deadKeepsNone = promised("I7 no dead order keeps the money that was taken", (of) =>
  firstOf(paymentsOf(of), ({ orderId, status }) =>
    status === "APPROVED" && isDead(orderOf(of, orderId)?.status)
      ? `${orderId}: ${orderOf(of, orderId)?.status}, its payment ${status}`
      : undefined,
  ),
);

const paidExactly = promised("I8 a paid order is paid once and exactly its amount", (of) =>
  firstOf(of.rows<OrderRow>("order.orders"), ({ orderId, status, payableAmountMinor }) => {
    if (!isPaid(status)) return undefined;
    const payment = of.row<Payment>("payment.payments", orderId);
    return payment?.status === "APPROVED" && payment.amountMinor === payableAmountMinor
      ? undefined
      : `${orderId}: ${status} for ${payableAmountMinor}, payment ${payment?.status} of ${payment?.amountMinor}`;
  }),
);

const refundsFit = promised("I9 refunds never exceed the payment", (of) => {
  const refunds = grouped(of.ledger<Refund>("payment.refunds"), ({ orderId }) => orderId);
  return firstOf(paymentsOf(of), ({ orderId, status, amountMinor = 0n, refundedAmountMinor }) => {
    const sum = sumBy(refunds.get(orderId) ?? [], (refund) => refund.amountMinor);
    const isWhole = status !== "REFUNDED" || sum === amountMinor;
    return sum <= amountMinor && sum === refundedAmountMinor && isWhole
      ? undefined
      : `${orderId}: ${status} of ${amountMinor}, refunded ${sum}`;
  });
});

const refundsExact = promised("I9 what went back is what the cancelled lines cost, or all", (of) =>
  firstOf(of.rows<OrderRow>("order.orders"), (order) => {
    const { orderId, status, refundedAmountMinor } = order;
    if (!isPaid(status) && status !== "REFUNDED") return undefined;
    const payment = of.row<Payment>("payment.payments", orderId);
    const due = refundOf(order);
    return refundedAmountMinor === due && payment?.refundedAmountMinor === due
      ? undefined
      : `${orderId}: ${status}, ${due} due back, ${refundedAmountMinor} counted, ${payment?.refundedAmountMinor} refunded`;
  }),
);

/** requirements §3.4, for a payment from the wallet. */
const STEPS = new Set([
  ...["OPENED REQUESTED", "OPENED CANCELLED", "REQUESTED APPROVED", "REQUESTED FAILED"],
  ...["REQUESTED OPENED", "REQUESTED CANCELLED", "APPROVED REFUND_DUE", "REFUND_DUE REFUNDED"],
  ...["OPENED WAITING_DEPOSIT", "WAITING_DEPOSIT CANCELLED", "WAITING_DEPOSIT REFUND_DUE"],
  ...["WAITING_DEPOSIT DEPOSIT_CONFIRMED", "DEPOSIT_CONFIRMED REFUND_DUE"],
]);
const paymentEdges = promised("I18 a payment takes only its edges", (of) =>
  firstOf(paymentsOf(of), ({ orderId, status, trail }) => {
    const isLegal = trail.every(
      (step, index) => index === 0 || STEPS.has(`${trail[index - 1]} ${step}`),
    );
    return isLegal && trail.at(-1) === status
      ? undefined
      : `${orderId}: ${trail.join(" ")}, ${status}`;
  }),
);

const doubleEntry = promised(
  "I14 every wallet transaction has two entries and sums to zero",
  (of) => {
    const byTransaction = grouped(entriesOf(of), ({ transactionId }) => transactionId);
    const known = new Set(transactionsOf(of).map(({ transactionId }) => transactionId));
    return firstOf([...byTransaction], ([transactionId, entries]) =>
      known.has(transactionId) &&
      entries.length >= 2 &&
      sumBy(entries, (entry) => entry.amountMinor) === 0n
        ? undefined
        : `${transactionId}: ${entries.map(({ amountMinor }) => amountMinor).join()}`,
    );
  },
);

const balances = promised("I15 a balance is the sum of its entries and never negative", (of) => {
  const byAccount = grouped(entriesOf(of), ({ accountId }) => accountId);
  return firstOf(of.rows<Account>("wallet.accounts"), ({ accountId, balanceMinor }) => {
    const sum = sumBy(byAccount.get(accountId) ?? [], (entry) => entry.amountMinor);
    return sum === balanceMinor && balanceMinor >= 0n
      ? undefined
      : `${accountId}: ${balanceMinor}, its entries ${sum}`;
  });
});

const debitedOnce = promised(
  "I16 an order is debited once, and each refund credited once",
  (of) => {
    const byOrder = grouped(transactionsOf(of), ({ orderId }) => orderId);
    return firstOf([...byOrder], ([orderId, transactions]) => {
      const causes = transactions.map(({ cause }) => cause).join(" ");
      const { status, lineCancels = [] } = orderOf(of, orderId) ?? {};
      const refunds = lineCancels.filter(({ stage }) => stage === "DONE").map(() => "REFUND");
      const expected = ["PAYMENT", ...refunds, ...(isDead(status) ? ["REFUND"] : [])].join(" ");
      return causes === expected ? undefined : `${orderId}: ${causes}, not ${expected}`;
    });
  },
);

const walletAgrees = promised(
  "I16 the wallet keeps what paid orders cost, and nothing else",
  (of) => {
    const members = new Set(of.rows<Account>("wallet.accounts").map(({ accountId }) => accountId));
    const orderIds = new Map(transactionsOf(of).map((of_) => [of_.transactionId, of_.orderId]));
    const own = entriesOf(of).filter(({ accountId }) => members.has(accountId));
    const byOrder = grouped(own, ({ transactionId }) => orderIds.get(transactionId));
    const orders = of.rows<OrderRow>("order.orders");
    const known = new Set(orders.map(({ orderId }) => orderId));
    const lost = [...byOrder.keys()].find((orderId) => !known.has(orderId));
    if (lost !== undefined) return `${lost}: nobody knows the order`;
    return firstOf(orders, (order) => {
      const { orderId, status, payableAmountMinor } = order;
      const net = sumBy(byOrder.get(orderId) ?? [], (entry) => entry.amountMinor);
      const due = isPaid(status) ? refundOf(order) - payableAmountMinor : 0n;
      return net === due ? undefined : `${orderId}: ${status}, ${net} in the wallet, ${due} due`;
    });
  },
);

const nothingInDoubt = promised("I11 no payment and no refund stays in doubt", (of) =>
  firstOf(paymentsOf(of), ({ orderId, status, part }) =>
    status === "REQUESTED" || status === "REFUND_DUE" || part?.isDone === false
      ? `${orderId}: ${status}, part ${part?.refundNo}`
      : undefined,
  ),
);

const deadIsClosed = promised("I7 the payment of a dead order is closed to any charge", (of) =>
  firstOf(of.rows<OrderRow>("order.orders"), ({ orderId, status }) => {
    const payment = of.row<Payment>("payment.payments", orderId);
    const isOpen = payment === undefined || payment.status === "OPENED";
    return isDead(status) && isOpen
      ? `${orderId}: ${status}, payment ${payment?.status}`
      : undefined;
  }),
);

const booksAgree = promised("I10 payment's book and the wallet's book say the same", (of) => {
  const taken = of.rows<Booking>("wallet.order_bookings");
  return firstOf(taken, ({ orderId, status, amountMinor, partsMinor }) => {
    const payment = of.row<Payment>("payment.payments", orderId);
    if (status !== "DEBITED") return undefined;
    return payment?.status === "APPROVED" &&
      payment.amountMinor === amountMinor &&
      payment.refundedAmountMinor === partsMinor
      ? undefined
      : `${orderId}: ${amountMinor} less ${partsMinor} taken, payment ${payment?.status}`;
  });
});

const couponCounts = promised(
  "I12 a coupon is issued as often as it counts, once a member",
  (of) => {
    const issued = grouped(
      of.rows<MemberCoupon>("coupon.member_coupons"),
      ({ couponId }) => couponId,
    );
    return firstOf(of.rows<Coupon>("coupon.coupons"), ({ couponId, quantity, issuedQuantity }) => {
      const held = issued.get(couponId) ?? [];
      const most = quantity ?? Infinity;
      if (held.length !== issuedQuantity || issuedQuantity > most) {
        return `${couponId}: ${held.length} issued, counted ${issuedQuantity} of ${quantity}`;
      }
      const members = new Set(held.map(({ memberId }) => memberId));
      const isTwice = quantity !== undefined && members.size < held.length;
      return isTwice ? `${couponId}: a member has two` : undefined;
    });
  },
);

const couponUsedOnce = promised(
  "I12 a member coupon is used by one order, which names it",
  (of) => {
    const uses = of
      .rows<Redemption>("coupon.redemptions")
      .filter(({ status }) => status === "USED")
      .flatMap(({ orderId, memberCouponIds }) => memberCouponIds.map((id) => ({ id, orderId })));
    const byCoupon = grouped(uses, ({ id }) => id);
    return firstOf(of.rows<MemberCoupon>("coupon.member_coupons"), (coupon) => {
      const named = byCoupon.get(coupon.memberCouponId) ?? [];
      const expected = coupon.status === "USED" ? coupon.orderId : undefined;
      const isSo = expected === undefined ? named.length === 0 : named.length === 1;
      return isSo && (expected === undefined || named[0]?.orderId === expected)
        ? undefined
        : `${coupon.memberCouponId}: ${coupon.status} ${expected}, named by ${named.map((use) => use.orderId).join()}`;
    });
  },
);

const deadUseNone = promised("I5 a dead order uses no coupon", (of) =>
  firstOf(of.rows<Redemption>("coupon.redemptions"), ({ orderId, status }) =>
    status === "USED" && isDead(orderOf(of, orderId)?.status)
      ? `${orderId}: ${orderOf(of, orderId)?.status}`
      : undefined,
  ),
);

const couponFollows = promised("I13 a coupon follows its order", (of) =>
  firstOf(of.rows<Redemption>("coupon.redemptions"), ({ orderId, status }) => {
    const order = orderOf(of, orderId);
    const isLive = order !== undefined && !isDead(order.status);
    return (status === "USED") === isLive
      ? undefined
      : `${orderId}: ${order?.status}, its coupons ${status}`;
  }),
);

export const moneyAlways = [deadKeepsNone, paidExactly, balances, couponUsedOnce, deadUseNone];
export const moneyAtRest = [
  ...[refundsFit, refundsExact, paymentEdges, doubleEntry, debitedOnce, couponCounts],
  ...[walletAgrees, nothingInDoubt, deadIsClosed, booksAgree, couponFollows],
];
