-- Up Migration

-- What is discounted, how much, when, how many.
create table coupons (
  coupon_id text collate "C" primary key,
  name text not null,
  scope text not null check (scope in ('LINE', 'ORDER')),
  type text not null check (type in ('FIXED', 'RATIO')),
  value bigint not null,
  valid_from timestamptz not null,
  valid_until timestamptz not null,
  quantity integer check (quantity >= 1),
  issued_quantity integer not null,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint value_in_bounds check (
    (type = 'FIXED' and value >= 1) or (type = 'RATIO' and value between 5 and 95)
  ),
  constraint ends_after_it_begins check (valid_from <= valid_until),
  constraint never_more_than_its_quantity check (
    issued_quantity >= 0 and (quantity is null or issued_quantity <= quantity)
  )
);
create index coupons_by_age on coupons (created_at desc, coupon_id desc);

-- One row a member and limited coupon: its key makes first-come one per member.
create table claims (
  claim_id text collate "C" primary key,
  coupon_id text not null,
  member_id text not null,
  member_coupon_id text not null unique,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint one_share_each check (claim_id = coupon_id || '/' || member_id)
);

-- One issued coupon in a member's hands, with the coupon's terms.
create table member_coupons (
  member_coupon_id text collate "C" primary key,
  coupon_id text not null,
  member_id text not null,
  name text not null,
  scope text not null,
  type text not null,
  value bigint not null check (value >= 1),
  status text not null check (status in ('ISSUING', 'AVAILABLE', 'USED', 'EXPIRED')),
  usable_from timestamptz not null,
  usable_until timestamptz not null,
  order_id text,
  issued_at timestamptz not null,
  used_at timestamptz,
  grace_given_at timestamptz,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint used_for_one_order check (
    (status = 'USED') = (order_id is not null) and (status = 'USED') = (used_at is not null)
  )
);
create index member_coupons_of_member on member_coupons (member_id, issued_at desc, member_coupon_id desc);

-- What became of an order's coupons; the tombstone of the order, never removed.
create table redemptions (
  order_id text collate "C" primary key,
  status text not null check (status in ('USED', 'REFUSED', 'RESTORED')),
  member_coupon_ids json not null,
  lines json not null,
  order_discount_minor bigint not null check (order_discount_minor >= 0),
  reason text,
  line_no integer,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint refused_for_a_reason check ((status = 'REFUSED') = (reason is not null))
);

-- Copies of catalog's prices; a later item_version replaces an earlier one.
create table item_prices (
  item_id text collate "C" primary key,
  item_version integer not null,
  price_minor bigint not null check (price_minor >= 0),
  option_groups json not null,
  sale_status text not null,
  deleted boolean not null,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
