import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { access, mkdir, open, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import {
  ask,
  gone,
  kill,
  lineOf,
  openTrial,
  pathWithout,
  sell,
  sold,
  tell,
  works,
  type Trial,
} from "#test/embedded.ts";
import {
  ensureDatabase,
  startEmbeddedPostgres,
  verifyDurable,
  type EmbeddedPostgres,
} from "./embedded.ts";
import { installedBinaries } from "./embedded/binaries.ts";
import { withClient } from "./embedded/connection.ts";
import { openFolder } from "./embedded/folder.ts";
import { chooseLaunch, spawnServer } from "./embedded/launch.ts";
import { readLock, stopProcess } from "./embedded/predecessor.ts";
import { findProcess } from "./embedded/processes.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let made: Trial;
let trial: Trial;

beforeAll(async () => {
  made = await openTrial();
  await (await made.start()).stop();
});

afterAll(async () => made.close());

beforeEach(async () => {
  trial = await openTrial();
});

afterEach(async () => trial.close());

/** A cluster from an earlier start; a copy, because each creation takes most of a second. */
function earlierCluster(): void {
  execFileSync("cp", ["-a", made.directory, trial.directory]);
}

test("a fresh start and a restart keep the data, the port and the password", async () => {
  const first = await trial.start();
  await sell(first.url("postgres"));
  await first.stop();
  await first.stop();
  expect(await findProcess(first.pid)).toBeUndefined();

  const second = await trial.start();
  expect(second.url("postgres")).toBe(first.url("postgres"));
  expect(await sold(second.url("postgres"))).toBe(1);
});

describe("a running server", () => {
  let server: EmbeddedPostgres;

  beforeAll(async () => {
    server = await made.start({ work_mem: "8MB" });
  });

  afterAll(async () => server.stop());

  test("creates a database once, however many want it at the same time", async () => {
    await Promise.all(["led'ger\"", "led'ger\"", "ledger"].map((n) => ensureDatabase(server, n)));
    await ensureDatabase(server, "ledger");
    const count = "select count(*)::int from pg_database where datname like 'led%'";
    expect(await ask(server.url("ledger"), count)).toBe(2);
    expect(await ask(server.url("led'ger\""), "select current_database()")).toBe("led'ger\"");
  });

  test("lets in only this machine, and only with the password", async () => {
    const url = new URL(server.url("postgres"));
    expect(url.hostname).toBe("127.0.0.1");
    expect(await ask(server.url("postgres"), "show listen_addresses")).toBe("127.0.0.1");
    expect(await ask(server.url("postgres"), "show unix_socket_directories")).toBe("");
    url.password = "guess";
    await expect(verifyDurable(url.href)).rejects.toThrow("password authentication failed");
  });

  test("keeps its folder private", async () => {
    const modes = [".", "cluster", "password", "log", "port"].map(async (name) => {
      const { mode } = await stat(join(made.directory, name));
      return (mode & 0o777).toString(8);
    });
    expect(await Promise.all(modes)).toEqual(["700", "700", "600", "600", "600"]);
  });

  test.each([
    ["work_mem", "8MB"],
    ["shared_buffers", "64MB"],
    ["max_connections", "200"],
    ["TimeZone", "UTC"],
    ["jit", "off"],
    ["wal_level", "replica"],
    ["max_wal_size", "1GB"],
    ["checkpoint_timeout", "15min"],
    ["log_min_duration_statement", "500ms"],
    ["data_checksums", "on"],
    ["server_encoding", "UTF8"],
    ["fsync", "on"],
    ["full_page_writes", "on"],
    ["synchronous_commit", "on"],
  ])("has %s = %s", async (name, value) => {
    expect(await ask(server.url("postgres"), `show ${name}`)).toBe(value);
  });

  test("is refused by its URL as soon as somebody turns a durable setting off", async () => {
    await ensureDatabase(server, "careless");
    await expect(verifyDurable(server.url("careless"))).resolves.toBeUndefined();
    await tell(server.url("postgres"), "alter database careless set synchronous_commit = off");
    await expect(verifyDurable(server.url("careless"))).rejects.toThrow(
      /^PostgreSQL may lose what it confirmed: synchronous_commit is off, must be on$/,
    );
    await expect(verifyDurable(server.url("postgres"))).resolves.toBeUndefined();
  });
});

describe("a server that may lose what it confirmed", () => {
  test("is not started when a caller asks for it", async () => {
    const { directory } = trial;
    const wish = startEmbeddedPostgres({ directory, settings: { fsync: "off" } });
    await expect(wish).rejects.toThrow(
      /^PostgreSQL may lose what it confirmed: fsync is off, must be on$/,
    );
    await expect(access(directory)).rejects.toThrow("ENOENT");
  });

  test.each(["fsync", "full_page_writes"])("is stopped when its files say %s off", async (name) => {
    earlierCluster();
    const server = await trial.start();
    await tell(server.url("postgres"), `alter system set ${name} = off`);
    await server.stop();

    const lines: string[] = [];
    await expect(trial.start({}, lines)).rejects.toThrow(`confirmed: ${name} is off, must be on`);
    expect(lines.at(-1)).toMatch(/ended: exit code 0$/);

    const overruled = await trial.start({ [name]: "on" });
    await expect(verifyDurable(overruled.url("postgres"))).resolves.toBeUndefined();
  });
});

describe("when Node is killed", () => {
  beforeEach(earlierCluster);

  test("the server ends by itself, and the next start finds the data", async (context) => {
    context.skip(!works(["setpriv", "--pdeathsig", "INT", "--", "true"]), "no setpriv here");
    const parent = await trial.startParent();
    await sell(parent.url);
    await kill(parent.node);
    await gone(parent.pid);

    const next = await trial.start();
    expect(await sold(next.url("postgres"))).toBe(1);
  });

  test("a start in the same moment waits until the old server is gone", async () => {
    const parent = await trial.startParent();
    await sell(parent.url);
    await kill(parent.node);
    const next = await trial.start();
    expect(next.pid).not.toBe(parent.pid);
    expect(await findProcess(parent.pid)).toBeUndefined();
    expect(await sold(next.url("postgres"))).toBe(1);
  });

  test("without setpriv the orphan lives on, and the next start stops it first", async () => {
    const parent = await trial.startParent({ PATH: await pathWithout("setpriv", trial.base) });
    await sell(parent.url);
    await kill(parent.node);
    expect(await sold(parent.url)).toBe(1);

    const lines: string[] = [];
    const next = await trial.start({}, lines);
    expect(lines[0]).toBe(`stopping PostgreSQL ${parent.pid}: the process that started it is gone`);
    expect(await findProcess(parent.pid)).toBeUndefined();
    expect(await sold(next.url("postgres"))).toBe(1);
  });
});

test("Ctrl-C reaches Node alone, which still uses the server before it stops it", async () => {
  earlierCluster();
  const parent = await trial.startParent();
  const said = lineOf(parent.node);
  process.kill(-Number(parent.node.pid), "SIGINT");
  expect(await said).toEqual({ stopped: true });
  expect(await findProcess(parent.pid)).toBeUndefined();
});

describe("a folder in use by a living process", () => {
  test("is refused to another process with one line", async () => {
    earlierCluster();
    const parent = await trial.startParent();
    const cluster = join(trial.directory, "cluster");
    await expect(trial.start()).rejects.toThrow(
      new Error(`the PostgreSQL data folder ${cluster} is in use by process ${parent.node.pid}`),
    );
    await expect(verifyDurable(parent.url)).resolves.toBeUndefined();
  });

  test("is refused to the same process", async () => {
    earlierCluster();
    const server = await trial.start();
    await expect(trial.start()).rejects.toThrow(`is in use by process ${process.pid}`);
    await expect(verifyDurable(server.url("postgres"))).resolves.toBeUndefined();
  });

  test("is not taken from a server that was started by hand", async () => {
    earlierCluster();
    const launch = await chooseLaunch(installedBinaries(), await openFolder(trial.directory));
    const cluster = join(trial.directory, "cluster");
    const log = await open(join(trial.base, "log"), "a");
    const settings = ["-c", "listen_addresses=", "-c", `unix_socket_directories=${cluster}`];
    const byHand = spawnServer(launch, ["-D", cluster, ...settings], log.fd);
    await log.close();
    try {
      await vi.waitUntil(async () => (await readLock(cluster))?.ready === true, 20_000);
      await expect(trial.start()).rejects.toThrow(`is in use by process ${process.pid}`);
    } finally {
      await stopProcess(Number(byHand.pid));
    }
  });

  test("of two first starts at once exactly one wins", async () => {
    const starts = await Promise.allSettled([trial.startParent(), trial.startParent()]);
    expect(starts.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const lost = starts.find((start) => start.status === "rejected");
    expect(String(lost?.reason)).toContain("is in use by process");
    const names = (await readdir(trial.directory)).toSorted();
    expect(names).toEqual(["cluster", "log", "password", "port"]);
  });
});

describe("when PostgreSQL is killed", () => {
  beforeEach(earlierCluster);

  test("the next start keeps the data and the address", async () => {
    const lines: string[] = [];
    const first = await trial.start({}, lines);
    await sell(first.url("postgres"));
    process.kill(first.pid, "SIGKILL");

    const second = await trial.start();
    expect(second.url("postgres")).toBe(first.url("postgres"));
    expect(await sold(second.url("postgres"))).toBe(1);
    expect(lines).toContain(`PostgreSQL ${first.pid} ended: signal SIGKILL`);
    await first.stop();
    await expect(verifyDurable(second.url("postgres"))).resolves.toBeUndefined();
  });

  test("the next start waits for a backend that is still at work", async () => {
    const first = await trial.start();
    await sell(first.url("postgres"));
    await withClient(first.url("postgres"), async (client) => {
      const shown = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
      const backend = Number(shown.rows[0]?.pid);
      process.kill(backend, "SIGSTOP");
      process.kill(first.pid, "SIGKILL");

      const next = trial.start();
      const log = async () => readFile(join(trial.directory, "log"), "utf8");
      await vi.waitUntil(async () => (await log()).includes("pre-existing shared memory"), 20_000);
      process.kill(backend, "SIGCONT");
      expect(await sold((await next).url("postgres"))).toBe(1);
    });
  });

  test("a number taken over by a stranger does not block the next start", async () => {
    const first = await trial.start();
    const lockPath = join(trial.directory, "cluster", "postmaster.pid");
    const lock = await readFile(lockPath, "utf8");
    await first.stop();
    const stranger = await trial.startStranger();
    await writeFile(lockPath, lock.replace(/^\d+/, String(stranger.pid)));

    const lines: string[] = [];
    await trial.start({}, lines);
    expect(lines[0]).toBe(`removing the stale lock of PostgreSQL ${stranger.pid}`);
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
  });
});

test("a creation that was cut short is begun anew", async () => {
  const ended = spawn("true");
  await once(ended, "exit");
  const leftover = join(trial.directory, `cluster.${ended.pid}.00000000`);
  await mkdir(leftover, { recursive: true });
  await trial.start();
  await expect(access(leftover)).rejects.toThrow("ENOENT");
});

test("a server that cannot start says why in one line", async () => {
  earlierCluster();
  await expect(trial.start({ shared_buffers: "plenty" })).rejects.toThrow(
    /^PostgreSQL did not start: invalid value for parameter "shared_buffers": "plenty" \(see .*log\)$/,
  );
});
