/** Seeds that failed once, with what they had found. They run first, for ever. */
export const CORPUS: Readonly<Record<number, string>> = {
  8: "a watermark that was read anew in the midst of a batch let a message be applied twice",
  55: "the same, at payment",
  103: "what a message driven again led to passed the parked messages of other consumers",
  280: "the same, at query",
  1288: "a request behind a parked message was parked too, answered with nothing, and done later",
  688: "what was ahead was tried again while a batch behind it still held its rows",
  2191: "a request that threw in a first telling was done in the second, and answered with 500",
  4019: "a batch that took over all its rows did not ask which keys are blocked",
};
