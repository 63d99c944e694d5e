-- Up Migration
create table order_views (
  order_id text collate "C" primary key,
  order_number text not null,
  member_id text not null,
  service_type text not null,
  pay_method text not null,
  status text not null,
  failed boolean not null,
  cancel_reason text,
  order_version integer not null,
  orderer json,
  address json,
  lines json not null,
  total_amount_minor bigint not null,
  order_discount_minor bigint not null,
  payable_amount_minor bigint not null,
  refunded_amount_minor bigint not null,
  payment json,
  shipments json not null,
  line_deliveries json not null,
  history json not null,
  placed_at timestamptz,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
) with (fillfactor = 80);

-- A member's own list, newest first.
create index order_views_of_member on order_views (member_id, placed_at desc);
-- Staff lists over a range of days.
create index order_views_placed on order_views (placed_at desc);
