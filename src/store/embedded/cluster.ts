/** Creates a cluster, once. */
import { randomBytes } from "node:crypto";
import { chown, mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { takeOwnership, type Folder } from "./folder.ts";
import { run, type Launch } from "./launch.ts";
import { isAlive } from "./processes.ts";

/** The server's one account, with all rights. Contexts get their own, with few. */
export const SUPERUSER = "bojagi";

/**
 * Leaves a whole, synced cluster that belongs to the server's account. A start that is killed while
 * it creates one leaves nothing that a later start would take for one.
 */
export async function ensureCluster(
  launch: Launch,
  folder: Folder,
  log: (line: string) => void,
): Promise<void> {
  if (await exists(folder.cluster)) return takeOwnership(folder.cluster, launch.owner);

  await removeUnfinished(folder);
  const unfinished = join(folder.path, `cluster.${process.pid}.${randomBytes(4).toString("hex")}`);
  await mkdir(unfinished, { mode: 0o700 });
  const { owner } = launch;
  if (owner !== undefined) await chown(unfinished, owner.uid, owner.gid);

  log("creating a PostgreSQL cluster");
  await run(launch, "initdb", initdbArguments(unfinished, folder.password));
  await rename(unfinished, folder.cluster).catch(async (error: unknown) => {
    await rm(unfinished, { recursive: true, force: true });
    // Two starts at once: the other was first, and its cluster has the same password.
    if (!(await exists(folder.cluster))) throw error;
  });
}

function initdbArguments(cluster: string, passwordFile: string): readonly string[] {
  return [
    `--pgdata=${cluster}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    // Nothing depends on the locales of the host, nor changes when its C library does.
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--data-checksums",
    "--no-instructions",
  ];
}

/** What killed starts left behind. */
async function removeUnfinished({ path }: Folder): Promise<void> {
  for (const name of await readdir(path)) {
    const pid = /^cluster\.(\d+)\./.exec(name)?.[1];
    if (pid === undefined) continue;
    const { mtimeMs } = await stat(join(path, name));
    // In a container every start has the same number: then only the age tells.
    const current = isAlive(Number(pid)) && mtimeMs >= performance.timeOrigin;
    if (!current) await rm(join(path, name), { recursive: true, force: true });
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
