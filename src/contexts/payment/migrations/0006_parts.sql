-- Up Migration

-- The last part that order asked back, while the rest of the payment stands.
alter table payments add column part json;
alter table payments drop constraint payments_check3;
alter table payments add constraint payments_refunded_in_bounds check (
  refunded_amount_minor >= 0
  and refunded_amount_minor <= coalesce(amount_minor, 0)
  and (status <> 'REFUNDED' or refunded_amount_minor = amount_minor)
  and (refunded_amount_minor = 0 or status in ('APPROVED', 'REFUND_DUE', 'REFUNDED'))
);
