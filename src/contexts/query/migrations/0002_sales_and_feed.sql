-- Up Migration
alter table order_views add column counted_on text;

create table daily_sales (
  sale_id text collate "C" primary key,
  day text not null,
  item_id text collate "C" not null,
  partner_id text not null,
  quantity integer not null check (quantity >= 0),
  orders integer not null check (orders >= 0 and orders <= quantity),
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check (sale_id = day || ' ' || item_id)
) with (fillfactor = 70);

create table popular_lists (
  as_of_day text collate "C" primary key,
  entries json not null,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table feed_records (
  order_id text collate "C" primary key,
  completed_at timestamptz not null,
  completed_sent_at timestamptz,
  taken_back_at timestamptz,
  taken_back_sent_at timestamptz,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check (taken_back_sent_at is null or (completed_sent_at is not null and taken_back_at is not null))
);

-- Orders paid before this migration are counted on the day of their payment, as a replay would.
update order_views v
   set counted_on = to_char(
         to_timestamp((paid.entry->>'at')::bigint / 1000.0) at time zone 'Asia/Seoul', 'YYYY-MM-DD')
  from (select order_id, entry from order_views, json_array_elements(history) entry
         where entry->>'cause' = 'order.paid') paid
 where paid.order_id = v.order_id and v.status not in ('CANCELLED', 'REFUNDED');

insert into daily_sales
select counted_on || ' ' || (line->>'itemId'), counted_on, line->>'itemId',
       min(line->>'partnerId'), sum((line->>'quantity')::integer), count(distinct order_id),
       1, now(), now()
  from order_views, json_array_elements(lines) line
 where counted_on is not null
 group by counted_on, line->>'itemId';
