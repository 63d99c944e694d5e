import type { Invariant } from "#http/context.ts";

export const invariants: readonly Invariant[] = [
  {
    name: "I43 a cart holds the same item with the same options once, and every line under its own id",
    needs: ["cart"],
    when: "always",
    sql: `select c.cart_id, line->>'itemId' as item_id
          from cart.carts c cross join lateral json_array_elements(c.lines) line
          group by c.cart_id, line->>'itemId', (line->'optionIds')::text
          having count(*) > 1
          union all
          select min(c.cart_id), line->>'cartLineId'
          from cart.carts c cross join lateral json_array_elements(c.lines) line
          group by line->>'cartLineId' having count(*) > 1`,
  },
  {
    name: "I43 what was ordered from a cart has left it once the order is verified",
    needs: ["cart", "order"],
    when: "quiet",
    sql: `select o.order_id, line->>'cartLineId' as cart_line_id
          from cart.carts c cross join lateral json_array_elements(c.lines) line
          join "order".orders o on o.member_id = c.cart_id
          cross join lateral json_array_elements(o.lines) ordered
          where ordered->>'cartLineId' = line->>'cartLineId'
            and o.history::text like '%"AWAITING_PAYMENT"%'`,
  },
  {
    name: "I38 a cart shows as available exactly the items of which there is stock",
    needs: ["cart", "catalog"],
    when: "quiet",
    sql: `select item_id, s.available, a.is_available, a.turn
          from catalog.stocks s full join cart.availabilities a using (item_id)
          where (s.available > 0) is distinct from coalesce(a.is_available, false)`,
  },
];
