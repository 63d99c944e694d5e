import type { Invariant } from "#http/context.ts";

/** Each use of a member coupon that a live redemption names. */
const USES = `select r.order_id, used.id as member_coupon_id
              from coupon.redemptions r, json_array_elements_text(r.member_coupon_ids) used(id)
              where r.status = 'USED'`;

export const invariants: readonly Invariant[] = [
  {
    name: "I12 a coupon is issued as often as it counts, and never more than its quantity",
    needs: ["coupon"],
    when: "always",
    sql: `select coupon_id, quantity, issued_quantity, issued
          from coupon.coupons full join
            (select coupon_id, count(*) as issued from coupon.member_coupons group by coupon_id) m
            using (coupon_id)
          where issued_quantity is distinct from coalesce(issued, 0) or issued_quantity > quantity`,
  },
  {
    name: "I12 a member gets a limited coupon once",
    needs: ["coupon"],
    when: "always",
    sql: `select coupon_id, member_id, count(*) as issued
          from coupon.member_coupons join coupon.coupons using (coupon_id)
          where quantity is not null
          group by coupon_id, member_id having count(*) > 1`,
  },
  {
    name: "I12 a limited member coupon has its claim, and every claim its member coupon",
    needs: ["coupon"],
    when: "always",
    sql: `select claim_id, m.member_coupon_id
          from coupon.claims c full join
            (select member_coupon_id, coupon_id, member_id
             from coupon.member_coupons join coupon.coupons using (coupon_id)
             where quantity is not null) m
            using (member_coupon_id, coupon_id, member_id)
          where c.claim_id is null or m.member_coupon_id is null`,
  },
  {
    name: "I12 a member coupon is used by one order, once, and that order's redemption names it",
    needs: ["coupon"],
    when: "always",
    sql: `select member_coupon_id, order_id, count(uses.order_id) as uses
          from (${USES}) uses full join
            (select member_coupon_id, order_id, status from coupon.member_coupons
             where status = 'USED') m
            using (member_coupon_id, order_id)
          group by member_coupon_id, order_id
          having count(uses.order_id) <> 1 or count(m.status) <> 1`,
  },
  {
    name: "I6 the shares of an order's discount sum to it",
    needs: ["coupon"],
    when: "always",
    sql: `select order_id, order_discount_minor, shares
          from coupon.redemptions r, lateral
            (select coalesce(sum((line->>'orderDiscountShareMinor')::bigint), 0) as shares
             from json_array_elements(r.lines) line) s
          where shares <> order_discount_minor`,
  },
  {
    name: "I5 a dead order uses no coupon",
    needs: ["coupon", "order"],
    when: "always",
    sql: `select order_id, o.status
          from coupon.redemptions r join "order".orders o using (order_id)
          where r.status = 'USED' and o.status in ('CANCELLED', 'REFUNDED')`,
  },
  {
    name: "I13 coupons are used for live orders, and restored or refused for dead ones",
    needs: ["coupon", "order"],
    when: "quiet",
    sql: `select order_id, r.status as redemption, o.status
          from coupon.redemptions r left join "order".orders o using (order_id)
          where (r.status = 'USED')
             is distinct from (o.status not in ('CANCELLED', 'REFUNDED', 'PAYMENT_CANCELLED'))`,
  },
];
