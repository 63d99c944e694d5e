-- Up Migration
-- What words of a search are looked for in: without spaces, which Korean is written with or without.
alter table items add column search_text text generated always as
  (lower(regexp_replace(normalize(name, nfkc), '\s+', '', 'g'))) stored;
create index items_by_price on items (price_minor, item_id) where not deleted;

alter table item_texts add column search_text text generated always as
  ('/' || lower(regexp_replace(normalize(category, nfkc), '\s+', '', 'g'))) stored;
create index items_of_category on item_texts (category) where category is not null;

create table layouts (
  layout_id text collate "C" primary key,
  categories json not null,
  home_lists json not null,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table reviews (
  review_id text collate "C" primary key,
  item_id text not null,
  partner_id text not null,
  member_id text not null,
  order_id text not null,
  line_no integer not null,
  status text not null check (status in ('ASKED', 'SHOWN', 'HIDDEN')),
  stars integer not null check (stars between 1 and 5),
  text text not null,
  written_at timestamptz not null,
  answer text,
  answered_at timestamptz,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint one_review_of_a_line unique (order_id, line_no)
);
create index reviews_of_item on reviews (item_id, written_at desc, review_id desc);

create table ratings (
  item_id text collate "C" primary key,
  review_count integer not null check (review_count >= 0),
  stars_total integer not null check (stars_total between review_count and 5 * review_count),
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
