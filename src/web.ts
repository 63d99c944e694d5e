import { execFile } from "node:child_process";
import { access } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const SHIPPED = fileURLToPath(new URL("../web/dist", import.meta.url));
const BUILDER = fileURLToPath(new URL("../bin/web.mjs", import.meta.url));

/**
 * The folder of the web pages: the one that was shipped, or one built now by a process of its own, which
 * has found it in a moment when its sources are those of the last time.
 */
export async function builtPages(): Promise<string> {
  if (await isThere(`${SHIPPED}/index.html`)) return SHIPPED;
  const { stdout } = await promisify(execFile)(process.execPath, [BUILDER]);
  return stdout;
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
