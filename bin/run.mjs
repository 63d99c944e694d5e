/**
 * Runs a program of this repository, `node bin/run.mjs src/main.ts`, as one file that is bundled
 * first: it starts in half the time that a thousand modules take one by one, and runs faster, because
 * no function is wrapped to keep its name.
 */
import { createHash } from "node:crypto";
import { mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build, stop } from "esbuild";

const BUNDLES = resolve(import.meta.dirname, "../node_modules/.cache/bojagi");

/** The file that holds the whole program. Its name is that of its content: it is never half written. */
async function bundled(entry) {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    sourcemap: "inline",
    sourcesContent: false,
    outdir: BUNDLES,
    logLevel: "error",
    plugins: [ownPlaces],
  });
  const [{ contents, hash }] = outputFiles;
  const file = join(BUNDLES, `${createHash("sha256").update(hash).digest("hex").slice(0, 16)}.mjs`);
  if (await exists(file)) return file;
  await mkdir(BUNDLES, { recursive: true });
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, contents);
  await rename(draft, file);
  return file;
}

/** Migrations lie beside the file that names them, not beside the bundle. */
const ownPlaces = {
  name: "own places",
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      if (!text.includes("import.meta.")) return undefined;
      const url = JSON.stringify(pathToFileURL(path).href);
      return { contents: text.replaceAll("import.meta.url", url), loader: "ts" };
    }),
};

const exists = (file) =>
  stat(file).then(
    () => true,
    () => false,
  );

process.argv.splice(1, 1);
const program = resolve(process.argv[1] ?? "");
process.setSourceMapsEnabled(true);
const file = await bundled(program);
// What made the bundle would stay as long as the program, and holds more memory than its database.
await stop();
await import(pathToFileURL(file).href);
