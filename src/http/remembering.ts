/**
 * A map that keeps the entries used of late, between half of `size` and `size` of them. Two
 * generations: an entry found in the old one moves to the young one, and when that is full, what is
 * left of the old one is forgotten.
 */
export function rememberingMap<Value>(size: number) {
  let young = new Map<string, Value>();
  let old = new Map<string, Value>();
  const set = (key: string, value: Value): void => {
    if (young.size >= size / 2) {
      old = young;
      young = new Map();
    }
    young.set(key, value);
  };
  const get = (key: string): Value | undefined => {
    const value = young.get(key);
    if (value !== undefined) return value;
    const earlier = old.get(key);
    if (earlier !== undefined) set(key, earlier);
    return earlier;
  };
  return { get, set };
}
