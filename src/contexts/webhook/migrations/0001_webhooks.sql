-- Up Migration

create table webhooks (
  webhook_id text collate "C" primary key,
  owner_id text collate "C" not null,
  url text not null,
  event_types json not null,
  status text not null check (status in ('ACTIVE', 'DISABLED')),
  disabled_reason text check (disabled_reason in ('GONE', 'FAILING', 'BY_OWNER')),
  secret_no integer not null check (secret_no > 0),
  previous_until timestamptz,
  failing_since timestamptz,
  registered_at timestamptz not null,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check ((disabled_reason is not null) = (status = 'DISABLED'))
);

create index webhooks_of_owner on webhooks (owner_id, registered_at, webhook_id);

create table subscribers (
  owner_id text collate "C" primary key,
  webhooks json not null,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table told_orders (
  order_id text collate "C" primary key,
  lines json not null,
  told json not null,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table deliveries (
  delivery_key text collate "C" primary key,
  delivery_id text collate "C" not null unique,
  webhook_id text collate "C" not null,
  event_type text not null,
  body json not null,
  status text not null check (status in ('PENDING', 'DELIVERED', 'FAILED')),
  attempts integer not null check (attempts > 0),
  tries integer not null check (tries > 0),
  answered_status integer,
  next_at timestamptz,
  delivered_at timestamptz,
  queued_at timestamptz not null,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check ((delivered_at is not null) = (status = 'DELIVERED')),
  check (next_at is null or status = 'PENDING')
);

create index deliveries_of_webhook on deliveries (webhook_id, queued_at, delivery_id);
