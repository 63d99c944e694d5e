-- Up Migration

create table accounts (
  account_id text collate "C" primary key,
  balance_minor bigint not null check (balance_minor >= 0),
  entry_count integer not null check (entry_count >= 0),
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table order_bookings (
  order_id text collate "C" primary key,
  member_id text not null,
  amount_minor bigint not null check (amount_minor > 0),
  attempt integer not null check (attempt >= 0),
  status text not null check (status in ('DEBITED', 'REFUSED', 'CREDITED', 'VOID')),
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table charges (
  transaction_id text collate "C" primary key,
  member_id text not null,
  amount_minor bigint not null check (amount_minor > 0),
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table wallet_transactions (
  id bigint generated always as identity primary key,
  transaction_id text collate "C" not null unique,
  cause text not null check (cause in ('CHARGE', 'PAYMENT', 'REFUND', 'ADJUSTMENT')),
  order_id text collate "C",
  created_at timestamptz not null,
  check ((order_id is not null) = (cause in ('PAYMENT', 'REFUND')))
);

create table entries (
  id bigint generated always as identity primary key,
  transaction_id text collate "C" not null,
  account_id text collate "C" not null,
  entry_no integer check (entry_no > 0),
  amount_minor bigint not null check (amount_minor <> 0),
  created_at timestamptz not null,
  check ((entry_no is null) = (account_id in ('platform/CASH_IN', 'platform/SALES')))
);

-- A member's lines are numbered without a gap. The platform's lines, half of all, are left out.
create unique index entries_of_member on entries (account_id, entry_no) where entry_no is not null;
