-- Up Migration

alter table payments drop constraint payments_status_check;
alter table payments add constraint payments_status_check check (
  status in (
    'OPENED', 'REQUESTED', 'IN_DOUBT', 'APPROVED', 'WAITING_DEPOSIT', 'DEPOSIT_CONFIRMED',
    'REFUND_DUE', 'FAILED', 'CANCELLED', 'REFUNDED'
  )
);
alter table payments add column claiming boolean not null default false;
alter table payments add column refund_means text check (refund_means in ('WALLET', 'BANK'));
alter table payments add constraint payments_claim_of_a_deposit check (
  not claiming or (status = 'WAITING_DEPOSIT' and attempt > 0)
);
alter table payments add constraint payments_deposit_by_transfer check (
  status not in ('WAITING_DEPOSIT', 'DEPOSIT_CONFIRMED') or pay_method = 'BANK_TRANSFER'
);

-- What an operator has to pay back is little among much.
create index payments_refunds_due on payments (updated_at, order_id) where status = 'REFUND_DUE';

create table deposits (
  order_id text collate "C" primary key,
  order_number text not null,
  depositor_name text not null,
  due_at timestamptz not null,
  partner_id text collate "C",
  lines json not null,
  confirmed_at timestamptz,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index deposits_by_time on deposits (created_at, order_id);
create index deposits_of_seller on deposits (partner_id, created_at, order_id);

create table confirmations (
  id bigint generated always as identity primary key,
  order_id text collate "C" not null,
  claim_no integer not null check (claim_no > 0),
  role text not null check (role in ('seller', 'operator')),
  member_id text,
  partner_id text,
  amount_minor bigint not null check (amount_minor >= 0),
  created_at timestamptz not null,
  unique (order_id, claim_no)
);
