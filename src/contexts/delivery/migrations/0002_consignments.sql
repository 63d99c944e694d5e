-- Up Migration

alter table order_shipments add column cancel_asked boolean not null default false;
alter table shipments add column calls integer not null default 0 check (calls >= 0);
alter table shipments add column calling json;
-- A carrier is called only for what is packed and has not all gone.
alter table shipments add constraint shipments_call_from_packed
  check (calling is null or status in ('PREPARING', 'SHIPPING', 'DELIVERED'));

create table consignments (
  consignment_id text collate "C" primary key,
  order_id text collate "C" not null,
  partner_id text collate "C" not null,
  carrier text not null,
  line_nos json not null,
  status text not null check (status in ('CALLED', 'TAKEN', 'REFUSED', 'DELIVERED')),
  tracking_number text,
  look text check (look in ('ASKED', 'AGAIN')),
  looks integer not null check (looks >= 0),
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check ((tracking_number is not null) = (status in ('TAKEN', 'DELIVERED'))),
  check (look is null or status = 'TAKEN')
);
