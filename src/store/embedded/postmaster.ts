/** Starts the server process, sees it become ready, and stops it. */
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { open, stat } from "node:fs/promises";
import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { openLog, readText, rememberPort, type Folder } from "./folder.ts";
import { spawnServer, type Launch } from "./launch.ts";
import { endPredecessor, OWNER_SETTING, readLock, stopProcess } from "./predecessor.ts";
import type { Settings } from "./settings.ts";

export type Postmaster = {
  readonly pid: number;
  readonly port: number;
  /** How it ended, in words, once it has. */
  readonly ended: Promise<string>;
  readonly stop: () => Promise<void>;
};

type Plan = {
  readonly launch: Launch;
  readonly folder: Folder;
  readonly settings: Settings;
  readonly log: (line: string) => void;
};

const POLL_MS = 5;
const RETRY_MS = 50;
const RETRIES_END_MS = 30_000;

/**
 * Resolves when the server is ready, however long its recovery takes. Waits up to 30 seconds for the
 * processes of a killed predecessor to end. Throws the server's own last words when it does not start.
 */
export async function startPostmaster(plan: Plan): Promise<Postmaster> {
  const endAt = performance.now() + RETRIES_END_MS;
  for (;;) {
    const port = await freePort(await preferredPort(plan));
    const started = await tryStart(plan, port);
    if ("pid" in started) {
      await rememberPort(plan.folder, port);
      return started;
    }
    if (!mayPass(started.failure) || performance.now() > endAt) {
      throw new Error(
        `PostgreSQL did not start: ${lastWords(started.failure)} (see ${plan.folder.log})`,
      );
    }
    await wait(RETRY_MS);
    await endPredecessor(plan.folder.cluster, plan.log);
  }
}

async function tryStart(plan: Plan, port: number): Promise<Postmaster | { failure: string }> {
  const { launch, folder, log } = plan;
  const file = await openLog(folder);
  const before = (await file.stat()).size;
  const child = spawnServer(launch, serverArguments(plan, port), file.fd);
  await file.close();
  const ended = endOf(child);
  const { pid } = child;
  if (pid === undefined) return { failure: await ended };

  if (!(await becomesReady(folder.cluster, pid, ended))) {
    return { failure: `${await textAfter(folder.log, before)}\n${await ended}` };
  }
  void ended.then((how) => log(`PostgreSQL ${pid} ended: ${how}`));
  // A server nobody stops must not keep Node alive: it ends with Node.
  child.unref();
  return { pid, port, ended, stop: stopOnce(child, pid, ended) };
}

function serverArguments({ folder, settings }: Plan, port: number): readonly string[] {
  const all: Settings = {
    ...settings,
    port: String(port),
    // The bundled OpenSSL is old: no other machine may reach it.
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    [OWNER_SETTING]: String(process.pid),
  };
  const list = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  return ["-D", folder.cluster, ...list];
}

/** How the process ended, in words. Awaiting it reaps the process. */
async function endOf(child: ChildProcess): Promise<string> {
  try {
    const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
    return signal === null ? `exit code ${code}` : `signal ${signal}`;
  } catch (error) {
    return (error as Error).message;
  }
}

async function becomesReady(cluster: string, pid: number, ended: Promise<unknown>) {
  let over = false;
  void ended.then(() => (over = true));
  while (!over) {
    const lock = await readLock(cluster);
    if (lock?.pid === pid && lock.ready) return true;
    await Promise.race([wait(POLL_MS), ended]);
  }
  return false;
}

function stopOnce(child: ChildProcess, pid: number, ended: Promise<unknown>) {
  let stopping: Promise<void> | undefined;
  return async () => {
    stopping ??= (async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.ref();
      await Promise.all([stopProcess(pid), ended]);
    })();
    return stopping;
  };
}

async function preferredPort({ folder, settings }: Plan): Promise<number> {
  const text = settings["port"] ?? (await readText(folder.port));
  const port = Number(text);
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : 0;
}

async function freePort(preferred: number): Promise<number> {
  const server = createServer();
  try {
    server.listen(preferred, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    return address.port;
  } catch (error) {
    if (preferred === 0) throw error;
    return await freePort(0);
  } finally {
    server.close();
  }
}

/** True when another try can succeed: the old server's processes still end, or the port was taken. */
function mayPass(failure: string): boolean {
  return /pre-existing shared memory|lock file .* already exists|could not (bind|create any TCP)/i.test(
    failure,
  );
}

function lastWords(failure: string): string {
  const lines = failure.split("\n").filter((line) => line.trim() !== "");
  const fatal = lines.findLast((line) => /(FATAL|PANIC|error):/i.test(line)) ?? lines.at(-1);
  return fatal?.replace(/^.*?(FATAL|PANIC): +/, "") ?? "it said nothing";
}

async function textAfter(path: string, offset: number): Promise<string> {
  const { size } = await stat(path);
  const file = await open(path, "r");
  try {
    const length = Math.max(0, Math.min(size - offset, 65_536));
    const { buffer } = await file.read({ buffer: Buffer.alloc(length), position: size - length });
    return buffer.toString("utf8");
  } finally {
    await file.close();
  }
}
