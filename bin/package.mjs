/**
 * Packs the platform, `npm run package`: `dist/bojagi/` holds what runs it, pages built, and
 * `dist/bojagi-VERSION.tgz` is the same to take along. There, `npm ci --omit=dev` and
 * `node bin/bojagi.mjs serve`. `--into FOLDER` packs to another place than `dist`.
 */
import { execFile } from "node:child_process";
import { cp, mkdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const ROOT = resolve(import.meta.dirname, "..");
const run = promisify(execFile);

const PROGRAMS = ["bojagi.mjs", "bundle.mjs", "run.mjs", "web.mjs"].map((name) => `bin/${name}`);
const PAPERS = ["package.json", "LICENSE", "README.md", "CHANGELOG.md", "docs/operating.md"];
const TRIAL = /\.(test|suite|fixture|desk)\.ts$|\.suite$|\/fixtures?\.ts$/;

const [, , option, given = "dist"] = process.argv;
const into = resolve(option === "--into" ? given : join(ROOT, "dist"));
const folder = join(into, "bojagi");
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
await cp(join(ROOT, "src"), join(folder, "src"), {
  recursive: true,
  filter: (path) => !TRIAL.test(path),
});
for (const file of [...PROGRAMS, ...PAPERS]) await cp(join(ROOT, file), join(folder, file));
// A package keeps its lock under this name alone.
await cp(join(ROOT, "package-lock.json"), join(folder, "npm-shrinkwrap.json"));
const { stdout: pages } = await run(process.execPath, [join(ROOT, "bin/web.mjs")]);
await cp(pages, join(folder, "web/dist"), { recursive: true });
const packed = await run("npm", ["pack", folder, "--pack-destination", into, "--silent"]);
process.stdout.write(`${join(into, packed.stdout.trim().split("\n").at(-1))}\n`);
