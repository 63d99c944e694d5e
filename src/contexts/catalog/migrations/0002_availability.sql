-- Up Migration

-- How often an item sold out or came back: the version of what is told of its availability.
alter table stocks add column turn integer not null default 0 check (turn >= 0);
