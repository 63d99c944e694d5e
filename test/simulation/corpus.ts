/** Seeds that failed once, with what they had found. They run first, for ever. */
export const CORPUS: Readonly<Record<number, string>> = {
  78: "what a message driven again led to passed parked messages of other consumers",
  99: "the same, in a cascade of payment and order",
  141: "the same, at payment",
};
