-- Up Migration

-- When an order was paid, whatever became of it, and when the money of which line went back.
alter table order_views add column paid_at timestamptz;
alter table order_views add column lines_back json;
alter table order_views add column last_back_at timestamptz;
alter table order_views add constraint order_views_back_once_paid check (
  (lines_back is null) = (last_back_at is null) and (last_back_at is null or paid_at is not null)
);

-- Orders of before this migration, as a replay would tell them.
update order_views v
   set paid_at = to_timestamp((paid.entry->>'at')::bigint / 1000.0)
  from (select order_id, entry from order_views, json_array_elements(history) entry
         where entry->>'cause' = 'order.paid') paid
 where paid.order_id = v.order_id;
update order_views v
   set last_back_at = to_timestamp((ended.entry->>'at')::bigint / 1000.0),
       lines_back = (select json_agg(json_build_object(
                              'lineNo', (line->>'lineNo')::integer,
                              'at', (ended.entry->>'at')::bigint))
                       from json_array_elements(v.lines) line)
  from (select order_id, entry from order_views, json_array_elements(history) entry
         where entry->>'cause' in ('order.refunded', 'order.cancelled')) ended
 where ended.order_id = v.order_id and v.paid_at is not null;

-- Of ranges of pages: such an index keeps updates in place, and is a page for a gigabyte of orders.
create index order_views_paid on order_views using brin (paid_at);
create index order_views_back on order_views using brin (last_back_at);

create table fees (
  fee_name text collate "C" primary key,
  terms json not null,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
