-- Up Migration

-- Each time that an operator had a parked message applied again: who, when, and whether it was applied
-- or parked once more. Messages that were driven together share the redrive.
create table redriven (
  try_id text collate "C" primary key,
  redrive_id text not null,
  consumer text not null,
  key text not null,
  type text not null,
  applied boolean not null,
  redriven_by text not null,
  redriven_at timestamptz not null,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index redriven_latest on redriven (redriven_at);
