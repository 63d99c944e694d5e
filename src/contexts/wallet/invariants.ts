import type { Invariant } from "#http/context.ts";

export const invariants: readonly Invariant[] = [
  {
    name: "I14 every transaction of the wallet has two entries or more and sums to zero",
    needs: ["wallet"],
    when: "always",
    sql: `select transaction_id, count(e.id) as entries, sum(e.amount_minor) as sum
          from wallet.wallet_transactions t full join wallet.entries e using (transaction_id)
          group by transaction_id
          having count(e.id) < 2 or sum(e.amount_minor) <> 0 or count(t.id) = 0`,
  },
  {
    name: "I14 the whole book of the wallet sums to zero",
    needs: ["wallet"],
    when: "always",
    sql: `select sum(amount_minor) as sum from wallet.entries having sum(amount_minor) <> 0`,
  },
  {
    name: "I15 a member's balance equals its entries and is never negative",
    needs: ["wallet"],
    when: "always",
    sql: `select account_id, balance_minor, sum
          from wallet.accounts full join
            (select account_id, sum(amount_minor) as sum, count(*) as entries, max(entry_no) as last
             from wallet.entries where entry_no is not null group by account_id) book
            using (account_id)
          where balance_minor is distinct from sum or balance_minor < 0
             or entry_count is distinct from entries or entry_count is distinct from last`,
  },
  {
    name: "I16 a wallet order that is paid was debited once, and keeps what was not refunded; a dead order's net is zero",
    needs: ["wallet", "order"],
    when: "quiet",
    sql: `select o.order_id, o.status, book.net, book.debits
          from "order".orders o left join
            (select t.order_id, sum(e.amount_minor) as net,
                    count(*) filter (where t.cause = 'PAYMENT') as debits
             from wallet.wallet_transactions t join wallet.entries e using (transaction_id)
             where e.entry_no is not null and t.order_id is not null
             group by t.order_id) book
            using (order_id)
          where (o.pay_method = 'WALLET'
                 and o.status in ('PAID', 'PREPARED', 'SHIPPING', 'DELIVERED', 'CLOSED')
                 and (coalesce(book.net, 0) <> o.refunded_amount_minor - o.payable_amount_minor
                      or coalesce(book.debits, 0) <> (o.payable_amount_minor > 0)::integer))
             or (o.status in ('CANCELLED', 'REFUNDED', 'PAYMENT_CANCELLED')
                 and coalesce(book.net, 0) not in
                   -- What came by another way may have gone into the wallet.
                   (0, case o.pay_method when 'WALLET' then 0 else o.payable_amount_minor end))`,
  },
  {
    name: "I9 what the wallet gave back of an order in parts is what its entries say",
    needs: ["wallet"],
    when: "always",
    sql: `select b.order_id, b.status, b.amount_minor, b.parts_minor, b.part_no, back.sum
          from wallet.order_bookings b left join
            (select t.order_id, sum(e.amount_minor) as sum, count(*) as refunds
             from wallet.wallet_transactions t join wallet.entries e using (transaction_id)
             where t.cause = 'REFUND' and e.entry_no is not null
             group by t.order_id) back
            using (order_id)
          where b.part_no > 0
            and (back.sum is distinct from case b.status when 'CREDITED' then b.amount_minor else b.parts_minor end
                 or back.refunds > b.part_no + (b.status = 'CREDITED')::integer)`,
  },
];
