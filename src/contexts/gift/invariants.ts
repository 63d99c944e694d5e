import type { Invariant } from "#http/context.ts";
import { EDGES } from "./rules.ts";

const edgeRows = EDGES.map(([from, to]) => `('${from}', '${to}')`).join(", ");

export const invariants: readonly Invariant[] = [
  {
    name: "I18 a gift begins REGISTERED and takes only the edges of its state chart",
    needs: ["gift"],
    when: "always",
    sql: `select g.order_id, g.status, h.was, h.became
          from gift.gifts g cross join lateral
            (select lag(entry->>'status') over (order by place) as was, entry->>'status' as became,
                    place = json_array_length(g.history) as last
             from json_array_elements(g.history) with ordinality as history (entry, place)) h
          left join (values ${edgeRows}) as edge (was, became)
            on edge.was = h.was and edge.became = h.became
          where (h.was is null and h.became <> 'REGISTERED')
             or (h.was is not null and edge.was is null)
             or (h.last and h.became <> g.status)`,
  },
  {
    name: "I17 nobody's gift waits for acceptance past its expiry, give or take 5 minutes",
    needs: ["gift"],
    when: "always",
    sql: `select g.order_id, g.status, g.expires_at, d.at
          from gift.gifts g left join gift.deadlines d on d.deadline_id = 'expiry/' || g.order_id
          where g.status in ('PAID', 'LINK_PUSHED')
            and (d.at is null or d.at < $1::timestamptz - interval '5 minutes')
            and not exists (select from gift.parked k where k.key = g.order_id)`,
  },
  {
    name: "I21 an accepted gift's order goes to its recipient; one that nobody took is undone",
    needs: ["gift", "order"],
    when: "quiet",
    sql: `select g.order_id, g.status, o.status as order_status
          from gift.gifts g left join "order".orders o using (order_id)
          where (g.status in ('ACCEPTED', 'PREPARING', 'SHIPPING', 'DELIVERED')
                 and (o.address is null or o.status in ('CANCELLED', 'REFUNDED', 'COMPENSATING')))
             or (g.status in ('PAID', 'LINK_PUSHED') and o.status is distinct from 'PAID')
             or (g.status in ('REJECTED', 'EXPIRED')
                 and o.status is distinct from 'REFUNDED')
             or (g.status = 'CANCELLED' and o.status not in ('CANCELLED', 'REFUNDED'))`,
  },
];
