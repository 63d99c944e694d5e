import { randomBytes } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

const KEY_BYTES = 32;

/** The key in a file, or one made there that only this account can read. */
export const keyAt = async (file: string): Promise<Buffer> =>
  (await readKey(file)) ?? (await makeKey(file));

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
