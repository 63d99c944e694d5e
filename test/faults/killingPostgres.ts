import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** Kills the server of a data folder and every process of it, as a crash of its machine would. */
export async function killPostgres(cluster: string): Promise<void> {
  const [pid] = (await readFile(join(cluster, "postmaster.pid"), "utf8")).split("\n");
  const server = Number(pid);
  for (const one of [server, ...(await childrenOf(server))]) {
    try {
      process.kill(one, "SIGKILL");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }
}

/** The processes that a process has started, as Linux tells them. */
async function childrenOf(parent: number): Promise<readonly number[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = pids.map(async (pid) => {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
    const [, ppid] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return Number(ppid) === parent ? [pid] : [];
  });
  return (await Promise.all(found)).flat();
}
