-- Up Migration

-- Lines may be cancelled while the others go on, and even before their order is known here.
alter table order_shipments add column cancelled_line_nos json;
alter table order_shipments drop constraint order_shipments_status_check;
alter table order_shipments add constraint order_shipments_status_check check (
  status in ('EXPECTED', 'OPEN', 'CANCELLED', 'REFUSED')
);
alter table order_shipments add constraint order_shipments_expected_without_lines check (
  status <> 'EXPECTED' or cancelled_line_nos is not null
);
