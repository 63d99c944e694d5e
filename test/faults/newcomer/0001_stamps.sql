-- Up Migration
create table stamps (
  order_id text collate "C" primary key,
  member_id text collate "C" not null,
  paid_minor bigint not null check (paid_minor >= 0),
  taken_back boolean not null,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index stamps_of_member on stamps (member_id);
