import { createHash, createHmac } from "node:crypto";
import { keyAt } from "#http/keyFile.ts";

/**
 * The secrets of gift links. One is derived from the gift's token and the key of this installation,
 * so it is stored nowhere: whoever reads the database, the logs or the messages cannot open a link.
 */
export type GiftLinks = { readonly secretOf: (giftId: string) => string };

/** 256 bits as 43 letters, digits, `-` and `_`. */
export const SECRET = "^[0-9A-Za-z_-]{43}$";

export const giftLinks = (key: Uint8Array): GiftLinks => ({
  secretOf: (giftId) =>
    createHmac("sha256", key).update(`gift link of ${giftId}`).digest("base64url"),
});

/** What is kept of a secret. */
export const linkHashOf = (secret: string): string =>
  createHash("sha256").update(secret).digest("hex");

/** The secrets by the key in a file, or by one made there. */
export const giftLinksAt = async (file: string): Promise<GiftLinks> => giftLinks(await keyAt(file));
