import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/** A real message broker of a test's own, on loopback. */
export type TestBroker = {
  /** What BOJAGI_BUS is set to. */
  readonly url: string;
  /** Where its clients come in: a proxy may stand before it. */
  readonly port: number;
  /** Where else they come in, who are told to come back to a proxy at a port: for a broker that tells. */
  readonly wire?: Wire | undefined;
  /** Of what runs now; 0 when nothing does. */
  readonly pid: () => number;
  readonly start: () => Promise<void>;
  /** SIGKILL. */
  readonly kill: () => Promise<void>;
  /** Everything it keeps is lost. It must not run. */
  readonly wipe: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export type Wire = { readonly target: number; readonly port: number };

export type Recipe = {
  readonly url: string;
  readonly port: number;
  readonly wire?: Wire;
  readonly directory: string;
  readonly command: string;
  readonly arguments: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** What keeps its data, below its folder. */
  readonly data: readonly string[];
  /** Done before each start. */
  readonly prepare?: () => Promise<void>;
  /** Resolves when it serves; it takes connections by then. */
  readonly serves?: () => Promise<void>;
};

const READY_WITHIN_MS = 120_000;
const ASKED_EVERY_MS = 50;

export async function brokerFolder(name: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), `bojagi-${name}-`));
  await chmod(directory, 0o755);
  return directory;
}

/** Starts what the recipe says, and answers when it takes connections. */
export async function openBroker(recipe: Recipe): Promise<TestBroker> {
  const { directory, port, url } = recipe;
  let running: ChildProcess | undefined;
  const kill = async (): Promise<void> => {
    const killed = running;
    running = undefined;
    if (killed === undefined || killed.exitCode !== null || killed.signalCode !== null) return;
    const ended = once(killed, "exit");
    // It leads a group of its own: a script in front of a server is not the server.
    process.kill(-(killed.pid ?? 0), "SIGKILL");
    await ended;
  };
  const start = async (): Promise<void> => {
    await recipe.prepare?.();
    let said = "";
    const started = spawn(recipe.command, recipe.arguments, {
      cwd: directory,
      detached: true,
      env: { PATH: process.env["PATH"], HOME: directory, ...recipe.environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [started.stdout, started.stderr]) {
      stream.on("data", (data: Buffer) => (said = (said + data.toString()).slice(-4_000)));
    }
    running = started;
    await takesConnections(port, () => {
      if (started.exitCode !== null) throw new Error(`${recipe.command} ended: ${said}`);
    });
    await recipe.serves?.();
  };
  const broker: TestBroker = {
    url,
    port,
    wire: recipe.wire,
    pid: () => running?.pid ?? 0,
    start,
    kill,
    wipe: async () => {
      const keeps = { recursive: true, force: true };
      await Promise.all(recipe.data.map((name) => rm(join(directory, name), keeps)));
    },
    close: async () => {
      await kill();
      await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  await start().catch(async (error: unknown) => {
    await broker.close();
    throw error;
  });
  return broker;
}

async function takesConnections(port: number, look: () => void): Promise<void> {
  const until = performance.now() + READY_WITHIN_MS;
  for (;;) {
    look();
    const socket = connect(port, "127.0.0.1");
    try {
      await once(socket, "connect");
      return;
    } catch {
      if (performance.now() > until) throw new Error(`nothing listens at ${port}`);
      await delay(ASKED_EVERY_MS);
    } finally {
      socket.destroy();
    }
  }
}

/** The same broker through another port. */
export const throughPort = (url: string, port: number): string => url.replace(/:\d+$/, `:${port}`);
