-- Up Migration

-- The stock of a bank transfer is claimed once its deposit is confirmed.
alter table reservations add column claim_no integer check (claim_no > 0);
alter table stock_movements drop constraint stock_movements_kind_check;
alter table stock_movements add constraint stock_movements_kind_check check (
  kind in ('RECEIVE', 'RESERVE', 'CLAIM', 'COMMIT', 'RELEASE', 'RETURN', 'ADJUST')
);
