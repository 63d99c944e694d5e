import type { Invariant } from "#http/context.ts";

/** The state a shipment must have, by the states of its lines. */
const STATUS_BY_LINES = `case
  when bool_and(line.status = 'CANCELLED') then 'CANCELLED'
  when bool_and(line.status in ('DELIVERED', 'CANCELLED')) then 'DELIVERED'
  when bool_or(line.status in ('SHIPPING', 'DELIVERED')) then 'SHIPPING'
  else min(line.status) filter (where line.status <> 'CANCELLED') end`;

export const invariants: readonly Invariant[] = [
  {
    name: "I5 no dead order has a live shipment",
    needs: ["delivery", "order"],
    when: "always",
    sql: `select order_id, s.shipment_id, s.status as shipment, o.status as "order"
          from delivery.shipments s join "order".orders o using (order_id)
          where s.status <> 'CANCELLED' and o.status in ('CANCELLED', 'REFUNDED')`,
  },
  {
    name: "I20 one shipment per seller and order, none for an order that is not open",
    needs: ["delivery"],
    when: "always",
    sql: `select order_id, partner_id, count(*), min(o.status) as "order"
          from delivery.shipments s left join delivery.order_shipments o using (order_id)
          group by order_id, partner_id
          having count(*) > 1 or count(o.order_id) = 0
              or bool_or(o.status <> 'OPEN' and s.status <> 'CANCELLED')`,
  },
  {
    name: "I20 an order is open for as long as one of its shipments is not cancelled",
    needs: ["delivery"],
    when: "always",
    sql: `select o.order_id, o.status
          from delivery.order_shipments o
          where o.status = 'OPEN' and not exists
            (select from delivery.shipments s
             where s.order_id = o.order_id and s.status <> 'CANCELLED')`,
  },
  {
    name: "I5 a line that was cancelled does not leave",
    needs: ["delivery", "order"],
    when: "always",
    sql: `select o.order_id, line->>'lineNo' as line_no, sent.status
          from "order".orders o cross join json_array_elements(o.lines) line
          join delivery.shipments s on s.order_id = o.order_id
          cross join json_to_recordset(s.lines) as sent("lineNo" integer, status text)
          where o.line_cancels is not null and line->>'cancelledAt' is not null
            and sent."lineNo" = (line->>'lineNo')::integer and sent.status <> 'CANCELLED'`,
  },
  {
    name: "I20 every seller of an open order has its shipment",
    needs: ["delivery"],
    when: "always",
    sql: `select o.order_id, seller.id
          from delivery.order_shipments o
          cross join json_array_elements_text(o.partner_ids) as seller(id)
          left join delivery.shipments s on s.shipment_key = o.order_id || '/' || seller.id
          where s.shipment_key is null`,
  },
  {
    name: "I20 no shipment has a pending address",
    needs: ["delivery"],
    when: "always",
    sql: `select s.shipment_id, field.name
          from delivery.shipments s, unnest(array['receiverName', 'receiverPhone',
            'receiverZipcode', 'receiverAddress1', 'receiverAddress2', 'etcMessage']) as field(name)
          where coalesce(trim(s.address ->> field.name), '') in ('', 'TEMP_VALUE')`,
  },
  {
    name: "I29 a parcel that a carrier is called for, or asked about, has its task",
    needs: ["delivery"],
    when: "always",
    sql: `select c.consignment_id, c.status, c.look, t.task_id
          from delivery.consignments c full join delivery.tasks t
            on t.task_id = case when c.status = 'CALLED' then c.consignment_id
                                else c.consignment_id || ' look ' || c.looks end
          where c.consignment_id is null
             or (c.status = 'CALLED' or c.look is not null) <> (t.task_id is not null)`,
  },
  {
    name: "I20 a shipment waits for the carrier that was called for it, and for no other",
    needs: ["delivery"],
    when: "always",
    sql: `select s.shipment_id, s.calling ->> 'consignmentId' as calling, c.consignment_id, c.status
          from delivery.shipments s
          full join (select * from delivery.consignments where status = 'CALLED') c
            on c.consignment_id = s.calling ->> 'consignmentId'
          where s.calling is not null and c.consignment_id is null or s.shipment_id is null`,
  },
  {
    name: "I20 a cancel waits only while a carrier is called",
    needs: ["delivery"],
    when: "always",
    sql: `select o.order_id, o.status from delivery.order_shipments o
          where o.cancel_asked and not exists (
            select 1 from delivery.shipments s
             where s.order_id = o.order_id and s.calling is not null)`,
  },
  {
    name: "I18 a shipment's state is that of its lines, and each came by its steps",
    needs: ["delivery"],
    when: "always",
    sql: `select s.shipment_id, s.status, ${STATUS_BY_LINES} as by_lines
          from delivery.shipments s,
               json_to_recordset(s.lines) as line(status text, carrier text,
                 "trackingNumber" text, "carrierStatus" text)
          group by s.shipment_key
          having s.status <> ${STATUS_BY_LINES}
              or bool_or((line.status in ('SHIPPING', 'DELIVERED')) <>
                         (line.carrier is not null and line."trackingNumber" is not null))
              or bool_or((line.status = 'DELIVERED') <>
                         coalesce(line."carrierStatus" = 'DELIVERED', false))`,
  },
];
