import { access, chmod, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  asNobody,
  copyOfBinaries,
  isRoot,
  kill,
  lineOf,
  NOBODY,
  openTrial,
  pathWithout,
  repository,
  sell,
  sold,
  sourceUrl,
  works,
  type Trial,
} from "#test/embedded.ts";
import { startEmbeddedPostgres } from "../embedded.ts";
import { openFolder } from "./folder.ts";
import { chooseLaunch, run } from "./launch.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const namespaces = works(["unshare", "--user", "--map-user=65534", "--map-group=65534", "true"]);
const nobodyReads = works([...asNobody, "test", "-r", join(repository, "package.json")]);

/** Where nobody cannot read the programs, the server is nobody inside a namespace, and root's seen from here. */
const SEEN_AS = nobodyReads ? NOBODY : 0;

let trial: Trial;

beforeEach(async () => {
  trial = await openTrial();
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await trial.close();
});

describe("as root", () => {
  test("the server runs as an account without rights", async (context) => {
    context.skip(!isRoot, "not root");
    const server = await trial.start();
    expect(await ownerOf(server.pid)).toBe(SEEN_AS);
  });

  test("below a folder that only root can enter, and later outside it", async (context) => {
    context.skip(!isRoot, "not root");
    context.skip(!namespaces, "no user namespaces here");
    const closed = join(trial.base, "closed");
    const directory = join(closed, "data");
    await mkdir(closed, { mode: 0o700 });
    const inside = await trial.start({}, [], directory);
    await sell(inside.url("postgres"));
    expect(await ownerOf(inside.pid)).toBe(0);
    await inside.stop();

    await chmod(closed, 0o755);
    await chmod(directory, 0o755);
    const outside = await trial.start({}, [], directory);
    expect(await ownerOf(outside.pid)).toBe(SEEN_AS);
    expect(await sold(outside.url("postgres"))).toBe(1);
  });

  test("without namespaces, programs that only root can reach are copied", async (context) => {
    context.skip(!isRoot, "not root");
    const closed = join(trial.base, "closed");
    const installed = await copyOfBinaries(closed);
    await chmod(closed, 0o700);
    vi.stubEnv("PATH", await pathWithout("unshare", trial.base));

    const folder = await openFolder(trial.directory);
    const launch = await chooseLaunch(installed, folder);
    expect(launch.binaries.folder).toMatch(`${folder.path}/binaries-`);
    expect(launch.owner?.uid).toBe(NOBODY);
    expect(await run(launch, "initdb", ["--version"])).toContain("(PostgreSQL)");
    expect((await chooseLaunch(installed, folder)).binaries).toEqual(launch.binaries);
  });

  test("without namespaces, data that only root can reach is refused", async (context) => {
    context.skip(!isRoot, "not root");
    await chmod(trial.base, 0o700);
    vi.stubEnv("PATH", await pathWithout("unshare", trial.base));
    await expect(startEmbeddedPostgres({ directory: trial.directory })).rejects.toThrow(
      /^PostgreSQL refuses root, and no other account can enter .*: choose a data folder/,
    );
  });
});

describe("without root", () => {
  test("the server runs as the caller", async (context) => {
    context.skip(isRoot, "root");
    const server = await trial.start();
    expect(await ownerOf(server.pid)).toBe(process.getuid?.());
  });

  test("the server runs as nobody, and root later leaves the cluster nobody's", async (context) => {
    context.skip(!isRoot, "not root");
    context.skip(!nobodyReads, "nobody cannot read the repository");
    const directory = join(await theirFolder(), "data");
    const parent = await trial.startParent({}, asNobody, directory);
    expect(await ownerOf(parent.pid)).toBe(NOBODY);
    await sell(parent.url);
    await kill(parent.node);

    const server = await trial.start({}, [], directory);
    expect(await ownerOf(server.pid)).toBe(NOBODY);
    expect(await sold(server.url("postgres"))).toBe(1);
  });
});

describe("a package whose install script never ran", () => {
  test("gets the missing links beside its libraries, once", async () => {
    const installed = await copyOfBinaries(trial.base);
    const folder = await openFolder(trial.directory);
    const launch = await chooseLaunch(installed, folder);
    expect(launch.binaries).toEqual({ folder: installed, libraryPath: undefined });
    expect(await run(launch, "initdb", ["--version"])).toContain("(PostgreSQL)");
    await access(join(installed, "lib", "libpq.so.5"));
    expect((await chooseLaunch(installed, folder)).binaries).toEqual(launch.binaries);
  });

  test("gets them in the data folder when it is read-only", async (context) => {
    const reader = isRoot ? asNobody : [];
    context.skip(isRoot && !nobodyReads, "nobody cannot read the repository");
    const installed = await copyOfBinaries(trial.base);
    await chmod(join(installed, "lib"), 0o555);
    // Otherwise a caller without root could not remove it.
    const writable = async () => chmod(join(installed, "lib"), 0o755);
    const directory = join(await theirFolder(), "data");
    const args = [sourceUrl("store/embedded/launch.ts"), sourceUrl("store/embedded/folder.ts")];
    const child = trial.startNode(LAUNCH, [...args, installed, directory], {}, reader);
    expect(await lineOf(child).finally(writable)).toEqual({
      version: expect.stringContaining("(PostgreSQL)"),
      libraryPath: expect.stringContaining(join(directory, "libraries")),
    });
    await expect(access(join(installed, "lib", "libpq.so.5"))).rejects.toThrow("ENOENT");
  });
});

const LAUNCH = `
  const [launching, folders, installed, directory] = process.argv.slice(1);
  const { chooseLaunch, run } = await import(launching);
  const { openFolder } = await import(folders);
  const launch = await chooseLaunch(installed, await openFolder(directory));
  const version = await run(launch, "initdb", ["--version"]);
  console.log(JSON.stringify({ version, libraryPath: launch.binaries.libraryPath }));
`;

async function theirFolder(): Promise<string> {
  const folder = join(trial.base, "theirs");
  await mkdir(folder);
  await chmod(folder, 0o777);
  return folder;
}

async function ownerOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/^Uid:\s+(\d+)/m.exec(status)?.[1]);
}
