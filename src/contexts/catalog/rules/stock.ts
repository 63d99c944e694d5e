import { impossible, refuse, type Refusal } from "#kernel/refusal.ts";

/** The units of one item, each in exactly one place: received = available + reserved + sold. */
export type Stock = {
  readonly itemId: string;
  readonly received: number;
  readonly available: number;
  readonly reserved: number;
  readonly sold: number;
  /** How often the last available unit went, or the first came back. */
  readonly turn: number;
};

/** What one unit of each movement does. Only these seven change a stock. */
const EFFECTS = {
  RECEIVE: { received: 1, available: 1, reserved: 0, sold: 0 },
  ADJUST: { received: 1, available: 1, reserved: 0, sold: 0 },
  RESERVE: { received: 0, available: -1, reserved: 1, sold: 0 },
  CLAIM: { received: 0, available: -1, reserved: 0, sold: 1 },
  COMMIT: { received: 0, available: 0, reserved: -1, sold: 1 },
  RELEASE: { received: 0, available: 1, reserved: -1, sold: 0 },
  RETURN: { received: 0, available: 1, reserved: 0, sold: -1 },
} as const;
export type MovementKind = keyof typeof EFFECTS;
export const MOVEMENT_KINDS = Object.keys(EFFECTS) as readonly MovementKind[];

/** The most units an item may ever have received. */
export const RECEIVED_MAX = 1_000_000_000;

export const emptyStock = (itemId: string): Stock => ({
  itemId,
  received: 0,
  available: 0,
  reserved: 0,
  sold: 0,
  turn: 0,
});

/** The stock after the movement. Moving what is not there is impossible: judge first. */
export function moved(stock: Stock, kind: MovementKind, quantity: number): Stock {
  const effect = EFFECTS[kind];
  const available = stock.available + effect.available * quantity;
  const turns = available > 0 !== stock.available > 0;
  const after = {
    itemId: stock.itemId,
    received: stock.received + effect.received * quantity,
    available,
    reserved: stock.reserved + effect.reserved * quantity,
    sold: stock.sold + effect.sold * quantity,
    turn: stock.turn + Number(turns),
  };
  if (after.available < 0 || after.reserved < 0 || after.sold < 0) {
    impossible(`${kind} of ${quantity} where the stock of ${stock.itemId} is short`);
  }
  return after;
}

/** Why goods cannot be received, or a count put right; undefined when they can. */
export function refusalToReceive(stock: Stock, quantity: number): Refusal | undefined {
  if (quantity === 0) return wrong("COMMON_INVALID_PARAMETER", { quantity });
  if (stock.received + quantity > RECEIVED_MAX) {
    return wrong("AMOUNT_OUT_OF_RANGE", { quantity, received: stock.received });
  }
  if (stock.available + quantity < 0) {
    return wrong("STOCK_INSUFFICIENT", { wanted: -quantity, available: stock.available });
  }
  return undefined;
}

const wrong = (code: Refusal["refusal"], values: Record<string, number>): Refusal =>
  refuse(code, [{ field: "quantity", code, values }]);

/** How many units the lines take of each item, in the order the items are first named. */
export function unitsByItem(
  lines: readonly { readonly itemId: string; readonly quantity: number }[],
): ReadonlyMap<string, number> {
  const units = new Map<string, number>();
  for (const { itemId, quantity } of lines) {
    units.set(itemId, (units.get(itemId) ?? 0) + quantity);
  }
  return units;
}
