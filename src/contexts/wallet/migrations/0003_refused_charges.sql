-- Up Migration

-- Money that came through a provider and could not be put in: it went back, and stays out.
alter table charges add column status text not null default 'BOOKED'
  check (status in ('BOOKED', 'REFUSED'));
