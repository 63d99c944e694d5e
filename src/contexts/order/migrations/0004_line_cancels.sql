-- Up Migration

-- Cancels of single lines, each from asked to done. Most orders never have one.
alter table orders add column line_cancels json;
alter table orders add check (refunded_amount_minor <= payable_amount_minor);
