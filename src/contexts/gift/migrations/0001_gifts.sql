-- Up Migration

create table gifts (
  order_id text collate "C" primary key,
  gift_id text collate "C" not null unique,
  -- The link's secret exists nowhere: only this hash of it.
  link_hash text collate "C" not null unique check (link_hash ~ '^[0-9a-f]{64}$'),
  buyer_id text collate "C" not null,
  giver_name text not null,
  giver_phone text not null,
  push_type text not null check (push_type in ('KAKAO', 'LMS')),
  receiver_name text not null,
  receiver_phone text not null,
  message text not null,
  items json not null,
  status text not null check (
    status in ('REGISTERED', 'IN_PAYMENT', 'PAID', 'LINK_PUSHED', 'ACCEPTED', 'PREPARING',
               'SHIPPING', 'DELIVERED', 'REJECTED', 'EXPIRED', 'CANCELLED')
  ),
  cancel_reason text,
  expires_at timestamptz,
  received_at timestamptz,
  address_asked boolean not null,
  history json not null,
  gift_version integer not null,
  story text not null,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check ((cancel_reason is not null) = (status = 'CANCELLED')),
  -- Whoever may accept knows until when.
  check (expires_at is not null or status in ('REGISTERED', 'IN_PAYMENT', 'CANCELLED')),
  check (not address_asked or status in ('ACCEPTED', 'PREPARING', 'SHIPPING', 'DELIVERED'))
);

create index gifts_of_giver on gifts (buyer_id, created_at, gift_id);
