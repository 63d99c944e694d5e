import type { Invariant } from "#http/context.ts";

export const invariants: readonly Invariant[] = [
  {
    name: "I38 every order is shown as it is",
    needs: ["query", "order"],
    when: "quiet",
    sql: `select o.order_id, o.status, v.status as shown
            from "order".orders o left join query.order_views v using (order_id)
           where v.order_id is null or v.status <> o.status or v.order_version > o.order_version`,
  },
  {
    name: "I38 the lines that are shown as cancelled are those that were, and the refund what went back",
    needs: ["query", "order"],
    when: "quiet",
    sql: `select o.order_id, v.cancelled_line_nos, v.refunded_amount_minor, o.refunded_amount_minor
            from "order".orders o join query.order_views v using (order_id)
           where v.refunded_amount_minor <> o.refunded_amount_minor
              or (o.line_cancels is not null and
                  array(select (line->>'lineNo')::integer from json_array_elements(o.lines) line
                         where line->>'cancelledAt' is not null order by 1)
                  <> array(select json_array_elements_text(v.cancelled_line_nos)::integer order by 1))`,
  },
  {
    name: "I18 the history of an order begins with PLACED and ends with its status",
    needs: ["query"],
    when: "always",
    sql: `select order_id from query.order_views
           where placed_at is not null
             and (history->0->>'status' <> 'PLACED' or history->-1->>'status' <> status)`,
  },
  {
    name: "I38 the sales of a day are the lines of the orders counted on it",
    needs: ["query"],
    when: "always",
    sql: `select coalesce(told.sale_id, sold.sale_id) as sale_id, told.quantity, sold.quantity as sum
            from (select counted_on || ' ' || (line->>'itemId') as sale_id,
                         sum((line->>'quantity')::integer) as quantity,
                         count(distinct order_id) as orders
                    from query.order_views, json_array_elements(lines) line
                   where counted_on is not null
                     and not exists (select from json_array_elements_text(cancelled_line_nos) gone
                                      where gone = line->>'lineNo')
                   group by 1) told
            full join query.daily_sales sold on sold.sale_id = told.sale_id
           where coalesce(told.quantity, 0) <> coalesce(sold.quantity, 0)
              or coalesce(told.orders, 0) <> coalesce(sold.orders, 0)`,
  },
  {
    name: "I38 an order counts as sold from its payment until its money goes back",
    needs: ["query"],
    when: "always",
    sql: `select order_id, status, counted_on from query.order_views
           where status in ('PAID', 'PREPARED', 'SHIPPING', 'DELIVERED', 'CLOSED')
                 and counted_on is null
              or status in ('PLACED', 'AWAITING_PAYMENT', 'CANCELLED', 'REFUNDED')
                 and counted_on is not null`,
  },
  {
    name: "I38 a statement tells of an order from its payment, and takes back what went back",
    needs: ["query"],
    when: "always",
    sql: `select order_id, status, paid_at, last_back_at from query.order_views
           where status in ('PAID', 'PREPARED', 'SHIPPING', 'DELIVERED', 'CLOSED')
                 and paid_at is null
              or status in ('CANCELLED', 'REFUNDED') and paid_at is not null
                 and json_array_length(lines) > coalesce(json_array_length(lines_back), 0)`,
  },
  {
    name: "I38 statements come to what was paid and what went back, to the won",
    needs: ["query", "payment"],
    when: "quiet",
    sql: `with stated as (
            select order_id, v.status, paid_at is not null as is_paid,
                   sum(paid_for.amount) as sold,
                   coalesce(sum(paid_for.amount) filter (where exists (
                     select 1 from json_array_elements(v.lines_back) back
                      where back->>'lineNo' = line->>'lineNo')), 0) as back
              from query.order_views v, json_array_elements(v.lines) line,
                   lateral (select (line->>'lineAmountMinor')::bigint
                                   - (line->>'orderDiscountShareMinor')::bigint as amount) paid_for
             group by order_id)
          select order_id, s.sold, s.back, p.status, p.amount_minor, p.refunded_amount_minor
            from payment.payments p left join stated s using (order_id)
           where case when coalesce(s.is_paid, false)
                   then s.sold <> coalesce(p.amount_minor, 0) or s.back <> p.refunded_amount_minor
                   else p.status in ('APPROVED', 'DEPOSIT_CONFIRMED')
                 end`,
  },
  {
    name: "I29 news that the data platform was not told has a task",
    needs: ["query"],
    when: "always",
    sql: `select order_id from query.feed_records
           where (completed_sent_at is null or taken_back_at is not null and taken_back_sent_at is null)
             and not exists (select 1 from query.tasks
                              where task_id = order_id || ' ' || case
                                when completed_sent_at is null then 'COMPLETED' else 'TAKEN_BACK' end)`,
  },
];
