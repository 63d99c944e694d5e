import type { Invariant } from "#http/context.ts";

export const invariants: readonly Invariant[] = [
  {
    name: "I38 every order is shown as it is",
    needs: ["query", "order"],
    when: "quiet",
    sql: `select o.order_id, o.status, v.status as shown
            from "order".orders o left join query.order_views v using (order_id)
           where v.order_id is null or v.status <> o.status or v.order_version > o.order_version`,
  },
  {
    name: "I18 the history of an order begins with PLACED and ends with its status",
    needs: ["query"],
    when: "always",
    sql: `select order_id from query.order_views
           where placed_at is not null
             and (history->0->>'status' <> 'PLACED' or history->-1->>'status' <> status)`,
  },
];
