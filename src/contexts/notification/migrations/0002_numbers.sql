-- Up Migration

-- What may be told several times of one order: each refund of some of its lines.
alter table notices add column number integer check (number > 0);
alter table notices drop constraint notices_check;
alter table notices add constraint notices_named_by_what_they_say check (
  dedupe_key = subject_id || '/' || template || coalesce('/' || number, '')
);
