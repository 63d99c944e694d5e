-- Up Migration
create table shelves (
  shelf_id text collate "C" primary key,
  label text not null,
  note text,
  price_minor bigint not null,
  discount_minor bigint,
  quantity integer not null check (quantity >= 0),
  limit_count integer,
  open boolean not null,
  hidden boolean,
  listed_at timestamptz not null,
  closed_at timestamptz,
  detail json not null,
  extra json,
  raw json not null,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table movements (
  id bigint generated always as identity primary key,
  shelf_id text not null,
  delta_minor bigint not null,
  reason text,
  created_at timestamptz not null
);
