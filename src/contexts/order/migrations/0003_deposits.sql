-- Up Migration

-- A bank transfer comes under somebody's name.
alter table orders add column depositor_name text;
alter table orders add check (cancel_reason is not null or status <> 'PAYMENT_CANCELLED');
