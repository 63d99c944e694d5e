/** What the system says of a process: enough to know a PostgreSQL of ours from a stranger. */
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

export type RunningProcess = {
  readonly pid: number;
  readonly parent: number;
  /** Its program and arguments, parted by spaces. */
  readonly command: string;
};

/** The process, or undefined when it has ended; one that waits to be reaped has ended. */
export async function findProcess(pid: number): Promise<RunningProcess | undefined> {
  const found = process.platform === "linux" ? await fromProc(pid) : await fromPs(pid);
  return found?.state.startsWith("Z") === true ? undefined : found;
}

/** True for a zombie as well: what `kill` says, and so what PostgreSQL believes. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

type Described = RunningProcess & { readonly state: string };

async function fromProc(pid: number): Promise<Described | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    const command = await readFile(`/proc/${pid}/cmdline`, "utf8");
    // The name before it stands in parentheses and may hold anything.
    const [state = "", parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { pid, state, parent: Number(parent), command: command.replaceAll("\0", " ").trim() };
  } catch {
    return undefined;
  }
}

async function fromPs(pid: number): Promise<Described | undefined> {
  const columns = ["-ww", "-o", "state=,ppid=,command=", "-p", String(pid)];
  const { stdout } = await promisify(execFile)("ps", columns).catch(() => ({ stdout: "" }));
  const [, state, parent, command] = /^\s*(\S+)\s+(\d+)\s+(.*)$/m.exec(stdout) ?? [];
  if (state === undefined || command === undefined) return undefined;
  return { pid, state, parent: Number(parent), command: command.trim() };
}
