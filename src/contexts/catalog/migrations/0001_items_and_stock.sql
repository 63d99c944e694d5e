-- Up Migration
create table items (
  item_id text collate "C" primary key,
  item_version integer not null check (item_version >= 1),
  partner_id text not null,
  name text not null,
  size text not null,
  price_minor bigint not null check (price_minor >= 0),
  option_groups json not null,
  sale_status text not null
    check (sale_status in ('PREPARE', 'ON_SALE', 'SUSPENDED', 'PROHIBITED', 'END_OF_SALE')),
  deleted boolean not null,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index items_newest on items (created_at desc, item_id desc) where not deleted;
create index items_of_partner on items (partner_id, created_at desc, item_id desc) where not deleted;

create table item_texts (
  item_id text collate "C" primary key,
  category text,
  description text,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table item_names (
  name_key text collate "C" primary key,
  item_id text not null,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

-- Half of each page stays free: a stock row changes with every order, and its new version then
-- stays on its page and leaves the index alone.
create table stocks (
  item_id text collate "C" primary key,
  received integer not null check (received >= 0),
  available integer not null check (available >= 0),
  reserved integer not null check (reserved >= 0),
  sold integer not null check (sold >= 0),
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint stock_is_conserved check (received = available + reserved + sold)
) with (fillfactor = 50);

create table reservations (
  order_id text collate "C" primary key,
  status text not null
    check (status in ('RESERVED', 'COMMITTED', 'RELEASED', 'RETURNED', 'REFUSED')),
  lines json not null,
  refused json,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint a_refusal_has_its_reason check ((status = 'REFUSED') = (refused is not null))
) with (fillfactor = 70);

create table partners (
  partner_id text collate "C" primary key,
  enabled boolean not null,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table stock_movements (
  id bigint generated always as identity,
  item_id text collate "C" not null,
  kind text not null
    check (kind in ('RECEIVE', 'RESERVE', 'COMMIT', 'RELEASE', 'RETURN', 'ADJUST')),
  quantity integer not null,
  order_id text collate "C",
  reason text,
  member_id text,
  created_at timestamptz not null,
  constraint only_a_count_goes_down check (quantity > 0 or (kind = 'ADJUST' and quantity < 0)),
  constraint orders_and_people_move_apart
    check ((order_id is null) = (kind in ('RECEIVE', 'ADJUST'))),
  primary key (item_id, id)
);
create unique index stock_moves_once on stock_movements (order_id, item_id, kind)
  where order_id is not null;
