-- Up Migration
create table orders (
  order_id text collate "C" primary key,
  order_number text collate "C" not null unique,
  member_id text collate "C" not null,
  service_type text not null check (service_type in ('STANDARD', 'GIFT')),
  pay_method text not null,
  auto_pay boolean not null,
  orderer json not null,
  address json not null,
  lines json not null,
  order_coupon_id text,
  total_amount_minor bigint not null,
  order_discount_minor bigint not null check (order_discount_minor >= 0),
  payable_amount_minor bigint not null check (payable_amount_minor >= 0),
  refunded_amount_minor bigint not null check (refunded_amount_minor >= 0),
  status text not null,
  cancel_reason text,
  cancel_asked_by text check (cancel_asked_by in ('member', 'operator', 'limit')),
  cancel_asked_at timestamptz,
  cancel_note text,
  money_taken boolean not null,
  pay_attempts integer not null check (pay_attempts >= 0),
  pay_in_flight boolean not null,
  steps json not null,
  unpaid_until timestamptz,
  history json not null,
  order_version integer not null,
  story text not null,
  placed_at timestamptz not null,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- I6
  check (payable_amount_minor = total_amount_minor - order_discount_minor),
  -- I7, I19: paid means that the money is ours, and nobody pays for an order that is dead.
  check (money_taken or status not in ('PAID', 'PREPARED', 'SHIPPING', 'DELIVERED', 'CLOSED', 'REFUNDED')),
  check (not pay_in_flight or status = 'AWAITING_PAYMENT'),
  check ((cancel_asked_by is null) = (cancel_asked_at is null)),
  check (cancel_reason is not null or status not in ('COMPENSATING', 'CANCELLED', 'REFUNDED'))
);

create table order_numbers (
  series text collate "C" primary key,
  day text not null,
  last_number integer not null check (last_number > 0),
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

-- Order's own copy of what catalog told of its items.
create table items (
  item_id text collate "C" primary key,
  item_version integer not null,
  partner_id text not null,
  name text not null,
  size text not null,
  price_minor bigint not null check (price_minor >= 0),
  option_groups json not null,
  deleted boolean not null,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
