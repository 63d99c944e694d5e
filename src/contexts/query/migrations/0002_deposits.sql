-- Up Migration

-- What the payer of a bank transfer needs to know.
alter table order_views add column deposit json;
