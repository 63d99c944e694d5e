-- Up Migration

-- Lines that were cancelled while their order went on.
alter table order_views add column cancelled_line_nos json;
