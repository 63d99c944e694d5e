/** Every context of the platform by name, for those who need not load them. */
export const CONTEXT_NAMES = [
  "identity",
  "catalog",
  "coupon",
  "payment",
  "wallet",
  "order",
  "delivery",
  "cart",
  "gift",
  "notification",
  "webhook",
  "query",
] as const;
