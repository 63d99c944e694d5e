/** What would break each promise about money and goods, and the promise that must notice. */
export const BREAKAGES: readonly [string, readonly string[]][] = [
  ["I14", [`update wallet.entries set amount_minor = amount_minor + 1 where id = 1`]],
  ["I15", [`update wallet.accounts set balance_minor = balance_minor + 1`]],
  ["I15", [`update wallet.accounts set entry_count = entry_count + 1`]],
  [
    "I16",
    [
      `update "order".orders set status = 'PAID', refunded_amount_minor = 0
         where status = 'REFUNDED'`,
    ],
  ],
  ["I9", [`update "order".orders set refunded_amount_minor = 1 where status = 'REFUNDED'`]],
  [
    "I7",
    [
      `insert into "order".orders select order_id, 'CANCELLED', 'WALLET', 0
         from payment.payments where status = 'APPROVED'
         on conflict (order_id) do update set status = excluded.status`,
    ],
  ],
  ["I7", [`delete from payment.payments where status = 'APPROVED'`]],
  ["I9", [`update payment.refunds set amount_minor = amount_minor + 1`]],
  [
    "I11",
    [
      `update payment.payments set status = 'REQUESTED', updated_at = now() - interval '16 minutes'
         where status = 'APPROVED'`,
    ],
  ],
  [
    "I18",
    [`update payment.payments set trail = '["OPENED", "APPROVED"]' where status = 'APPROVED'`],
  ],
  [
    "I5",
    [
      `insert into "order".orders select order_id, 'REFUNDED', 'WALLET', 0
         from delivery.shipments where status = 'DELIVERED'
         on conflict (order_id) do update set status = excluded.status`,
    ],
  ],
  ["I20", [`update delivery.order_shipments set status = 'CANCELLED' where status = 'OPEN'`]],
  ["I20", [`delete from delivery.shipments where status = 'DELIVERED'`]],
  [
    "I20",
    [
      `update delivery.shipments
         set address = replace(address::text, 'Mina Kim', 'TEMP_VALUE')::json`,
    ],
  ],
  [
    "I18",
    [
      `update delivery.shipments set lines = replace(lines::text, 'DELIVERED', 'SHIPPING')::json
         where status = 'DELIVERED'`,
    ],
  ],
];
