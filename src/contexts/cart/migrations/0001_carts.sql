-- Up Migration

create table carts (
  cart_id text collate "C" primary key,
  lines json not null check (json_array_length(lines) <= 100),
  touched_at timestamptz not null,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table items (
  item_id text collate "C" primary key,
  item_version integer not null check (item_version > 0),
  name text not null,
  size text not null,
  price_minor bigint not null check (price_minor >= 0),
  option_groups json not null,
  sale_status text not null,
  deleted boolean not null,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table availabilities (
  item_id text collate "C" primary key,
  is_available boolean not null,
  turn integer not null check (turn > 0),
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
