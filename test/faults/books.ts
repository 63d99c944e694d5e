/**
 * The books of all contexts laid side by side, each read from its own database. What no process can
 * check alone is checked here, once everything is quiet; nothing of the product is used.
 */
import {
  differences,
  holdsStock,
  isDead,
  isPaid,
  isTransfer,
  type Order,
  type Orders,
  type Read,
  readOrders,
  sumBy,
} from "./orders.ts";

/** Every disagreement between the books of different contexts; none when all is well. */
export async function disagreements(read: Read): Promise<readonly string[]> {
  const orders = await readOrders(read);
  const found = await Promise.all([
    stockAgainstOrders(read, orders),
    stockAgainstMovements(read),
    moneyAgainstOrders(read, orders),
    paymentsAgainstOrders(read, orders),
    refundsAgainstOrders(read, orders),
    couponsAgainstOrders(read, orders),
    parcelsAgainstOrders(read, orders),
    viewsAgainstOrders(read, orders),
    membersAgainstOrders(read, orders),
    factsOfOrders(read, orders),
    nothingParked(read),
  ]);
  return found.flat();
}

/** Every context of the platform that this checker knows of. */
export const CONTEXTS =
  "identity catalog coupon payment wallet order delivery cart gift notification webhook query".split(
    " ",
  );

/** What left the shelves for an order is what its lines say, and came back when it died. */
async function stockAgainstOrders(read: Read, orders: Orders): Promise<string[]> {
  const moved = await read<{ key: string; kind: string; quantity: number; times: number }>(
    "catalog",
    `select order_id || ' ' || item_id as key, kind, sum(quantity)::int as quantity,
            (count(*) - count(distinct coalesce(line_no, 0)) + 1)::int as times
       from catalog.stock_movements where order_id is not null group by 1, 2`,
  );
  const ofKind = (kind: string) =>
    new Map(moved.filter((row) => row.kind === kind).map(({ key, quantity }) => [key, quantity]));
  const wanted = (which: (order: Order) => boolean) =>
    sumBy(
      [...orders.values()]
        .filter(which)
        .flatMap(({ orderId, lines }) =>
          lines.map((line) => ({ key: `${orderId} ${line.itemId}`, ...line })),
        ),
      ({ key }) => key,
      ({ quantity }) => quantity,
    );
  const book = (signs: Readonly<Record<string, 1 | -1>>) => {
    const sums = new Map<string, number>();
    for (const [kind, sign] of Object.entries(signs)) {
      for (const [key, quantity] of ofKind(kind)) {
        sums.set(key, (sums.get(key) ?? 0) + sign * quantity);
      }
    }
    return sums;
  };
  const kept = book({ COMMIT: 1, CLAIM: 1, RETURN: -1 });
  const held = book({ RESERVE: 1, CLAIM: 1, RELEASE: -1, RETURN: -1 });
  return [
    ...moved.filter(({ times }) => times > 1).map(({ key, kind }) => `${kind} twice: ${key}`),
    ...differences("stock sold", kept, wanted(isPaid)),
    ...differences("stock held or sold", held, wanted(holdsStock)),
  ];
}

/** The shelf is what was received, less what left it. */
async function stockAgainstMovements(read: Read): Promise<string[]> {
  const rows = await read<{ item_id: string }>(
    "catalog",
    `select s.item_id from catalog.stocks s
       left join (select item_id,
           sum(quantity) filter (where kind in ('RECEIVE', 'ADJUST')) as received,
           sum(case kind when 'RESERVE' then quantity when 'CLAIM' then quantity when 'RELEASE' then -quantity
                         when 'RETURN' then -quantity else 0 end) as gone
         from catalog.stock_movements group by item_id) m using (item_id)
      where s.received <> coalesce(m.received, 0)
         or s.available <> coalesce(m.received, 0) - coalesce(m.gone, 0)`,
  );
  return rows.map(({ item_id: itemId }) => `shelf of ${itemId} is not what its movements say`);
}

/** A living paid order was debited once and exactly; every other has taken nothing in the end. */
async function moneyAgainstOrders(read: Read, orders: Orders): Promise<string[]> {
  const booked = await read<{
    orderId: string;
    accountId: string;
    payments: number;
    refunds: number;
    net: number;
  }>(
    "wallet",
    `select t.order_id as "orderId", e.account_id as "accountId",
            count(*) filter (where t.cause = 'PAYMENT')::int as payments,
            count(*) filter (where t.cause = 'REFUND')::int as refunds,
            sum(e.amount_minor)::float8 as net
       from wallet.wallet_transactions t join wallet.entries e using (transaction_id)
      where t.order_id is not null and e.account_id not like 'platform/%'
      group by 1, 2`,
  );
  const paid = [...orders.values()].filter(
    (order) => isPaid(order) && order.payMethod === "WALLET" && order.payable > 0,
  );
  const owner = ({ orderId, memberId }: { orderId: string; memberId: string }) =>
    `${orderId} of ${memberId}`;
  const net = sumBy(
    booked,
    ({ orderId, accountId }) => owner({ orderId, memberId: accountId }),
    (row) => row.net,
  );
  const should = new Map(sumBy(paid, owner, ({ payable, refunded }) => refunded - payable));
  // A deposit that is owed may be given back into the wallet, which it never came from.
  const paidIn = await read<{ orderId: string; memberId: string }>(
    "wallet",
    `select order_id as "orderId", member_id as "memberId" from wallet.order_bookings
      where status = 'PAID_IN'`,
  );
  for (const given of paidIn) {
    const order = orders.get(given.orderId);
    if (order === undefined || order.payMethod === "WALLET" || !isDead(order)) continue;
    should.set(owner(given), order.payable);
  }
  const [book] = await read<{ total: number }>(
    "wallet",
    "select coalesce(sum(amount_minor), 0)::float8 as total from wallet.entries",
  );
  const wrongBalances = await read<{ account_id: string }>(
    "wallet",
    `select a.account_id from wallet.accounts a
       left join (select account_id, sum(amount_minor) as sum from wallet.entries group by 1) e
         using (account_id)
      where a.balance_minor <> coalesce(e.sum, 0)`,
  );
  return [
    ...differences("wallet", net, should),
    ...booked
      .filter((row) => row.payments > 1 || row.refunds > refundsAtMost(orders.get(row.orderId)))
      .map(({ orderId }) => `${orderId} was booked more than once`),
    ...wrongBalances.map(({ account_id: id }) => `${id}: the balance is not its entries`),
    ...(book?.total === 0 ? [] : [`the wallet's book sums to ${book?.total}`]),
  ];
}

/** One for each cancelled line, and one for what was left when the order died. */
const refundsAtMost = (order: Order | undefined): number =>
  (order?.cancelled.length ?? 0) + (order !== undefined && isDead(order) ? 1 : 0);

async function paymentsAgainstOrders(read: Read, orders: Orders): Promise<string[]> {
  const rows = await read<{ orderId: string; status: string; amount: number | null }>(
    "payment",
    `select order_id as "orderId", status, amount_minor::float8 as amount from payment.payments`,
  );
  const payments = new Map(rows.map((row) => [row.orderId, row]));
  const wrong = [...orders.values()].filter((order) => {
    const payment = payments.get(order.orderId);
    const paid = isTransfer(order) ? "DEPOSIT_CONFIRMED" : "APPROVED";
    if (isPaid(order)) return payment?.status !== paid || payment.amount !== order.payable;
    return isDead(order) && ["OPENED", "REQUESTED", "APPROVED"].includes(payment?.status ?? "");
  });
  const unknown = rows.filter(({ orderId }) => !orders.has(orderId));
  return [
    ...wrong.map(({ orderId, status }) => {
      const { status: is, amount } = payments.get(orderId) ?? {};
      return `${orderId} is ${status}, its payment ${is} of ${amount}`;
    }),
    ...unknown.map(({ orderId }) => `a payment of an order that nobody knows: ${orderId}`),
  ];
}

/**
 * What went back is what the cancelled lines cost, won for won; of a dead order all that was paid. The
 * order counts the same, and no refund was made twice.
 */
async function refundsAgainstOrders(read: Read, orders: Orders): Promise<string[]> {
  const made = await read<{ orderId: string; sum: number }>(
    "payment",
    `select order_id as "orderId", sum(amount_minor)::float8 as sum from payment.refunds group by 1`,
  );
  const back = new Map(made.map(({ orderId, sum }) => [orderId, sum]));
  const live = [...orders.values()].filter(isPaid);
  const refunded = [...orders.values()].filter(({ status }) => status === "REFUNDED");
  const costOf = ({ cancelled }: Order): number =>
    cancelled.reduce((sum, line) => sum + line.lineAmountMinor - line.orderDiscountShareMinor, 0);
  const named = ({ orderId }: Order) => orderId;
  const ofLive = new Map(live.map((order) => [order.orderId, back.get(order.orderId) ?? 0]));
  const ofDead = new Map(refunded.map((order) => [order.orderId, back.get(order.orderId) ?? 0]));
  return [
    ...differences("refunded for cancelled lines", ofLive, sumBy(live, named, costOf)),
    ...differences(
      "refunded of",
      ofDead,
      sumBy(refunded, named, ({ payable }) => payable),
    ),
    ...differences(
      "counted as refunded by the order",
      sumBy([...live, ...refunded], named, (order) => order.refunded),
      new Map([...ofLive, ...ofDead]),
    ),
  ];
}

/** A coupon is used by exactly the living order that names it. */
async function couponsAgainstOrders(read: Read, orders: Orders): Promise<string[]> {
  const used = await read<{ id: string; orderId: string }>(
    "coupon",
    `select member_coupon_id as id, order_id as "orderId" from coupon.member_coupons
      where status = 'USED'`,
  );
  const redeemed = await read<{ orderId: string; ids: readonly string[] }>(
    "coupon",
    `select order_id as "orderId", member_coupon_ids as ids from coupon.redemptions
      where status = 'USED'`,
  );
  const named = (id: string, orderId: string) => `${id} by ${orderId}`;
  const should = [...orders.values()]
    .filter((order) => !isDead(order))
    .flatMap(({ orderId, coupons }) => coupons.map((id) => named(id, orderId)));
  const once = (names: readonly string[]) =>
    sumBy(
      names,
      (name) => name,
      () => 1,
    );
  return [
    ...differences(
      "coupon used",
      once(used.map(({ id, orderId }) => named(id, orderId))),
      once(should),
    ),
    ...differences(
      "coupon redeemed",
      once(redeemed.flatMap(({ orderId, ids }) => ids.map((id) => named(id, orderId)))),
      once(should),
    ),
  ];
}

/** One parcel for each seller of a prepared order, with what was ordered there; none for a dead one. */
async function parcelsAgainstOrders(read: Read, orders: Orders): Promise<string[]> {
  const rows = await read<{ orderId: string; partnerId: string; status: string; units: number }>(
    "delivery",
    `select order_id as "orderId", partner_id as "partnerId", status,
            (select sum((line->>'quantity')::int) from json_array_elements(lines) line
              where line->>'status' <> 'CANCELLED')::int as units
       from delivery.shipments where status <> 'CANCELLED'`,
  );
  const key = ({ orderId, partnerId }: { orderId: string; partnerId: string }) =>
    `${orderId} from ${partnerId}`;
  const should = [...orders.values()]
    .filter((order) => isPaid(order) && order.status !== "PAID")
    .flatMap(({ orderId, lines }) => lines.map((line) => ({ orderId, ...line })));
  const reported = await read<{ shipmentId: string; times: number }>(
    "delivery",
    `select shipment_id as "shipmentId", count(*)::int as times from delivery.carrier_events
      group by shipment_id, carrier_status, line_nos::text having count(*) > 1`,
  );
  const undelivered = rows.filter(({ orderId, status }) => {
    const order = orders.get(orderId);
    // Who paid by transfer may say that the goods came before the carrier does.
    if (order === undefined || (isTransfer(order) && order.status === "CLOSED")) return false;
    return ["DELIVERED", "CLOSED"].includes(order.status) && status !== "DELIVERED";
  });
  return [
    ...differences(
      "parcels",
      sumBy(rows, key, ({ units }) => units),
      sumBy(should, key, ({ quantity }) => quantity),
    ),
    ...reported.map(({ shipmentId }) => `${shipmentId}: the carrier was heard twice`),
    ...undelivered.map((row) => `${key(row)} is ${row.status}, its order has arrived`),
  ];
}

/** What the shopper sees is what the order is. */
async function viewsAgainstOrders(read: Read, orders: Orders): Promise<string[]> {
  type View = { orderId: string; status: string; refunded: number; gone: readonly number[] | null };
  const rows = await read<View>(
    "query",
    `select order_id as "orderId", status, refunded_amount_minor::float8 as refunded,
            cancelled_line_nos as gone from query.order_views`,
  );
  const views = new Map(rows.map((row) => [row.orderId, row]));
  return [
    ...[...orders.values()]
      .filter(({ orderId, status }) => views.get(orderId)?.status !== status)
      .map(({ orderId, status }) => `${orderId} is ${status}, shown ${views.get(orderId)?.status}`),
    ...[...orders.values()]
      .filter(({ orderId, refunded, cancelled }) => {
        const { refunded: shown, gone } = views.get(orderId) ?? {};
        const lineNos = cancelled.map(({ lineNo }) => lineNo).join();
        return shown !== refunded || (gone ?? []).join() !== lineNos;
      })
      .map(({ orderId }) => `${orderId} is shown with other lines or refunds than it has`),
    ...rows.filter(({ orderId }) => !orders.has(orderId)).map((row) => `shown: ${row.orderId}`),
  ];
}

/** Identity knows whose orders are still open: they hold their member back. */
async function membersAgainstOrders(read: Read, orders: Orders): Promise<string[]> {
  const rows = await read<{ orderId: string; memberId: string; isOpen: boolean }>(
    "identity",
    `select order_id as "orderId", member_id as "memberId", is_open as "isOpen"
       from identity.member_orders`,
  );
  const known = new Map(rows.map((row) => [row.orderId, row]));
  const ended = ["CLOSED", "CANCELLED", "REFUNDED"];
  return [...orders.values()]
    .filter(({ orderId, memberId, status }) => {
      const row = known.get(orderId);
      // It is open for as long as money is owed, which order does not know.
      if (status === "PAYMENT_CANCELLED" && row?.memberId === memberId) return false;
      return row?.memberId !== memberId || row.isOpen === ended.includes(status);
    })
    .map(({ orderId, status }) => `identity does not know that ${orderId} is ${status}`);
}

/** Order says each thing once of an order, and nothing of orders that are not there. */
async function factsOfOrders(read: Read, orders: Orders): Promise<string[]> {
  const rows = await read<{ type: string; key: string; times: number }>(
    "order",
    `select message->>'type' as type, message->>'key' as key, count(*)::int as times
       from "order".log, json_array_elements(messages::json) message
      where message->>'type' like 'order.%'
        and message->>'type' not in ('order.address-set', 'order.placement-refused')
      -- Lines may be cancelled several times, each under a number of its own.
      group by 1, 2, message->'body'->>'cancelNo'`,
  );
  return [
    ...rows.filter(({ times }) => times > 1).map(({ type, key }) => `${type} twice of ${key}`),
    ...rows.filter(({ key }) => !orders.has(key)).map(({ type, key }) => `${type} of ${key}`),
  ];
}

async function nothingParked(read: Read): Promise<string[]> {
  const parked = await Promise.all(
    CONTEXTS.map((context) =>
      read<{ type: string; key: string; reason: string }>(
        context,
        `select type, key, reason from "${context}".parked`,
      ),
    ),
  );
  return parked.flat().map(({ type, key, reason }) => `parked: ${type} of ${key}: ${reason}`);
}
