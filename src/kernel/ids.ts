/** Public tokens by kind; 20 characters in all (requirements §4.15). */
export const PREFIXES = {
  member: "mem",
  partner: "ptn",
  item: "itm",
  option: "opt",
  cartLine: "crl",
  coupon: "cpn",
  memberCoupon: "mcp",
  order: "ord",
  payment: "pay",
  refund: "rfd",
  gift: "gt",
  shipment: "shp",
  walletTransaction: "wtx",
  notification: "ntf",
} as const;
export type TokenKind = keyof typeof PREFIXES;

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const TOKEN_LENGTH = 20;

/** Bytes from the World's source of randomness. */
export type RandomBytes = (length: number) => Uint8Array;

/** A new public token: at least 95 random bits, nothing to guess a neighbour from. */
export function newToken(kind: TokenKind, random: RandomBytes): string {
  const prefix = `${PREFIXES[kind]}_`;
  return prefix + randomText(TOKEN_LENGTH - prefix.length, random);
}

/** Letters and digits, each equally likely: bytes past the last multiple of 62 are thrown away. */
export function randomText(length: number, random: RandomBytes): string {
  let drawn = "";
  while (drawn.length < length) {
    for (const byte of random(length - drawn.length)) {
      if (byte < 248) drawn += ALPHABET[byte % 62];
    }
  }
  return drawn;
}
