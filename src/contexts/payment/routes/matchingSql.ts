import type { Difference } from "../contract.ts";

export type FoundCase = {
  readonly caseId: string;
  readonly kind: Difference;
  readonly moneyKey: string;
  readonly orderId?: string;
  readonly statedMinor?: bigint;
  readonly bookedMinor?: bigint;
  readonly foundAt: number;
};

/**
 * The differences between what a source, $1, states from $2 to $3 and what is booked, that nobody
 * explained: of one key, $4, or one case, $5, where they are named; a page of them, $6 and $7.
 */
export const MATCH = `
with booked as (
  -- A record may be weeks younger than the order it belongs to, and no more.
  select order_id || '-' || attempt as money_key, order_id, amount_minor,
         refunded_amount_minor as refunded_minor, created_at as booked_at
    from payment.payments
   where $1 = 'PROVIDER' and pay_method not in ('WALLET', 'BANK_TRANSFER')
     and status in ('APPROVED', 'REFUND_DUE', 'REFUNDED')
     and created_at between $2::timestamptz - interval '40 days' and $3::timestamptz
  union all
  select charge_key, order_id, amount_minor,
         case when status = 'RETURNED' then amount_minor else 0 end, found_at
    from payment.strays
   where $1 = 'PROVIDER' and found_at >= $2::timestamptz - interval '40 days'
  union all
  select transaction_id || '-1', null, taken_minor,
         case when status = 'RETURNED' then taken_minor else 0 end, asked_at
    from payment.top_ups
   where $1 = 'PROVIDER' and taken_minor is not null
     and asked_at between $2::timestamptz - interval '40 days' and $3::timestamptz
  union all
  select order_number, order_id, amount_minor, refunded_amount_minor,
         coalesce(d.confirmed_at, p.updated_at)
    from payment.deposits d join payment.payments p using (order_id)
   where $1 = 'BANK' and p.status in ('DEPOSIT_CONFIRMED', 'REFUND_DUE', 'REFUNDED')
     and d.created_at between $2::timestamptz - interval '40 days' and $3::timestamptz
), stated as (
  -- Some tell of a refund in a record of its own, which is no second charge.
  select record_id, money_key, amount_minor, refunded_minor, stated_at,
         sum(refunded_minor) over (partition by money_key) as refunds_minor,
         case when amount_minor > 0 then row_number() over (
           partition by money_key, amount_minor > 0 order by stated_at, record_id) end as number
    from payment.stated_money
   where source = $1
     and money_key in (select money_key from payment.stated_money
                        where source = $1 and stated_at between $2 and $3)
), differing as (
  select case when number > 1 then 'DOUBLE'
              when booked_at is null then 'MISSING_HERE'
              when s.amount_minor not in (0, b.amount_minor) then 'AMOUNT_DIFFERS'
              when s.refunded_minor > 0 and s.refunds_minor > b.refunded_minor
                then 'AMOUNT_DIFFERS' end as kind,
         money_key, record_id, order_id, s.amount_minor as stated_minor,
         b.amount_minor as booked_minor, stated_at as found_at
    from stated s left join booked b using (money_key)
   where stated_at between $2 and $3
  union all
  select 'MISSING_THERE', money_key, '', order_id, null, amount_minor, booked_at
    from booked b
   where booked_at between $2 and $3
     and not exists (select 1 from payment.stated_money s
                      where s.source = $1 and s.money_key = b.money_key)
), named as (
  select 'stc_' || left(md5(concat_ws(' ', $1::text, kind, money_key, record_id)), 16) as case_id, *
    from differing where kind is not null
)
select case_id as "caseId", kind, money_key as "moneyKey", order_id as "orderId",
       stated_minor as "statedMinor", booked_minor as "bookedMinor", found_at as "foundAt"
  from named
 where not exists (select 1 from payment.closed_cases c where c.case_id = named.case_id)
   and ($4::text is null or money_key = $4) and ($5::text is null or case_id = $5)
 order by found_at, case_id limit $6 offset $7`;

/** The order whose deposit alone has a name, $1, and amount, $2, of the 40 days before $3; by place. */
export const ONLY_DEPOSIT = `
select place::integer, min(d.order_number) as "orderNumber"
  from unnest($1::text[], $2::bigint[], $3::timestamptz[]) with ordinality
       as stated (name, amount_minor, until, place)
  join payment.deposits d
    on d.depositor_name = stated.name
   and d.created_at between stated.until - interval '40 days' and stated.until
  join payment.payments p on p.order_id = d.order_id and p.amount_minor = stated.amount_minor
 group by place having count(*) = 1`;
