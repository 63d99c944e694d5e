import type { Invariant } from "#http/context.ts";

/** Orders whose goods are sold and were not taken back. */
const SOLD = `('PAID', 'PREPARED', 'SHIPPING', 'DELIVERED', 'CLOSED')`;

export const invariants: readonly Invariant[] = [
  {
    name: "I1 stock is conserved: received = available + reserved + sold, and none is negative",
    needs: ["catalog"],
    when: "always",
    sql: `select item_id, received, available, reserved, sold from catalog.stocks
          where received <> available + reserved + sold
             or least(received, available, reserved, sold) < 0`,
  },
  {
    name: "I2 a stock is the sum of its movements",
    needs: ["catalog"],
    when: "always",
    sql: `with moved as (
            select item_id,
              coalesce(sum(quantity) filter (where kind in ('RECEIVE', 'ADJUST')), 0) as came,
              coalesce(sum(quantity) filter (where kind = 'RESERVE'), 0) as reserve,
              coalesce(sum(quantity) filter (where kind = 'CLAIM'), 0) as claim,
              coalesce(sum(quantity) filter (where kind = 'COMMIT'), 0) as commit,
              coalesce(sum(quantity) filter (where kind = 'RELEASE'), 0) as release,
              coalesce(sum(quantity) filter (where kind = 'RETURN'), 0) as return
            from catalog.stock_movements group by item_id
          )
          select item_id, s.received, s.available, s.reserved, s.sold, m.*
          from catalog.stocks s full join moved m using (item_id)
          where s.item_id is null
             or s.received <> coalesce(m.came, 0)
             or s.reserved <> coalesce(m.reserve - m.commit - m.release, 0)
             or s.sold <> coalesce(m.commit + m.claim - m.return, 0)
             or s.available <> coalesce(m.came - m.reserve - m.claim + m.release + m.return, 0)`,
  },
  {
    name: "I3 a reservation ends once: released, or committed and then at most returned",
    needs: ["catalog"],
    when: "always",
    sql: `with held as (
            select order_id, status, l ->> 'itemId' as item_id,
                   sum((l ->> 'quantity')::integer) as units,
                   coalesce(sum((l ->> 'quantity')::integer)
                     filter (where l ->> 'returned' = 'true'), 0) as apart
            from catalog.reservations, json_array_elements(lines) l
            where status not in ('ACCEPTED', 'REFUSED') group by order_id, status, l ->> 'itemId'
          ), moved as (
            select order_id, item_id,
              coalesce(sum(quantity) filter (where kind = 'RESERVE'), 0) as reserve,
              coalesce(sum(quantity) filter (where kind = 'CLAIM'), 0) as claim,
              coalesce(sum(quantity) filter (where kind = 'COMMIT'), 0) as commit,
              coalesce(sum(quantity) filter (where kind = 'RELEASE'), 0) as release,
              coalesce(sum(quantity) filter (where kind = 'RETURN'), 0) as return,
              coalesce(sum(quantity) filter (where line_no is not null), 0) as apart
            from catalog.stock_movements where order_id is not null group by order_id, item_id
          )
          select order_id, item_id, h.status, h.units, h.apart, m.*
          from held h full join moved m using (order_id, item_id)
          where h.units is distinct from m.reserve + m.claim
             or h.apart is distinct from m.apart
             or (m.claim > 0 and (m.reserve > 0 or m.commit > 0 or m.release > 0))
             or not case h.status
                  when 'RESERVED' then m.commit = 0 and m.return = 0 and m.release = h.apart
                  when 'RELEASED' then m.commit = 0 and m.return = 0 and m.release = h.units
                  when 'COMMITTED' then m.claim + m.commit + m.release = h.units
                                        and m.release + m.return = h.apart
                  when 'RETURNED' then m.claim + m.commit + m.release = h.units
                                       and m.release + m.return = h.units
                  else false end`,
  },
  {
    name: "I4 sold minus returned is the units of the live lines of paid orders",
    needs: ["catalog", "order"],
    when: "quiet",
    sql: `with ordered as (
            select l ->> 'itemId' as item_id, sum((l ->> 'quantity')::integer) as units
            from "order".orders, json_array_elements(lines) l
            where status in ${SOLD} and l ->> 'cancelledAt' is null group by l ->> 'itemId'
          )
          select item_id, coalesce(s.sold, 0) as sold, coalesce(o.units, 0) as ordered
          from catalog.stocks s full join ordered o using (item_id)
          where coalesce(s.sold, 0) <> coalesce(o.units, 0)`,
  },
  {
    name: "I5 a dead order holds no stock",
    needs: ["catalog", "order"],
    when: "always",
    sql: `select order_id, r.status as reservation, o.status as "order"
          from catalog.reservations r join "order".orders o using (order_id)
          where r.status in ('RESERVED', 'COMMITTED') and o.status in ('CANCELLED', 'REFUNDED')`,
  },
  {
    name: "I5 an order whose payment was cancelled holds no stock",
    needs: ["catalog", "order"],
    when: "quiet",
    sql: `select order_id, r.status as reservation, o.status as "order"
          from catalog.reservations r join "order".orders o using (order_id)
          where r.status in ('RESERVED', 'COMMITTED') and o.status = 'PAYMENT_CANCELLED'`,
  },
  {
    name: "I5 a paid order has its stock",
    needs: ["catalog", "order"],
    when: "quiet",
    sql: `select order_id, r.status as reservation, o.status as "order"
          from "order".orders o left join catalog.reservations r using (order_id)
          where o.status in ${SOLD} and r.status is distinct from 'COMMITTED'`,
  },
  {
    name: "A rating is what the reviews add up to that are shown",
    needs: ["catalog"],
    when: "always",
    sql: `with shown as (
            select item_id, count(*)::integer as reviews, sum(stars)::integer as stars
            from catalog.reviews where status = 'SHOWN' group by item_id
          )
          select item_id, r.review_count, r.stars_total, s.reviews, s.stars
          from catalog.ratings r full join shown s using (item_id)
          where coalesce(r.review_count, 0) <> coalesce(s.reviews, 0)
             or coalesce(r.stars_total, 0) <> coalesce(s.stars, 0)`,
  },
  {
    name: "A name and size are one listed item's of a partner",
    needs: ["catalog"],
    when: "always",
    sql: `select item_id, i.deleted, count(n.name_key) as names
          from catalog.items i full join catalog.item_names n using (item_id)
          group by item_id, i.deleted
          having count(n.name_key) <> case when i.deleted is false then 1 else 0 end`,
  },
];
