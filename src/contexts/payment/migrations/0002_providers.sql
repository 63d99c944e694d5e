-- Up Migration

alter table payments drop constraint payments_status_check;
alter table payments add constraint payments_status_check check (
  status in (
    'OPENED', 'REQUESTED', 'IN_DOUBT', 'APPROVED', 'REFUND_DUE', 'FAILED', 'CANCELLED', 'REFUNDED'
  )
);
alter table payments add column payer_ref text;
alter table payments add column provider_ref text;
alter table payments add column calls integer not null default 0 check (calls >= 0);
alter table payments add column looks json not null default '[]';
alter table payments add column doubt_since timestamptz;
alter table payments add constraint payments_doubt_is_dated check (
  status <> 'IN_DOUBT' or doubt_since is not null
);

-- What is not known yet is few among many.
create index payments_in_doubt on payments (doubt_since) where doubt_since is not null;

create table strays (
  charge_key text collate "C" primary key,
  order_id text collate "C" not null,
  attempt integer not null check (attempt > 0),
  pay_method text not null,
  amount_minor bigint not null check (amount_minor >= 0),
  currency text not null,
  status text not null check (status in ('DUE', 'RETURNED')),
  found_at timestamptz not null,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create index strays_by_time on strays (found_at, charge_key);
