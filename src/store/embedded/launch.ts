/** How PostgreSQL's programs are started: it refuses root, and must not outlive Node. */
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { canEnter, ROOT, serverAccounts, type Account } from "./accounts.ts";
import { copyBinaries, prepareBinaries, type Binaries } from "./binaries.ts";
import { entranceOf, giveFolder, type Folder } from "./folder.ts";

export type Launch = {
  readonly binaries: Binaries;
  /** The program and arguments that give up root and then run the rest of the line. */
  readonly prefix: readonly string[];
  /** Given by Node itself, where no program on this system can. */
  readonly spawnAs: Account | undefined;
  /** Who the cluster's files must belong to, when we are root; undefined: whoever we are. */
  readonly owner: Account | undefined;
};

type Way = Omit<Launch, "binaries">;

const endWithNode = ["setpriv", "--pdeathsig", "INT"];
const unnamed = ["unshare", "--user", "--map-user=65534", "--map-group=65534", "--"];

/**
 * The first way that really runs the programs here: directly when not root; as an account that can
 * reach everything; in a user namespace below a folder only root may enter; from a copy. Each is
 * tried with and without the program that ends the server when Node is killed.
 */
export async function chooseLaunch(installed: string, folder: Folder): Promise<Launch> {
  const binaries = await prepareBinaries(installed, folder.libraries);
  if (process.getuid?.() !== 0) return firstRunning(binaries, waysAsOurselves, folder);

  const entrance = entranceOf(folder);
  const inside = await whoCanEnter(await serverAccounts(folder.cluster, entrance), entrance);
  const everywhere = await whoCanEnter(inside, installed);
  const rootInside = await whoCanEnter(await whoCanEnter([ROOT], entrance), installed);
  const ways = [...everywhere.flatMap(waysAs), ...rootInside.flatMap(waysInNamespace)];
  const found = await firstThatRuns(binaries, ways, folder);
  if (found !== undefined) return found;

  if (inside.length === 0) throw new Error(unreachable(folder.path));
  const copied = await copyBinaries(installed, folder.binaries);
  const copy = await prepareBinaries(copied, folder.libraries);
  return firstRunning(copy, inside.flatMap(waysAs), folder);
}

/** Runs one of the programs to its end; answers all it said. Throws that when it fails. */
export async function run(launch: Launch, program: string, args: readonly string[]) {
  const [file, ...rest] = commandLine(launch, program, args);
  return new Promise<string>((resolve, reject) => {
    execFile(file, rest, surroundings(launch), (error, stdout, stderr) => {
      if (error === null) resolve(stdout + stderr);
      else reject(new Error(`${program}: ${(stderr || error.message).trim()}`));
    });
  });
}

/** Starts the server in a session of its own: Ctrl-C reaches Node, which then stops it in order. */
export function spawnServer(launch: Launch, args: readonly string[], log: number): ChildProcess {
  const [file, ...rest] = commandLine(launch, "postgres", args);
  const stdio: ["ignore", number, number] = ["ignore", log, log];
  return spawn(file, rest, { ...surroundings(launch), detached: true, stdio });
}

const waysAsOurselves: readonly Way[] = [
  { prefix: [...endWithNode, "--"], spawnAs: undefined, owner: undefined },
  { prefix: [], spawnAs: undefined, owner: undefined },
];

/** Outside the namespace it is still root, which the folders let in; inside it is nobody. */
function waysInNamespace(root: Account): readonly Way[] {
  return [
    { prefix: [...unnamed, ...endWithNode, "--"], spawnAs: undefined, owner: root },
    { prefix: unnamed, spawnAs: undefined, owner: root },
  ];
}

function waysAs(account: Account): readonly Way[] {
  const become = [`--reuid=${account.uid}`, `--regid=${account.gid}`, "--clear-groups"];
  return [
    { prefix: [...endWithNode, ...become, "--"], spawnAs: undefined, owner: account },
    { prefix: [], spawnAs: account, owner: account },
  ];
}

async function whoCanEnter(accounts: readonly Account[], path: string) {
  const able = await Promise.all(accounts.map((account) => canEnter(account, path)));
  return accounts.filter((_, index) => able[index]);
}

async function firstThatRuns(
  binaries: Binaries,
  ways: readonly Way[],
  folder: Folder,
  failures: string[] = [],
): Promise<Launch | undefined> {
  for (const way of ways) {
    const launch = { ...way, binaries };
    try {
      await giveFolder(folder, way.owner);
      await run(launch, "postgres", ["--version"]);
      return launch;
    } catch (error) {
      failures.push((error as Error).message);
    }
  }
  return undefined;
}

async function firstRunning(
  binaries: Binaries,
  ways: readonly Way[],
  folder: Folder,
): Promise<Launch> {
  const failures: string[] = [];
  const launch = await firstThatRuns(binaries, ways, folder, failures);
  if (launch !== undefined) return launch;
  throw new Error(`PostgreSQL does not run for ${folder.path}: ${failures.at(-1) ?? "no account"}`);
}

function unreachable(path: string): string {
  return `PostgreSQL refuses root, and no other account can enter ${path}: choose a data folder that others may pass through, or do not run as root`;
}

function commandLine(
  { prefix, binaries }: Launch,
  program: string,
  args: readonly string[],
): [string, ...string[]] {
  const all = [...prefix, join(binaries.folder, "bin", program), ...args];
  return all as [string, ...string[]];
}

function surroundings({ binaries: { libraryPath }, spawnAs }: Launch) {
  const linker = process.platform === "darwin" ? "DYLD_LIBRARY_PATH" : "LD_LIBRARY_PATH";
  return {
    // The account may not be able to enter ours.
    cwd: "/",
    // Nothing else of our environment: it holds secrets, and PostgreSQL can run programs.
    env: {
      PATH: process.env["PATH"] ?? "/usr/bin:/bin",
      LC_ALL: "C",
      TZ: "UTC",
      ...(libraryPath === undefined ? {} : { [linker]: libraryPath }),
    },
    ...(spawnAs === undefined ? {} : { uid: spawnAs.uid | 0, gid: spawnAs.gid | 0 }),
  };
}
