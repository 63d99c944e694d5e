-- Up Migration

-- Order's own copy of which coupons a member was given: an order sheet offers them.
create table held_coupons (
  member_coupon_id text collate "C" primary key,
  member_id text collate "C" not null,
  usable_until timestamptz not null,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index held_coupons_of_member on held_coupons (member_id, usable_until);
