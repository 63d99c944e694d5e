import type { Invariant } from "#http/context.ts";

const DEAD = `('CANCELLED', 'REFUNDED', 'PAYMENT_CANCELLED')`;

export const invariants: readonly Invariant[] = [
  {
    name: "I7 no dead order keeps the money that was taken",
    needs: ["payment", "order"],
    when: "always",
    sql: `select order_id, p.status as payment, o.status as "order"
          from payment.payments p join "order".orders o using (order_id)
          where p.status in ('APPROVED', 'DEPOSIT_CONFIRMED') and o.status in ${DEAD}`,
  },
  {
    name: "I7 a stray charge goes back within a quarter of an hour",
    needs: ["payment"],
    when: "always",
    sql: `select charge_key, amount_minor, found_at from payment.strays
          where status = 'DUE' and found_at < $1::timestamptz - interval '15 minutes'`,
  },
  {
    name: "I7 money that the wallet took has a payment that knows of it",
    needs: ["payment", "wallet"],
    when: "quiet",
    sql: `select order_id, p.status as payment, b.amount_minor
          from wallet.order_bookings b left join payment.payments p using (order_id)
          where b.status = 'DEBITED'
            and (p.status is null or p.status not in ('APPROVED', 'REFUND_DUE')
                 or p.amount_minor <> b.amount_minor)`,
  },
  {
    name: "I9 refunds never exceed the payment, and a refunded payment is refunded whole",
    needs: ["payment"],
    when: "always",
    sql: `select order_id, p.status, p.amount_minor, r.sum
          from payment.payments p full join
            (select order_id, sum(amount_minor) as sum from payment.refunds group by order_id) r
            using (order_id)
          where coalesce(r.sum, 0) > coalesce(p.amount_minor, 0)
             or coalesce(r.sum, 0) is distinct from p.refunded_amount_minor
             or (p.status = 'REFUNDED' and r.sum is distinct from p.amount_minor)`,
  },
  {
    name: "I9 what order counts as refunded has gone back, and all of it",
    needs: ["payment", "order"],
    when: "quiet",
    sql: `select order_id, o.status, o.refunded_amount_minor as counted, p.refunded_amount_minor as back
          from "order".orders o join payment.payments p using (order_id)
          -- What came without stock is paid back after its order has ended.
          where o.status <> 'PAYMENT_CANCELLED'
            and o.refunded_amount_minor <> p.refunded_amount_minor`,
  },
  {
    name: "I11 no payment and no refund stays in doubt",
    needs: ["payment"],
    when: "always",
    sql: `select order_id, status, updated_at from payment.payments
          where (status in ('REQUESTED', 'IN_DOUBT', 'REFUND_DUE') or part->>'isDone' = 'false')
            -- An operator, who pays deposits back, may take longer.
            and pay_method is distinct from 'BANK_TRANSFER'
            and coalesce(doubt_since, updated_at) < $1::timestamptz - interval '15 minutes'`,
  },
  {
    name: "I7 a wallet is filled with what was taken for it, once, to the won",
    needs: ["payment", "wallet"],
    when: "quiet",
    sql: `select transaction_id, t.status, t.amount_minor, c.amount_minor as booked, c.status
          from payment.top_ups t left join wallet.charges c using (transaction_id)
          where (t.status in ('PAID', 'BOOKED')) is distinct from (coalesce(c.status, '') = 'BOOKED')
             or (c.status = 'BOOKED'
                 and (t.amount_minor <> c.amount_minor or t.member_id <> c.member_id))`,
  },
  {
    name: "I11 no top-up of a wallet stays in doubt, and what is owed goes back",
    needs: ["payment"],
    when: "always",
    sql: `select transaction_id, status, updated_at from payment.top_ups
          where status in ('REQUESTED', 'IN_DOUBT', 'PAID', 'RETURN_DUE')
            and coalesce(doubt_since, updated_at) < $1::timestamptz - interval '15 minutes'`,
  },
  {
    name: "I11 no claim of stock stays without its answer",
    needs: ["payment"],
    when: "quiet",
    sql: `select order_id, attempt, updated_at from payment.payments where claiming`,
  },
  {
    name: "I22 a deposit is confirmed by an operator or the seller of all lines, with its amount",
    needs: ["payment"],
    when: "always",
    sql: `select p.order_id, p.status, p.attempt, c.role, c.partner_id, d.partner_id as seller
          from payment.payments p
            left join payment.deposits d on d.order_id = p.order_id
            left join payment.confirmations c
              on c.order_id = p.order_id and c.claim_no = p.attempt
          where p.pay_method = 'BANK_TRANSFER' and p.attempt > 0
            and (d.order_id is null or c.order_id is null
                 or c.amount_minor is distinct from p.amount_minor
                 or (c.role = 'seller' and c.partner_id is distinct from d.partner_id))`,
  },
  {
    name: "I18 a payment takes only the edges of its states",
    needs: ["payment"],
    when: "always",
    sql: `with reached as (
            select order_id, status, step.reached,
                   lag(step.reached) over (partition by order_id order by step.no) as before,
                   lead(step.reached) over (partition by order_id order by step.no) as after
            from payment.payments,
                 json_array_elements_text(trail) with ordinality as step(reached, no)
          )
          select order_id, before, reached from reached
          where (before is null and reached not in ('OPENED', 'CANCELLED'))
             or (after is null and reached <> status)
             or (before is not null and (before, reached) not in (values
                  ('OPENED', 'REQUESTED'), ('OPENED', 'CANCELLED'),
                  ('REQUESTED', 'APPROVED'), ('REQUESTED', 'FAILED'),
                  ('REQUESTED', 'OPENED'), ('REQUESTED', 'CANCELLED'), ('REQUESTED', 'IN_DOUBT'),
                  ('IN_DOUBT', 'APPROVED'), ('IN_DOUBT', 'FAILED'),
                  ('IN_DOUBT', 'OPENED'), ('IN_DOUBT', 'CANCELLED'),
                  ('APPROVED', 'REFUND_DUE'), ('REFUND_DUE', 'REFUNDED'),
                  ('OPENED', 'WAITING_DEPOSIT'), ('WAITING_DEPOSIT', 'DEPOSIT_CONFIRMED'),
                  ('WAITING_DEPOSIT', 'REFUND_DUE'), ('WAITING_DEPOSIT', 'CANCELLED'),
                  ('DEPOSIT_CONFIRMED', 'REFUND_DUE')))`,
  },
];
