-- Generated from the catalogs of a migrated database by `npm run docs`. Do not edit, and do not run:
-- the migrations make the tables. This page shows what they add up to.


-- In the schema of every context

create table answers (
  answer_id text collate "C" not null,
  body_hash text not null,
  answer json not null,
  stored_at timestamp with time zone not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint answers_pkey PRIMARY KEY (answer_id)
);
CREATE INDEX answers_oldest ON answers USING brin (stored_at);

create table deadlines (
  deadline_id text collate "C" not null,
  at timestamp with time zone not null,
  message json not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint deadlines_pkey PRIMARY KEY (deadline_id)
) with (fillfactor=90, autovacuum_vacuum_scale_factor=0.02);
CREATE INDEX deadlines_due ON deadlines USING btree (at);

create table dropped (
  parked_id text collate "C" not null,
  consumer text not null,
  key text not null,
  type text not null,
  reason text not null,
  message json not null,
  dropped_by text not null,
  why text not null,
  dropped_at timestamp with time zone not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint dropped_pkey PRIMARY KEY (parked_id),
  constraint dropped_has_a_reason CHECK ((why <> ''::text))
);

create function expect_rows(actual bigint, expected bigint) returns void;

create table inbox (
  stream text collate "C" not null,
  slot smallint not null,
  position bigint not null,
  constraint inbox_pkey PRIMARY KEY (stream, slot)
) with (fillfactor=50, autovacuum_vacuum_threshold=1000);

create table log (
  slot smallint not null,
  position bigint not null,
  count integer not null,
  applied_by text[] not null,
  messages text not null,
  at timestamp with time zone not null,
  constraint log_pkey PRIMARY KEY (slot, "position"),
  constraint log_says_something CHECK (((count > 0) AND ("position" >= count)))
) with (toast_tuple_target=4080);

create table migrations (
  id integer default nextval('migrations_id_seq'::regclass) not null,
  name character varying(255) not null,
  run_on timestamp without time zone not null,
  constraint migrations_pkey PRIMARY KEY (id)
);

create table parked (
  parked_id text collate "C" not null,
  consumer text not null,
  key text not null,
  type text not null,
  reason_class text not null,
  reason text not null,
  message json not null,
  arrived integer not null,
  parked_at timestamp with time zone not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint parked_pkey PRIMARY KEY (parked_id),
  constraint parked_has_a_reason CHECK (((reason_class <> ''::text) AND (reason <> ''::text)))
);
CREATE INDEX parked_of_key ON parked USING btree (consumer, key, arrived);

create table redriven (
  try_id text collate "C" not null,
  redrive_id text not null,
  consumer text not null,
  key text not null,
  type text not null,
  applied boolean not null,
  redriven_by text not null,
  redriven_at timestamp with time zone not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint redriven_pkey PRIMARY KEY (try_id)
);
CREATE INDEX redriven_latest ON redriven USING btree (redriven_at);

create table store_migrations (
  id integer default nextval('store_migrations_id_seq'::regclass) not null,
  name character varying(255) not null,
  run_on timestamp without time zone not null,
  constraint store_migrations_pkey PRIMARY KEY (id)
);

create table tasks (
  task_id text collate "C" not null,
  kind text not null,
  at timestamp with time zone not null,
  attempts integer not null,
  message json not null,
  dead_reason text,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint tasks_pkey PRIMARY KEY (task_id),
  constraint tasks_attempts_count CHECK ((attempts >= 0))
) with (fillfactor=90, autovacuum_vacuum_scale_factor=0.02);
CREATE INDEX tasks_due ON tasks USING btree (at) WHERE (dead_reason IS NULL);

create table writers (
  writer bigint generated always as identity not null,
  commits bigint default 0 not null,
  fenced boolean default false not null,
  used_at timestamp with time zone default now() not null,
  constraint writers_pkey PRIMARY KEY (writer)
) with (fillfactor=50, autovacuum_vacuum_threshold=1000);


-- In the schema "identity"

create table member_orders (
  order_id text collate "C" not null,
  member_id text not null,
  is_open boolean not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint member_orders_pkey PRIMARY KEY (order_id)
);
CREATE INDEX member_orders_open ON member_orders USING btree (member_id) WHERE is_open;

create table members (
  member_id text collate "C" not null,
  email text not null,
  name text not null,
  phone text not null,
  address json,
  password_hash text not null,
  role text not null,
  status text not null,
  partner_id text,
  last_login_at timestamp with time zone,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint members_pkey PRIMARY KEY (member_id),
  constraint members_email_key UNIQUE (email),
  constraint members_role_check CHECK ((role = ANY (ARRAY['MEMBER'::text, 'OPERATOR'::text]))),
  constraint members_status_check CHECK ((status = ANY (ARRAY['ACTIVE'::text, 'WITHDRAWN'::text])))
);

create table partners (
  partner_id text collate "C" not null,
  partner_name text not null,
  business_no text not null,
  email text not null,
  status text not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint partners_pkey PRIMARY KEY (partner_id),
  constraint partners_status_check CHECK ((status = ANY (ARRAY['ENABLE'::text, 'DISABLE'::text])))
);

create table refresh_tokens (
  token_hash text collate "C" not null,
  member_id text not null,
  family text not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint refresh_tokens_pkey PRIMARY KEY (token_hash)
);

create table taken_emails (
  email text collate "C" not null,
  member_id text not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint taken_emails_pkey PRIMARY KEY (email)
);

create table token_families (
  family text collate "C" not null,
  member_id text not null,
  ended_at timestamp with time zone,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint token_families_pkey PRIMARY KEY (family)
);


-- In the schema "catalog"

create table item_names (
  name_key text collate "C" not null,
  item_id text not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint item_names_pkey PRIMARY KEY (name_key)
);

create table item_texts (
  item_id text collate "C" not null,
  category text,
  description text,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  search_text text default ('/'::text || lower(regexp_replace(NORMALIZE(category, NFKC), '\s+'::text, ''::text, 'g'::text))),
  constraint item_texts_pkey PRIMARY KEY (item_id)
);
CREATE INDEX items_of_category ON item_texts USING btree (category) WHERE (category IS NOT NULL);

create table items (
  item_id text collate "C" not null,
  item_version integer not null,
  partner_id text not null,
  name text not null,
  size text not null,
  price_minor bigint not null,
  option_groups json not null,
  sale_status text not null,
  deleted boolean not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  search_text text default lower(regexp_replace(NORMALIZE(name, NFKC), '\s+'::text, ''::text, 'g'::text)),
  constraint items_pkey PRIMARY KEY (item_id),
  constraint items_item_version_check CHECK ((item_version >= 1)),
  constraint items_price_minor_check CHECK ((price_minor >= 0)),
  constraint items_sale_status_check CHECK ((sale_status = ANY (ARRAY['PREPARE'::text, 'ON_SALE'::text, 'SUSPENDED'::text, 'PROHIBITED'::text, 'END_OF_SALE'::text])))
);
CREATE INDEX items_by_price ON items USING btree (price_minor, item_id) WHERE (NOT deleted);
CREATE INDEX items_newest ON items USING btree (created_at DESC, item_id DESC) WHERE (NOT deleted);
CREATE INDEX items_of_partner ON items USING btree (partner_id, created_at DESC, item_id DESC) WHERE (NOT deleted);

create table layouts (
  layout_id text collate "C" not null,
  categories json not null,
  home_lists json not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint layouts_pkey PRIMARY KEY (layout_id)
);

create table partners (
  partner_id text collate "C" not null,
  enabled boolean not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint partners_pkey PRIMARY KEY (partner_id)
);

create table ratings (
  item_id text collate "C" not null,
  review_count integer not null,
  stars_total integer not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint ratings_pkey PRIMARY KEY (item_id),
  constraint ratings_check CHECK (((stars_total >= review_count) AND (stars_total <= (5 * review_count)))),
  constraint ratings_review_count_check CHECK ((review_count >= 0))
);

create table reservations (
  order_id text collate "C" not null,
  status text not null,
  lines json not null,
  refused json,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  claim_no integer,
  constraint reservations_pkey PRIMARY KEY (order_id),
  constraint a_refusal_has_its_reason CHECK (((status = 'REFUSED'::text) = (refused IS NOT NULL))),
  constraint reservations_claim_no_check CHECK ((claim_no > 0)),
  constraint reservations_status_check CHECK ((status = ANY (ARRAY['ACCEPTED'::text, 'RESERVED'::text, 'COMMITTED'::text, 'RELEASED'::text, 'RETURNED'::text, 'REFUSED'::text])))
) with (fillfactor=70);

create table reviews (
  review_id text collate "C" not null,
  item_id text not null,
  partner_id text not null,
  member_id text not null,
  order_id text not null,
  line_no integer not null,
  status text not null,
  stars integer not null,
  text text not null,
  written_at timestamp with time zone not null,
  answer text,
  answered_at timestamp with time zone,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint reviews_pkey PRIMARY KEY (review_id),
  constraint one_review_of_a_line UNIQUE (order_id, line_no),
  constraint reviews_stars_check CHECK (((stars >= 1) AND (stars <= 5))),
  constraint reviews_status_check CHECK ((status = ANY (ARRAY['ASKED'::text, 'SHOWN'::text, 'HIDDEN'::text])))
);
CREATE INDEX reviews_of_item ON reviews USING btree (item_id, written_at DESC, review_id DESC);

create table stock_movements (
  id bigint generated always as identity not null,
  item_id text collate "C" not null,
  kind text not null,
  quantity integer not null,
  order_id text collate "C",
  reason text,
  member_id text,
  created_at timestamp with time zone not null,
  line_no integer,
  constraint stock_movements_pkey PRIMARY KEY (item_id, id),
  constraint only_a_count_goes_down CHECK (((quantity > 0) OR ((kind = 'ADJUST'::text) AND (quantity < 0)))),
  constraint orders_and_people_move_apart CHECK (((order_id IS NULL) = (kind = ANY (ARRAY['RECEIVE'::text, 'ADJUST'::text])))),
  constraint stock_movements_kind_check CHECK ((kind = ANY (ARRAY['RECEIVE'::text, 'RESERVE'::text, 'CLAIM'::text, 'COMMIT'::text, 'RELEASE'::text, 'RETURN'::text, 'ADJUST'::text]))),
  constraint stock_movements_line_no_check CHECK ((line_no > 0))
);
CREATE UNIQUE INDEX stock_moves_once ON stock_movements USING btree (order_id, item_id, kind, COALESCE(line_no, 0)) WHERE (order_id IS NOT NULL);

create table stocks (
  item_id text collate "C" not null,
  received integer not null,
  available integer not null,
  reserved integer not null,
  sold integer not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  turn integer default 0 not null,
  constraint stocks_pkey PRIMARY KEY (item_id),
  constraint stock_is_conserved CHECK ((received = ((available + reserved) + sold))),
  constraint stocks_available_check CHECK ((available >= 0)),
  constraint stocks_received_check CHECK ((received >= 0)),
  constraint stocks_reserved_check CHECK ((reserved >= 0)),
  constraint stocks_sold_check CHECK ((sold >= 0)),
  constraint stocks_turn_check CHECK ((turn >= 0))
) with (fillfactor=50);


-- In the schema "coupon"

create table claims (
  claim_id text collate "C" not null,
  coupon_id text not null,
  member_id text not null,
  member_coupon_id text not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint claims_pkey PRIMARY KEY (claim_id),
  constraint claims_member_coupon_id_key UNIQUE (member_coupon_id),
  constraint one_share_each CHECK ((claim_id = ((coupon_id || '/'::text) || member_id)))
);

create table coupons (
  coupon_id text collate "C" not null,
  name text not null,
  scope text not null,
  type text not null,
  value bigint not null,
  valid_from timestamp with time zone not null,
  valid_until timestamp with time zone not null,
  quantity integer,
  issued_quantity integer not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint coupons_pkey PRIMARY KEY (coupon_id),
  constraint coupons_quantity_check CHECK ((quantity >= 1)),
  constraint coupons_scope_check CHECK ((scope = ANY (ARRAY['LINE'::text, 'ORDER'::text]))),
  constraint coupons_type_check CHECK ((type = ANY (ARRAY['FIXED'::text, 'RATIO'::text]))),
  constraint ends_after_it_begins CHECK ((valid_from <= valid_until)),
  constraint never_more_than_its_quantity CHECK (((issued_quantity >= 0) AND ((quantity IS NULL) OR (issued_quantity <= quantity)))),
  constraint value_in_bounds CHECK ((((type = 'FIXED'::text) AND (value >= 1)) OR ((type = 'RATIO'::text) AND ((value >= 5) AND (value <= 95)))))
);
CREATE INDEX coupons_by_age ON coupons USING btree (created_at DESC, coupon_id DESC);

create table item_prices (
  item_id text collate "C" not null,
  item_version integer not null,
  price_minor bigint not null,
  option_groups json not null,
  sale_status text not null,
  deleted boolean not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint item_prices_pkey PRIMARY KEY (item_id),
  constraint item_prices_price_minor_check CHECK ((price_minor >= 0))
);

create table member_coupons (
  member_coupon_id text collate "C" not null,
  coupon_id text not null,
  member_id text not null,
  name text not null,
  scope text not null,
  type text not null,
  value bigint not null,
  status text not null,
  usable_from timestamp with time zone not null,
  usable_until timestamp with time zone not null,
  order_id text,
  issued_at timestamp with time zone not null,
  used_at timestamp with time zone,
  grace_given_at timestamp with time zone,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint member_coupons_pkey PRIMARY KEY (member_coupon_id),
  constraint member_coupons_status_check CHECK ((status = ANY (ARRAY['ISSUING'::text, 'AVAILABLE'::text, 'USED'::text, 'EXPIRED'::text]))),
  constraint member_coupons_value_check CHECK ((value >= 1)),
  constraint used_for_one_order CHECK ((((status = 'USED'::text) = (order_id IS NOT NULL)) AND ((status = 'USED'::text) = (used_at IS NOT NULL))))
);
CREATE INDEX member_coupons_of_member ON member_coupons USING btree (member_id, issued_at DESC, member_coupon_id DESC);

create table redemptions (
  order_id text collate "C" not null,
  status text not null,
  member_coupon_ids json not null,
  lines json not null,
  order_discount_minor bigint not null,
  reason text,
  line_no integer,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint redemptions_pkey PRIMARY KEY (order_id),
  constraint redemptions_order_discount_minor_check CHECK ((order_discount_minor >= 0)),
  constraint redemptions_status_check CHECK ((status = ANY (ARRAY['USED'::text, 'REFUSED'::text, 'RESTORED'::text]))),
  constraint refused_for_a_reason CHECK (((status = 'REFUSED'::text) = (reason IS NOT NULL)))
);


-- In the schema "payment"

create table closed_cases (
  case_id text collate "C" not null,
  source text not null,
  kind text not null,
  money_key text not null,
  order_id text collate "C",
  stated_minor bigint,
  booked_minor bigint,
  found_on text not null,
  reason text not null,
  closed_by text,
  closed_at timestamp with time zone not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint closed_cases_pkey PRIMARY KEY (case_id)
);
CREATE INDEX closed_cases_by_day ON closed_cases USING btree (source, found_on);

create table confirmations (
  id bigint generated always as identity not null,
  order_id text collate "C" not null,
  claim_no integer not null,
  role text not null,
  member_id text,
  partner_id text,
  amount_minor bigint not null,
  created_at timestamp with time zone not null,
  constraint confirmations_pkey PRIMARY KEY (id),
  constraint confirmations_amount_minor_check CHECK ((amount_minor >= 0)),
  constraint confirmations_claim_no_check CHECK ((claim_no > 0)),
  constraint confirmations_order_id_claim_no_key UNIQUE (order_id, claim_no),
  constraint confirmations_role_check CHECK ((role = ANY (ARRAY['seller'::text, 'operator'::text])))
);

create table deposits (
  order_id text collate "C" not null,
  order_number text not null,
  depositor_name text not null,
  due_at timestamp with time zone not null,
  partner_id text collate "C",
  lines json not null,
  confirmed_at timestamp with time zone,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint deposits_pkey PRIMARY KEY (order_id)
);
CREATE INDEX deposits_by_time ON deposits USING btree (created_at, order_id);
CREATE INDEX deposits_of_seller ON deposits USING btree (partner_id, created_at, order_id);

create table payments (
  order_id text collate "C" not null,
  payment_id text not null,
  member_id text,
  pay_method text,
  amount_minor bigint,
  refunded_amount_minor bigint not null,
  status text not null,
  attempt integer not null,
  cancel_asked boolean not null,
  failure text,
  refund_id text,
  refund_cause text,
  trail json not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  payer_ref text,
  provider_ref text,
  calls integer default 0 not null,
  looks json default '[]'::json not null,
  doubt_since timestamp with time zone,
  claiming boolean default false not null,
  refund_means text,
  part json,
  constraint payments_pkey PRIMARY KEY (order_id),
  constraint payments_amount_minor_check CHECK ((amount_minor >= 0)),
  constraint payments_attempt_check CHECK ((attempt >= 0)),
  constraint payments_calls_check CHECK ((calls >= 0)),
  constraint payments_check CHECK (((status = ANY (ARRAY['OPENED'::text, 'CANCELLED'::text])) OR ((member_id IS NOT NULL) AND (amount_minor IS NOT NULL)))),
  constraint payments_check1 CHECK (((status <> 'FAILED'::text) OR (failure IS NOT NULL))),
  constraint payments_check2 CHECK (((refund_id IS NOT NULL) = (status = ANY (ARRAY['REFUND_DUE'::text, 'REFUNDED'::text])))),
  constraint payments_claim_of_a_deposit CHECK (((NOT claiming) OR ((status = 'WAITING_DEPOSIT'::text) AND (attempt > 0)))),
  constraint payments_deposit_by_transfer CHECK (((status <> ALL (ARRAY['WAITING_DEPOSIT'::text, 'DEPOSIT_CONFIRMED'::text])) OR (pay_method = 'BANK_TRANSFER'::text))),
  constraint payments_doubt_is_dated CHECK (((status <> 'IN_DOUBT'::text) OR (doubt_since IS NOT NULL))),
  constraint payments_failure_check CHECK ((failure = ANY (ARRAY['WALLET_BALANCE_INSUFFICIENT'::text, 'PAYMENT_DECLINED'::text]))),
  constraint payments_refund_means_check CHECK ((refund_means = ANY (ARRAY['WALLET'::text, 'BANK'::text]))),
  constraint payments_refunded_in_bounds CHECK (((refunded_amount_minor >= 0) AND (refunded_amount_minor <= COALESCE(amount_minor, (0)::bigint)) AND ((status <> 'REFUNDED'::text) OR (refunded_amount_minor = amount_minor)) AND ((refunded_amount_minor = 0) OR (status = ANY (ARRAY['APPROVED'::text, 'REFUND_DUE'::text, 'REFUNDED'::text]))))),
  constraint payments_status_check CHECK ((status = ANY (ARRAY['OPENED'::text, 'REQUESTED'::text, 'IN_DOUBT'::text, 'APPROVED'::text, 'WAITING_DEPOSIT'::text, 'DEPOSIT_CONFIRMED'::text, 'REFUND_DUE'::text, 'FAILED'::text, 'CANCELLED'::text, 'REFUNDED'::text])))
);
CREATE INDEX payments_by_time ON payments USING btree (created_at, order_id);
CREATE INDEX payments_in_doubt ON payments USING btree (doubt_since) WHERE (doubt_since IS NOT NULL);
CREATE INDEX payments_refunds_due ON payments USING btree (updated_at, order_id) WHERE (status = 'REFUND_DUE'::text);

create table refunds (
  id bigint generated always as identity not null,
  refund_id text not null,
  order_id text collate "C" not null,
  amount_minor bigint not null,
  cause text not null,
  created_at timestamp with time zone not null,
  constraint refunds_pkey PRIMARY KEY (id),
  constraint refunds_amount_minor_check CHECK ((amount_minor >= 0)),
  constraint refunds_refund_id_key UNIQUE (refund_id)
);

create table stated_money (
  stated_id text collate "C" not null,
  source text not null,
  record_id text not null,
  money_key text collate "C" not null,
  amount_minor bigint not null,
  refunded_minor bigint not null,
  stated_at timestamp with time zone not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint stated_money_pkey PRIMARY KEY (stated_id),
  constraint stated_money_amount_minor_check CHECK ((amount_minor >= 0)),
  constraint stated_money_refunded_minor_check CHECK ((refunded_minor >= 0)),
  constraint stated_money_source_check CHECK ((source = ANY (ARRAY['PROVIDER'::text, 'BANK'::text])))
);
CREATE INDEX stated_money_by_key ON stated_money USING btree (source, money_key);
CREATE INDEX stated_money_by_time ON stated_money USING btree (source, stated_at);

create table strays (
  charge_key text collate "C" not null,
  order_id text collate "C" not null,
  attempt integer not null,
  pay_method text not null,
  amount_minor bigint not null,
  currency text not null,
  status text not null,
  found_at timestamp with time zone not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint strays_pkey PRIMARY KEY (charge_key),
  constraint strays_amount_minor_check CHECK ((amount_minor >= 0)),
  constraint strays_attempt_check CHECK ((attempt > 0)),
  constraint strays_status_check CHECK ((status = ANY (ARRAY['DUE'::text, 'RETURNED'::text])))
);
CREATE INDEX strays_by_time ON strays USING btree (found_at, charge_key);

create table top_ups (
  transaction_id text collate "C" not null,
  member_id text collate "C" not null,
  pay_method text not null,
  amount_minor bigint not null,
  status text not null,
  payer_ref text,
  provider_ref text,
  calls integer not null,
  looking boolean not null,
  hinted boolean not null,
  asked_at timestamp with time zone,
  doubt_since timestamp with time zone,
  taken_minor bigint,
  taken_currency text,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint top_ups_pkey PRIMARY KEY (transaction_id),
  constraint top_ups_amount_minor_check CHECK ((amount_minor > 0)),
  constraint top_ups_calls_check CHECK ((calls >= 0)),
  constraint top_ups_check CHECK (((status = ANY (ARRAY['OPENED'::text, 'EXPIRED'::text])) OR (asked_at IS NOT NULL))),
  constraint top_ups_check1 CHECK (((status <> 'IN_DOUBT'::text) OR (doubt_since IS NOT NULL))),
  constraint top_ups_check2 CHECK (((status <> ALL (ARRAY['RETURN_DUE'::text, 'RETURNED'::text])) OR (taken_minor IS NOT NULL))),
  constraint top_ups_check3 CHECK (((status <> ALL (ARRAY['PAID'::text, 'BOOKED'::text])) OR ((taken_minor = amount_minor) AND (taken_currency = 'KRW'::text)))),
  constraint top_ups_pay_method_check CHECK ((pay_method = ANY (ARRAY['CARD'::text, 'NAVER_PAY'::text, 'TOSS_PAY'::text, 'KAKAO_PAY'::text]))),
  constraint top_ups_status_check CHECK ((status = ANY (ARRAY['OPENED'::text, 'REQUESTED'::text, 'IN_DOUBT'::text, 'PAID'::text, 'BOOKED'::text, 'DECLINED'::text, 'EXPIRED'::text, 'RETURN_DUE'::text, 'RETURNED'::text]))),
  constraint top_ups_taken_minor_check CHECK ((taken_minor >= 0))
);


-- In the schema "wallet"

create table accounts (
  account_id text collate "C" not null,
  balance_minor bigint not null,
  entry_count integer not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint accounts_pkey PRIMARY KEY (account_id),
  constraint accounts_balance_minor_check CHECK ((balance_minor >= 0)),
  constraint accounts_entry_count_check CHECK ((entry_count >= 0))
);

create table charges (
  transaction_id text collate "C" not null,
  member_id text not null,
  amount_minor bigint not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  status text default 'BOOKED'::text not null,
  constraint charges_pkey PRIMARY KEY (transaction_id),
  constraint charges_amount_minor_check CHECK ((amount_minor > 0)),
  constraint charges_status_check CHECK ((status = ANY (ARRAY['BOOKED'::text, 'REFUSED'::text])))
);

create table entries (
  id bigint generated always as identity not null,
  transaction_id text collate "C" not null,
  account_id text collate "C" not null,
  entry_no integer,
  amount_minor bigint not null,
  created_at timestamp with time zone not null,
  constraint entries_pkey PRIMARY KEY (id),
  constraint entries_amount_minor_check CHECK ((amount_minor <> 0)),
  constraint entries_check CHECK (((entry_no IS NULL) = (account_id = ANY (ARRAY['platform/CASH_IN'::text, 'platform/SALES'::text])))),
  constraint entries_entry_no_check CHECK ((entry_no > 0))
);
CREATE UNIQUE INDEX entries_of_member ON entries USING btree (account_id, entry_no) WHERE (entry_no IS NOT NULL);

create table order_bookings (
  order_id text collate "C" not null,
  member_id text not null,
  amount_minor bigint not null,
  attempt integer not null,
  status text not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  parts_minor bigint default 0 not null,
  part_no integer default 0 not null,
  constraint order_bookings_pkey PRIMARY KEY (order_id),
  constraint order_bookings_amount_minor_check CHECK ((amount_minor > 0)),
  constraint order_bookings_attempt_check CHECK ((attempt >= 0)),
  constraint order_bookings_parts_of_what_was_taken CHECK ((((parts_minor >= 0) AND (parts_minor <= amount_minor)) AND (part_no >= 0) AND ((part_no = 0) OR (status = ANY (ARRAY['DEBITED'::text, 'CREDITED'::text]))))),
  constraint order_bookings_status_check CHECK ((status = ANY (ARRAY['DEBITED'::text, 'REFUSED'::text, 'CREDITED'::text, 'VOID'::text, 'PAID_IN'::text])))
);

create table wallet_transactions (
  id bigint generated always as identity not null,
  transaction_id text collate "C" not null,
  cause text not null,
  order_id text collate "C",
  created_at timestamp with time zone not null,
  constraint wallet_transactions_pkey PRIMARY KEY (id),
  constraint wallet_transactions_cause_check CHECK ((cause = ANY (ARRAY['CHARGE'::text, 'PAYMENT'::text, 'REFUND'::text, 'ADJUSTMENT'::text]))),
  constraint wallet_transactions_check CHECK (((order_id IS NOT NULL) = (cause = ANY (ARRAY['PAYMENT'::text, 'REFUND'::text])))),
  constraint wallet_transactions_transaction_id_key UNIQUE (transaction_id)
);


-- In the schema "order"

create table held_coupons (
  member_coupon_id text collate "C" not null,
  member_id text collate "C" not null,
  usable_until timestamp with time zone not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint held_coupons_pkey PRIMARY KEY (member_coupon_id)
);
CREATE INDEX held_coupons_of_member ON held_coupons USING btree (member_id, usable_until);

create table items (
  item_id text collate "C" not null,
  item_version integer not null,
  partner_id text not null,
  name text not null,
  size text not null,
  price_minor bigint not null,
  option_groups json not null,
  deleted boolean not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint items_pkey PRIMARY KEY (item_id),
  constraint items_price_minor_check CHECK ((price_minor >= 0))
);

create table order_numbers (
  series text collate "C" not null,
  day text not null,
  last_number integer not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint order_numbers_pkey PRIMARY KEY (series),
  constraint order_numbers_last_number_check CHECK ((last_number > 0))
);

create table orders (
  order_id text collate "C" not null,
  order_number text collate "C" not null,
  member_id text collate "C" not null,
  service_type text not null,
  pay_method text not null,
  auto_pay boolean not null,
  orderer json not null,
  address json,
  lines json not null,
  order_coupon_id text,
  total_amount_minor bigint not null,
  order_discount_minor bigint not null,
  payable_amount_minor bigint not null,
  refunded_amount_minor bigint not null,
  status text not null,
  cancel_reason text,
  cancel_asked_by text,
  cancel_asked_at timestamp with time zone,
  cancel_note text,
  money_taken boolean not null,
  pay_attempts integer not null,
  pay_in_flight boolean not null,
  steps json not null,
  unpaid_until timestamp with time zone,
  history json not null,
  order_version integer not null,
  story text not null,
  placed_at timestamp with time zone not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  stock_sold boolean,
  depositor_name text,
  line_cancels json,
  constraint orders_pkey PRIMARY KEY (order_id),
  constraint orders_cancel_asked_by_check CHECK ((cancel_asked_by = ANY (ARRAY['member'::text, 'operator'::text, 'limit'::text]))),
  constraint orders_check CHECK ((payable_amount_minor = (total_amount_minor - order_discount_minor))),
  constraint orders_check1 CHECK ((money_taken OR (status <> ALL (ARRAY['PAID'::text, 'PREPARED'::text, 'SHIPPING'::text, 'DELIVERED'::text, 'CLOSED'::text, 'REFUNDED'::text])))),
  constraint orders_check2 CHECK (((NOT pay_in_flight) OR (status = 'AWAITING_PAYMENT'::text))),
  constraint orders_check3 CHECK (((cancel_asked_by IS NULL) = (cancel_asked_at IS NULL))),
  constraint orders_check4 CHECK (((cancel_reason IS NOT NULL) OR (status <> ALL (ARRAY['COMPENSATING'::text, 'CANCELLED'::text, 'REFUNDED'::text])))),
  constraint orders_check5 CHECK (((address IS NOT NULL) OR (service_type = 'GIFT'::text))),
  constraint orders_check6 CHECK (((address IS NOT NULL) OR (status <> ALL (ARRAY['PREPARED'::text, 'SHIPPING'::text, 'DELIVERED'::text, 'CLOSED'::text])))),
  constraint orders_check7 CHECK (((stock_sold IS NULL) OR ((service_type = 'GIFT'::text) AND (address IS NULL)))),
  constraint orders_check8 CHECK (((cancel_reason IS NOT NULL) OR (status <> 'PAYMENT_CANCELLED'::text))),
  constraint orders_check9 CHECK ((refunded_amount_minor <= payable_amount_minor)),
  constraint orders_order_discount_minor_check CHECK ((order_discount_minor >= 0)),
  constraint orders_order_number_key UNIQUE (order_number),
  constraint orders_pay_attempts_check CHECK ((pay_attempts >= 0)),
  constraint orders_payable_amount_minor_check CHECK ((payable_amount_minor >= 0)),
  constraint orders_refunded_amount_minor_check CHECK ((refunded_amount_minor >= 0)),
  constraint orders_service_type_check CHECK ((service_type = ANY (ARRAY['STANDARD'::text, 'GIFT'::text])))
);


-- In the schema "delivery"

create table carrier_events (
  id bigint generated always as identity not null,
  shipment_id text collate "C" not null,
  carrier_status text not null,
  carrier_at timestamp with time zone not null,
  line_nos json not null,
  created_at timestamp with time zone not null,
  constraint carrier_events_pkey PRIMARY KEY (id),
  constraint carrier_events_carrier_status_check CHECK ((carrier_status = ANY (ARRAY['ACCEPTED'::text, 'PICKED_UP'::text, 'IN_TRANSIT'::text, 'OUT_FOR_DELIVERY'::text, 'DELIVERED'::text])))
);

create table consignments (
  consignment_id text collate "C" not null,
  order_id text collate "C" not null,
  partner_id text collate "C" not null,
  carrier text not null,
  line_nos json not null,
  status text not null,
  tracking_number text,
  look text,
  looks integer not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint consignments_pkey PRIMARY KEY (consignment_id),
  constraint consignments_check CHECK (((tracking_number IS NOT NULL) = (status = ANY (ARRAY['TAKEN'::text, 'DELIVERED'::text])))),
  constraint consignments_check1 CHECK (((look IS NULL) OR (status = 'TAKEN'::text))),
  constraint consignments_look_check CHECK ((look = ANY (ARRAY['ASKED'::text, 'AGAIN'::text]))),
  constraint consignments_looks_check CHECK ((looks >= 0)),
  constraint consignments_status_check CHECK ((status = ANY (ARRAY['CALLED'::text, 'TAKEN'::text, 'REFUSED'::text, 'DELIVERED'::text])))
);

create table order_shipments (
  order_id text collate "C" not null,
  partner_ids json not null,
  status text not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  cancel_asked boolean default false not null,
  cancelled_line_nos json,
  constraint order_shipments_pkey PRIMARY KEY (order_id),
  constraint order_shipments_expected_without_lines CHECK (((status <> 'EXPECTED'::text) OR (cancelled_line_nos IS NOT NULL))),
  constraint order_shipments_status_check CHECK ((status = ANY (ARRAY['EXPECTED'::text, 'OPEN'::text, 'CANCELLED'::text, 'REFUSED'::text])))
);

create table shipments (
  shipment_key text collate "C" not null,
  shipment_id text collate "C" not null,
  order_id text collate "C" not null,
  partner_id text collate "C" not null,
  lines json not null,
  address json not null,
  status text not null,
  prepared_at timestamp with time zone,
  shipped_at timestamp with time zone,
  delivered_at timestamp with time zone,
  cancelled_at timestamp with time zone,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  calls integer default 0 not null,
  calling json,
  constraint shipments_pkey PRIMARY KEY (shipment_key),
  constraint shipments_call_from_packed CHECK (((calling IS NULL) OR (status = ANY (ARRAY['PREPARING'::text, 'SHIPPING'::text, 'DELIVERED'::text])))),
  constraint shipments_calls_check CHECK ((calls >= 0)),
  constraint shipments_check CHECK ((shipment_key = ((order_id || '/'::text) || partner_id))),
  constraint shipments_check1 CHECK (((prepared_at IS NOT NULL) OR (status = ANY (ARRAY['BEFORE'::text, 'CANCELLED'::text])))),
  constraint shipments_check2 CHECK (((prepared_at IS NULL) OR (status <> 'BEFORE'::text))),
  constraint shipments_check3 CHECK (((shipped_at IS NOT NULL) = (status = ANY (ARRAY['SHIPPING'::text, 'DELIVERED'::text])))),
  constraint shipments_check4 CHECK (((delivered_at IS NOT NULL) = (status = 'DELIVERED'::text))),
  constraint shipments_check5 CHECK (((cancelled_at IS NOT NULL) = (status = 'CANCELLED'::text))),
  constraint shipments_shipment_id_key UNIQUE (shipment_id),
  constraint shipments_status_check CHECK ((status = ANY (ARRAY['BEFORE'::text, 'PREPARING'::text, 'SHIPPING'::text, 'DELIVERED'::text, 'CANCELLED'::text])))
);
CREATE INDEX shipments_by_time ON shipments USING btree (created_at, shipment_id);
CREATE INDEX shipments_of_seller ON shipments USING btree (partner_id, created_at, shipment_id);


-- In the schema "cart"

create table availabilities (
  item_id text collate "C" not null,
  is_available boolean not null,
  turn integer not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint availabilities_pkey PRIMARY KEY (item_id),
  constraint availabilities_turn_check CHECK ((turn > 0))
);

create table carts (
  cart_id text collate "C" not null,
  lines json not null,
  touched_at timestamp with time zone not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint carts_pkey PRIMARY KEY (cart_id),
  constraint carts_lines_check CHECK ((json_array_length(lines) <= 100))
);

create table items (
  item_id text collate "C" not null,
  item_version integer not null,
  name text not null,
  size text not null,
  price_minor bigint not null,
  option_groups json not null,
  sale_status text not null,
  deleted boolean not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint items_pkey PRIMARY KEY (item_id),
  constraint items_item_version_check CHECK ((item_version > 0)),
  constraint items_price_minor_check CHECK ((price_minor >= 0))
);


-- In the schema "gift"

create table gifts (
  order_id text collate "C" not null,
  gift_id text collate "C" not null,
  link_hash text collate "C" not null,
  buyer_id text collate "C" not null,
  giver_name text not null,
  giver_phone text not null,
  push_type text not null,
  receiver_name text not null,
  receiver_phone text not null,
  message text not null,
  items json not null,
  status text not null,
  cancel_reason text,
  expires_at timestamp with time zone,
  received_at timestamp with time zone,
  address_asked boolean not null,
  history json not null,
  gift_version integer not null,
  story text not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint gifts_pkey PRIMARY KEY (order_id),
  constraint gifts_check CHECK (((cancel_reason IS NOT NULL) = (status = 'CANCELLED'::text))),
  constraint gifts_check1 CHECK (((expires_at IS NOT NULL) OR (status = ANY (ARRAY['REGISTERED'::text, 'IN_PAYMENT'::text, 'CANCELLED'::text])))),
  constraint gifts_check2 CHECK (((NOT address_asked) OR (status = ANY (ARRAY['ACCEPTED'::text, 'PREPARING'::text, 'SHIPPING'::text, 'DELIVERED'::text])))),
  constraint gifts_gift_id_key UNIQUE (gift_id),
  constraint gifts_link_hash_check CHECK ((link_hash ~ '^[0-9a-f]{64}$'::text)),
  constraint gifts_link_hash_key UNIQUE (link_hash),
  constraint gifts_push_type_check CHECK ((push_type = ANY (ARRAY['KAKAO'::text, 'LMS'::text]))),
  constraint gifts_status_check CHECK ((status = ANY (ARRAY['REGISTERED'::text, 'IN_PAYMENT'::text, 'PAID'::text, 'LINK_PUSHED'::text, 'ACCEPTED'::text, 'PREPARING'::text, 'SHIPPING'::text, 'DELIVERED'::text, 'REJECTED'::text, 'EXPIRED'::text, 'CANCELLED'::text])))
);
CREATE INDEX gifts_of_giver ON gifts USING btree (buyer_id, created_at, gift_id);


-- In the schema "notification"

create table letters (
  letter_id text collate "C" not null,
  subject_id text collate "C" not null,
  template text not null,
  data json not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint letters_pkey PRIMARY KEY (letter_id),
  constraint letters_check CHECK ((letter_id = ((subject_id || '/'::text) || template)))
);

create table notices (
  dedupe_key text collate "C" not null,
  notice_id text collate "C" not null,
  subject_id text collate "C" not null,
  template text not null,
  channel text not null,
  language text not null,
  recipient_name text not null,
  recipient_phone text,
  data json not null,
  status text not null,
  attempts integer not null,
  sent_at timestamp with time zone,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  number integer,
  recipient_email text,
  constraint notices_pkey PRIMARY KEY (dedupe_key),
  constraint notices_attempts_check CHECK ((attempts > 0)),
  constraint notices_channel_check CHECK ((channel = ANY (ARRAY['KAKAO'::text, 'LMS'::text, 'EMAIL'::text]))),
  constraint notices_check1 CHECK (((sent_at IS NOT NULL) = (status = 'SENT'::text))),
  constraint notices_have_an_address CHECK ((
CASE channel
    WHEN 'EMAIL'::text THEN recipient_email
    ELSE recipient_phone
END IS NOT NULL)),
  constraint notices_language_check CHECK ((language = ANY (ARRAY['ko'::text, 'en'::text]))),
  constraint notices_named_by_what_they_say CHECK ((dedupe_key = (((subject_id || '/'::text) || template) || COALESCE(('/'::text || number), ''::text)))),
  constraint notices_notice_id_key UNIQUE (notice_id),
  constraint notices_number_check CHECK ((number > 0)),
  constraint notices_status_check CHECK ((status = ANY (ARRAY['QUEUED'::text, 'SENT'::text, 'FAILED'::text])))
);
CREATE INDEX notices_by_time ON notices USING btree (created_at, notice_id);


-- In the schema "webhook"

create table deliveries (
  delivery_key text collate "C" not null,
  delivery_id text collate "C" not null,
  webhook_id text collate "C" not null,
  event_type text not null,
  body json not null,
  status text not null,
  attempts integer not null,
  tries integer not null,
  answered_status integer,
  next_at timestamp with time zone,
  delivered_at timestamp with time zone,
  queued_at timestamp with time zone not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint deliveries_pkey PRIMARY KEY (delivery_key),
  constraint deliveries_attempts_check CHECK ((attempts > 0)),
  constraint deliveries_check CHECK (((delivered_at IS NOT NULL) = (status = 'DELIVERED'::text))),
  constraint deliveries_check1 CHECK (((next_at IS NULL) OR (status = 'PENDING'::text))),
  constraint deliveries_delivery_id_key UNIQUE (delivery_id),
  constraint deliveries_status_check CHECK ((status = ANY (ARRAY['PENDING'::text, 'DELIVERED'::text, 'FAILED'::text]))),
  constraint deliveries_tries_check CHECK ((tries > 0))
);
CREATE INDEX deliveries_of_webhook ON deliveries USING btree (webhook_id, queued_at, delivery_id);

create table subscribers (
  owner_id text collate "C" not null,
  webhooks json not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint subscribers_pkey PRIMARY KEY (owner_id)
);

create table told_orders (
  order_id text collate "C" not null,
  lines json not null,
  told json not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint told_orders_pkey PRIMARY KEY (order_id)
);

create table webhooks (
  webhook_id text collate "C" not null,
  owner_id text collate "C" not null,
  url text not null,
  event_types json not null,
  status text not null,
  disabled_reason text,
  secret_no integer not null,
  previous_until timestamp with time zone,
  failing_since timestamp with time zone,
  registered_at timestamp with time zone not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint webhooks_pkey PRIMARY KEY (webhook_id),
  constraint webhooks_check CHECK (((disabled_reason IS NOT NULL) = (status = 'DISABLED'::text))),
  constraint webhooks_disabled_reason_check CHECK ((disabled_reason = ANY (ARRAY['GONE'::text, 'FAILING'::text, 'BY_OWNER'::text]))),
  constraint webhooks_secret_no_check CHECK ((secret_no > 0)),
  constraint webhooks_status_check CHECK ((status = ANY (ARRAY['ACTIVE'::text, 'DISABLED'::text])))
);
CREATE INDEX webhooks_of_owner ON webhooks USING btree (owner_id, registered_at, webhook_id);


-- In the schema "query"

create table daily_sales (
  sale_id text collate "C" not null,
  day text not null,
  item_id text collate "C" not null,
  partner_id text not null,
  quantity integer not null,
  orders integer not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint daily_sales_pkey PRIMARY KEY (sale_id),
  constraint daily_sales_check CHECK (((orders >= 0) AND (orders <= quantity))),
  constraint daily_sales_check1 CHECK ((sale_id = ((day || ' '::text) || item_id))),
  constraint daily_sales_quantity_check CHECK ((quantity >= 0))
) with (fillfactor=70);

create table feed_records (
  order_id text collate "C" not null,
  completed_at timestamp with time zone not null,
  completed_sent_at timestamp with time zone,
  taken_back_at timestamp with time zone,
  taken_back_sent_at timestamp with time zone,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint feed_records_pkey PRIMARY KEY (order_id),
  constraint feed_records_check CHECK (((taken_back_sent_at IS NULL) OR ((completed_sent_at IS NOT NULL) AND (taken_back_at IS NOT NULL))))
);

create table fees (
  fee_name text collate "C" not null,
  terms json not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint fees_pkey PRIMARY KEY (fee_name)
);

create table order_views (
  order_id text collate "C" not null,
  order_number text not null,
  member_id text not null,
  service_type text not null,
  pay_method text not null,
  status text not null,
  failed boolean not null,
  cancel_reason text,
  order_version integer not null,
  orderer json,
  address json,
  lines json not null,
  total_amount_minor bigint not null,
  order_discount_minor bigint not null,
  payable_amount_minor bigint not null,
  refunded_amount_minor bigint not null,
  payment json,
  shipments json not null,
  line_deliveries json not null,
  history json not null,
  placed_at timestamp with time zone,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  deposit json,
  counted_on text,
  paid_at timestamp with time zone,
  lines_back json,
  last_back_at timestamp with time zone,
  cancelled_line_nos json,
  constraint order_views_pkey PRIMARY KEY (order_id),
  constraint order_views_back_once_paid CHECK ((((lines_back IS NULL) = (last_back_at IS NULL)) AND ((last_back_at IS NULL) OR (paid_at IS NOT NULL))))
) with (fillfactor=80);
CREATE INDEX order_views_back ON order_views USING brin (last_back_at);
CREATE INDEX order_views_of_member ON order_views USING btree (member_id, placed_at DESC);
CREATE INDEX order_views_paid ON order_views USING brin (paid_at);
CREATE INDEX order_views_placed ON order_views USING btree (placed_at DESC);

create table popular_lists (
  as_of_day text collate "C" not null,
  entries json not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint popular_lists_pkey PRIMARY KEY (as_of_day)
);
