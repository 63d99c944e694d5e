-- Up Migration

create table payments (
  order_id text collate "C" primary key,
  payment_id text not null,
  member_id text,
  pay_method text,
  amount_minor bigint check (amount_minor >= 0),
  refunded_amount_minor bigint not null,
  status text not null check (
    status in ('OPENED', 'REQUESTED', 'APPROVED', 'REFUND_DUE', 'FAILED', 'CANCELLED', 'REFUNDED')
  ),
  attempt integer not null check (attempt >= 0),
  cancel_asked boolean not null,
  failure text check (failure in ('WALLET_BALANCE_INSUFFICIENT', 'PAYMENT_DECLINED')),
  refund_id text,
  refund_cause text,
  trail json not null,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- Who was charged, and how much, is known from the first charge on.
  check (status in ('OPENED', 'CANCELLED') or (member_id is not null and amount_minor is not null)),
  check (status <> 'FAILED' or failure is not null),
  check ((refund_id is not null) = (status in ('REFUND_DUE', 'REFUNDED'))),
  check (
    refunded_amount_minor = case when status = 'REFUNDED' then amount_minor else 0 end
  )
);

create index payments_by_time on payments (created_at, order_id);

create table refunds (
  id bigint generated always as identity primary key,
  refund_id text not null unique,
  order_id text collate "C" not null,
  amount_minor bigint not null check (amount_minor >= 0),
  cause text not null,
  created_at timestamptz not null
);
