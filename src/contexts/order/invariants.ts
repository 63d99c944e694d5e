import type { Invariant } from "#http/context.ts";
import { EDGES } from "./rules/transitions.ts";

const PAID = `('PAID', 'PREPARED', 'SHIPPING', 'DELIVERED', 'CLOSED')`;

const edgeRows = EDGES.map(([from, to]) => `('${from}', '${to}')`).join(", ");

export const invariants: readonly Invariant[] = [
  {
    name: "I6 an order costs the sum of its lines less its discount, which the lines share exactly",
    needs: ["order"],
    when: "always",
    sql: `select o.order_id, o.total_amount_minor, o.order_discount_minor, lines.*
          from "order".orders o cross join lateral
            (select sum((line->>'lineAmountMinor')::bigint) as amount,
                    sum((line->>'orderDiscountShareMinor')::bigint) as shared,
                    bool_or((line->>'lineAmountMinor')::bigint
                            <> (line->>'unitDiscountedPriceMinor')::bigint
                               * (line->>'quantity')::bigint) as miscounted,
                    bool_or((line->>'orderDiscountShareMinor')::bigint
                            > (line->>'lineAmountMinor')::bigint) as below_zero,
                    bool_or((line->>'unitDiscountedPriceMinor')::bigint
                            > (line->>'unitListPriceMinor')::bigint) as dearer
             from json_array_elements(o.lines) line) lines
          where o.total_amount_minor <> lines.amount
             or o.order_discount_minor <> lines.shared
             or o.payable_amount_minor <> o.total_amount_minor - o.order_discount_minor
             or lines.miscounted or lines.below_zero or lines.dearer`,
  },
  {
    name: "I8 a paid order is paid once and exactly its payable amount",
    needs: ["order", "payment"],
    when: "always",
    sql: `select o.order_id, o.status, p.status as payment_status, p.amount_minor
          from "order".orders o left join payment.payments p using (order_id)
          where o.status in ${PAID}
            and (p.status is distinct from
                   case o.pay_method when 'BANK_TRANSFER' then 'DEPOSIT_CONFIRMED' else 'APPROVED' end
                 or p.amount_minor is distinct from o.payable_amount_minor)`,
  },
  {
    name: "I17 every order leaves PLACED and AWAITING_PAYMENT by their limits, give or take 5 minutes",
    needs: ["order"],
    when: "always",
    sql: `select o.order_id, o.status, d.at, o.unpaid_until, o.cancel_asked_at
          from "order".orders o left join "order".deadlines d
            on d.deadline_id = case o.status when 'PLACED' then 'verification/' else 'unpaid/' end
                               || o.order_id
          where o.status in ('PLACED', 'AWAITING_PAYMENT') and o.cancel_asked_at is null
            and (d.at is null or d.at < $1::timestamptz - interval '5 minutes')
            and not exists (select from "order".parked k where k.key = o.order_id)`,
  },
  {
    name: "I17 an order being undone, or asked to be cancelled, is so for 15 minutes at most",
    needs: ["order"],
    when: "quiet",
    sql: `select o.order_id, o.status, o.cancel_asked_by, o.cancel_asked_at, o.steps
          from "order".orders o
          where (o.status = 'COMPENSATING'
                 or (o.status in ('AWAITING_PAYMENT', 'PREPARED') and o.cancel_asked_at is not null))
            -- An operator, who pays a confirmed deposit back, may take longer.
            and not (o.pay_method = 'BANK_TRANSFER'
                     and o.steps->'payment'->>'compensation' = 'ASKED')
            and o.updated_at < $1::timestamptz - interval '15 minutes'
            and not exists (select from "order".parked k where k.key = o.order_id)`,
  },
  {
    name: "I18 an order begins PLACED and takes only the edges of its state chart",
    needs: ["order"],
    when: "always",
    sql: `select o.order_id, o.status, h.was, h.became
          from "order".orders o cross join lateral
            (select lag(entry->>'status') over (order by place) as was, entry->>'status' as became,
                    place = json_array_length(o.history) as last
             from json_array_elements(o.history) with ordinality as history (entry, place)) h
          left join (values ${edgeRows}) as edge (was, became)
            on edge.was = h.was and edge.became = h.became
          where (h.was is null and h.became <> 'PLACED')
             or (h.was is not null and edge.was is null)
             or (h.last and h.became <> o.status)`,
  },
  {
    name: "I19 an order ends cancelled or refunded only when nobody has still to answer",
    needs: ["order"],
    when: "always",
    sql: `select o.order_id, o.status, step.key, step.value
          from "order".orders o cross join lateral json_each(o.steps) step
          where o.status in ('CANCELLED', 'REFUNDED') and step.value->>'verdict' = 'PENDING'`,
  },
  {
    // A success told after the end is undone too, so between its telling and its undoing one is owed.
    name: "I19 nobody is owed an undo by an order that has ended",
    needs: ["order"],
    when: "quiet",
    sql: `select o.order_id, o.status, step.key, step.value
          from "order".orders o cross join lateral json_each(o.steps) step
          where o.status in ('CANCELLED', 'REFUNDED', 'PAYMENT_CANCELLED')
            and step.value->>'compensation' in ('OWED', 'ASKED')`,
  },
];
