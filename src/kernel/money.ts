/**
 * Money is a bigint of minor units in one currency. Won has no smaller unit, so one minor unit is
 * one won. Only this file rounds.
 */
export const CURRENCY = "KRW";
export type Currency = typeof CURRENCY;

/** The price after `percent` off, rounded down to the minor unit (requirements §4.1). */
export const percentOff = (minor: bigint, percent: number): bigint =>
  (minor * BigInt(100 - percent)) / 100n;

/** So much of the amount, rounded down to the minor unit. */
export const percentOf = (minor: bigint, percent: number): bigint =>
  (minor * BigInt(percent)) / 100n;

/** Division of non-negative amounts, rounded up. */
export const divideUp = (minor: bigint, divisor: bigint): bigint =>
  (minor + divisor - 1n) / divisor;

export const sumOf = (amounts: Iterable<bigint>): bigint => {
  let sum = 0n;
  for (const amount of amounts) sum += amount;
  return sum;
};

export const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b);
export const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/**
 * Shares `total` in proportion to `weights`, exactly: shares sum to the total. By largest
 * remainder; equal remainders favour the lower index. Weights are non-negative; when all are zero
 * the total must be zero.
 */
export function allocate(total: bigint, weights: readonly bigint[]): bigint[] {
  const whole = sumOf(weights);
  if (whole === 0n) {
    if (total !== 0n) throw new RangeError("nothing to share the amount over");
    return weights.map(() => 0n);
  }
  const shares = weights.map((weight) => (total * weight) / whole);
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (total * weight) % whole }))
    .toSorted((a, b) => compare(b.remainder, a.remainder) || a.index - b.index);
  let left = total - sumOf(shares);
  for (const { index } of byRemainder) {
    if (left === 0n) break;
    shares[index] = (shares[index] ?? 0n) + 1n;
    left -= 1n;
  }
  return shares;
}

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);
