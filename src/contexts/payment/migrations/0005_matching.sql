-- Up Migration

-- What payment companies and the bank state in their files, record by record.
create table stated_money (
  stated_id text collate "C" primary key,
  source text not null check (source in ('PROVIDER', 'BANK')),
  record_id text not null,
  money_key text collate "C" not null,
  amount_minor bigint not null check (amount_minor >= 0),
  refunded_minor bigint not null check (refunded_minor >= 0),
  stated_at timestamptz not null,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index stated_money_by_time on stated_money (source, stated_at);
create index stated_money_by_key on stated_money (source, money_key);

create table closed_cases (
  case_id text collate "C" primary key,
  source text not null,
  kind text not null,
  money_key text not null,
  order_id text collate "C",
  stated_minor bigint,
  booked_minor bigint,
  found_on text not null,
  reason text not null,
  closed_by text,
  closed_at timestamptz not null,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index closed_cases_by_day on closed_cases (source, found_on);
