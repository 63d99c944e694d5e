-- Up Migration

-- Money that came for an order by bank transfer, and was given back into the wallet.
alter table order_bookings drop constraint order_bookings_status_check;
alter table order_bookings add constraint order_bookings_status_check check (
  status in ('DEBITED', 'REFUSED', 'CREDITED', 'VOID', 'PAID_IN')
);
