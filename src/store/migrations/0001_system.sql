-- Up Migration
-- The runtime's own tables, in every context's schema. Keys are compared byte by byte (collate "C"),
-- so that no upgrade of a host's C library can put an index out of order.

-- What the context stated, in order. Rows are only ever added; old ones leave in bulk.
create table log (
  slot smallint not null,
  position bigint not null,
  count integer not null,
  applied_by text[] not null,
  messages text not null,
  at timestamptz not null,
  primary key (slot, position),
  constraint log_says_something check (count > 0 and position >= count)
);
-- external: pglz would cost more than the whole insert, and segments are read back once, soon, whole.
-- Segments of a small batch stay in the row, two to a page, instead of in chunks with their own index.
alter table log alter column messages set storage external;
alter table log set (toast_tuple_target = 4080);

-- How far this context, as a consumer, has read each slot of each stream. A few rows, changed with
-- every batch: the free half of the page lets each change stay in it, without touching the index.
create table inbox (
  stream text collate "C" not null,
  slot smallint not null,
  position bigint not null,
  primary key (stream, slot)
) with (fillfactor = 50, autovacuum_vacuum_threshold = 1000);

-- One row for each connection that writes, counting its commits. A commit whose answer was lost is
-- looked up here. A transaction id would not do: a crash gives the ids of lost transactions out again.
create table writers (
  writer bigint generated always as identity primary key,
  commits bigint not null default 0,
  fenced boolean not null default false,
  used_at timestamptz not null default now()
) with (fillfactor = 50, autovacuum_vacuum_threshold = 1000);

-- Messages that could not be applied.
create table parked (
  parked_id text collate "C" primary key,
  consumer text not null,
  key text not null,
  type text not null,
  reason_class text not null,
  reason text not null,
  message json not null,
  arrived integer not null,
  parked_at timestamptz not null,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint parked_has_a_reason check (reason_class <> '' and reason <> '')
);
create index parked_of_key on parked (consumer, key, arrived);

-- Deadlines and tasks are added, moved and taken away all the time: vacuum early, for the dead entries
-- of a queue lie exactly where its next reader begins.
create table deadlines (
  deadline_id text collate "C" primary key,
  at timestamptz not null,
  message json not null,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
) with (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.02);
create index deadlines_due on deadlines (at);

create table tasks (
  task_id text collate "C" primary key,
  kind text not null,
  at timestamptz not null,
  attempts integer not null,
  message json not null,
  dead_reason text,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint tasks_attempts_count check (attempts >= 0)
) with (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.02);
create index tasks_due on tasks (at) where dead_reason is null;

create table answers (
  answer_id text collate "C" primary key,
  body_hash text not null,
  answer json not null,
  stored_at timestamptz not null,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index answers_oldest on answers using brin (stored_at);

-- Fails a statement that did not touch the rows it was meant to: somebody else was there first.
create function expect_rows(actual bigint, expected bigint) returns void
language plpgsql as $$
begin
  if actual <> expected then
    raise exception 'touched % rows instead of %', actual, expected using errcode = '40001';
  end if;
end
$$;
