/** The orders as order's own rows have them: what the other books are held against. */
export type Read = <Row>(context: string, sql: string) => Promise<readonly Row[]>;

export type Line = {
  readonly lineNo: number;
  readonly itemId: string;
  readonly quantity: number;
  readonly partnerId: string;
  readonly lineAmountMinor: number;
  readonly orderDiscountShareMinor: number;
  readonly memberCouponIds: readonly string[];
  readonly cancelledAt?: number;
};
export type Order = {
  readonly orderId: string;
  readonly status: string;
  readonly memberId: string;
  readonly payMethod: string;
  readonly payable: number;
  readonly refunded: number;
  readonly version: number;
  /** Those that were not cancelled while the order went on. */
  readonly lines: readonly Line[];
  readonly cancelled: readonly Line[];
  readonly coupons: readonly string[];
};
export type Orders = ReadonlyMap<string, Order>;

export const PAID = ["PAID", "PREPARED", "SHIPPING", "DELIVERED", "CLOSED"];
export const DEAD = ["CANCELLED", "REFUNDED", "PAYMENT_CANCELLED"];
export const isPaid = ({ status }: Order): boolean => PAID.includes(status);
export const isDead = ({ status }: Order): boolean => DEAD.includes(status);
export const isTransfer = ({ payMethod }: Order): boolean => payMethod === "BANK_TRANSFER";
/** A transfer holds nothing before its deposit is confirmed. */
export const holdsStock = (order: Order): boolean =>
  isTransfer(order) ? isPaid(order) : !isDead(order);
export async function readOrders(read: Read): Promise<Orders> {
  const rows = await read<Omit<Order, "coupons"> & { readonly orderCouponId: string | null }>(
    "order",
    `select order_id as "orderId", status, member_id as "memberId", pay_method as "payMethod",
            payable_amount_minor::float8 as payable, refunded_amount_minor::float8 as refunded,
            order_version as version, lines, order_coupon_id as "orderCouponId"
       from "order".orders`,
  );
  const orders = rows.map(({ orderCouponId, ...row }): Order => {
    const lines = row.lines.filter(({ cancelledAt }) => cancelledAt === undefined);
    const cancelled = row.lines.filter(({ cancelledAt }) => cancelledAt !== undefined);
    const ofLines = lines.flatMap(({ memberCouponIds }) => memberCouponIds);
    const coupons = orderCouponId === null ? ofLines : [...ofLines, orderCouponId];
    return { ...row, lines, cancelled, coupons };
  });
  return new Map(orders.map((order) => [order.orderId, order]));
}

export const sumBy = <Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  of: (row: Row) => number,
) => {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(keyOf(row), (sums.get(keyOf(row)) ?? 0) + of(row));
  return sums;
};

/** Both maps say the same of every key; a missing one is zero. */
export function differences(
  what: string,
  is: ReadonlyMap<string, number>,
  should: ReadonlyMap<string, number>,
): string[] {
  return [...new Set([...is.keys(), ...should.keys()])]
    .filter((key) => (is.get(key) ?? 0) !== (should.get(key) ?? 0))
    .map((key) => `${what} ${key}: is ${is.get(key) ?? 0}, should be ${should.get(key) ?? 0}`);
}
