-- Up Migration

create table order_shipments (
  order_id text collate "C" primary key,
  partner_ids json not null,
  status text not null check (status in ('OPEN', 'CANCELLED', 'REFUSED')),
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table shipments (
  shipment_key text collate "C" primary key,
  shipment_id text collate "C" not null unique,
  order_id text collate "C" not null,
  partner_id text collate "C" not null,
  lines json not null,
  address json not null,
  status text not null check (
    status in ('BEFORE', 'PREPARING', 'SHIPPING', 'DELIVERED', 'CANCELLED')
  ),
  prepared_at timestamptz,
  shipped_at timestamptz,
  delivered_at timestamptz,
  cancelled_at timestamptz,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- One shipment per seller and order.
  check (shipment_key = order_id || '/' || partner_id),
  -- No step is skipped, and what was handed over is never called off.
  check (prepared_at is not null or status in ('BEFORE', 'CANCELLED')),
  check (prepared_at is null or status <> 'BEFORE'),
  check ((shipped_at is not null) = (status in ('SHIPPING', 'DELIVERED'))),
  check ((delivered_at is not null) = (status = 'DELIVERED')),
  check ((cancelled_at is not null) = (status = 'CANCELLED'))
);

create index shipments_by_time on shipments (created_at, shipment_id);
create index shipments_of_seller on shipments (partner_id, created_at, shipment_id);

create table carrier_events (
  id bigint generated always as identity primary key,
  shipment_id text collate "C" not null,
  carrier_status text not null check (
    carrier_status in ('ACCEPTED', 'PICKED_UP', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED')
  ),
  carrier_at timestamptz not null,
  line_nos json not null,
  created_at timestamptz not null
);
