/** The server's settings: a small machine, shared with Node, holding money. */
import { run, type Launch } from "./launch.ts";

export type Settings = Readonly<Record<string, string>>;

/** Without these a confirmed order may be lost. PostgreSQL's own defaults turn them on. */
export const DURABLE = ["fsync", "full_page_writes", "synchronous_commit"] as const;

/** True for a value under which a confirmed commit is on this machine's disk. */
export function isDurable(name: string, value: string): boolean {
  // remote_apply waits for this disk, and for a standby besides.
  return value === "on" || (name === "synchronous_commit" && value === "remote_apply");
}

/** Why `settings` must not be used, or undefined. */
export function undurable(settings: Settings): string | undefined {
  const weakened = DURABLE.filter((name) => !isDurable(name, settings[name] ?? "on"));
  if (weakened.length === 0) return undefined;
  const list = weakened.map((name) => `${name} is ${settings[name]}`).join(", ");
  return `PostgreSQL may lose what it confirmed: ${list}, must be on`;
}

/** Ours, then the caller's over them. */
export async function serverSettings(launch: Launch, extra: Settings): Promise<Settings> {
  return { ...standing, wal_compression: await walCompression(launch), ...extra };
}

const standing: Settings = {
  max_connections: "200",
  shared_buffers: "64MB",
  maintenance_work_mem: "32MB",
  autovacuum: "on",
  autovacuum_max_workers: "2",
  jit: "off",
  // Each of these would be more processes: the working set is in memory, the cores are few.
  io_method: "sync",
  max_parallel_workers_per_gather: "0",
  max_logical_replication_workers: "0",
  // minimal would save little (only bulk loads into new tables) and forbid a backup while running.
  wal_level: "replica",
  max_wal_size: "1GB",
  checkpoint_timeout: "15min",
  timezone: "UTC",
  log_timezone: "UTC",
  log_line_prefix: "%m [%p] %d ",
  log_min_duration_statement: "500ms",
  // Parameters and the values quoted in details are customers' data.
  log_parameter_max_length: "0",
  log_error_verbosity: "terse",
};

/** lz4 where these binaries have it. pglz costs more time than the bytes it saves. */
async function walCompression(launch: Launch): Promise<string> {
  // A folder without a cluster is enough: an unknown value is refused before any file is read.
  const question = ["-C", "wal_compression", "-D", "/", "-c", "wal_compression=lz4"];
  const answer = await run(launch, "postgres", question).catch((error: Error) => error.message);
  return answer.includes("invalid value") ? "off" : "lz4";
}
