/** Names that other systems give an order's states (requirements §3.8): understood, never shown. */

/** Where two states are given, the order's recorded verdicts decide: the second once it got further. */
const ALIASES = {
  "Prepaid order": {
    INIT: ["PLACED", "AWAITING_PAYMENT"],
    ORDER_COMPLETE: ["PAID"],
    DELIVERY_PREPARE: ["PREPARED"],
    IN_DELIVERY: ["SHIPPING"],
    DELIVERY_COMPLETE: ["DELIVERED"],
  },
  "Order line": {
    BEFORE_DELIVERY: ["BEFORE"],
    DELIVERY_PREPARE: ["PREPARING"],
    DELIVERING: ["SHIPPING"],
    COMPLETE_DELIVERY: ["DELIVERED"],
  },
  Gift: {
    INIT: ["AWAITING_PAYMENT"],
    IN_PAYMENT: ["AWAITING_PAYMENT"],
    ORDER_COMPLETE: ["PAID"],
    PUSH_COMPLETE: ["PAID"],
    ACCEPT: ["PREPARED"],
    DELIVERY_PREPARE: ["PREPARED"],
    IN_DELIVERY: ["SHIPPING"],
    DELIVERY_COMPLETE: ["DELIVERED"],
    EXPIRATION: ["COMPENSATING", "REFUNDED"],
    REJECT: ["COMPENSATING", "REFUNDED"],
  },
  "Verified order": {
    PENDING: ["PLACED"],
    SUCCESS: ["AWAITING_PAYMENT", "PAID"],
    FAIL: ["COMPENSATING"],
    CANCEL: ["CANCELLED"],
  },
  "Shop order": {
    PENDING: ["PLACED"],
    PROCESSING: ["AWAITING_PAYMENT"],
    COMPLETED: ["PAID"],
    SHIPPING: ["SHIPPING"],
    DELIVERED: ["DELIVERED"],
    CANCELLED: ["CANCELLED"],
    REFUNDED: ["REFUNDED"],
  },
  "Wallet order": {
    PENDING: ["AWAITING_PAYMENT"],
    CONFIRMED: ["PAID"],
    CANCELED: ["CANCELLED"],
  },
  "Wallet payment": { COMPLETED: ["APPROVED"], FAILED: ["FAILED"] },
  "Bank-transfer order": {
    OrderPlaced: ["PLACED"],
    PayPlaced: ["AWAITING_PAYMENT"],
    PayChecked: ["PAID"],
    PayCanceled: ["PAYMENT_CANCELLED"],
    QtyDecreased: ["PREPARED"],
    DeliveryStarted: ["SHIPPING"],
    OrderClosed: ["CLOSED"],
    OrderCanceled: ["CANCELLED"],
  },
} as const satisfies Record<string, Record<string, readonly [string, string?]>>;

export type Vocabulary = keyof typeof ALIASES;
export const VOCABULARIES = Object.keys(ALIASES) as readonly Vocabulary[];
export const aliasesOf = (vocabulary: Vocabulary): readonly string[] =>
  Object.keys(ALIASES[vocabulary]);

/**
 * The unified state an alias names in its vocabulary; undefined for one that is not in it. `further`
 * tells an alias of two states apart: verified, paid or refunded already.
 */
export function unifiedStatus(
  vocabulary: Vocabulary,
  alias: string,
  further = false,
): string | undefined {
  const aliases: Readonly<Record<string, readonly [string, string?]>> = ALIASES[vocabulary];
  if (!Object.hasOwn(aliases, alias)) return undefined;
  const [first, second] = aliases[alias] ?? [];
  return further ? (second ?? first) : first;
}
