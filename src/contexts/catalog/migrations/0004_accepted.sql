-- Up Migration

-- Policy P1: what is accepted is sold, or found short, once its order is paid.
alter table reservations drop constraint reservations_status_check;
alter table reservations add constraint reservations_status_check check (
  status in ('ACCEPTED', 'RESERVED', 'COMMITTED', 'RELEASED', 'RETURNED', 'REFUSED'));
