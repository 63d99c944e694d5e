-- Up Migration
create table members (
  member_id text collate "C" primary key,
  email text not null unique,
  name text not null,
  phone text not null,
  address json,
  password_hash text not null,
  role text not null check (role in ('MEMBER', 'OPERATOR')),
  status text not null check (status in ('ACTIVE', 'WITHDRAWN')),
  partner_id text,
  last_login_at timestamptz,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table taken_emails (
  email text collate "C" primary key,
  member_id text not null,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table partners (
  partner_id text collate "C" primary key,
  partner_name text not null,
  business_no text not null,
  email text not null,
  status text not null check (status in ('ENABLE', 'DISABLE')),
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

-- Only hashes: a stolen copy of this table opens no session.
create table refresh_tokens (
  token_hash text collate "C" primary key,
  member_id text not null,
  family text not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table token_families (
  family text collate "C" primary key,
  member_id text not null,
  ended_at timestamptz,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table member_orders (
  order_id text collate "C" primary key,
  member_id text not null,
  is_open boolean not null,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index member_orders_open on member_orders (member_id) where is_open;
