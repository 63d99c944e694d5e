/** What processes use of the machine, read from /proc: Linux only, zero elsewhere. */
import { setTimeout } from "node:timers/promises";
import { readdir, readFile } from "node:fs/promises";

const TICKS_PER_SECOND = 100;
const SAMPLE_EVERY_MS = 500;

/** CPU seconds that these processes have used so far. */
export async function cpuSeconds(pids: readonly number[]): Promise<number> {
  let ticks = 0;
  for (const pid of pids) {
    // Own time, and that of children which have ended: a server's connections come and go.
    for (const field of (await statOf(pid)).slice(11, 15)) ticks += Number(field);
  }
  return ticks / TICKS_PER_SECOND;
}

/** Proportional set size of these processes in MB: shared memory is counted once. */
export async function pssMegabytes(pids: readonly number[]): Promise<number> {
  let kilobytes = 0;
  for (const pid of pids) {
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, "utf8").catch(() => "");
    kilobytes += Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0);
  }
  return kilobytes / 1024;
}

/** A process and all that descend from it. */
export async function familyOf(pid: number): Promise<readonly number[]> {
  const parents = new Map<number, number>();
  for (const name of await readdir("/proc").catch(() => [])) {
    if (/^\d+$/.test(name)) parents.set(Number(name), Number((await statOf(Number(name)))[1] ?? 0));
  }
  const family = [pid];
  for (const member of family) {
    for (const [child, parent] of parents) if (parent === member) family.push(child);
  }
  return family;
}

/** Our own children, and theirs, that run this program. */
export async function familiesRunning(program: string): Promise<readonly number[]> {
  const found = new Set<number>();
  for (const pid of (await familyOf(process.pid)).slice(1)) {
    const line = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
    if (line.split("\0").includes(program)) for (const of of await familyOf(pid)) found.add(of);
  }
  return [...found];
}

/** The fields after the name, which may hold anything: state, parent, … */
async function statOf(pid: number): Promise<readonly string[]> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

export type Used = {
  readonly nodeCpuMs: number;
  readonly postgresCpuMs: number;
  /** The most at any one moment, of all of them together. */
  readonly peakPssMegabytes: number;
  /** The same of the Node processes. */
  readonly peakNodePssMegabytes: number;
};

/** Runs, and tells what the Node processes and PostgreSQL used meanwhile. */
export async function whileMeasured<Result>(
  processes: { readonly node: readonly number[]; readonly postgresPid: number },
  run: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly used: Used }> {
  const postgres = () => familyOf(processes.postgresPid);
  let peakNodePssMegabytes = 0;
  const sampler = peakOf(async () => {
    const node = await pssMegabytes(processes.node);
    peakNodePssMegabytes = Math.max(peakNodePssMegabytes, node);
    return node + (await pssMegabytes(await postgres()));
  });
  const nodeBefore = await cpuSeconds(processes.node);
  const postgresBefore = await cpuSeconds(await postgres());
  try {
    const result = await run();
    const nodeCpuMs = ((await cpuSeconds(processes.node)) - nodeBefore) * 1000;
    const postgresCpuMs = ((await cpuSeconds(await postgres())) - postgresBefore) * 1000;
    const peakPssMegabytes = await sampler.stop();
    return { result, used: { nodeCpuMs, postgresCpuMs, peakPssMegabytes, peakNodePssMegabytes } };
  } finally {
    await sampler.stop();
  }
}

/** Asks again and again for the largest answer. */
function peakOf(ask: () => Promise<number>) {
  const ending = new AbortController();
  let peak = 0;
  const sample = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      peak = Math.max(peak, await ask());
      await pause(SAMPLE_EVERY_MS, ending.signal);
    }
  };
  const sampling = sample();
  return {
    stop: async (): Promise<number> => {
      ending.abort();
      await sampling;
      return peak;
    },
  };
}

/** Resolves after that long, or as soon as it is called off. */
const pause = (waitMs: number, signal: AbortSignal): Promise<void> =>
  setTimeout(waitMs, undefined, { signal }).catch(() => undefined);
