/** Public tokens by kind; 20 characters in all (requirements §4.15). */
export const PREFIXES = {
  member: "mem",
  partner: "ptn",
  item: "itm",
  category: "ctg",
  review: "rvw",
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
  settlementCase: "stc",
  webhook: "whk",
  webhookDelivery: "whd",
} as const;
export type TokenKind = keyof typeof PREFIXES;

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const TOKEN_LENGTH = 20;

/** Bytes from the World's source of randomness. */
export type RandomBytes = (length: number) => Uint8Array;

type Surroundings = { readonly now: () => number; readonly random: RandomBytes };

/**
 * A new public token. Four characters tell the second, so that what is made together lies together in
 * every index (decision 11); at least 71 random bits follow: nothing to guess a neighbour from.
 */
export function newToken(kind: TokenKind, { now, random }: Surroundings): string {
  const head = `${PREFIXES[kind]}_${secondText(now())}`;
  return head + randomText(TOKEN_LENGTH - head.length, random);
}

/** The second in four characters that sort by time, over again after 171 days. */
function secondText(at: number): string {
  let left = Math.floor(at / 1000);
  let text = "";
  for (let place = 0; place < 4; place++) {
    text = ALPHABET.charAt(left % 62) + text;
    left = Math.floor(left / 62);
  }
  return text;
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
