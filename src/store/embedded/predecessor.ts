/** The server of an earlier start: refused while its owner lives, stopped when it was orphaned. */
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { readText } from "./folder.ts";
import { findProcess, isAlive, type RunningProcess } from "./processes.ts";

const POLL_MS = 10;
const FAST_STOP_MS = 30_000;

/** Told to the server, so that a later start can see whose it was. */
export const OWNER_SETTING = "bojagi.owner";

/** Thrown in one clear line when a living process uses the folder. */
export class FolderInUse extends Error {}

/**
 * Frees the cluster for a new server. Throws one clear line when a living process still uses it. A
 * server whose Node was killed is stopped and awaited; a stale lock that would block is removed.
 */
export async function endPredecessor(cluster: string, log: (line: string) => void): Promise<void> {
  const lock = await readLock(cluster);
  if (lock === undefined) return;

  const server = await findProcess(lock.pid);
  if (server !== undefined && serves(server, cluster)) {
    const owner = ownerOf(server);
    // Started by hand, it has no owner that we could know to be gone.
    if (owner === undefined || owner === server.parent) {
      throw new FolderInUse(
        `the PostgreSQL data folder ${cluster} is in use by process ${server.parent}`,
      );
    }
    log(`stopping PostgreSQL ${lock.pid}: the process that started it is gone`);
    await stopProcess(lock.pid);
  } else if (isAlive(lock.pid) && !(await memoryInUse(lock.memoryId))) {
    // The number belongs to a stranger by now, or to a server that nobody reaped: PostgreSQL would
    // take either for a living server.
    log(`removing the stale lock of PostgreSQL ${lock.pid}`);
    await rm(join(cluster, "postmaster.pid"), { force: true });
  }
}

/** Asks for a fast shutdown, insists after 30 seconds, and waits until the process has ended. */
export async function stopProcess(pid: number): Promise<void> {
  const insistAt = performance.now() + FAST_STOP_MS;
  let insisted = false;
  signal(pid, "SIGINT");
  while ((await findProcess(pid)) !== undefined) {
    if (!insisted && performance.now() > insistAt) {
      insisted = true;
      // An immediate shutdown: what was committed is recovered at the next start.
      signal(pid, "SIGQUIT");
    }
    await wait(POLL_MS);
  }
}

/** What a server writes about itself into `postmaster.pid`; undefined when there is none. */
export async function readLock(cluster: string) {
  const lines = (await readText(join(cluster, "postmaster.pid")))?.split("\n");
  const pid = Number(lines?.[0]);
  if (lines === undefined || !Number.isInteger(pid) || pid <= 0) return undefined;
  const memoryId = lines[6]?.trim().split(/\s+/)[1];
  return { pid, memoryId, ready: lines[7]?.trim() === "ready" };
}

function serves(server: RunningProcess, cluster: string): boolean {
  return server.command.includes(`postgres -D ${cluster} `);
}

function ownerOf(server: RunningProcess): number | undefined {
  const owner = new RegExp(`${OWNER_SETTING}=(\\d+)`).exec(server.command)?.[1];
  return owner === undefined ? undefined : Number(owner);
}

/** True while a backend of the old server lives on; true as well where the system does not tell. */
async function memoryInUse(memoryId: string | undefined): Promise<boolean> {
  const table = await readFile("/proc/sysvipc/shm", "utf8").catch(() => undefined);
  if (table === undefined) return true;
  const rows = table.split("\n").map((line) => line.trim().split(/\s+/));
  const row = rows.find(([, id]) => id === memoryId);
  return row !== undefined && Number(row[6]) > 0;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
