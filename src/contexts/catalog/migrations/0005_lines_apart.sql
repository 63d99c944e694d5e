-- Up Migration

-- A line may go back to the shelf while the others of its order stay sold.
alter table stock_movements add column line_no integer check (line_no > 0);
drop index stock_moves_once;
create unique index stock_moves_once
  on stock_movements (order_id, item_id, kind, coalesce(line_no, 0))
  where order_id is not null;
