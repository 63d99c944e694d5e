import { createHash, createHmac, randomBytes } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * The secrets of gift links. One is derived from the gift's token and the key of this installation,
 * so it is stored nowhere: whoever reads the database, the logs or the messages cannot open a link.
 */
export type GiftLinks = { readonly secretOf: (giftId: string) => string };

/** 256 bits as 43 letters, digits, `-` and `_`. */
export const SECRET = "^[0-9A-Za-z_-]{43}$";
const KEY_BYTES = 32;

export const giftLinks = (key: Uint8Array): GiftLinks => ({
  secretOf: (giftId) =>
    createHmac("sha256", key).update(`gift link of ${giftId}`).digest("base64url"),
});

/** What is kept of a secret. */
export const linkHashOf = (secret: string): string =>
  createHash("sha256").update(secret).digest("hex");

/** The secrets by the key in a file, or by one made there that only this account can read. */
export async function giftLinksAt(file: string): Promise<GiftLinks> {
  return giftLinks((await readKey(file)) ?? (await makeKey(file)));
}

async function readKey(file: string): Promise<Buffer | undefined> {
  try {
    return Buffer.from(await readFile(file, "utf8"), "base64url");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** Of two processes that make the key at once, the second takes the first one's. */
async function makeKey(file: string): Promise<Buffer> {
  const key = randomBytes(KEY_BYTES);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  // Linked into place when it is whole: nobody reads half a key.
  const draft = `${file}.${process.pid}`;
  try {
    await writeFile(draft, key.toString("base64url"), { mode: 0o600 });
    await link(draft, file);
    return key;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return (await readKey(file)) ?? key;
  } finally {
    await rm(draft, { force: true });
  }
}
