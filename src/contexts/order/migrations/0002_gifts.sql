-- Up Migration

-- A gift's address is told by its recipient, once it is paid.
alter table orders alter column address drop not null;
alter table orders add column stock_sold boolean;
alter table orders add check (address is not null or service_type = 'GIFT');
alter table orders add check (
  address is not null or status not in ('PREPARED', 'SHIPPING', 'DELIVERED', 'CLOSED')
);
alter table orders add check (stock_sold is null or (service_type = 'GIFT' and address is null));
