-- Up Migration

-- Parked messages that an operator gave up, kept for good: what it was, who gave it up, and why.
create table dropped (
  parked_id text collate "C" primary key,
  consumer text not null,
  key text not null,
  type text not null,
  reason text not null,
  message json not null,
  dropped_by text not null,
  why text not null,
  dropped_at timestamptz not null,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint dropped_has_a_reason check (why <> '')
);
