/** Trials of the embedded server: a folder for each test, and Nodes that may be killed. */
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmod, cp, mkdir, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { vi } from "vitest";
import { startEmbeddedPostgres, type EmbeddedPostgres } from "#store/embedded.ts";
import { installedBinaries } from "#store/embedded/binaries.ts";
import { withClient } from "#store/embedded/connection.ts";
import { findProcess } from "#store/embedded/processes.ts";

export const isRoot = process.getuid?.() === 0;
export const repository = fileURLToPath(new URL("..", import.meta.url));
export const NOBODY = 65_534;
export const asNobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"];

export type Parent = { readonly node: ChildProcess; readonly pid: number; readonly url: string };

export type Trial = Awaited<ReturnType<typeof openTrial>>;

/** What a parent runs: it prints one line when its server is up, and stops the server on Ctrl-C. */
const PARENT = `
  const [module, directory] = process.argv.slice(1);
  const { startEmbeddedPostgres, verifyDurable } = await import(module);
  const server = await startEmbeddedPostgres({ directory });
  const say = (said) => console.log(JSON.stringify(said));
  setInterval(() => undefined, 1000);
  process.on("SIGINT", async () => {
    await verifyDurable(server.url("postgres"));
    await server.stop();
    say({ stopped: true });
    process.exit(0);
  });
  say({ pid: server.pid, url: server.url("postgres") });
`;

/** A folder that everybody may enter, and what is started in it. `close` ends all of it. */
export async function openTrial() {
  const base = await mkdtemp(join(tmpdir(), "bojagi-embedded-"));
  await chmod(base, 0o755);
  const directory = join(base, "data");
  const servers: EmbeddedPostgres[] = [];
  const children: ChildProcess[] = [];
  const pids: number[] = [];

  async function start(
    settings: Record<string, string> = {},
    lines: string[] = [],
    folder = directory,
  ) {
    const log = (line: string) => lines.push(line);
    const server = await startEmbeddedPostgres({ directory: folder, settings, log });
    servers.push(server);
    pids.push(server.pid);
    return server;
  }

  /** A Node of its own with a server in `folder`. Rejects with what it complained of. */
  async function startParent(
    env: Record<string, string> = {},
    prefix: readonly string[] = [],
    folder = directory,
  ): Promise<Parent> {
    const node = startNode(PARENT, [sourceUrl("store/embedded.ts"), folder], env, prefix);
    const { pid, url } = (await lineOf(node)) as { pid: number; url: string };
    pids.push(pid);
    return { node, pid, url };
  }

  function startNode(
    script: string,
    args: readonly string[],
    env: Record<string, string>,
    prefix: readonly string[],
  ): ChildProcess {
    const node = [process.execPath, "--import", "tsx", "--input-type=module", "-e", script];
    const [file = "", ...rest] = [...prefix, ...node, ...args];
    const child = spawn(file, rest, {
      cwd: repository,
      env: { PATH: process.env["PATH"], ...env },
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    children.push(child);
    return child;
  }

  /** A process that has nothing to do with PostgreSQL but runs under the server's account. */
  async function startStranger(): Promise<ChildProcess> {
    const stranger = spawn("sleep", ["600"], isRoot ? { uid: NOBODY } : {});
    children.push(stranger);
    await once(stranger, "spawn");
    return stranger;
  }

  async function close(): Promise<void> {
    await Promise.all(servers.map(async (server) => server.stop()));
    await Promise.all(children.map(kill));
    for (const pid of pids) await endOrphan(pid, base);
    await rm(base, { recursive: true, force: true });
  }

  return { base, directory, start, startParent, startNode, startStranger, close };
}

/** The next line of JSON that the child prints. Rejects with its complaint when it ends instead. */
export async function lineOf({ stdout, stderr }: ChildProcess): Promise<unknown> {
  if (stdout === null || stderr === null) throw new Error("no pipes");
  let complaint = "";
  stderr.on("data", (text: Buffer) => (complaint += text.toString()));
  for await (const line of createInterface({ input: stdout })) return JSON.parse(line) as unknown;
  throw new Error(complaint);
}

export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

export async function gone(pid: number): Promise<void> {
  await vi.waitUntil(async () => (await findProcess(pid)) === undefined, 20_000);
}

export function sourceUrl(path: string): string {
  return new URL(`../src/${path}`, import.meta.url).href;
}

/** True when the line runs on this system and ends well. */
export function works(line: readonly string[]): boolean {
  const [file = "", ...args] = line;
  try {
    execFileSync(file, args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** A PATH on which one program of this system cannot be found. */
export async function pathWithout(hidden: string, base: string): Promise<string> {
  const folder = join(base, `path-without-${hidden}`);
  await mkdir(folder, { mode: 0o755 });
  for (const name of ["setpriv", "unshare"].filter((other) => other !== hidden)) {
    const found = execFileSync("sh", ["-c", `command -v ${name} || true`])
      .toString()
      .trim();
    if (found !== "") await symlink(found, join(folder, name));
  }
  return folder;
}

/** The installed programs as npm leaves them where no install script may run. */
export async function copyOfBinaries(parent: string): Promise<string> {
  const installed = installedBinaries();
  const copy = join(parent, "package", "native");
  await cp(installed, copy, { recursive: true, verbatimSymlinks: true });
  await cp(join(installed, "..", "package.json"), join(copy, "..", "package.json"));
  const list = await readFile(join(copy, "pg-symlinks.json"), "utf8");
  for (const { target } of JSON.parse(list) as readonly { readonly target: string }[]) {
    await rm(join(copy, "..", target), { force: true });
  }
  return copy;
}

export async function tell(url: string, statement: string): Promise<void> {
  await withClient(url, (client) => client.query(statement));
}

/** The first column of the first row. */
export async function ask(url: string, query: string): Promise<unknown> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<unknown[]>({ text: query, rowMode: "array" });
    return rows[0]?.[0];
  });
}

export async function sell(url: string): Promise<void> {
  await tell(url, "create table sale (item text not null)");
  await tell(url, "insert into sale values ('tea')");
}

export async function sold(url: string): Promise<unknown> {
  return ask(url, "select count(*)::int from sale");
}

async function endOrphan(pid: number, base: string): Promise<void> {
  const server = await findProcess(pid);
  if (server?.command.includes(base) !== true) return;
  process.kill(pid, "SIGQUIT");
  await gone(pid);
}
