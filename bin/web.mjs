/**
 * Builds the web pages, `node bin/web.mjs`, and prints the folder they are in. What was built of the
 * same sources before is found by their hash. Ends when done: a build tool holds more memory than the
 * platform. `--into web/dist` builds to take along, for where nothing can be built.
 */
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const ROOT = resolve(import.meta.dirname, "..");
const WEB = join(ROOT, "web");
const BUILT = join(ROOT, "node_modules/.cache/bojagi");
/** Best would take seconds for a percent. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

/** The folder with the pages of these sources; it is never there half-built. */
async function builtFolder() {
  const folder = join(BUILT, `web-${await hashOfSources()}`);
  if (await exists(folder)) return folder;
  const draft = `${folder}.${process.pid}`;
  await buildInto(draft);
  await rename(draft, folder).catch(async (error) => {
    await rm(draft, { recursive: true, force: true });
    if (!(await exists(folder))) throw error;
  });
  return folder;
}

async function hashOfSources() {
  const hash = createHash("sha256");
  const files = (await readdir(WEB, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !entry.parentPath.startsWith(join(WEB, "dist")))
    .map((entry) => join(entry.parentPath, entry.name));
  for (const file of [...files.sort(), import.meta.filename, join(ROOT, "package-lock.json")]) {
    hash.update(file.slice(ROOT.length)).update(await readFile(file));
  }
  return hash.digest("hex").slice(0, 16);
}

async function buildInto(outDir) {
  const { build } = await import("vite");
  await build({
    configFile: false,
    root: WEB,
    logLevel: "error",
    html: { cspNonce: "__NONCE__" },
    build: {
      outDir,
      emptyOutDir: true,
      target: "es2022",
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
    },
  });
  const assets = join(outDir, "assets");
  await Promise.all((await readdir(assets)).map((name) => compress(join(assets, name))));
}

async function compress(file) {
  const content = await readFile(file);
  await Promise.all([
    writeFile(`${file}.br`, await promisify(brotliCompress)(content, BROTLI)),
    writeFile(`${file}.gz`, await promisify(gzip)(content)),
  ]);
}

const exists = (path) =>
  stat(path).then(
    () => true,
    () => false,
  );

const [, , option, given] = process.argv;
await mkdir(BUILT, { recursive: true });
if (option === "--into") await buildInto(resolve(given));
else process.stdout.write(await builtFolder());
