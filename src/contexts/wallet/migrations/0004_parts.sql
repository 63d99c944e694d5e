-- Up Migration

-- What was given back of an order's money while the rest stayed taken.
alter table order_bookings add column parts_minor bigint not null default 0;
alter table order_bookings add column part_no integer not null default 0;
alter table order_bookings add constraint order_bookings_parts_of_what_was_taken check (
  parts_minor between 0 and amount_minor
  and part_no >= 0
  and (part_no = 0 or status in ('DEBITED', 'CREDITED'))
);
